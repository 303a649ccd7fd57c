package credential

import (
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// ConsentLapseDue is the kind of date on which a credential request lapses.
const ConsentLapseDue = "consent-lapses"

// Bounds of a credential request (rule C6).
const (
	ConsentLife = 14 * 24 * time.Hour
	MaxAskers   = 20
)

// RequestState is how a credential request stands.
type RequestState string

// The states of a credential request.
const (
	RequestPending   RequestState = "pending"
	RequestApproved  RequestState = "approved"
	RequestDenied    RequestState = "denied"
	RequestCancelled RequestState = "cancelled"
	RequestLapsed    RequestState = "lapsed"
)

// Request is admins who ask the owner of an unmanaged login to let admins at it
// (rule C6). A login has one that waits at most: Credential.Asked names it.
type Request struct {
	Organization id.Organization `json:"organization"`
	ID           id.Consent      `json:"id"`
	Credential   id.Credential   `json:"credential"`
	Name         string          `json:"name"` // the login's
	Username     string          `json:"username,omitempty"`
	Resource     id.Resource     `json:"resource"`
	ResourceName string          `json:"resourceName"`
	Owner        id.Person       `json:"owner"`
	OwnerName    string          `json:"ownerName"`
	Askers       []Asker         `json:"askers"` // the first asked, the others joined
	Asked        time.Time       `json:"asked"`
	Lapses       time.Time       `json:"lapses"`
	State        RequestState    `json:"state"`
	Decided      *time.Time      `json:"decided,omitempty"`
	DecidedBy    string          `json:"decidedBy,omitempty"`
	Note         string          `json:"note,omitempty"`
	Version      int             `json:"version"`
}

// Asker is one of those who ask.
type Asker struct {
	Person  id.Person `json:"person"`
	Name    string    `json:"name"`
	At      time.Time `json:"at"`
	Message string    `json:"message,omitempty"`
}

// Concern says that a credential request is somebody's to answer, or that they
// asked. It only finds.
type Concern struct {
	Organization id.Organization `json:"organization"`
	Person       id.Person       `json:"person"`
	At           time.Time       `json:"at"` // when it was first asked
	Request      id.Consent      `json:"request"`
	Version      int             `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r Request) Seen() int { return r.Version }
func (r Concern) Seen() int { return r.Version }

// Garbage is when the row is of no more use: half a year later.
func (r Concern) Garbage() time.Time { return r.At.Add(183 * 24 * time.Hour) }

// At is the request's state at an instant: a pending one lapses by itself.
func (r Request) At(at time.Time) RequestState {
	if r.State == RequestPending && !at.Before(r.Lapses) {
		return RequestLapsed
	}
	return r.State
}

// Waits reports whether the request waits for its owner at an instant.
func (r Request) Waits(at time.Time) bool { return r.Version != 0 && r.At(at) == RequestPending }

// AskedBy reports whether somebody is among those who ask.
func (r Request) AskedBy(p id.Person) bool {
	return slices.ContainsFunc(r.Askers, func(a Asker) bool { return a.Person == p })
}

// Sees reports whether the caller sees the request: whose login it is, who asked,
// admins and auditors, who see that the login exists (rule C4).
func (r Request) Sees(by identity.Caller) bool {
	return r.Version != 0 && r.Organization == by.Organization &&
		(r.Owner == by.Person || r.AskedBy(by.Person) || by.IsAdmin() || by.Role == identity.Auditor)
}

// Asking is what is known when an admin asks for a login.
type Asking struct {
	Resource     id.Resource // by whose address it is asked for
	ResourceName string
	Credential   Credential
	Owner        identity.Member
	Pending      Request // the one that Credential.Asked names
}

// AskConsent asks the owner of an unmanaged login to let admins at it (rule C6).
// One waits per login: a second admin joins it, and asking again shows it.
func AskConsent(by identity.Caller, f Asking, message string) (Request, change.Change, error) {
	if err := f.mayAsk(by); err != nil {
		return Request{}, change.Change{}, err
	}
	me := Asker{Person: by.Person, Name: by.Name, At: by.At, Message: strings.TrimSpace(message)}
	ch := by.Change()
	ch.Check(f.Owner) // there is somebody to answer
	if q := f.Pending; q.Waits(by.At) {
		return q.join(by, me, ch)
	}
	c := f.Credential
	q := Request{
		Organization: by.Organization, ID: identity.Mint[id.Consent](by.Call, 0), Credential: c.ID, Name: c.Name, Username: c.Username,
		Resource: c.Resource, ResourceName: f.ResourceName, Owner: c.Owner, OwnerName: f.Owner.Name, Askers: []Asker{me},
		Asked: by.At, Lapses: by.At.Add(ConsentLife), State: RequestPending,
	}
	c.Asked = q.ID // two who ask at once meet here: the second finds the first
	ch.Keep(c, q, q.concern(q.Owner), q.concern(by.Person))
	ch.Due = append(ch.Due, change.Due{At: q.Lapses, What: ConsentLapseDue, ID: string(q.ID)})
	ch.Entries = append(ch.Entries, q.entry(by, audit.ConsentRequested, ""))
	ch.Notices = append(ch.Notices, q.tellOwner(change.ConsentRequested, by))
	return q, ch, nil
}

func (f Asking) mayAsk(by identity.Caller) error {
	c := f.Credential
	switch {
	case c.Version == 0 || c.Home != by.Organization || c.Resource == "" || c.Resource != f.Resource || !by.IsAdmin():
		return fault.Absent("credential")
	case c.Owner == "":
		return fault.New(fault.Conflict, "%s is a company credential: it is managed.", c.Name)
	case c.Own(by):
		return fault.New(fault.Conflict, "%s is your own: allow admin access yourself.", c.Name)
	case c.Managed:
		return fault.New(fault.Conflict, "Its owner has allowed admin access already.")
	case c.Disabled != nil:
		return fault.New(fault.Forbidden, "This credential is disabled.")
	case !f.Owner.Here():
		return fault.New(fault.Conflict, "Its owner is no member any more: nobody can answer for them.")
	case !f.Owner.Active():
		return fault.New(fault.Conflict, "%s is suspended and cannot answer, and nobody can for them.", f.Owner.Name)
	}
	return nil
}

func (r Request) join(by identity.Caller, me Asker, ch change.Change) (Request, change.Change, error) {
	switch {
	case r.AskedBy(by.Person):
		return r, change.Change{}, nil
	case len(r.Askers) >= MaxAskers:
		return r, change.Change{}, fault.New(fault.Conflict, "%d admins have asked for this already.", MaxAskers)
	}
	r.Askers = append(slices.Clone(r.Askers), me)
	ch.Keep(r, r.concern(by.Person))
	ch.Entries = append(ch.Entries, r.entry(by, audit.ConsentJoined, ""))
	return r, ch, nil
}

// Answering is what is known when a credential request is answered.
type Answering struct {
	Request    Request
	Credential Credential
}

// mayAnswer refuses whoever is not the owner, and what is decided: nobody answers
// for another.
func (f Answering) mayAnswer(by identity.Caller) error {
	q := f.Request
	if !q.Sees(by) {
		return fault.Absent("request")
	}
	if q.Owner != by.Person {
		return fault.New(fault.Forbidden, "Only %s answers this: nobody can for them.", q.OwnerName)
	}
	return q.decided(by.At)
}

// decided refuses what comes too late, and says what happened instead.
func (r Request) decided(at time.Time) error {
	switch r.At(at) {
	case RequestPending:
		return nil
	case RequestLapsed:
		return fault.New(fault.Conflict, "This request lapsed at %s.", r.Lapses.UTC().Format(time.RFC3339))
	default:
		return fault.New(fault.Conflict, "%s made it %s at %s.", r.DecidedBy, r.State, r.Decided.UTC().Format(time.RFC3339))
	}
}

// ApproveConsent makes the login managed and tells who asked (rule C7).
func ApproveConsent(by identity.Caller, f Answering) (Request, change.Change, error) {
	if err := f.mayAnswer(by); err != nil {
		return f.Request, change.Change{}, err
	}
	switch c := f.Credential; {
	case c.Version == 0 || !c.Own(by):
		return f.Request, change.Change{}, fault.New(fault.Conflict, "This login is not yours any more.")
	case c.Disabled != nil:
		return f.Request, change.Change{}, fault.New(fault.Forbidden, "This credential is disabled.")
	}
	q, ch := f.close(by, RequestApproved, "", true)
	ch.Entries = append(ch.Entries, q.entry(by, audit.ConsentApproved, ""))
	ch.Notices = append(ch.Notices, q.tellAskers(change.ConsentApproved, by.At, by.Name))
	return q, ch, nil
}

// DenyConsent leaves the login unmanaged and tells who asked. Whatever became of
// the login meanwhile, it can be denied.
func DenyConsent(by identity.Caller, f Answering, note string) (Request, change.Change, error) {
	if err := f.mayAnswer(by); err != nil {
		return f.Request, change.Change{}, err
	}
	q, ch := f.close(by, RequestDenied, note, false)
	ch.Entries = append(ch.Entries, q.entry(by, audit.ConsentDenied, ""))
	ch.Notices = append(ch.Notices, q.tellAskers(change.ConsentDenied, by.At, by.Name))
	return q, ch, nil
}

// CancelConsent takes one's asking back. With the last who asks the request ends.
func CancelConsent(by identity.Caller, f Answering) (Request, change.Change, error) {
	q := f.Request
	switch {
	case !q.Sees(by):
		return q, change.Change{}, fault.Absent("request")
	case !q.AskedBy(by.Person):
		return q, change.Change{}, fault.New(fault.Forbidden, "You did not ask for this.")
	}
	if err := q.decided(by.At); err != nil {
		return q, change.Change{}, err
	}
	if len(q.Askers) > 1 {
		q.Askers = slices.DeleteFunc(slices.Clone(q.Askers), func(a Asker) bool { return a.Person == by.Person })
		ch := by.Change()
		ch.Keep(q)
		ch.Entries = append(ch.Entries, q.entry(by, audit.ConsentCancelled, "others go on asking"))
		return q, ch, nil
	}
	q, ch := f.close(by, RequestCancelled, "", false)
	ch.Entries = append(ch.Entries, q.entry(by, audit.ConsentCancelled, ""))
	ch.Notices = append(ch.Notices, q.tellOwner(change.ConsentCancelled, by))
	return q, ch, nil
}

// LapseConsent writes down that a request lapsed, and tells who asked. It lapsed
// by itself before: this only tidies up.
func LapseConsent(at time.Time, f Answering) change.Change {
	var ch change.Change
	q := f.Request
	if q.Version == 0 || q.State != RequestPending || at.Before(q.Lapses) {
		return ch
	}
	q.State, q.Decided = RequestLapsed, &q.Lapses
	ch.Keep(q)
	if c := f.Credential; c.Version != 0 && c.Asked == q.ID {
		c.Asked = ""
		ch.Keep(c)
	}
	ch.Entries = append(ch.Entries, audit.Entry{
		Organization: q.Organization, At: at, Action: audit.ConsentLapsed, Thing: string(q.Credential), ThingName: q.Name, Detail: "of " + q.OwnerName,
	})
	ch.Notices = append(ch.Notices, q.tellAskers(change.ConsentLapsed, at, ""))
	return ch
}

// close ends a request and, with it, that the login is asked for; managed is what
// the answer makes of it.
func (f Answering) close(by identity.Caller, state RequestState, note string, managed bool) (Request, change.Change) {
	q := f.Request
	q.State, q.Decided, q.DecidedBy, q.Note = state, &by.At, by.Name, strings.TrimSpace(note)
	ch := by.Change()
	ch.Keep(q)
	switch c := f.Credential; {
	case managed:
		c.Managed, c.Owned, c.Asked = true, by.At, ""
		c.Write(by, &ch, f.Credential, Allowed, "")
	case c.Version != 0 && c.Asked == q.ID:
		c.Asked = ""
		ch.Keep(c)
	}
	return q, ch
}
