package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
)

// Policy says how an assignment opens. Standing: nothing but, perhaps, lockAfter.
type Policy struct {
	JustInTime     bool `json:"justInTime,omitempty" doc:"Locked until somebody is let in for a period."`
	Longest        int  `json:"longest,omitempty" maximum:"604800" doc:"Just-in-time: the longest period, in seconds; at most 7 days."`
	Automatic      bool `json:"automatic,omitempty" doc:"A reason opens it at once; otherwise people approve."`
	Needs          int  `json:"needs,omitempty" maximum:"5" doc:"How many must approve, 1 to 5."`
	Reason         bool `json:"reason,omitempty" doc:"A reason is required where people approve, too."`
	Waits          int  `json:"waits,omitempty" maximum:"604800" doc:"Seconds after which an undecided request lapses; left out: a day."`
	LockAfter      int  `json:"lockAfter,omitempty" maximum:"365" doc:"Standing: days without use after which it locks itself; left out: never."`
	BreakGlass     bool `json:"breakGlass,omitempty" doc:"Just-in-time: may be opened at once in need, for an hour at most, loudly."`
	RotateAfterUse bool `json:"rotateAfterUse,omitempty" doc:"The end of a period marks the secret for rotation."`
}

// PolicySet sets the policy of a resource: the default of its assignments.
type PolicySet struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
	Policy
}

// PolicyClear makes a resource's assignments standing, but those with a policy
// of their own.
type PolicyClear struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
}

// PolicyOverride gives one assignment a policy of its own, instead of the
// resource's as a whole.
type PolicyOverride struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
	Assignment   id.Assignment   `json:"-" path:"assignment"`
	Policy
}

// PolicyInherit takes an assignment's own policy away.
type PolicyInherit struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
	Assignment   id.Assignment   `json:"-" path:"assignment"`
}

// Policies is how a resource's assignments open.
type Policies struct {
	Policy      *Policy            `json:"policy,omitempty" doc:"The resource's; absent: standing."`
	Assignments []AssignmentPolicy `json:"assignments"`
	Approvers   []id.Group         `json:"approvers" doc:"Groups that may decide here, beside admins and reviewers."`
}

// AssignmentPolicy is how one assignment opens, and whom that makes void.
type AssignmentPolicy struct {
	Assignment id.Assignment `json:"assignment"`
	Name       string        `json:"name" doc:"The group's or member's."`
	Policy     Policy        `json:"policy"`
	Inherited  bool          `json:"inherited" doc:"It is the resource's."`
	Void       []string      `json:"void" doc:"Names of those for whom a standing assignment with the same credential makes it void."`
}

// ApproversSet says which groups may decide for a resource.
type ApproversSet struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
	Groups       []id.Group      `json:"groups" maxItems:"10" doc:"None: admins and reviewers only."`
}

// RequestCreate asks to be let in, or for more time while one is.
type RequestCreate struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
	Assignment   id.Assignment   `json:"assignment,omitempty" doc:"Of several: by this one. Left out: the one that decides first."`
	Length       int             `json:"length,omitempty" minimum:"0" maximum:"604800" doc:"Seconds; left out: the longest there is."`
	Reason       string          `json:"reason,omitempty" maxLength:"1000"`
}

// RequestBreak breaks the glass: lets in at once, loudly, in need.
type RequestBreak struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
	Assignment   id.Assignment   `json:"assignment,omitempty"`
	Length       int             `json:"length,omitempty" minimum:"0" maximum:"3600" doc:"Seconds; left out: the longest there is, an hour at most."`
	Reason       string          `json:"reason" minLength:"1" maxLength:"1000"`
}

// RequestMine lists what the caller asked for, newest first.
type RequestMine struct {
	Organization id.Organization `json:"-" path:"organization"`
	Page
}

// RequestQueue lists what the caller may decide or, with state done, what was decided.
type RequestQueue struct {
	Organization id.Organization `json:"-" path:"organization"`
	State        string          `json:"-" query:"state" enum:"open,done" default:"open"`
	Page
}

// RequestSee shows one request.
type RequestSee struct {
	Organization id.Organization `json:"-" path:"organization"`
	Request      id.Request      `json:"-" path:"request"`
}

// RequestApprove is one yes.
type RequestApprove struct {
	Organization id.Organization `json:"-" path:"organization"`
	Request      id.Request      `json:"-" path:"request"`
	Length       int             `json:"length,omitempty" minimum:"0" maximum:"604800" doc:"Shortens it to so many seconds; never lengthens."`
	Note         string          `json:"note,omitempty" maxLength:"1000"`
}

// RequestDeny closes a request.
type RequestDeny struct {
	Organization id.Organization `json:"-" path:"organization"`
	Request      id.Request      `json:"-" path:"request"`
	Note         string          `json:"note,omitempty" maxLength:"1000"`
}

// RequestCancel takes one's own request back.
type RequestCancel struct {
	Organization id.Organization `json:"-" path:"organization"`
	Request      id.Request      `json:"-" path:"request"`
}

// RequestEnd ends the period that a request opened, before its end.
type RequestEnd struct {
	Organization id.Organization `json:"-" path:"organization"`
	Request      id.Request      `json:"-" path:"request"`
}

// RequestReview is the after-review of a break-glass.
type RequestReview struct {
	Organization id.Organization `json:"-" path:"organization"`
	Request      id.Request      `json:"-" path:"request"`
	Note         string          `json:"note" minLength:"1" maxLength:"1000" doc:"What was found."`
}

// Requests is a page of requests.
type Requests struct {
	Items []Request `json:"items"`
	Next  string    `json:"next,omitempty"`
}

// Request is somebody asking to be let in.
type Request struct {
	ID           id.Request    `json:"id"`
	Resource     id.Resource   `json:"resource"`
	ResourceName string        `json:"resourceName"`
	Person       id.Person     `json:"person"`
	Name         string        `json:"name"`
	Want         string        `json:"want" enum:"enter,regain,break-glass"`
	State        string        `json:"state" enum:"pending,approved,denied,cancelled,lapsed"`
	Assignment   id.Assignment `json:"assignment"`
	Policy       Policy        `json:"policy" doc:"The one it was made under."`
	Reason       string        `json:"reason,omitempty"`
	Length       int           `json:"length" doc:"Seconds, as asked."`
	Granted      int           `json:"granted" doc:"Seconds, as shortened."`
	Extends      bool          `json:"extends,omitempty" doc:"It was asked while open: it begins where that ends."`
	Asked        time.Time     `json:"asked"`
	Lapses       time.Time     `json:"lapses"`
	Approvals    []Approval    `json:"approvals"`
	Decided      *time.Time    `json:"decided,omitempty"`
	DecidedBy    string        `json:"decidedBy,omitempty"`
	Note         string        `json:"note,omitempty"`
	Opens        *time.Time    `json:"opens,omitempty" doc:"When its period begins."`
	Closes       *time.Time    `json:"closes,omitempty" doc:"The first instant outside: its end, or when it was ended."`
	Open         bool          `json:"open" doc:"It lets in now."`
	EndedBy      string        `json:"endedBy,omitempty" doc:"Who ended it before its end."`
	Reviewed     *Approval     `json:"reviewed,omitempty" doc:"Of a break-glass: its review."`
	MayDecide    bool          `json:"mayDecide" doc:"The caller may decide it, or review it."`
}

// Approval is one person's yes, or review.
type Approval struct {
	Name   string    `json:"name"`
	At     time.Time `json:"at"`
	Length int       `json:"length,omitempty" doc:"Seconds, if they shortened it."`
	Note   string    `json:"note,omitempty"`
}

// RequestDetail is one request with who may decide it, and its timeline.
type RequestDetail struct {
	Request
	Deciders []string     `json:"deciders" doc:"Names of those who may decide it now; at most 50."`
	Timeline []AuditEntry `json:"timeline"`
}

// MyAccess is how the caller stands to a resource by one of its credentials.
type MyAccess struct {
	Assignment id.Assignment `json:"assignment"`
	Credential id.Credential `json:"credential,omitempty"`
	State      string        `json:"state" enum:"standing,open,locked,pending" doc:"standing: always; open: until then; locked: ask; pending: asked."`
	Until      *time.Time    `json:"until,omitempty" doc:"open: its end; standing: when it locks itself unless it is used."`
	Policy     Policy        `json:"policy"`
	Request    id.Request    `json:"request,omitempty" doc:"pending: the request; open: what opened it."`
	Asked      id.Request    `json:"asked,omitempty" doc:"open: the request for more time, which waits."`
	BreakGlass bool          `json:"breakGlass,omitempty" doc:"The glass may be broken."`
}
