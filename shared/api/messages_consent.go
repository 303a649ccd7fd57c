package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
)

// ConsentAsk asks the owner of an unmanaged login to let admins at it.
type ConsentAsk struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
	Credential   id.Credential   `json:"-" path:"credential"`
	Message      string          `json:"message,omitempty" maxLength:"500" doc:"To its owner, in words."`
}

// ConsentList lists credential requests.
type ConsentList struct {
	Organization id.Organization `json:"-" path:"organization"`
	Page
}

// Consents is a page of credential requests, newest first.
type Consents struct {
	Items []Consent `json:"items"`
	Next  string    `json:"next,omitempty"`
}

// ConsentSee names a credential request.
type ConsentSee struct {
	Organization id.Organization `json:"-" path:"organization"`
	Consent      id.Consent      `json:"-" path:"consent"`
}

// ConsentDeny keeps a login to oneself.
type ConsentDeny struct {
	Organization id.Organization `json:"-" path:"organization"`
	Consent      id.Consent      `json:"-" path:"consent"`
	Note         string          `json:"note,omitempty" maxLength:"1000" doc:"To whoever asked."`
}

// Consent is a credential request: admins ask for a login that its owner kept to
// themselves.
type Consent struct {
	ID           id.Consent     `json:"id"`
	State        string         `json:"state" enum:"pending,approved,denied,cancelled,lapsed"`
	Credential   id.Credential  `json:"credential"`
	Name         string         `json:"name"`
	Username     string         `json:"username,omitempty"`
	Resource     id.Resource    `json:"resource"`
	ResourceName string         `json:"resourceName"`
	Owner        id.Person      `json:"owner"`
	OwnerName    string         `json:"ownerName"`
	Askers       []ConsentAsker `json:"askers" doc:"The first asked, the others joined."`
	Asked        time.Time      `json:"asked"`
	Lapses       time.Time      `json:"lapses"`
	Decided      *time.Time     `json:"decided,omitempty"`
	DecidedBy    string         `json:"decidedBy,omitempty"`
	Note         string         `json:"note,omitempty"`
	Yours        bool           `json:"yours,omitempty" doc:"It is your login: yours to answer, and nobody else's."`
	Mine         bool           `json:"mine,omitempty" doc:"You are among those who ask."`
}

// ConsentAsker is one of those who ask.
type ConsentAsker struct {
	Person  id.Person `json:"person"`
	Name    string    `json:"name"`
	At      time.Time `json:"at"`
	Message string    `json:"message,omitempty"`
}

// ConsentOwn names a login of one's own.
type ConsentOwn struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
	Credential   id.Credential   `json:"-" path:"credential"`
}

// ConsentWeighed is what rests on the consent to a login, or rested on it.
type ConsentWeighed struct {
	Managed     bool          `json:"managed" doc:"Whether it is managed now."`
	Viewers     []ViewingOne  `json:"viewers" doc:"Admins who may view it, or could until now."`
	Assignments int           `json:"assignments" doc:"That rest on it: none, as no login of somebody's own is assigned."`
	Shares      int           `json:"shares" doc:"With other organizations, that rest on it."`
	Seen        []ConsentSeen `json:"seen" doc:"Others who received it: they may remember it."`
	More        bool          `json:"more,omitempty" doc:"There are more who did."`
}

// ConsentSeen is somebody who received a login.
type ConsentSeen struct {
	Person  id.Person  `json:"person"`
	Name    string     `json:"name"`
	Uses    int        `json:"uses"`
	First   time.Time  `json:"first"`
	Last    time.Time  `json:"last"`
	Lost    *time.Time `json:"lost,omitempty" doc:"When it was closed to them, if it was."`
	MayKnow bool       `json:"mayKnow" doc:"They received the current version."`
}

// ViewingSet says which admins may view the managed logins of a resource.
type ViewingSet struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
	All          bool            `json:"all,omitempty" doc:"Every admin. Without it, and with nobody named: nobody."`
	Admins       []id.Person     `json:"admins,omitempty" maxItems:"50"`
	Groups       []id.Group      `json:"groups,omitempty" maxItems:"10" doc:"The admins in these groups."`
}

// Viewing is which admins may view others' managed logins of a resource.
type Viewing struct {
	All    bool         `json:"all,omitempty"`
	Admins []ViewingOne `json:"admins"`
	Groups []id.Group   `json:"groups"`
	You    bool         `json:"you,omitempty" doc:"You may."`
}

// ViewingOne is an admin who is named.
type ViewingOne struct {
	Person id.Person `json:"person"`
	Name   string    `json:"name"`
}

// CredentialReassign gives a managed login to somebody else.
type CredentialReassign struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
	Credential   id.Credential   `json:"-" path:"credential"`
	To           id.Person       `json:"to,omitempty" doc:"A member; absent: the organization, as a company credential."`
}
