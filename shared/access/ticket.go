package access

import (
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// TicketLife is how long a launch waits for the browser that fills in.
const TicketLife = time.Minute

// Ticket is one launch that waits to be filled in: by the same session, at the same
// origin, once (rule G6). It opens nothing by itself: every gate is judged again
// when it is redeemed, and the use is on record before that.
type Ticket struct {
	ID           id.Ticket       `json:"id"`
	Organization id.Organization `json:"organization"`
	Person       id.Person       `json:"person"`
	Session      id.Session      `json:"session"`
	Resource     id.Resource     `json:"resource,omitempty"`
	Credential   id.Credential   `json:"credential"`
	Number       int             `json:"number"` // of the version
	Origin       string          `json:"origin"`
	Hash         []byte          `json:"hash"` // of its token
	Expires      time.Time       `json:"expires"`
	Used         *time.Time      `json:"used,omitempty"`
	Version      int             `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r Ticket) Seen() int { return r.Version }

// Garbage is when nobody asks any more what became of it.
func (r Ticket) Garbage() time.Time { return r.Expires.Add(24 * time.Hour) }

// TicketToken makes the token of the ticket of a call.
func TicketToken(c identity.Call) identity.LinkToken {
	return identity.NewLinkToken(string(identity.Mint[id.Ticket](c, 0)))
}

// Launch lets the caller sign in with a credential at an address, or says which gate
// is closed. The use is on record; the secret leaves only for the ticket.
func Launch(by identity.Caller, f Facts, address string, token identity.LinkToken) (Ticket, change.Change, error) {
	c, err := Enter(by, f, credential.Use)
	if err != nil {
		return Ticket{}, change.Change{}, err
	}
	origin := credential.Origin(address)
	if origin == "" {
		return Ticket{}, change.Change{}, fault.New(fault.Conflict, "%s has no address to sign in at.", f.Credential.Name)
	}
	t := Ticket{
		ID: id.Ticket(token.Thing(0)), Organization: by.Organization, Person: by.Person, Session: by.Session.ID,
		Resource: f.Resource.ID, Credential: f.Credential.ID, Number: f.Credential.Number,
		Origin: origin, Hash: token.Hash(), Expires: by.At.Add(TicketLife),
	}
	c.Keep(t)
	return t, c, nil
}

// Redeem lets the browser of a launch have what it fills in, once. address is the
// credential's own, today; origin is that of the page it is filled in on.
//
// Errors: NotFound for whoever did not launch it; Forbidden, or that of the gate that
// closed since. All are on record (rule A1).
func Redeem(by identity.Caller, f Facts, t Ticket, token identity.LinkToken, address, origin string) (change.Change, error) {
	if t.Version == 0 || t.Person != by.Person || t.Organization != by.Organization || t.Credential != f.Credential.ID ||
		!token.Opens(identity.Link{Hash: t.Hash, Expires: by.At.Add(1)}, by.At) {
		return change.Change{}, fault.Absent("ticket")
	}
	no := func(format string, args ...any) (change.Change, error) {
		return change.Change{}, fault.New(fault.Forbidden, format+" Launch it again.", args...)
	}
	switch {
	case t.Session != by.Session.ID:
		return no("This launch was made in another session.")
	case t.Used != nil:
		return no("This launch was filled in already, at %s.", t.Used.UTC().Format(time.RFC3339))
	case !by.At.Before(t.Expires):
		return no("This launch is over: it was good until %s.", t.Expires.UTC().Format(time.RFC3339))
	case origin != t.Origin:
		return no("This launch is for %s and no other address.", t.Origin)
	case credential.Origin(address) != t.Origin:
		return no("The address of %s has changed since.", f.Credential.Name)
	case f.Credential.Number != t.Number:
		return no("%s was changed since.", f.Credential.Name)
	}
	c, err := f.enter(by, credential.Use, used{number: t.Number, same: f.Credential.Same, again: true})
	if err != nil {
		return change.Change{}, err
	}
	at := by.At
	t.Used = &at
	c.Keep(t)
	return c, nil
}
