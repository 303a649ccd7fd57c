package credential

import (
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// MayOwn refuses whoever is not the owner of a login of a resource: consent is
// theirs alone (promise 9). Who sees that it exists is told so (rule C4).
func MayOwn(by identity.Caller, c Credential, r id.Resource) error {
	switch {
	case c.Version == 0 || c.Home != by.Organization || c.Resource == "" || c.Resource != r:
		return fault.Absent("credential")
	case c.Own(by):
		return nil
	case !by.IsAdmin() && by.Role != identity.Auditor:
		return fault.Absent("credential")
	case c.Owner == "":
		return fault.New(fault.Forbidden, "%s is a company credential: those are always managed.", c.Name)
	}
	return fault.New(fault.Forbidden, "Only its owner allows admin access to this login, or ends it.")
}

// GiveConsent makes one's own login managed, unasked or not (rule C3): who asks
// for it meanwhile is told as if it had been approved.
func GiveConsent(by identity.Caller, r id.Resource, c Credential, waiting Request) (Credential, change.Change, error) {
	if err := MayOwn(by, c, r); err != nil {
		return c, change.Change{}, err
	}
	switch {
	case c.Disabled != nil:
		return c, change.Change{}, fault.New(fault.Forbidden, "This credential is disabled.")
	case c.Managed:
		return c, change.Change{}, nil
	case waiting.Waits(by.At) && waiting.ID == c.Asked:
		_, ch, err := ApproveConsent(by, Answering{Request: waiting, Credential: c})
		c.Managed, c.Owned, c.Asked = true, by.At, ""
		return c, ch, err
	}
	was, ch := c, by.Change()
	c.Managed, c.Owned, c.Asked = true, by.At, ""
	c = c.Write(by, &ch, was, Allowed, "")
	ch.Entries = append(ch.Entries, by.Entry(audit.ConsentGiven, string(c.ID), c.Name, ""))
	return c, ch, nil
}

// WithdrawConsent makes one's own login unmanaged again, at any time and whatever
// state it is in (rule C7): from this change on it is closed to every admin. What
// they received meanwhile they may remember: a chore notes who.
func WithdrawConsent(by identity.Caller, r id.Resource, c Credential) (Credential, change.Change, error) {
	if err := MayOwn(by, c, r); err != nil {
		return c, change.Change{}, err
	}
	if !c.Managed {
		return c, change.Change{}, nil
	}
	was, ch := c, by.Change()
	c.Managed = false
	c = c.Write(by, &ch, was, Withdrawn, "")
	ch.Entries = append(ch.Entries, by.Entry(audit.ConsentWithdrawn, string(c.ID), c.Name, ""))
	ch.Notices = append(ch.Notices, change.Notice{
		Kind: change.ConsentWithdrawn, At: by.At, By: by.Name, About: string(c.ID), Home: string(c.Home),
		To: change.Audience{Organization: c.Home, Except: by.Person},
	})
	ch.Orders = append(ch.Orders, c.Weigh(by.At, by.At, c.Home))
	return c, ch, nil
}

// Reassigning is what is known when an admin gives a managed login to somebody
// else.
type Reassigning struct {
	Credential Credential
	Resource   id.Resource
	To         identity.Member // none: to the organization
	Was        identity.Member // its owner
}

// Reassign gives a managed login to another member, or to the organization (rule
// C5). It stays managed: the new owner may end that. The old one and the new one
// are told.
func Reassign(by identity.Caller, f Reassigning, to id.Person) (Credential, change.Change, error) {
	c := f.Credential
	if err := f.mayReassign(by, to); err != nil {
		return c, change.Change{}, err
	}
	if c.Owner == to && !c.Owned.Before(f.To.Since) {
		return c, change.Change{}, nil
	}
	was, ch := c, by.Change()
	c.Owner, c.Managed, c.Owned = to, true, by.At
	name := "the organization"
	if to != "" {
		name = f.To.Name
	}
	c = c.Write(by, &ch, was, Reassigned, "to "+name+"; was of "+f.Was.Name)
	if to != "" {
		ch.Check(f.To)
		if to != by.Person {
			ch.Notices = append(ch.Notices, c.tell(change.LoginGiven, by, to))
		}
	}
	ch.Orders = append(ch.Orders, c.Weigh(by.At, by.At, c.Home)) // whose it was, and who viewed it if it is the organization's now
	ch.Entries = append(ch.Entries, by.Entry(audit.CredentialReassigned, string(c.ID), c.Name, "to "+name+"; was of "+f.Was.Name))
	if was.Owner != by.Person {
		ch.Notices = append(ch.Notices, c.tell(change.LoginTaken, by, was.Owner))
	}
	return c, ch, nil
}

func (f Reassigning) mayReassign(by identity.Caller, to id.Person) error {
	c := f.Credential
	switch {
	case c.Version == 0 || c.Home != by.Organization || c.Resource == "" || c.Resource != f.Resource || !by.IsAdmin():
		return fault.Absent("credential")
	case c.Owner == "":
		return fault.New(fault.Conflict, "%s is a company credential already: assign it.", c.Name)
	case !c.Managed:
		return fault.New(fault.Forbidden, "Its owner has not allowed admin access to this password.")
	case c.Disabled != nil:
		return fault.New(fault.Forbidden, "This credential is disabled.")
	case to != "" && (f.To.Person != to || !f.To.Active()):
		return fault.BadField("body.to", "there is no such member here")
	case to != "" && f.To.Role == identity.Auditor:
		return fault.BadField("body.to", "is an auditor, who keeps no logins")
	}
	return nil
}

// TellOwner tells the owner of a managed login what an admin did to it (rule C5);
// nobody if it is the admin's own or the organization's.
func (c Credential) TellOwner(ch *change.Change, kind change.Telling, by identity.Caller) {
	if c.Owner != "" && c.Owner != by.Person {
		ch.Notices = append(ch.Notices, c.tell(kind, by, c.Owner))
	}
}

func (c Credential) tell(kind change.Telling, by identity.Caller, p id.Person) change.Notice {
	return change.Notice{
		Kind: kind, At: by.At, By: by.Name, About: string(c.ID), Home: string(c.Home),
		To: change.Audience{Member: p, Organization: c.Home},
	}
}

func (r Request) concern(p id.Person) Concern {
	return Concern{Organization: r.Organization, Person: p, At: r.Asked, Request: r.ID}
}

// entry is a line for the record about the request.
func (r Request) entry(by identity.Caller, act audit.Action, more string) audit.Entry {
	said := "of " + r.OwnerName + ", for " + r.ResourceName
	if more != "" {
		said += "; " + more
	}
	return by.Entry(act, string(r.Credential), r.Name, said)
}

// tellOwner is a notice to whose login it is.
func (r Request) tellOwner(kind change.Telling, by identity.Caller) change.Notice {
	return change.Notice{
		Kind: kind, At: by.At, By: by.Name, About: string(r.ID), Home: string(r.Organization), Tie: string(r.State),
		To: change.Audience{Member: r.Owner, Organization: r.Organization},
	}
}

// tellAskers is a notice to all who asked and are admins still; to all admins if
// none is: the request is the organization's.
func (r Request) tellAskers(kind change.Telling, at time.Time, by string) change.Notice {
	return change.Notice{
		Kind: kind, At: at, By: by, About: string(r.ID), Home: string(r.Organization), Tie: string(r.State),
		To: change.Audience{Person: r.Askers[0].Person, Organization: r.Organization, Except: r.Owner},
	}
}
