package delegation

import (
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// EndDue is the kind of date on which a loan ends. One that was moved leaves its
// old date on the list, which then does nothing.
const EndDue = "delegation-ends"

// errClosed refuses what is new to an account that is being closed.
var errClosed = fault.New(fault.Conflict, "This account is being closed: nothing new is shared from it.")

// due puts the end date on the list, if there is one.
func (d Delegation) due(c *change.Change) {
	if d.Ends != nil {
		c.Due = append(c.Due, change.Due{At: *d.Ends, What: EndDue, ID: string(d.ID)})
	}
}

// ranOut reports whether a loan that is over came to its end date, and was not
// taken back before.
func (d Delegation) ranOut() bool {
	return d.Ends != nil && (d.Ended == nil || !d.Ended.Before(*d.Ends))
}

// End writes down that a loan came to its end date, and tells both sides. It was
// over by itself before (promise 2): this only tidies up.
func End(at time.Time, f Facts) change.Change {
	d := f.Delegation
	if d.Version == 0 || d.State != access.Shared || d.Ends == nil || at.Before(*d.Ends) {
		return change.Change{}
	}
	var c change.Change
	d = f.take(&c, at, *d.Ends, d.OwnerName)
	for _, e := range d.byItself(*d.Ended, audit.DelegationRevoked) {
		e.Detail = "its end date"
		c.Entries = append(c.Entries, e)
	}
	c.Notices = append(c.Notices,
		d.tellAsker(change.DelegationEnded, at, d.OwnerName), d.tellOwner(change.DelegationEnded, at, "", string(d.State)))
	return c
}

// take takes the credential away from who asked, as is found at: from end on or,
// if a later use is on record, from right after that.
func (f Facts) take(c *change.Change, at, end time.Time, by string) Delegation {
	d := f.Delegation
	if last := f.Reader.LastUse; last != nil && !last.Before(end) {
		end = last.Add(time.Millisecond)
	}
	d.State, d.Ended, d.OwnerName = access.Revoked, &end, by
	cred, reader := f.Credential, f.Reader.End(end, by, f.Credential)
	cred.Readers = slices.DeleteFunc(slices.Clone(cred.Readers), func(o id.Organization) bool { return o == d.Organization })
	c.Keep(d, cred, reader)
	c.Keep(f.Resource.WithLoan(d.ID, func(l *access.Loan) { l.State, l.Owner, l.Since = access.Revoked, by, end }))
	c.Orders = append(c.Orders, change.Order{
		Door: change.Drive, At: at, Chore: credential.ForgetChore, Thing: string(cred.ID), Home: string(d.Organization),
	})
	return d
}
