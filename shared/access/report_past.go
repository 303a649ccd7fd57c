package access

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
)

// PastResource is how a resource stood until it was changed: who was assigned,
// under which policies. A report of an earlier day is made of it (rule J11). It
// is written with the change itself.
type PastResource struct {
	Was     Resource  `json:"was"`
	From    time.Time `json:"from"`
	Until   time.Time `json:"until"` // the first instant at which it was another
	Version int       `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r PastResource) Seen() int { return r.Version }

// Garbage is when the record is of no more use. It counts from when the resource
// stood so last, however long it did.
func (r PastResource) Garbage() time.Time { return r.Until.AddDate(audit.LongestTerm, 1, 0) }

// stored is how a resource stood when it was read, and since when.
type stored struct {
	resource Resource
	from     time.Time
}

// Remember notes how the resource is stored, and since when it stood so: whoever
// changes it leaves that behind.
func (r *Resource) Remember(from time.Time) {
	if from.IsZero() {
		from = r.Since
	}
	r.was = &stored{resource: r.reported(), from: from}
}

// Past is how the resource stood until a change that is made at an instant, and
// since when it stands as it does now; nil if a report sees no difference.
// Changes do not always arrive in their order: none begins before the last one.
func (r Resource) Past(at time.Time) (change.Record, time.Time, error) {
	if r.Version == 0 {
		return nil, r.Since, nil
	}
	if r.was == nil {
		return nil, at, fmt.Errorf("access: a resource is changed that was not read")
	}
	was, now := r.was.resource, r.reported()
	if now.Version = was.Version; reflect.DeepEqual(was, now) {
		return nil, r.was.from, nil
	}
	until := at
	if until.Before(r.was.from) {
		until = r.was.from
	}
	return PastResource{Was: was, From: r.was.from, Until: until}, until, nil
}

// reported is what a report knows of a resource: who is assigned how, its policy,
// who may decide, and of a loan whether it lets anybody in.
func (r Resource) reported() Resource {
	out := Resource{Organization: r.Organization, ID: r.ID, Name: r.Name, Policy: r.Policy, Since: r.Since, Version: r.Version}
	if len(r.Approvers) > 0 {
		out.Approvers = slices.Clone(r.Approvers)
	}
	if len(r.Assignments) > 0 {
		out.Assignments = slices.Clone(r.Assignments)
	}
	if l := r.Loan; l != nil {
		out.Loan = &Loan{Delegation: l.Delegation, State: l.State, Owner: l.Owner, Credential: l.Credential, Mode: l.Mode, Ends: l.Ends}
	}
	return out
}

// About says that somebody asked for a resource, for as long as there are reports
// of it. It only finds.
type About struct {
	Organization id.Organization `json:"organization"`
	Resource     id.Resource     `json:"resource"`
	Person       id.Person       `json:"person"`
	At           time.Time       `json:"at"`
	Latest       time.Time       `json:"latest"` // at which what it opens is surely over
	Request      id.Request      `json:"request"`
	Version      int             `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r About) Seen() int { return r.Version }

// Garbage is when the record is of no more use.
func (r About) Garbage() time.Time { return r.Latest.AddDate(audit.LongestTerm, 1, 0) }

// about is the row of a request. What it opens begins when it is decided, before
// it lapses, and an extension when all that is open then has ended.
func (r Request) about() About {
	opens := r.Lapses
	if r.State == RequestApproved {
		opens = *r.Decided
	}
	if r.Extends {
		opens = opens.Add((maxLivePeriods - 1) * LongestPeriod * time.Second)
	}
	return About{
		Organization: r.Organization, Resource: r.Resource, Person: r.Person, At: r.Asked, Request: r.ID,
		Latest: opens.Add(time.Duration(r.Length) * time.Second),
	}
}

// StoodFrom is since when the resource stands as it does, as it was read.
func (r Resource) StoodFrom() time.Time {
	if r.was == nil {
		return r.Since
	}
	return r.was.from
}
