package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// MemberLeaving asks what a member would leave behind.
type MemberLeaving struct {
	Organization id.Organization `json:"-" path:"organization"`
	Person       id.Person       `json:"-" path:"person"`
}

// Leaving is what a member would leave behind if they were removed now. Of what is
// personal there is no word but that it waits: nobody learns whether there is any.
type Leaving struct {
	Person    id.Person      `json:"person"`
	Name      string         `json:"name"`
	Unmanaged []LeavingLogin `json:"unmanaged" doc:"Logins without admin access, the first 100: they open for nobody then. Each may be requested before (consent-ask)."`
	Count     int            `json:"count" doc:"How many unmanaged logins there are."`
	Managed   int            `json:"managed" doc:"Managed logins: they stay, for the admins who are named to view them, and may be given to somebody else."`
	More      bool           `json:"more,omitempty" doc:"There are more than were counted."`
	Days      int            `json:"days" doc:"How long the unmanaged ones, and what is theirs alone if there is anything, wait for their owner before they are destroyed."`
}

// LeavingLogin is an unmanaged login of a member.
type LeavingLogin struct {
	Credential   id.Credential `json:"credential"`
	Name         string        `json:"name"`
	Username     string        `json:"username,omitempty"`
	Resource     id.Resource   `json:"resource"`
	ResourceName string        `json:"resourceName"`
	Disabled     bool          `json:"disabled,omitempty"`
	Request      id.Consent    `json:"request,omitempty" doc:"The credential request for it that waits for its owner, if one does."`
}

// LeftList lists what waits for the caller.
type LeftList struct {
	After string `json:"-" query:"after" maxLength:"1000" doc:"The next of the page before."`
}

// LeftPage is where something waits for the caller, who is no member there any more.
type LeftPage struct {
	Items []Left `json:"items"`
	Next  string `json:"next,omitempty"`
}

// Left is what waits for the caller of one organization.
type Left struct {
	Organization id.Organization `json:"organization"`
	Name         string          `json:"name"`
	Until        time.Time       `json:"until" doc:"From then on it is destroyed."`
	Credentials  []LeftOne       `json:"credentials" doc:"The first 50."`
	More         bool            `json:"more,omitempty" doc:"There are more."`
}

// LeftOne is a credential that waits for its owner.
type LeftOne struct {
	Credential id.Credential `json:"credential"`
	Name       string        `json:"name"`
	Type       string        `json:"type,omitempty"`
	Username   string        `json:"username,omitempty"`
	URL        string        `json:"url,omitempty"`
	Login      bool          `json:"login,omitempty" doc:"It was for a resource there; otherwise nobody else knew of it."`
}

// LeftTake takes what waits for the caller into their personal organization.
type LeftTake struct {
	Organization id.Organization `json:"-" path:"organization"`
	Credentials  []id.Credential `json:"credentials,omitempty" minItems:"1" maxItems:"20" doc:"Which; absent: the first 20 that wait."`
	Key          secret.Text     `json:"key,omitempty" maxLength:"256" doc:"The organization key, where one is set: what is sealed to the organization opens with it alone."`
}

// LeftTaken says of each credential what happened, in the order in which they were named.
type LeftTaken struct {
	Home  id.Organization `json:"home" doc:"The caller's personal organization: it is there now."`
	Items []LeftTakenOne  `json:"items"`
	More  bool            `json:"more,omitempty" doc:"More waits: take again."`
}

// LeftTakenOne is what happened to one credential.
type LeftTakenOne struct {
	Credential id.Credential `json:"credential"`
	Outcome    string        `json:"outcome" enum:"taken,refused"`
	Taken      id.Credential `json:"taken,omitempty" doc:"What it is in the personal organization."`
	Reason     string        `json:"reason,omitempty" doc:"Why it was refused."`
}
