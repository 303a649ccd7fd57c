package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// CredentialAmend says something anew of a credential; what is left out stays.
type CredentialAmend struct {
	Organization id.Organization `json:"-" path:"organization"`
	Credential   id.Credential   `json:"-" path:"credential"`
	Revision     int             `json:"revision" minimum:"1" doc:"The revision that was seen: if there is a newer one, the answer is 409 and says whose."`
	Name         *string         `json:"name,omitempty" minLength:"1" maxLength:"120"`
	Type         *string         `json:"type,omitempty" maxLength:"60" doc:"One of the organization's types; empty for none."`
	Username     *string         `json:"username,omitempty" maxLength:"320"`
	URL          *string         `json:"url,omitempty" maxLength:"2000" doc:"Where it is filled in; empty for none of its own."`
	Tags         []string        `json:"tags,omitempty" maxItems:"10" maxLength:"40" doc:"All of them; an empty list takes them away."`
}

// CredentialMove moves several credentials to one place.
type CredentialMove struct {
	Organization id.Organization `json:"-" path:"organization"`
	Credentials  []id.Credential `json:"credentials" minItems:"1" maxItems:"50"`
	Folder       id.Folder       `json:"folder,omitempty" doc:"Where to; absent: to the top, for every member."`
}

// Moved says of each credential what happened, in the order in which they were named.
type Moved struct {
	Items []MovedOne `json:"items"`
}

// MovedOne is what happened to one credential.
type MovedOne struct {
	Credential id.Credential `json:"credential"`
	Outcome    string        `json:"outcome" enum:"moved,unchanged,refused,not-done" doc:"unchanged: it was there already; not-done: no time was left for it, ask again."`
	Reason     string        `json:"reason,omitempty" doc:"Why it was not."`
}

// CredentialState is a credential that was disabled or enabled, and who had the
// use of it.
type CredentialState struct {
	Filed
	Assigned []string `json:"assigned" doc:"The names of the groups and members that are put on its resource with it."`
	Lent     []string `json:"lent" doc:"The names of the organizations that it is lent to."`
}

// CredentialVersions lists the change log of a credential.
type CredentialVersions struct {
	Organization id.Organization `json:"-" path:"organization"`
	Credential   id.Credential   `json:"-" path:"credential"`
	Page
}

// ChangeLog is a page of a change log.
type ChangeLog struct {
	Items []Logged `json:"items"`
	Next  string   `json:"next,omitempty"`
}

// Logged is one line of a change log: never a secret, old or new.
type Logged struct {
	Kind    string    `json:"kind" enum:"created,renewed,restored,amended,moved,disabled,enabled,allowed,withdrawn,reassigned" doc:"renewed: it got a new secret."`
	Version int       `json:"version" doc:"The version of its secret that was current from then on."`
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	What    string    `json:"what,omitempty" doc:"What changed of what lists show; which version was restored; where it was moved."`
}

// VersionUse reveals an earlier version of a credential.
type VersionUse struct {
	Organization id.Organization `json:"-" path:"organization"`
	Credential   id.Credential   `json:"-" path:"credential"`
	Number       int             `json:"-" path:"number" minimum:"1" maximum:"99999999"`
}

// VersionRestore makes an earlier version the newest again.
type VersionRestore struct {
	Organization id.Organization `json:"-" path:"organization"`
	Credential   id.Credential   `json:"-" path:"credential"`
	Number       int             `json:"-" path:"number" minimum:"1" maximum:"99999999"`
	Version      int             `json:"version" minimum:"1" doc:"The current version that was seen: if there is a newer one, the answer is 409 and says whose."`
}

// CredentialCode asks for the current sign-in code of a credential.
type CredentialCode struct {
	Organization id.Organization `json:"-" path:"organization"`
	Credential   id.Credential   `json:"-" path:"credential"`
	Resource     id.Resource     `json:"resource,omitempty" doc:"The resource that a lent one is used for; one of the organization's own is found without."`
}

// SignInCode is the sign-in code of an instant: never the key that makes it.
type SignInCode struct {
	secret.Holder `json:"-"`
	Code          string `json:"code"`
	Ends          int    `json:"ends" doc:"How many seconds it is still good, of the instant the request arrived."`
}
