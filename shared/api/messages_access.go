package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// ResourceCreate adds a resource of the organization's own.
type ResourceCreate struct {
	Organization id.Organization `json:"-" path:"organization"`
	Name         string          `json:"name" minLength:"1" maxLength:"120"`
	Address      string          `json:"address" minLength:"1" maxLength:"2000" doc:"Where one signs in: an https or http address."`
}

// ResourceList lists resources: an admin sees all, a member those assigned to them.
type ResourceList struct {
	Organization id.Organization `json:"-" path:"organization"`
	Page
}

// Resources is a page of resources.
type Resources struct {
	Items []Resource `json:"items"`
	Next  string     `json:"next,omitempty"`
}

// Resource is an app, host or service at an address.
type Resource struct {
	ID      id.Resource     `json:"id"`
	Name    string          `json:"name"`
	Address string          `json:"address"`
	Kind    string          `json:"kind" enum:"own,delegated" doc:"delegated: it is lent by an outside owner (the key icon). Members see every resource as own."`
	State   string          `json:"state" enum:"ready,pending,denied,lapsed,cancelled,revoked" doc:"pending: access request pending."`
	Lender  *Lender         `json:"lender,omitempty" doc:"For a delegated one: who was asked; admins and auditors."`
	Opens   []Opening       `json:"opens" doc:"With which credentials the caller may get in, and how."`
	Access  []MyAccess      `json:"access" doc:"How the caller stands to it: one for each credential they are assigned with, the way that decides."`
	Counts  *ResourceCounts `json:"counts,omitempty" doc:"For admins."`
}

// Lender is the outside owner of a delegated resource, as the asking side sees it.
type Lender struct {
	Delegation id.Delegation `json:"delegation"`
	Email      string        `json:"email,omitempty" doc:"The address that was asked; admins only."`
	Name       string        `json:"name,omitempty" doc:"The owner's name, once they answered."`
	Since      time.Time     `json:"since" doc:"When this state began."`
	Lapses     *time.Time    `json:"lapses,omitempty" doc:"When a pending request lapses."`
	Note       string        `json:"note,omitempty" doc:"What the owner wrote when denying."`
	Ends       *time.Time    `json:"ends,omitempty" doc:"The end date of the loan, if its owner set one."`
	Unknown    bool          `json:"unknown,omitempty" doc:"Denied because the owner does not know who asks."`
	Bounced    *time.Time    `json:"bounced,omitempty" doc:"When the mail to the owner came back."`
}

// ResourceCounts says how much hangs on a resource.
type ResourceCounts struct {
	Assignments int `json:"assignments"`
}

// Opening is one way in for the caller.
type Opening struct {
	Credential id.Credential `json:"credential,omitempty" doc:"Absent: the caller's own login, which is still to be added."`
	Mode       string        `json:"mode" enum:"use,read" doc:"use: sign in with it, never shown; read: it may be revealed."`
}

// ResourceSee shows one resource with what hangs on it.
type ResourceSee struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
}

// ResourceDetail is a resource with its assignments and credential sets.
type ResourceDetail struct {
	Resource
	Assignments []Assignment `json:"assignments" doc:"Admins and auditors see all; a member their own."`
	Credentials []Credential `json:"credentials" doc:"Names and owners; never a secret."`

	Picked id.Credential `json:"picked,omitempty" doc:"Which of them the caller used last: offered first."`

	Policies *Policies `json:"policies,omitempty" doc:"How its assignments open, and who may decide: for admins and auditors."`

	Viewing *Viewing `json:"viewing,omitempty" doc:"Which admins may view others' managed logins here: for admins and auditors."`
}

// ResourceRename changes the name a resource has here.
type ResourceRename struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
	Name         string          `json:"name" minLength:"1" maxLength:"120"`
}

// ResourceAssign puts a group or a member on a resource.
type ResourceAssign struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
	Group        id.Group        `json:"group,omitempty" doc:"Either a group"`
	Member       id.Person       `json:"member,omitempty" doc:"or a member."`
	Credential   id.Credential   `json:"credential,omitempty" doc:"With this credential; absent: with a login of their own."`
	Mode         string          `json:"mode,omitempty" enum:"use,read" default:"use" doc:"Never above what the owner allows."`
}

// Assignment is a group or member on a resource.
type Assignment struct {
	ID         id.Assignment `json:"id"`
	Group      id.Group      `json:"group,omitempty"`
	Member     id.Person     `json:"member,omitempty"`
	Name       string        `json:"name" doc:"The group's or member's name."`
	Credential id.Credential `json:"credential,omitempty" doc:"Absent: a login of their own."`
	Mode       string        `json:"mode" enum:"use,read"`
	Since      time.Time     `json:"since"`
}

// ResourceUnassign takes a group or member off a resource.
type ResourceUnassign struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
	Assignment   id.Assignment   `json:"-" path:"assignment"`
}

// CredentialCreate adds a login for a resource.
type CredentialCreate struct {
	Organization     id.Organization `json:"-" path:"organization"`
	Resource         id.Resource     `json:"-" path:"resource"`
	Name             string          `json:"name" minLength:"1" maxLength:"120"`
	Type             string          `json:"type,omitempty" maxLength:"60" doc:"What it is: Router, Website, Database..."`
	Username         string          `json:"username,omitempty" maxLength:"320"`
	Secret           secret.Text     `json:"secret,omitempty" maxLength:"10000" doc:"The password or other secret."`
	URL              string          `json:"url,omitempty" maxLength:"2000" doc:"Where it is filled in; left out: at the resource's address."`
	Tags             []string        `json:"tags,omitempty" maxItems:"10" maxLength:"40"`
	Notes            secret.Text     `json:"notes,omitempty" maxLength:"10000" doc:"Kept as secret as the secret."`
	Seed             secret.Text     `json:"seed,omitempty" maxLength:"500" doc:"The set-up key for sign-in codes: base32, or an otpauth address."`
	BelongsTo        string          `json:"belongsTo" enum:"organization,me" doc:"organization: a company credential (admins); me: a login of one's own."`
	AllowAdminAccess bool            `json:"allowAdminAccess,omitempty" doc:"For one's own: consent to admin access to the password (managed)."`
}

// Credential is a credential as lists show it: never its secret.
type Credential struct {
	ID       id.Credential `json:"id"`
	Name     string        `json:"name"`
	Type     string        `json:"type,omitempty"`
	Username string        `json:"username,omitempty"`
	URL      string        `json:"url,omitempty"`
	Tags     []string      `json:"tags,omitempty"`
	Owner    id.Person     `json:"owner,omitempty" doc:"Absent: a company or delegated credential."`
	Managed  bool          `json:"managed" doc:"The owner consented to admin access."`
	Asked    id.Consent    `json:"asked,omitempty" doc:"The credential request that waits for its owner, or lapsed."`
	Version  int           `json:"version" doc:"The version of its secret; send it back when changing."`
	Revision int           `json:"revision" doc:"Moves with every change of it; send it back when amending."`
	Changed  time.Time     `json:"changed"`
	By       string        `json:"by" doc:"Who changed it last."`
	HasCodes bool          `json:"hasCodes,omitempty" doc:"It has a set-up key for sign-in codes."`
	From     string        `json:"from,omitempty" doc:"The lending or sharing side (the key icon)."`
	Due      string        `json:"due,omitempty" enum:"lost,old" doc:"It is due for rotation, for admins and auditors. lost: somebody who may know it lost the way to it; old: its type allows no older ones. A secret that is written while the organization is locked for this session is not compared with the one before, and clears nothing."`
	DueSince *time.Time    `json:"dueSince,omitempty"`
}

// CredentialChange gives a credential a new version. A username left out stays.
type CredentialChange struct {
	Organization id.Organization `json:"-" path:"organization"`
	Credential   id.Credential   `json:"-" path:"credential"`
	Version      int             `json:"version" minimum:"1" doc:"The version that was seen: if there is a newer one, the answer is 409 and says whose."`
	Username     *string         `json:"username,omitempty" maxLength:"320"`
	Secret       secret.Text     `json:"secret" minLength:"1" maxLength:"10000"`
	Notes        secret.Text     `json:"notes,omitempty" maxLength:"10000" doc:"The notes go with the secret: leaving them out empties them."`
	Seed         secret.Text     `json:"seed,omitempty" maxLength:"500" doc:"The set-up key for sign-in codes goes with the secret too: leaving it out takes it away, and there are no more codes."`
}

// CredentialUse launches or reveals a credential of a resource.
type CredentialUse struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
	Credential   id.Credential   `json:"-" path:"credential"`
}

// Launched is what a page has of a launch: not the secret, but a ticket by which the
// extension gets it, once, for the address's own origin.
type Launched struct {
	secret.Holder `json:"-"`
	Ticket        string    `json:"ticket" doc:"To be redeemed once, by this session, until it ends."`
	Ends          time.Time `json:"ends" doc:"From then on it is no good."`
	Origin        string    `json:"origin" doc:"It is filled in there and nowhere else."`
	Address       string    `json:"address"`
	Username      string    `json:"username"`
	Version       int       `json:"version"`
}

// CredentialFill redeems the ticket of a launch.
type CredentialFill struct {
	Organization id.Organization `json:"-" path:"organization"`
	Credential   id.Credential   `json:"-" path:"credential"`
	Ticket       secret.Text     `json:"ticket" minLength:"1" maxLength:"200"`
	Origin       string          `json:"origin" minLength:"1" maxLength:"2000" doc:"Of the page that it is filled in on, as the browser says."`
}

// Fill is what the extension needs to sign in, at this address only. It is not for
// showing: a browser that signs in holds the password, so a use counts as
// "may know it".
type Fill struct {
	secret.Holder `json:"-"`
	Address       string `json:"address"`
	Username      string `json:"username"`
	Secret        string `json:"secret" doc:"For the sign-in form, never for the page or the clipboard."`
	Code          string `json:"code,omitempty" doc:"The current sign-in code, if the login has a set-up key for them."`
	CodeEnds      int    `json:"codeEnds,omitempty" doc:"How many seconds the code is still good, of the instant the ticket was redeemed."`
	Version       int    `json:"version"`
}

// Revealed is a credential shown to a person.
type Revealed struct {
	secret.Holder `json:"-"`
	Username      string `json:"username"`
	Secret        string `json:"secret"`
	Notes         string `json:"notes,omitempty"`
	Version       int    `json:"version"`
}
