package delegation

import (
	"fmt"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Disowning is what is known when somebody says of a request "I do not know
// them": all that waits from there to their address.
type Disowning struct {
	Delegation Delegation // the one they look at
	Waiting    []Facts    // it and the others, each with its resource and row
	Asks       Asks       // of who asked
	Unknown    Unknown
}

// NewDisowning is about a request, with the ids of the facts filled in.
func NewDisowning(d Delegation) Disowning {
	row := d.row()
	return Disowning{
		Delegation: d, Asks: Asks{Organization: d.Organization},
		Unknown: Unknown{Organization: row.Organization, Email: row.Email},
	}
}

// MayDisown reports whether the caller may say so now. What is shared already is
// not ended by it: revoking does that.
func MayDisown(by identity.Caller, d Delegation) error {
	if err := Mine(by, d); err != nil {
		return err
	}
	if d.At(by.At) == access.Shared {
		return fault.New(fault.Conflict, "%s shared this already: it stays shared until you revoke it.", d.OwnerName)
	}
	return decided(d, by.At)
}

// Disown ends all that waits from who asked to the asked address, in one
// transaction, and they ask there no more (rule D9). The caller holds the request.
// What somebody else claimed there is theirs to answer.
func Disown(by identity.Caller, f Disowning) (Delegation, change.Change, error) {
	if err := MayDisown(by, f.Delegation); err != nil {
		return f.Delegation, change.Change{}, err
	}
	x := disown{Disowning: f, at: by.At, name: by.Name, Change: by.Change()}
	x.theirs = func(d Delegation) bool { return d.Owner == "" || d.Owner == by.Organization }
	x.entries = func(d Delegation, detail string) []audit.Entry {
		all := []audit.Entry{by.EntryFor(d.Organization, audit.DelegationDisowned, string(d.Resource), d.ResourceName, "of "+d.Email)}
		if d.Owner != "" {
			all = append(all, by.Entry(audit.DelegationDisowned, string(d.ID), d.ResourceName, detail))
		}
		return all
	}
	d := x.all()
	return d, x.Change, nil
}

// DisownProven does the same for whoever has just proven to have the asked
// address, by the mailed code: a link alone decides nothing (promise 6). All that
// waits there ends, whoever claimed it.
func DisownProven(c identity.Call, f Disowning) (Delegation, change.Change, error) {
	if err := decided(f.Delegation, c.At); err != nil {
		return f.Delegation, change.Change{}, err
	}
	x := disown{Disowning: f, at: c.At}
	x.theirs = func(Delegation) bool { return true }
	x.entries = func(d Delegation, detail string) []audit.Entry {
		all := []audit.Entry{{
			Organization: d.Organization, At: c.At, Action: audit.DelegationDisowned,
			Thing: string(d.Resource), ThingName: d.ResourceName, Detail: "by whoever has " + d.Email,
		}}
		if d.Owner != "" {
			all = append(all, audit.Entry{
				Organization: d.Owner, At: c.At, Action: audit.DelegationDisowned,
				Thing: string(d.ID), ThingName: d.ResourceName, Detail: "by whoever has the asked address; " + detail,
			})
		}
		return all
	}
	d := x.all()
	return d, x.Change, nil
}

// disown is one such saying, and the change it makes.
type disown struct {
	Disowning
	change.Change
	at      time.Time
	name    string // of who says so; "" if only their address is known
	theirs  func(Delegation) bool
	entries func(d Delegation, detail string) []audit.Entry
}

// all ends what waits, and answers with the request that was looked at.
func (x *disown) all() (seen Delegation) {
	asks := x.Asks
	var ended []Facts
	for _, f := range x.Waiting {
		if f.Delegation.waits(x.at) && x.theirs(f.Delegation) {
			ended = append(ended, f)
		}
	}
	detail := fmt.Sprintf("requests of %s ended: %d", x.Disowning.Delegation.Name, len(ended))
	for _, f := range ended {
		d := x.one(f, detail)
		asks = asks.without(d.ID)
		if d.ID == x.Delegation.ID {
			seen = d
		}
	}
	if x.Unknown.Version == 0 { // an address counts once
		x.Unknown.At = x.at
		x.Keep(x.Unknown)
		var paused bool
		if asks, paused = asks.unknown(identity.Organization{Since: x.Delegation.Since}, x.at); paused {
			x.Entries = append(x.Entries, audit.Entry{
				Organization: asks.Organization, At: x.at, Action: audit.OrganizationPaused,
				Thing: string(asks.Organization), ThingName: x.Disowning.Delegation.Name,
			})
			x.Notices = append(x.Notices, Paused(x.at, asks.Organization))
		}
	}
	x.Keep(asks)
	return seen
}

func (x *disown) one(f Facts, detail string) Delegation {
	d := f.Delegation
	d.State, d.Unknown, d.Decided, d.OwnerName = access.Denied, true, &x.at, x.name
	d.Proof.Code = identity.Code{}
	x.Keep(d, f.Resource.WithLoan(d.ID, func(l *access.Loan) {
		l.State, l.Unknown, l.Owner, l.Since = access.Denied, true, x.name, x.at
	}))
	f.Asked.over(&x.Change, d)
	x.Entries = append(x.Entries, x.entries(d, detail)...)
	x.Notices = append(x.Notices, d.tellAsker(change.DelegationDisowned, x.at, x.name))
	return d
}

// PausedTie says of a notice that an organization waits for an operator because
// several people did not know it, and not because of its name.
const PausedTie = "paused"

// Paused tells the admins of an organization that it asks nobody from now on.
func Paused(at time.Time, o id.Organization) change.Notice {
	return change.Notice{
		Kind: change.OrganizationHeld, At: at, About: string(o), Home: string(o), To: change.Audience{Organization: o}, Tie: PausedTie,
	}
}
