package delegation

import (
	"cmp"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Life is how long a request waits for its owner (rule D7).
const Life = 14 * 24 * time.Hour

// LinkLife is how long the mailed link identifies the request: beyond its
// answer, so that an old mail still leads to what became of it.
const LinkLife = 90 * 24 * time.Hour

// Delegation is one request to an outside owner, and the loan it becomes.
type Delegation struct {
	ID           id.Delegation   `json:"id"`
	Organization id.Organization `json:"organization"` // who asks
	Name         string          `json:"name"`         // of that organization
	Since        time.Time       `json:"since"`        // since when that organization exists
	Asker        id.Person       `json:"asker"`
	AskerName    string          `json:"askerName"`
	AskerEmail   string          `json:"askerEmail"`
	Askers       []id.Person     `json:"askers,omitempty"` // who joined in asking: told as the asker is (rule D2)
	Resource     id.Resource     `json:"resource"`
	ResourceName string          `json:"resourceName"`
	Address      string          `json:"address"`
	Message      string          `json:"message,omitempty"`
	Email        string          `json:"email"`           // the address that was asked
	Known        id.Person       `json:"known,omitempty"` // whose it was then, if somebody's: told on their dashboard too
	Asked        time.Time       `json:"asked"`
	Lapses       time.Time       `json:"lapses"`
	Link         identity.Link   `json:"link"`
	Proof        identity.Proof  `json:"proof"`
	Sent         time.Time       `json:"sent"`               // when its mail was sent last
	Sends        int             `json:"sends"`              // how often, the reminder not counted
	Again        int             `json:"again,omitempty"`    // how often again on the day, in UTC, of Sent
	Reminded     *time.Time      `json:"reminded,omitempty"` // when it was reminded of, once
	Bounced      *time.Time      `json:"bounced,omitempty"`  // its mail came back

	State        access.LoanState `json:"state"`
	Owner        id.Organization  `json:"owner,omitempty"` // the owner's organization, once claimed
	OwnerPerson  id.Person        `json:"ownerPerson,omitempty"`
	OwnerName    string           `json:"ownerName,omitempty"`
	Credential   id.Credential    `json:"credential,omitempty"`
	AllowViewing bool             `json:"allowViewing,omitempty"`
	Ends         *time.Time       `json:"ends,omitempty"`    // the end date its owner set
	Unknown      bool             `json:"unknown,omitempty"` // denied because they do not know who asks
	Decided      *time.Time       `json:"decided,omitempty"`
	Ended        *time.Time       `json:"ended,omitempty"`
	Note         string           `json:"note,omitempty"`
	Version      int              `json:"version"`
}

// At is the request's state at an instant: a pending one lapses by itself, and a
// loan with an end date ends by itself.
func (d Delegation) At(at time.Time) access.LoanState {
	switch {
	case d.State == access.Pending && !at.Before(d.Lapses):
		return access.Lapsed
	case d.State == access.Shared && d.Ends != nil && !at.Before(*d.Ends):
		return access.Revoked
	}
	return d.State
}

// Mode is the most that the owner allows.
func (d Delegation) Mode() credential.Mode {
	if d.AllowViewing {
		return credential.Read
	}
	return credential.Use
}

// Held is the row of an owner's organization: it only finds.
type Held struct {
	Organization id.Organization `json:"organization"`
	Delegation   id.Delegation   `json:"delegation"`
	Version      int             `json:"version"`
}

// Asked says that an organization waits for an answer of an address about a
// place: asking again joins that request (rule D2).
type Asked struct {
	Organization id.Organization `json:"organization"`
	Email        string          `json:"email"`   // as identity.Address makes it
	Address      string          `json:"address"` // of the resource, as place makes it
	Delegation   id.Delegation   `json:"delegation"`
	Version      int             `json:"version"`
}

// Unknown says that whoever has an address does not know an organization: it
// asks there no more (rule D9).
type Unknown struct {
	Organization id.Organization `json:"organization"`
	Email        string          `json:"email"` // as identity.Address makes it
	At           time.Time       `json:"at"`
	Version      int             `json:"version"`
}

// Mails counts what an organization mails one address in a day, requests mailed
// again included: asking and taking back in turn is a flood all the same.
type Mails struct {
	Organization id.Organization `json:"organization"`
	Email        string          `json:"email"` // as identity.Address makes it
	Day          string          `json:"day"`
	Today        int             `json:"today"`
	Version      int             `json:"version"`
}

// Asks counts what an organization asks strangers (rule D9).
type Asks struct {
	Organization id.Organization `json:"organization"`
	Day          string          `json:"day"` // like 2026-03-02, in UTC
	Today        int             `json:"today"`
	Invited      int             `json:"invited,omitempty"` // invitations mailed on that day
	Sites        int             `json:"sites,omitempty"`   // sites made on that day
	Pending      []Waiting       `json:"pending,omitempty"` // while the organization is new
	Unknown      []time.Time     `json:"unknown,omitempty"` // when somebody did not know it
	Paused       *time.Time      `json:"paused,omitempty"`  // it asks nobody until an operator releases it
	Version      int             `json:"version"`
}

// Waiting is a request that waits for its answer.
type Waiting struct {
	Delegation id.Delegation `json:"delegation"`
	Lapses     time.Time     `json:"lapses"`
}

// Seen is the version at which the record was read; 0 for new.
func (r Delegation) Seen() int { return r.Version }
func (r Held) Seen() int       { return r.Version }
func (r Asked) Seen() int      { return r.Version }
func (r Unknown) Seen() int    { return r.Version }
func (r Asks) Seen() int       { return r.Version }
func (r Mails) Seen() int      { return r.Version }

// Opened holds a mailed link against the request it names. An unknown link and
// a wrong one look alike.
func Opened(d Delegation, t identity.LinkToken, at time.Time) error {
	if d.Version == 0 || !t.Opens(d.Link, at) {
		return fault.New(fault.NotFound, "This link is not good, or no longer.")
	}
	return nil
}

// decided refuses what comes too late, and says what happened instead.
func decided(d Delegation, at time.Time) error {
	when := func(t *time.Time) string {
		if t == nil {
			return ""
		}
		return " at " + t.UTC().Format(time.RFC3339)
	}
	switch d.At(at) {
	case access.Shared:
		return fault.New(fault.Conflict, "%s shared this already%s.", d.OwnerName, when(d.Decided))
	case access.Cancelled:
		return fault.New(fault.Conflict, "%s took the request back%s.", d.Name, when(d.Ended))
	case access.Denied:
		if d.Unknown {
			return fault.New(fault.Conflict, "%s said already%s that they do not know %s.", cmp.Or(d.OwnerName, "The owner"), when(d.Decided), d.Name)
		}
		return fault.New(fault.Conflict, "%s denied this already%s.", d.OwnerName, when(d.Decided))
	case access.Revoked:
		if d.ranOut() {
			return fault.New(fault.Conflict, "This came to its end date%s.", when(d.Ends))
		}
		return fault.New(fault.Conflict, "%s took this back already%s.", d.OwnerName, when(d.Ended))
	case access.Lapsed:
		return fault.New(fault.Conflict, "This request lapsed%s.", when(&d.Lapses))
	default:
		return nil
	}
}
