package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
)

// ReportAsk says which report is asked for, and how it is answered.
type ReportAsk struct {
	Day    string `json:"-" query:"day" maxLength:"10" doc:"Who could get in on that day, like 2026-11-20, in UTC. Left out: who has access now."`
	Format string `json:"-" query:"format" enum:"json,csv" default:"json" doc:"csv: a file; pages put one after the other are one."`
	After  string `json:"-" query:"after" maxLength:"1000" doc:"The next, or the Valetkey-Next header, of the page before."`
	Limit  int    `json:"-" query:"limit" minimum:"1" maximum:"100" default:"50" doc:"How many members, or resources, at most. A page may be shorter, or empty, and have a next."`
}

// ReportResource asks who gets into a resource.
type ReportResource struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
	ReportAsk
}

// ReportMember asks what a member gets into.
type ReportMember struct {
	Organization id.Organization `json:"-" path:"organization"`
	Person       id.Person       `json:"-" path:"person"`
	ReportAsk
}

// ReportGroup asks who gets into what through a group.
type ReportGroup struct {
	Organization id.Organization `json:"-" path:"organization"`
	Group        id.Group        `json:"-" path:"group"`
	ReportAsk
}

// Report is a page of a report.
type Report struct {
	Day   string       `json:"day,omitempty"`
	Items []ReportLine `json:"items"`
	Next  string       `json:"next,omitempty"`
	File  *File        `json:"-"` // instead, if that was asked for
}

// Saved is the report as a file, if that was asked for.
func (r Report) Saved() (File, bool) {
	if r.File == nil {
		return File{}, false
	}
	return *r.File, true
}

// ReportLine is one way that a member has into a resource: by one assignment.
type ReportLine struct {
	Person         id.Person     `json:"person"`
	Name           string        `json:"name"`
	Role           string        `json:"role" enum:"admin,reviewer,auditor,user"`
	Resource       id.Resource   `json:"resource"`
	ResourceName   string        `json:"resourceName"`
	Assignment     id.Assignment `json:"assignment"`
	Group          id.Group      `json:"group,omitempty" doc:"Through which group; absent: directly."`
	GroupName      string        `json:"groupName,omitempty"`
	Credential     id.Credential `json:"credential,omitempty" doc:"Absent: a login of their own."`
	CredentialName string        `json:"credentialName,omitempty" doc:"As it is called now."`
	Mode           string        `json:"mode" enum:"use,read"`
	Policy         Policy        `json:"policy" doc:"Of a day: the last in it."`
	PolicyInWords  string        `json:"policyInWords"`
	Inherited      bool          `json:"inherited" doc:"The policy is the resource's."`
	State          string        `json:"state" enum:"standing,open,locked,pending,closed" doc:"closed: the credential is disabled. Of a day: standing or open, if they could get in at some time."`
	StateInWords   string        `json:"stateInWords"`
	Until          *time.Time    `json:"until,omitempty" doc:"open: its end; standing: when it locks itself unless it is used."`
	LocksIn        *int          `json:"locksIn,omitempty" doc:"standing: in how many days, begun ones counted, it locks itself unless it is used."`
	Void           bool          `json:"void" doc:"A standing assignment with the same credential decides instead."`
	LastUse        *time.Time    `json:"lastUse,omitempty" doc:"Of the resource, by them; absent: never or, where lastUseKnown is false, not known for that day."`
	LastUseKnown   bool          `json:"lastUseKnown" doc:"Of a day: false if they used it since; only the last use is kept."`
	Request        id.Request    `json:"request,omitempty" doc:"What waits or, while open, what opened it."`
	Requests       int           `json:"requests" doc:"How often they asked for the resource: in the last 90 days, or on that day; at most 100 are counted."`
	LastRequest    *time.Time    `json:"lastRequest,omitempty" doc:"The last of these."`
	Times          []ReportTime  `json:"times" doc:"Of a day: when they could get in."`
	CouldAsk       bool          `json:"couldAsk" doc:"Of a day: at some time they were locked out, and could ask."`
	Unsure         bool          `json:"unsure" doc:"Of a day: whether it had locked itself is not known, as it was used or regained since; they count as let in."`
}

// ReportTime is from an instant until before another.
type ReportTime struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}
