package access

import (
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// RequestLapseDue is the kind of date on which a pending request lapses.
const RequestLapseDue = "request-lapses"

// RequestState is how a request stands.
type RequestState string

// The states of a request. What it opened is the standing's period, which ends
// by itself: a request that was approved stays so (pitfalls 16).
const (
	RequestPending   RequestState = "pending"
	RequestApproved  RequestState = "approved"
	RequestDenied    RequestState = "denied"
	RequestCancelled RequestState = "cancelled"
	RequestLapsed    RequestState = "lapsed"
)

// Want is what a request is for.
type Want string

// What requests are for.
const (
	Entering  Want = "enter"       // a period
	Regaining Want = "regain"      // standing access that locked itself (rule J10)
	InNeed    Want = "break-glass" // a period at once, in need (rule J12)
)

// Request is somebody asking to be let in. It pins the assignment and the policy
// it was made under (design 7).
type Request struct {
	Organization id.Organization `json:"organization"`
	ID           id.Request      `json:"id"`
	Resource     id.Resource     `json:"resource"`
	ResourceName string          `json:"resourceName"`
	Person       id.Person       `json:"person"`
	Name         string          `json:"name"`
	Want         Want            `json:"want"`
	Assignment   id.Assignment   `json:"assignment"`
	Credential   id.Credential   `json:"credential,omitempty"` // the assignment's
	Policy       Policy          `json:"policy"`
	Reason       string          `json:"reason,omitempty"`
	Length       int             `json:"length"`  // seconds, as asked; 0 for regaining
	Granted      int             `json:"granted"` // as shortened by approvers
	Extends      bool            `json:"extends,omitempty"`
	Bodies       []id.Group      `json:"bodies,omitempty"` // approver groups of the resource when it was asked: whose queue it is in
	Asked        time.Time       `json:"asked"`
	Lapses       time.Time       `json:"lapses"`
	State        RequestState    `json:"state"`
	Approvals    []Approval      `json:"approvals,omitempty"`
	Decided      *time.Time      `json:"decided,omitempty"`
	DecidedBy    string          `json:"decidedBy,omitempty"`
	Note         string          `json:"note,omitempty"`
	Period       *Period         `json:"period,omitempty"` // what it opened
	EndedBy      string          `json:"endedBy,omitempty"`
	Warned       bool            `json:"warned,omitempty"`   // told that it ends soon
	Reviewed     *Approval       `json:"reviewed,omitempty"` // of a break-glass
	Version      int             `json:"version"`
}

// Approval is one person's yes.
type Approval struct {
	Person id.Person `json:"person"`
	Name   string    `json:"name"`
	At     time.Time `json:"at"`
	Length int       `json:"length,omitempty"` // seconds, if they shortened it
	Note   string    `json:"note,omitempty"`
}

// Seen is the version at which the record was read; 0 for new.
func (r Request) Seen() int { return r.Version }

// At is the request's state at an instant: a pending one lapses by itself.
func (r Request) At(at time.Time) RequestState {
	if r.State == RequestPending && !at.Before(r.Lapses) {
		return RequestLapsed
	}
	return r.State
}

// AskIn asks to be let in (rules J3, J4, J8). Where a reason is enough it opens
// at once; otherwise people approve. Asking while a request waits answers that one.
func AskIn(by identity.Caller, f AskingIn) (Request, change.Change, error) {
	if f.waits(by) {
		return f.Pending, change.Change{}, nil
	}
	q, err := f.request(by)
	if err != nil {
		return Request{}, change.Change{}, err
	}
	c := by.Change()
	c.Check(f.Resource) // the policy it pins is the one of now
	if q.Policy.Automatic {
		q.State, q.Decided, q.DecidedBy = RequestApproved, &by.At, by.Name
		q, s, err := q.open(f.Standing, by.At)
		if err != nil {
			return Request{}, change.Change{}, err
		}
		c.Keep(q, s)
		q.queue(&c)
		q.dates(&c)
		q.announce(&c, by.At, OpenedEvent)
		c.Entries = append(c.Entries, q.entry(by, audit.AccessOpened))
		return q, c, nil
	}
	if n := eligible(f.Resource, q, f.Others); n < q.Policy.Needs {
		return Request{}, change.Change{}, fault.New(fault.Forbidden,
			"%d must approve, and only %d other than you may decide for %s: ask an admin.", q.Policy.Needs, n, f.Resource.Name)
	}
	s := f.Standing
	s.Pending = q.ID
	c.Keep(q, s)
	q.queue(&c)
	c.Due = append(c.Due, change.Due{At: q.Lapses, What: RequestLapseDue, ID: string(q.ID)})
	q.announce(&c, by.At, RequestedEvent)
	c.Entries = append(c.Entries, q.entry(by, audit.AccessRequested))
	c.Notices = append(c.Notices, q.tellDeciders(change.AccessRequested, by))
	return q, c, nil
}

// MayDecide reports whether somebody may decide a request, as of now (rule J5):
// an active admin or reviewer, or a member of one of the resource's approver
// groups; never who asked, by any path (promise 8).
func MayDecide(r Resource, q Request, m identity.Member) bool {
	if !m.Active() || m.Person == q.Person || m.Organization != q.Organization {
		return false
	}
	return m.Role == identity.Admin || m.Role == identity.Reviewer ||
		m.Role != identity.Auditor && slices.ContainsFunc(r.Approvers, func(g id.Group) bool { return slices.Contains(m.Groups, g) })
}

// eligible counts who may decide a request.
func eligible(r Resource, q Request, all []identity.Member) int {
	seen := map[id.Person]bool{}
	for _, m := range all {
		if MayDecide(r, q, m) {
			seen[m.Person] = true
		}
	}
	return len(seen)
}

// entry is a line for the record about the request.
func (r Request) entry(by identity.Caller, act audit.Action) audit.Entry {
	e := by.Entry(act, string(r.Resource), r.ResourceName, r.said())
	e.Request = r.ID
	return e
}

// line is one that nobody in particular makes: what came by itself.
func (r Request) line(at time.Time, act audit.Action, detail string) audit.Entry {
	return audit.Entry{
		Organization: r.Organization, At: at, Action: act, Thing: string(r.Resource), ThingName: r.ResourceName, Request: r.ID, Detail: detail,
	}
}

// tellAsker is a notice to who asked.
func (r Request) tellAsker(kind change.Telling, at time.Time, by string) change.Notice {
	return change.Notice{
		Kind: kind, At: at, By: by, About: string(r.ID), Home: string(r.Organization), Tie: string(r.State),
		To: change.Audience{Member: r.Person, Organization: r.Organization},
	}
}

// tellDeciders is a notice to all who may decide the request when it is told,
// except who did what it tells.
func (r Request) tellDeciders(kind change.Telling, by identity.Caller) change.Notice {
	return change.Notice{
		Kind: kind, At: by.At, By: by.Name, About: string(r.ID), Home: string(r.Organization), Tie: string(r.State),
		To: change.Audience{Organization: r.Organization, Decide: r.Resource, Except: by.Person},
	}
}

// said is what a request is about, for the record.
func (r Request) said() string {
	what := map[Want]string{Entering: "for " + length(r.Granted), Regaining: "to regain it", InNeed: "in need, by breaking the glass"}[r.Want]
	if r.Reason != "" {
		what += ": " + r.Reason
	}
	return r.Name + ", " + what
}
