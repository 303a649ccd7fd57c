package delegation

import (
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// NeedsCode reports whether somebody signed in must type the code to claim the
// request: all but who has the asked address, which is proven, and whose it is
// already (rule D2).
func NeedsCode(by identity.Caller, d Delegation) bool {
	return identity.Address(by.Email) != identity.Address(d.Email) && d.OwnerPerson != by.Person
}

// Claim makes the request the owner's: theirs to answer, from the organization
// named (rule D2). Claims are by person, never by mailbox. The caller has been
// proven to be the asked address, by its code or by signing in with it. Who asked
// learns the claimer's name and organization, and nothing else (rule A2).
func Claim(d Delegation, who identity.Person, o identity.Organization, at time.Time) (change.Change, error) {
	if err := decided(d, at); err != nil && d.OwnerPerson != who.ID {
		return change.Change{}, err
	}
	if d.OwnerPerson == who.ID {
		return change.Change{}, nil // theirs already: nothing to do
	}
	if d.OwnerPerson != "" {
		return change.Change{}, fault.New(fault.Conflict, "Somebody else signed in for this request already.")
	}
	d.Owner, d.OwnerPerson, d.OwnerName = o.ID, who.ID, who.Name
	d.Proof.Code = identity.Code{}
	var c change.Change
	c.Keep(d, Held{Organization: o.ID, Delegation: d.ID})
	c.Entries = append(c.Entries, audit.Entry{
		Organization: o.ID, At: at, Action: audit.DelegationClaimed, Actor: who.ID, ActorName: who.Name,
		Thing: string(d.ID), ThingName: d.ResourceName, Detail: "asked by " + d.AskerName + " of " + d.Name,
	}, audit.Entry{
		Organization: d.Organization, At: at, Action: audit.DelegationClaimed, ActorName: who.Name, ActorOrganization: o.Name,
		Thing: string(d.Resource), ThingName: d.ResourceName,
	})
	return c, nil
}

// Facts is what is known when the owner decides.
type Facts struct {
	Delegation Delegation
	Resource   access.Resource       // the asking side's
	Asking     identity.Organization // the asking organization
	Asked      Asked                 // for Share and Deny: the row by which the request is joined
	Home       identity.Organization // for Share: the owner's
	Credential credential.Credential // for Revoke: what is lent
	Reader     credential.Reader     // for Revoke: the asking side's way to it
}

// Mine refuses everybody but the organization that holds the request.
func Mine(by identity.Caller, d Delegation) error {
	if d.Version == 0 || d.Owner == "" || d.Owner != by.Organization {
		return fault.Absent("request")
	}
	return nil
}

// MayAnswer reports whether the caller may share or deny the request now.
func MayAnswer(by identity.Caller, d Delegation) error {
	if err := Mine(by, d); err != nil {
		return err
	}
	return decided(d, by.At)
}

// AskingSide is what is to be read of the asking side, for the delegation in f.
func (f *Facts) AskingSide() []change.Record {
	f.Asking.ID = f.Delegation.Organization
	f.Resource.Organization, f.Resource.ID = f.Delegation.Organization, f.Delegation.Resource
	return []change.Record{&f.Asking, &f.Resource}
}

// Answering is what is to be read of the asking side before the delegation in f
// is answered: AskingSide, and the row that ends with the wait.
func (f *Facts) Answering() []change.Record {
	f.Asked = f.Delegation.row()
	return append(f.AskingSide(), &f.Asked)
}

// Lent is what is to be read of what is lent, for the delegation in f.
func (f *Facts) Lent() []change.Record {
	f.Credential.ID = f.Delegation.Credential
	f.Reader.Credential, f.Reader.Organization = f.Delegation.Credential, f.Delegation.Organization
	return []change.Record{&f.Credential, &f.Reader}
}

// Share lends the login to who asked (rule D3), on the owner's terms.
func Share(by identity.Caller, f Facts, username string, t Terms, s credential.Sealed) (Delegation, change.Change, error) {
	d := f.Delegation
	if err := MayAnswer(by, d); err != nil {
		return d, change.Change{}, err
	}
	if strings.TrimSpace(username) == "" {
		return d, change.Change{}, fault.BadField("body.username", "is empty")
	}
	if f.Home.Closed != nil {
		return d, change.Change{}, errClosed
	}
	t, err := t.good(by.At)
	if err != nil {
		return d, change.Change{}, err
	}
	d = d.lent(by, s.Place.Credential, t)
	made := credential.Make(by, credential.Credential{
		Name: d.ResourceName, Username: username, Managed: true,
		URL: d.Address, // what the owner agreed to: it is filled in nowhere else, whatever becomes of the resource
	}, s).
		Lend(f.Asking, d.terms(), s)
	c := by.Change()
	c.Keep(d)
	c.Keep(made.Records()...)
	f.Asked.over(&c, d)
	c.Check(f.Asking, f.Home) // the keys it is sealed to were not replaced meanwhile, and nobody closes the account
	d.tellLent(&c, by, f.Resource, "")
	return d, c, nil
}

// Deny refuses the request.
func Deny(by identity.Caller, f Facts, note string) (Delegation, change.Change, error) {
	d := f.Delegation
	if err := MayAnswer(by, d); err != nil {
		return d, change.Change{}, err
	}
	d.State, d.Decided, d.Note, d.OwnerPerson, d.OwnerName = access.Denied, &by.At, strings.TrimSpace(note), by.Person, by.Name
	c := by.Change()
	c.Keep(d)
	c.Keep(f.Resource.WithLoan(d.ID, func(l *access.Loan) {
		l.State, l.Owner, l.Note, l.Since = access.Denied, by.Name, d.Note, by.At
	}))
	f.Asked.over(&c, d)
	d.record(&c, by, audit.DelegationDenied, d.Note)
	c.Notices = append(c.Notices, d.tellAsker(change.DelegationDenied, by.At, by.Name))
	return d, c, nil
}

// MayRevoke reports whether the caller may take the loan back now.
func MayRevoke(by identity.Caller, d Delegation) error {
	if err := Mine(by, d); err != nil {
		return err
	}
	switch state := d.At(by.At); state {
	case access.Shared:
		return nil
	case access.Revoked:
		return decided(d, by.At)
	default:
		return fault.New(fault.Conflict, "Nothing is shared by this request: it is %s.", state)
	}
}

// Revoke takes the loan back, at once and for everybody there (rule D6). It ends
// after the last use on record, so that the record never shows a use at or after
// the end.
func Revoke(by identity.Caller, f Facts) (Delegation, change.Change, error) {
	if err := MayRevoke(by, f.Delegation); err != nil {
		return f.Delegation, change.Change{}, err
	}
	c := by.Change()
	d := f.take(&c, by.At, by.At, by.Name)
	ending := by
	ending.At = *d.Ended
	d.record(&c, ending, audit.DelegationRevoked, "")
	c.Notices = append(c.Notices, d.tellAsker(change.DelegationRevoked, by.At, by.Name))
	return d, c, nil
}

// record writes one line on either side (rule A2).
func (d Delegation) record(c *change.Change, by identity.Caller, act audit.Action, detail string) {
	c.Entries = append(c.Entries,
		by.Entry(act, string(d.ID), d.ResourceName, detail),
		by.EntryFor(d.Organization, act, string(d.Resource), d.ResourceName, detail))
}
