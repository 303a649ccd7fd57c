package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
)

// OrganizationSee shows an organization to its members.
type OrganizationSee struct {
	Organization id.Organization `json:"-" path:"organization"`
}

// Organization is an organization and its settings.
type Organization struct {
	ID         id.Organization `json:"id"`
	Name       string          `json:"name"`
	Kind       string          `json:"kind" enum:"provider,site,personal"`
	Since      time.Time       `json:"since"`
	Held       string          `json:"held,omitempty" doc:"Why it waits for an operator: until then it mails nobody outside."`
	Paused     *time.Time      `json:"paused,omitempty" doc:"Since when it may ask no owners, because too many did not know it; for admins."`
	AuditYears int             `json:"auditYears" doc:"How long its record stays."`
	Admins     int             `json:"admins" doc:"How many active admins it has. A single one should not stay single."`
	MayShare   bool            `json:"mayShare,omitempty" doc:"The caller may share what they may reveal with its provider or sites."`
}

// OrganizationChange changes the settings.
type OrganizationChange struct {
	Organization id.Organization `json:"-" path:"organization"`
	AuditYears   int             `json:"auditYears" minimum:"1" maximum:"10" doc:"How long the record stays. A shorter term hides what is older at once; a longer one shows it again, if it is still there."`
}

// InvitationResend sends an invitation again.
type InvitationResend struct {
	Organization id.Organization `json:"-" path:"organization"`
	Invitation   id.Invitation   `json:"-" path:"invitation"`
}

// InvitationCancel takes an invitation back.
type InvitationCancel struct {
	Organization id.Organization `json:"-" path:"organization"`
	Invitation   id.Invitation   `json:"-" path:"invitation"`
}

// MemberSee shows one member.
type MemberSee struct {
	Organization id.Organization `json:"-" path:"organization"`
	Person       id.Person       `json:"-" path:"person"`
}

// MemberDetail is a member, and what removing them would end.
type MemberDetail struct {
	Member
	Groups      []id.Group `json:"groups"`
	EndedBy     string     `json:"endedBy,omitempty" doc:"Who suspended or removed them."`
	Ended       *time.Time `json:"ended,omitempty" doc:"When."`
	Assignments int        `json:"assignments" doc:"On how many resources they are by themselves; groups not counted."`
	Received    int        `json:"received" doc:"How many credentials they received, and may know. Counted up to 1,000."`
	LastAdmin   bool       `json:"lastAdmin" doc:"They are the only active admin: they cannot go or be demoted."`
}

// MemberRole gives a member another role.
type MemberRole struct {
	Organization id.Organization `json:"-" path:"organization"`
	Person       id.Person       `json:"-" path:"person"`
	Role         string          `json:"role" enum:"admin,reviewer,auditor,user"`
}

// MemberSuspend closes the organization to a member.
type MemberSuspend struct {
	Organization id.Organization `json:"-" path:"organization"`
	Person       id.Person       `json:"-" path:"person"`
}

// MemberResume opens it again.
type MemberResume struct {
	Organization id.Organization `json:"-" path:"organization"`
	Person       id.Person       `json:"-" path:"person"`
}

// MemberRemove removes a member.
type MemberRemove struct {
	Organization id.Organization `json:"-" path:"organization"`
	Person       id.Person       `json:"-" path:"person"`
}

// MemberLeave leaves the organization.
type MemberLeave struct {
	Organization id.Organization `json:"-" path:"organization"`
}

// MemberReceived lists what a member received.
type MemberReceived struct {
	Organization id.Organization `json:"-" path:"organization"`
	Person       id.Person       `json:"-" path:"person"`
	Page
}

// Received is a page of what somebody received.
type Received struct {
	Items []ReceivedSeen `json:"items"`
	Next  string         `json:"next,omitempty"`
}

// ReceivedSeen is one credential that somebody received.
type ReceivedSeen struct {
	Credential id.Credential `json:"credential"`
	Name       string        `json:"name"`
	Uses       int           `json:"uses"`
	First      time.Time     `json:"first"`
	Last       time.Time     `json:"last"`
	Lost       *time.Time    `json:"lost,omitempty" doc:"When they lost the way to it, if they did."`
	MayKnow    bool          `json:"mayKnow" doc:"Its secret is still the one they received."`
}

// GroupRename gives a group another name.
type GroupRename struct {
	Organization id.Organization `json:"-" path:"organization"`
	Group        id.Group        `json:"-" path:"group"`
	Name         string          `json:"name" minLength:"1" maxLength:"120"`
}

// GroupAdd puts a member into a group.
type GroupAdd struct {
	Organization id.Organization `json:"-" path:"organization"`
	Group        id.Group        `json:"-" path:"group"`
	Person       id.Person       `json:"person"`
}

// GroupDrop takes a member out of a group.
type GroupDrop struct {
	Organization id.Organization `json:"-" path:"organization"`
	Group        id.Group        `json:"-" path:"group"`
	Person       id.Person       `json:"-" path:"person"`
}

// GroupDelete deletes a group.
type GroupDelete struct {
	Organization id.Organization `json:"-" path:"organization"`
	Group        id.Group        `json:"-" path:"group"`
}

// GroupGone says what a group carried. If that is much, one call does not end it
// all: nothing is assigned to it from the first on, and it is sent again.
type GroupGone struct {
	Ended int  `json:"ended" doc:"How many assignments this call ended."`
	Left  bool `json:"left" doc:"There are more: send it again."`
}

// AuditFilter is which lines of a record are meant. Person and thing are not to
// be combined with each other.
type AuditFilter struct {
	Person id.Person `json:"-" query:"person" doc:"What they did."`
	Thing  string    `json:"-" query:"thing" minLength:"1" maxLength:"60" doc:"What was done to it: the id of a resource, credential, member..."`
	Action string    `json:"-" query:"action" maxLength:"60" pattern:"^[a-z]+[.][a-z]*$" patternDescription:"an action" doc:"Like credential.revealed; or credential. for all that begin with it."`
	From   string    `json:"-" query:"from" minLength:"1" maxLength:"40" doc:"From this instant on (RFC 3339)."`
	To     string    `json:"-" query:"to" minLength:"1" maxLength:"40" doc:"Before this instant (RFC 3339)."`
}

// AuditExport writes the record out, a page at a time, newest first.
type AuditExport struct {
	Organization id.Organization `json:"-" path:"organization"`
	AuditFilter
	Format string `json:"-" query:"format" enum:"csv,jsonl" default:"csv"`
	After  string `json:"-" query:"after" maxLength:"1000" doc:"The Valetkey-Next header of the page before."`
	Limit  int    `json:"-" query:"limit" minimum:"1" maximum:"1000" default:"1000" doc:"How many lines at most."`
}

// File is an answer that is no JSON: what a browser saves.
type File struct {
	Name string `json:"-"`
	Type string `json:"-"` // one of FileTypes
	Body []byte `json:"-"` // at most MaxFile bytes
	Next string `json:"-"` // for the Valetkey-Next header: where the next page begins; "" after the last
}

// The media types of files.
const (
	CSV       = "text/csv; charset=utf-8"
	JSONLines = "application/jsonl; charset=utf-8"
)

// FileTypes lists them.
var FileTypes = []string{CSV, JSONLines}

// MaxFile is how many bytes a file may have: Lambda answers with 6 MB, and a
// file goes through it in base64.
const MaxFile = 4_000_000
