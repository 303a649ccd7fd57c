package delegation

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// maxAskers is how many people may join in asking.
const maxAskers = 20

// Asking is what an admin asks an outside owner for, and what is known when they do.
type Asking struct {
	Name, Address, Email, Message string
	Link                          identity.Link
	Organization                  identity.Organization // the caller's
	Known                         identity.Signin       // the asked address's sign-in, if it has one
	Colleague                     identity.Member       // its membership here, if it has one
	Asks                          Asks                  // of the caller's organization
	Unknown                       Unknown               // set: the address does not know it
	Mails                         Mails                 // to the address, today
	Asked                         Asked                 // what it was asked there already about the place
	There                         []Delegation          // all that waits there, or did until just now
	Full                          []Delegation          // what Asks.Full lists
	Resource                      access.Resource       // of the request that is joined
}

// NewAsking is what is to be asked, with the ids of the facts filled in.
func NewAsking(o id.Organization, name, address, email, message string) (Asking, error) {
	f := Asking{Name: name, Email: strings.TrimSpace(email), Message: strings.TrimSpace(message)}
	at := identity.Address(email)
	if at == "" {
		return Asking{}, identity.BadAddress("body.owner", email)
	}
	var err error
	if f.Address, err = access.CleanAddress("body.address", address); err != nil {
		return Asking{}, err
	}
	f.Organization.ID, f.Asks.Organization, f.Known.Address = o, o, at
	f.Unknown.Organization, f.Unknown.Email = o, at
	f.Mails.Organization, f.Mails.Email = o, at
	f.Asked = Asked{Organization: o, Email: at, Address: place(f.Address)}
	return f, nil
}

// Facts is what is to be read before anything else.
func (f *Asking) Facts() []change.Record {
	return []change.Record{&f.Organization, &f.Known, &f.Asks, &f.Unknown, &f.Mails, &f.Asked}
}

// Joins is the request that waits for the same answer already, of which the
// resource is to be read; Version 0 if there is none.
func (f Asking) Joins(by identity.Caller) Delegation {
	for _, d := range f.There {
		if d.ID == f.Asked.Delegation && d.waits(by.At) {
			return d
		}
	}
	return Delegation{}
}

// place is by what two web addresses are the same resource: the case of the host
// does not matter, nor http, nor the bare slash.
func place(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	host, path := strings.ToLower(u.Host), u.EscapedPath()
	if path == "/" {
		path = ""
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if u.Fragment != "" {
		path += "#" + u.EscapedFragment()
	}
	return strings.TrimSuffix(strings.TrimSuffix(host, ":443"), ":80") + path
}

// row is the key of the row by which the request is joined.
func (d Delegation) row() Asked {
	return Asked{Organization: d.Organization, Email: identity.Address(d.Email), Address: place(d.Address)}
}

// over takes the row away with the wait of d: who asks again from now on asks anew.
func (r Asked) over(c *change.Change, d Delegation) {
	if r.Version != 0 && r.Delegation == d.ID {
		c.Drop(r)
	}
}

// may refuses who asks nobody, and whom nobody asks.
func (f Asking) may(by identity.Caller) error {
	if err := by.ForTeam(); err != nil {
		return err
	}
	if f.Colleague.Version != 0 && f.Colleague.Removed == nil {
		return fault.New(fault.Invalid, "%s is a colleague: ask for the credential instead of for access.", f.Colleague.Name) // rule D2, C6
	}
	if err := f.Asks.mayAsk(f.Organization); err != nil {
		return err
	}
	if f.Unknown.Version != 0 {
		return fault.New(fault.Forbidden, "%s has said that they do not know you: they are not asked again.", f.Email) // rule D9
	}
	return nil
}

// Ask adds a resource of type "Request access from its owner" and asks (rule D1).
// Who asks the same owner for the same again joins the request that waits: the
// owner is not mailed a second time (rule D2).
func Ask(by identity.Caller, f Asking) (access.Resource, change.Change, error) {
	if err := f.may(by); err != nil {
		return access.Resource{}, change.Change{}, err
	}
	if d := f.Joins(by); d.Version != 0 {
		return f.join(by, d)
	}
	r, c, err := access.NewResource(by, f.Name, f.Address)
	if err != nil {
		return access.Resource{}, change.Change{}, err
	}
	d := Delegation{
		ID: identity.Mint[id.Delegation](by.Call, 0), Organization: by.Organization, Name: by.OrganizationName,
		Since: f.Organization.Since, Asker: by.Person, AskerName: by.Name, AskerEmail: by.Email,
		Resource: r.ID, ResourceName: r.Name, Address: r.Address, Message: f.Message, Email: f.Email, Known: f.Known.Person,
		Asked: by.At, Lapses: by.At.Add(Life), Link: f.Link, Sent: by.At, Sends: 1, State: access.Pending,
	}
	asks, err := f.count(d)
	if err != nil {
		return access.Resource{}, change.Change{}, err
	}
	mails, err := f.Mails.another(by.At)
	if err != nil {
		return access.Resource{}, change.Change{}, err
	}
	r.Loan = &access.Loan{Delegation: d.ID, State: access.Pending, Email: d.Email, Since: by.At, Lapses: d.Lapses}
	asked := f.Asked
	asked.Delegation = d.ID // in the place of one that waits no more
	c = by.Change()
	c.Keep(r, d, asks, mails, asked)
	c.Entries = append(c.Entries, by.Entry(audit.DelegationAsked, string(r.ID), r.Name, "of "+d.Email))
	c.Notices = append(c.Notices, d.mailed(by))
	c.Due = append(c.Due,
		change.Due{At: d.Asked.Add(Life / 2), What: RemindDue, ID: string(d.ID)},
		change.Due{At: d.Lapses, What: LapseDue, ID: string(d.ID)})
	return r, c, nil
}

// count holds a new request against the limits of who asks.
func (f Asking) count(d Delegation) (Asks, error) {
	there := 0
	for _, t := range f.There {
		if t.waits(d.Asked) {
			there++
		}
	}
	if there >= pendingThere {
		return f.Asks, fault.New(fault.Forbidden, "%d requests to %s wait for an answer already.", there, d.Email)
	}
	asks, err := f.Asks.mails(f.Organization, d.Asked)
	if err != nil {
		return asks, err
	}
	return asks.waits(f.Organization, d, f.Full)
}

// join adds the caller to those who are told, once.
func (f Asking) join(by identity.Caller, d Delegation) (access.Resource, change.Change, error) {
	if d.Asker == by.Person || slices.Contains(d.Askers, by.Person) {
		return f.Resource, change.Change{}, nil // they have asked already
	}
	if len(d.Askers) >= maxAskers {
		return access.Resource{}, change.Change{}, fault.New(fault.Conflict, "%d of you ask for this already: one of them will tell you.", maxAskers+1)
	}
	d.Askers = append(slices.Clone(d.Askers), by.Person)
	c := by.Change()
	c.Keep(d)
	c.Entries = append(c.Entries, by.Entry(audit.DelegationJoined, string(d.Resource), d.ResourceName, "asked by "+d.AskerName+", of "+d.Email))
	return f.Resource, c, nil
}

// mailed is the notice that carries the link to whoever is asked. It is tied to
// how often it was sent: of two that wait to be mailed, one goes.
func (d Delegation) mailed(by identity.Caller) change.Notice {
	return d.tellOwner(change.DelegationAsked, by.At, by.Name, strconv.Itoa(d.Sends))
}
