package delegation

import (
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// LapseDue is the kind of date on which a pending request lapses.
const LapseDue = "delegation-lapses"

// Asking is what an admin asks an outside owner for.
type Asking struct {
	Name, Address, Email, Message string
	Organization                  identity.Organization // the caller's
	Known                         identity.Signin       // the asked address's sign-in, if it has one
	Colleague                     identity.Member       // its membership here, if it has one
	Link                          identity.Link
}

// Ask adds a resource of type "Request access from its owner" and asks (rule D1).
func Ask(by identity.Caller, f Asking) (access.Resource, change.Change, error) {
	if f.Colleague.Version != 0 {
		return access.Resource{}, change.Change{}, fault.New(fault.Invalid,
			"%s is a colleague: ask for the credential instead of for access.", f.Colleague.Name) // rule D2, C6
	}
	r, c, err := access.NewResource(by, f.Name, f.Address)
	if err != nil {
		return access.Resource{}, change.Change{}, err
	}
	d := Delegation{
		ID: identity.Mint[id.Delegation](by.Call, 0), Organization: by.Organization, Name: by.OrganizationName,
		Since: f.Organization.Since, Asker: by.Person, AskerName: by.Name, AskerEmail: by.Email,
		Resource: r.ID, ResourceName: r.Name, Address: r.Address, Message: strings.TrimSpace(f.Message),
		Email: strings.TrimSpace(f.Email), Asked: by.At, Lapses: by.At.Add(Life), Link: f.Link, Sent: by.At, Sends: 1, State: access.Pending,
	}
	r.Loan = &access.Loan{Delegation: d.ID, State: access.Pending, Email: d.Email, Since: by.At, Lapses: d.Lapses}
	c = by.Change()
	c.Keep(r, d)
	c.Entries = append(c.Entries, by.Entry(audit.DelegationAsked, string(r.ID), r.Name, "of "+d.Email))
	c.Notices = append(c.Notices, change.Notice{
		Kind: change.DelegationAsked, At: by.At, By: by.Name, About: string(d.ID),
		To: change.Audience{Address: d.Email, Person: f.Known.Person},
	})
	c.Due = append(c.Due, change.Due{At: d.Lapses, What: LapseDue, ID: string(d.ID)})
	return r, c, nil
}

// MaySendCode reports whether a code may be mailed to the asked address now.
func MaySendCode(c identity.Call, d Delegation, t identity.LinkToken) error {
	if err := Opened(d, t, c.At); err != nil {
		return err
	}
	if err := decided(d, c.At); err != nil {
		return err
	}
	if d.Owner != "" {
		return fault.New(fault.Conflict, "Somebody signed in for this request already: sign in.")
	}
	return d.Proof.MaySend(c.At)
}

// SendCode mails a code to the asked address. Whoever holds the link may ask for
// it; only the mailbox gets it. code is what is kept of it.
func SendCode(c identity.Call, d Delegation, t identity.LinkToken, code identity.Code) (change.Change, error) {
	if err := MaySendCode(c, d, t); err != nil {
		return change.Change{}, err
	}
	var err error
	if d.Proof, err = d.Proof.Send(c, code); err != nil {
		return change.Change{}, err
	}
	return change.Change{
		Records: []change.Record{d},
		Notices: []change.Notice{{
			Kind: change.DelegationCode, At: c.At, About: string(d.ID), To: change.Audience{Address: d.Email},
			Tie: c.ID,
		}},
	}, nil
}

// Lapse writes down that a request lapsed, and tells who asked. The request
// lapsed by itself before: this only tidies up.
func Lapse(at time.Time, d Delegation, r access.Resource) change.Change {
	if d.Version == 0 || d.State != access.Pending || at.Before(d.Lapses) {
		return change.Change{}
	}
	d.State, d.Ended = access.Lapsed, &d.Lapses
	var c change.Change
	c.Keep(d)
	c.Keep(r.WithLoan(d.ID, func(l *access.Loan) { l.State, l.Since = access.Lapsed, d.Lapses }))
	c.Entries = append(c.Entries, audit.Entry{
		Organization: d.Organization, At: at, Action: audit.DelegationLapsed,
		Thing: string(d.Resource), ThingName: d.ResourceName, Detail: "of " + d.Email,
	})
	c.Notices = append(c.Notices, d.tellAsker(change.DelegationLapsed, at, ""))
	return c
}

// tellAsker is a notice to who asked or, if they left, to the other admins (rule D4).
func (d Delegation) tellAsker(kind change.Telling, at time.Time, by string) change.Notice {
	return change.Notice{
		Kind: kind, At: at, By: by, About: string(d.ID), Home: string(d.Organization),
		To: change.Audience{Person: d.Asker, Organization: d.Organization}, Tie: string(d.State),
	}
}
