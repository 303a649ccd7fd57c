package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// FolderCreate makes a folder.
type FolderCreate struct {
	Organization id.Organization `json:"-" path:"organization"`
	Name         string          `json:"name" minLength:"1" maxLength:"120"`
	Parent       id.Folder       `json:"parent,omitempty" doc:"The folder it is in; absent: at the top."`
	Groups       []id.Group      `json:"groups,omitempty" maxItems:"10" doc:"Only they, and admins, see what is in it; absent: whom the folder above is for."`
	Closed       bool            `json:"closed,omitempty" doc:"For admins only."`
}

// FolderList lists folders, with those above each.
type FolderList struct {
	Organization id.Organization `json:"-" path:"organization"`
	Page
}

// Folders is a page of folders.
type Folders struct {
	Items []Folder `json:"items"`
	Next  string   `json:"next,omitempty"`
}

// Folder is a place for credentials.
type Folder struct {
	ID     id.Folder  `json:"id"`
	Name   string     `json:"name"`
	Parent id.Folder  `json:"parent,omitempty"`
	Path   []string   `json:"path" doc:"The names of the folders above it, the top one first."`
	Client id.Client  `json:"client,omitempty" doc:"Whose folder it is."`
	Groups []id.Group `json:"groups,omitempty" doc:"Its own; for admins and auditors."`
	Closed bool       `json:"closed,omitempty" doc:"For admins only."`
	For    []id.Group `json:"for,omitempty" doc:"Whom it is for in the end; for admins and auditors. Absent with everyone: every member."`
	All    bool       `json:"everyone,omitempty" doc:"It is for every member."`
}

// FolderRename gives a folder another name.
type FolderRename struct {
	Organization id.Organization `json:"-" path:"organization"`
	Folder       id.Folder       `json:"-" path:"folder"`
	Name         string          `json:"name" minLength:"1" maxLength:"120"`
}

// FolderGroups says whom a folder is for.
type FolderGroups struct {
	Organization id.Organization `json:"-" path:"organization"`
	Folder       id.Folder       `json:"-" path:"folder"`
	Groups       []id.Group      `json:"groups" maxItems:"10" doc:"Only they, and admins; none: whom the folder above is for."`
	Closed       bool            `json:"closed,omitempty" doc:"For admins only."`
}

// FolderMove hangs a folder under another.
type FolderMove struct {
	Organization id.Organization `json:"-" path:"organization"`
	Folder       id.Folder       `json:"-" path:"folder"`
	Parent       id.Folder       `json:"parent,omitempty" doc:"The folder to hang it under; absent: from the top."`
}

// FolderRemove takes an empty folder away.
type FolderRemove struct {
	Organization id.Organization `json:"-" path:"organization"`
	Folder       id.Folder       `json:"-" path:"folder"`
}

// ClientList lists clients.
type ClientList struct {
	Organization id.Organization `json:"-" path:"organization"`
	Page
}

// Clients is a page of clients.
type Clients struct {
	Items []Client `json:"items"`
	Next  string   `json:"next,omitempty"`
}

// ClientRename gives a client another name.
type ClientRename struct {
	Organization id.Organization `json:"-" path:"organization"`
	Client       id.Client       `json:"-" path:"client"`
	Name         string          `json:"name" minLength:"1" maxLength:"120"`
}

// TypeList asks for the types to choose from.
type TypeList struct {
	Organization id.Organization `json:"-" path:"organization"`
}

// TypeSet makes the organization's own list of types.
type TypeSet struct {
	Organization id.Organization `json:"-" path:"organization"`
	Types        []string        `json:"types" minItems:"1" maxItems:"60" maxLength:"60"`
	Limits       []TypeLimit     `json:"limits,omitempty" maxItems:"60" doc:"After how long secrets of a type are due for rotation; absent: as it was, for the types that stay."`
}

// TypeLimit is how old secrets of a type may be.
type TypeLimit struct {
	Type string `json:"type" maxLength:"60" doc:"One of the list."`
	Days int    `json:"days" minimum:"1" maximum:"3650"`
}

// Types are the credential types that an organization offers, in its order.
type Types struct {
	Types    []string    `json:"types"`
	Own      bool        `json:"own" doc:"The organization made its own list."`
	Provider string      `json:"provider,omitempty" doc:"Whose list it is that the organization has to use: its provider's name. It cannot change it."`
	Limits   []TypeLimit `json:"limits" doc:"After how long secrets of a type are due for rotation; of those not named never."`
}

// ClientCreate adds a client.
type ClientCreate struct {
	Organization id.Organization `json:"-" path:"organization"`
	Name         string          `json:"name" minLength:"1" maxLength:"120"`
	Groups       []id.Group      `json:"groups,omitempty" maxItems:"10" doc:"Who works for them; absent: every member."`
}

// Client is a customer as a place to file credentials.
type Client struct {
	ID     id.Client `json:"id"`
	Name   string    `json:"name"`
	Folder id.Folder `json:"folder"`
}

// VaultCreate keeps a credential that is for no resource.
type VaultCreate struct {
	Organization id.Organization `json:"-" path:"organization"`
	Name         string          `json:"name" minLength:"1" maxLength:"120"`
	Type         string          `json:"type,omitempty" maxLength:"60" doc:"One of the organization's types."`
	Username     string          `json:"username,omitempty" maxLength:"320"`
	Secret       secret.Text     `json:"secret,omitempty" maxLength:"10000" doc:"The password or other secret."`
	URL          string          `json:"url,omitempty" maxLength:"2000" doc:"Where it is filled in."`
	Tags         []string        `json:"tags,omitempty" maxItems:"10" maxLength:"40"`
	Notes        secret.Text     `json:"notes,omitempty" maxLength:"10000" doc:"Kept as secret as the secret."`
	Seed         secret.Text     `json:"seed,omitempty" maxLength:"500" doc:"The set-up key for sign-in codes: base32, or an otpauth address."`
	BelongsTo    string          `json:"belongsTo" enum:"organization,me" doc:"organization: a company credential (admins); me: one of my own, which nobody else sees."`
	Folder       id.Folder       `json:"folder,omitempty" doc:"Of a company credential; absent: at the top, for every member."`
}

// VaultList lists the credentials that the caller sees.
type VaultList struct {
	Organization id.Organization `json:"-" path:"organization"`
	Folder       id.Folder       `json:"-" query:"folder" doc:"Only what is in this folder itself."`
	Client       id.Client       `json:"-" query:"client" doc:"Only what is kept for this client."`
	Owner        id.Person       `json:"-" query:"owner" doc:"Only whose owner is this member."`
	Resource     id.Resource     `json:"-" query:"resource" doc:"Only what is for this resource; what outside owners lend is seen there."`
	State        string          `json:"-" query:"state" enum:"any,disabled,due" default:"any" doc:"Only what is so; due: for rotation, for admins and auditors. With any of these a page may be short, or empty, and have a next."`
	Tag          string          `json:"-" query:"tag" minLength:"1" maxLength:"40" doc:"Only what has this tag, however it is written."`
	Type         string          `json:"-" query:"type" minLength:"1" maxLength:"60" doc:"Only what is of this type."`
	Page
}

// VaultSearch finds credentials.
type VaultSearch struct {
	Organization id.Organization `json:"-" path:"organization"`
	Words        string          `json:"-" query:"words" minLength:"1" maxLength:"200" doc:"Each is the beginning of a word of the name, username, address, client, type or a tag. A credential is found by the first 12 different words of these, in this order, or 11 if it has a web address. What outside owners lend is found among the resources, by the name it has there."`
}

// FiledPage is a page of credentials with their places.
type FiledPage struct {
	Items []Filed `json:"items"`
	Next  string  `json:"next,omitempty"`
}

// FiledFound is what a search found, by name.
type FiledFound struct {
	Items []Filed `json:"items"`
	More  bool    `json:"more,omitempty" doc:"There is more than is shown: add a word."`
}

// Filed is a credential with where it is kept: never its secret.
type Filed struct {
	Credential
	Folder     id.Folder   `json:"folder,omitempty"`
	FolderPath []string    `json:"folderPath,omitempty" doc:"The names of its folder and those above, the top one first."`
	Client     id.Client   `json:"client,omitempty"`
	ClientName string      `json:"clientName,omitempty"`
	Resource   id.Resource `json:"resource,omitempty"`
	Disabled   bool        `json:"disabled,omitempty"`
	SharedWith int         `json:"sharedWith,omitempty" doc:"How many other organizations it is shared with, or lent to (the shared icon)."`
	Mode       string      `json:"mode,omitempty" enum:"use,read,write" doc:"Of what another organization shares or lends: the most that may be done with it here."`
	Off        *time.Time  `json:"off,omitempty" doc:"Of what another organization shares: since when an admin here has it disabled."`
	Waits      bool        `json:"waits,omitempty" doc:"Of what another organization shares: it opens for nobody here while client sign-in to the site among the two is disabled."`
}

// FiledSeen is one credential, and what the caller may do with it now.
type FiledSeen struct {
	Filed
	May []string `json:"may" enum:"use,reveal,write,log" doc:"use: sign in with it, and have its sign-in codes; reveal: see its secret; write: change, move, disable and enable it; log: read its change log."`
	Why string   `json:"why,omitempty" doc:"Why not reveal, in a sentence: the first gate that is closed."`
}

// VaultUse names a credential by its own address.
type VaultUse struct {
	Organization id.Organization `json:"-" path:"organization"`
	Credential   id.Credential   `json:"-" path:"credential"`
}
