package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// Carry says how a client carries its session: a browser in a cookie, anything
// else as a bearer token in the answer's body. Never both.
type Carry struct {
	Carry string `json:"carry,omitempty" enum:"cookie,bearer" default:"cookie" doc:"How the session is handed over: as a cookie (browsers) or in the answer (other clients)."`
}

// SignupCreate asks for a new organization. Nothing exists until the address is confirmed.
type SignupCreate struct {
	Organization string      `json:"organization" minLength:"1" maxLength:"120" doc:"The organization's name."`
	Name         string      `json:"name" minLength:"1" maxLength:"120" doc:"Your name, as your colleagues and owners you ask will see it."`
	Email        string      `json:"email" format:"email" maxLength:"320" doc:"Your mail address; it is confirmed by a mail."`
	Password     secret.Text `json:"password" minLength:"12" maxLength:"256" doc:"At least 12 characters."`
}

// Accepted says that a mail is on its way, and nothing else: the answer is the
// same whether the address is known or not.
type Accepted struct {
	Message string `json:"message"`
}

// SignupConfirm confirms the address of a sign-up: the link identifies, the password authenticates.
type SignupConfirm struct {
	secret.Holder `json:"-"`
	Token         string      `json:"token" minLength:"1" maxLength:"200" doc:"From the mailed link."`
	Password      secret.Text `json:"password" minLength:"1" maxLength:"256" doc:"The password chosen at sign-up."`
	Carry
}

// SessionCreate signs in.
type SessionCreate struct {
	Email    string      `json:"email" minLength:"1" maxLength:"320"`
	Password secret.Text `json:"password" minLength:"1" maxLength:"256"`
	Carry
}

// SignedIn is a new session.
type SignedIn struct {
	secret.Holder `json:"-"`
	Person        PersonSummary   `json:"person"`
	Organization  id.Organization `json:"organization,omitempty" doc:"The organization that the act was about, if any."`
	Delegation    id.Delegation   `json:"delegation,omitempty" doc:"The request that was claimed by joining, if any."`
	Ends          time.Time       `json:"ends" doc:"When the session ends, whatever happens."`
	Idles         time.Time       `json:"idles" doc:"When it ends unless it is kept: POST /api/session/keep."`
	Token         string          `json:"token,omitempty" doc:"The bearer token, if asked for: shown once."`
	Cookie        string          `json:"-"` // the token to set as a cookie instead
}

// SetCookie is the token that goes into the session's cookie; "" for none.
func (s SignedIn) SetCookie() string { return s.Cookie }

// Kept is how long a session goes on.
type Kept struct {
	Ends  time.Time `json:"ends"`
	Idles time.Time `json:"idles"`
}

// Empty is a request without a body.
type Empty struct{}

// PersonSummary names a person.
type PersonSummary struct {
	ID    id.Person `json:"id"`
	Name  string    `json:"name"`
	Email string    `json:"email"`
}

// Me is who is signed in, and where they are members.
type Me struct {
	Person      PersonSummary `json:"person"`
	Memberships []Membership  `json:"memberships"`
	Ends        time.Time     `json:"ends" doc:"When the session ends."`
	Idles       time.Time     `json:"idles" doc:"When it ends unless it is kept."`
}

// Membership is one organization of the caller's.
type Membership struct {
	Organization id.Organization `json:"organization"`
	Name         string          `json:"name"`
	Kind         string          `json:"kind" enum:"provider,site,personal"`
	Role         string          `json:"role" enum:"admin,reviewer,auditor,user"`
	Suspended    bool            `json:"suspended,omitempty" doc:"An admin closed it to the caller for now."`
}

// LinkLook shows what a mailed link is about. It changes nothing.
type LinkLook struct {
	secret.Holder `json:"-"`
	Token         string `json:"token" minLength:"1" maxLength:"200" doc:"From the mailed link's fragment."`
}

// InvitationSeen is what somebody invited sees before they accept.
type InvitationSeen struct {
	Organization string    `json:"organization"`
	By           string    `json:"by"`
	Email        string    `json:"email"`
	Role         string    `json:"role"`
	Expires      time.Time `json:"expires"`
	Known        bool      `json:"known" doc:"The address has an account: its password is asked for, not a new one."`
}

// InvitationAccept joins an organization.
type InvitationAccept struct {
	secret.Holder `json:"-"`
	Token         string      `json:"token" minLength:"1" maxLength:"200"`
	Code          secret.Text `json:"code,omitempty" maxLength:"12" doc:"The eight digits mailed to the invited address; not asked of somebody who has an account."`
	Name          string      `json:"name,omitempty" maxLength:"120" doc:"Your name; not asked of somebody who has an account."`
	Password      secret.Text `json:"password" minLength:"12" maxLength:"256" doc:"A new password, or the one of the account the address has."`
	Carry
}

// MemberInvite invites somebody by mail.
type MemberInvite struct {
	Organization id.Organization `json:"-" path:"organization"`
	Email        string          `json:"email" format:"email" maxLength:"320"`
	Role         string          `json:"role" enum:"admin,reviewer,auditor,user"`
}

// Member is a member, or somebody invited who has not accepted yet.
type Member struct {
	Person     id.Person     `json:"person,omitempty" doc:"Absent while pending."`
	Invitation id.Invitation `json:"invitation,omitempty" doc:"Present while pending."`
	Name       string        `json:"name,omitempty"`
	Email      string        `json:"email"`
	Role       string        `json:"role" enum:"admin,reviewer,auditor,user"`
	State      string        `json:"state" enum:"active,pending,expired,suspended,removed"`
	Bounced    bool          `json:"bounced,omitempty" doc:"The mail of the invitation came back."`
	MayShare   bool          `json:"mayShare,omitempty" doc:"An admin lets them share with other organizations; admins may anyway."`
	Since      time.Time     `json:"since" doc:"Member since, or invited at."`
}

// Page asks for one page of a list.
type Page struct {
	After string `json:"-" query:"after" maxLength:"1000" doc:"The next of the page before."`
	Limit int    `json:"-" query:"limit" minimum:"1" maximum:"100" default:"50" doc:"How many at most."`
}

// MemberList lists the members of an organization.
type MemberList struct {
	Organization id.Organization `json:"-" path:"organization"`
	State        string          `json:"-" query:"state" enum:"here,removed" default:"here" doc:"here: active, suspended and invited; removed: who was a member once."`
	Page
}

// Members is a page of members.
type Members struct {
	Items []Member `json:"items"`
	Next  string   `json:"next,omitempty" doc:"Ask for the next page after this; absent on the last."`
}

// GroupCreate makes a group.
type GroupCreate struct {
	Organization id.Organization `json:"-" path:"organization"`
	Name         string          `json:"name" minLength:"1" maxLength:"120"`
	Members      []id.Person     `json:"members" maxItems:"40" doc:"Its first members."`
}

// Group is a group. A person is in at most 50.
type Group struct {
	ID      id.Group    `json:"id"`
	Name    string      `json:"name"`
	Members []id.Person `json:"members"`
}

// GroupList lists the groups of an organization.
type GroupList struct {
	Organization id.Organization `json:"-" path:"organization"`
	Page
}

// Groups is a page of groups.
type Groups struct {
	Items []Group `json:"items"`
	Next  string  `json:"next,omitempty"`
}

// NoticeList lists what the caller was told.
type NoticeList struct{ Page }

// Notices is a page of notices, newest first.
type Notices struct {
	Items  []NoticeSeen `json:"items"`
	Unseen int          `json:"unseen" doc:"How many on this page are new."`
	Next   string       `json:"next,omitempty"`
}

// NoticeSeen is one notice on the dashboard.
type NoticeSeen struct {
	ID   id.Notice `json:"id"`
	Kind string    `json:"kind"`
	At   time.Time `json:"at"`
	Text string    `json:"text"`
	Link string    `json:"link,omitempty" doc:"Where in the web client the thing is."`
	Seen bool      `json:"seen"`
}

// NoticesSeen marks notices as seen.
type NoticesSeen struct {
	Notices []id.Notice `json:"notices" minItems:"1" maxItems:"50"`
}

// AuditList reads an organization's record, newest first.
type AuditList struct {
	Organization id.Organization `json:"-" path:"organization"`
	AuditFilter
	Page
}

// AuditPage is a page of the record.
type AuditPage struct {
	Items []AuditEntry `json:"items"`
	Next  string       `json:"next,omitempty"`
}

// AuditEntry is one line of the record.
type AuditEntry struct {
	ID                id.Entry  `json:"id"`
	At                time.Time `json:"at"`
	Action            string    `json:"action"`
	Actor             id.Person `json:"actor,omitempty" doc:"Absent for the service itself, and for people of another organization."`
	ActorName         string    `json:"actorName,omitempty"`
	ActorOrganization string    `json:"actorOrganization,omitempty" doc:"Set for people of another organization."`
	Thing             string    `json:"thing"`
	ThingName         string    `json:"thingName,omitempty"`
	Detail            string    `json:"detail,omitempty"`
	From              string    `json:"from,omitempty" doc:"The address the request came from; own organization only."`
}
