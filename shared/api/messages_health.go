package api

import (
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// VaultHealth asks how good passwords are.
type VaultHealth struct {
	Organization id.Organization `json:"-" path:"organization"`
	Of           string          `json:"of" enum:"organization,me" doc:"organization: company credentials and managed logins (admins); me: my own."`
	After        string          `json:"after,omitempty" maxLength:"1000" doc:"The next of the page before."`
	Limit        int             `json:"limit,omitempty" minimum:"1" maximum:"100" doc:"How many at most; absent: 50."`
}

// HealthPage is how good the passwords of a page are. What is disabled is left out,
// so that a page may be short and not the last.
type HealthPage struct {
	Items []Health `json:"items"`
	Next  string   `json:"next,omitempty"`
}

// Health is how good one password is: never the password.
type Health struct {
	ID       id.Credential `json:"id"`
	Name     string        `json:"name"`
	Strength int           `json:"strength" minimum:"0" maximum:"4" doc:"0 is guessed at once, 4 by nobody; below 3 is weak."`
	Reason   string        `json:"reason" doc:"Why, in a sentence."`
	Days     int           `json:"days" doc:"How old the password is; one that was restored is as old as what it says again."`
	Old      bool          `json:"old,omitempty" doc:"It is older than passwords of its type should be."`
	Empty    bool          `json:"empty,omitempty" doc:"It has no password."`
	Closed   bool          `json:"closed,omitempty" doc:"It opens no more, and could not be judged."`
	Reused   string        `json:"reused,omitempty" doc:"A mark: credentials of any page with the same one have the same password. Only of what the caller may reveal now: by a mark, whoever keeps a guess beside it tests the guess."`
}

// VaultExport takes credentials along: one of folder, client, all and mine says which.
type VaultExport struct {
	Organization id.Organization `json:"-" path:"organization"`
	Folder       id.Folder       `json:"folder,omitempty" doc:"What is in this folder itself."`
	Client       id.Client       `json:"client,omitempty" doc:"What is kept for this client."`
	All          bool            `json:"all,omitempty" doc:"All of the organization's."`
	Mine         bool            `json:"mine,omitempty" doc:"My own."`
	Format       string          `json:"format,omitempty" enum:"json,csv" doc:"csv: the answer has the rows of a file that import reads; absent: json."`
	After        string          `json:"after,omitempty" maxLength:"1000" doc:"The next of the page before."`
	Limit        int             `json:"limit,omitempty" minimum:"1" maximum:"25" doc:"How many at most; absent: 25."`
}

// Exported is a page of an export: what the caller may reveal now, and what not. A
// page may be short and not the last.
type Exported struct {
	secret.Holder `json:"-"`
	Items         []ExportedOne `json:"items"`
	CSV           string        `json:"csv,omitempty" doc:"The same as rows of CSV, if asked for: those of all pages, one after the other, are one file."`
	Refused       []NotExported `json:"refused" doc:"What the caller sees and may not take along."`
	Next          string        `json:"next,omitempty"`
}

// ExportedOne is a credential with its secret: the set-up key for sign-in codes is
// not in it.
type ExportedOne struct {
	secret.Holder `json:"-"`
	ID            id.Credential `json:"id"`
	Name          string        `json:"name"`
	Type          string        `json:"type,omitempty"`
	Username      string        `json:"username,omitempty"`
	Secret        string        `json:"secret,omitempty"`
	URL           string        `json:"url,omitempty"`
	Tags          []string      `json:"tags,omitempty"`
	Notes         string        `json:"notes,omitempty"`
	FolderPath    []string      `json:"folderPath,omitempty" doc:"The names of its folder and those above, the top one first."`
	ClientName    string        `json:"clientName,omitempty"`
	Resource      id.Resource   `json:"resource,omitempty"`
	Version       int           `json:"version"`
	Codes         bool          `json:"codes,omitempty" doc:"It makes sign-in codes: their set-up key stays here."`
}

// NotExported is a credential that is not exported.
type NotExported struct {
	ID     id.Credential `json:"id"`
	Name   string        `json:"name"`
	Reason string        `json:"reason" doc:"Why, in a sentence."`
}
