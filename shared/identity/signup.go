package identity

import (
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// How long mailed links are good.
const (
	SignupLife     = 24 * time.Hour
	InvitationLife = 7 * 24 * time.Hour
)

// How many mails strangers can have sent to one address in an hour, by signing up
// with it or by having forgotten its password: from one network, and from all.
const (
	nearMails = 5
	allMails  = 30
)

// Knocking is what is known before a mail is sent to an address because somebody
// typed it.
type Knocking struct {
	Near, All Knocks
	Tries     Tries // wrong passwords from there: a network known by a right one is not shut out by others
}

// NewKnocking is about an address, as Address makes it, and who is at from.
func NewKnocking(address, from string) Knocking {
	net := network(from)
	return Knocking{
		Near: Knocks{Address: address, Net: net}, All: Knocks{Address: address}, Tries: Tries{Address: address, Net: net},
	}
}

// Wanted is what is to be read of it.
func (k *Knocking) Wanted() []change.Record { return []change.Record{&k.Near, &k.All, &k.Tries} }

// count counts another mail, or says when the next may go.
func (k Knocking) count(c *change.Change, at time.Time) error {
	near, err := k.Near.knock(at, nearMails)
	if err != nil {
		return err
	}
	all, err := k.All.knock(at, allMails)
	if err != nil && !k.Tries.known(at) {
		return err
	}
	c.Keep(near)
	if err == nil {
		c.Keep(all)
	}
	return nil
}

// knock counts another mail of at most so many an hour.
func (k Knocks) knock(at time.Time, most int) (Knocks, error) {
	hour := k.Since.Add(time.Hour)
	if !at.Before(hour) {
		k.Since, k.Count = at, 0
	}
	if k.Count >= most {
		return k, &fault.Error{
			Kind: fault.TooMany, Message: "Enough mails went to this address for now. Use the newest one, or try again later.",
			RetryAfter: hour.Sub(at),
		}
	}
	k.Count++
	return k, nil
}

// SignUp keeps a sign-up until its mail is confirmed. To an address that has an
// account it only mails that; whoever asked cannot tell (promise 7).
func SignUp(c Call, s Signup, known Signin, k Knocking) (change.Change, error) {
	s.Organization, s.Name, s.Email = strings.TrimSpace(s.Organization), strings.TrimSpace(s.Name), strings.TrimSpace(s.Email)
	switch {
	case s.Organization == "":
		return change.Change{}, fault.BadField("body.organization", "is empty")
	case s.Name == "":
		return change.Change{}, fault.BadField("body.name", "is empty")
	}
	var out change.Change
	if err := k.count(&out, c.At); err != nil {
		return change.Change{}, err
	}
	n := change.Notice{Kind: change.SignupConfirm, At: c.At, About: string(s.ID), To: change.Audience{Address: s.Email}}
	if known.Version != 0 {
		n.Kind, n.About = change.SignupKnown, known.Address
	} else {
		out.Keep(s)
	}
	out.Notices = append(out.Notices, n)
	return out, nil
}

// Confirm makes the organization of a sign-up, with its first admin, who is
// signed in. The link identifies; the password, chosen at sign-up, authenticates:
// whoever only opens the mail, or only knows the password, confirms nothing. The
// key pair is made only when nothing stands in the way.
func Confirm(c Call, s Signup, known Signin, t LinkToken, password secret.Text, newKeys func() (NewKeys, error)) (SignedIn, error) {
	if s.Version == 0 || !t.Opens(s.Link, c.At) {
		return SignedIn{}, fault.New(fault.NotFound, "This link is not good, or no longer: sign up again.")
	}
	if !s.Verifier.Is(password) {
		return SignedIn{}, fault.New(fault.Unauthenticated, "That is not the password chosen at sign-up.")
	}
	if known.Version != 0 {
		return SignedIn{}, fault.New(fault.Conflict, "This address has an account by now: sign in.")
	}
	keys, err := newKeys()
	if err != nil {
		return SignedIn{}, err
	}
	p := Person{ID: Mint[id.Person](c, 0), Name: s.Name, Email: s.Email, Since: c.At}
	out := found(c, p, Signin{Address: Address(s.Email), Person: p.ID, Verifier: s.Verifier}, s.Organization, Provider, keys)
	out.Change.Drop(s)
	if o := out.Organization; o.Held != "" {
		out.Change.Notices = append(out.Change.Notices, change.Notice{
			Kind: change.OrganizationHeld, At: c.At, About: string(o.ID), Home: string(o.ID),
			To: change.Audience{Person: p.ID, Organization: o.ID},
		})
	}
	return out, nil
}

// NewKeys is a new organization's key pair: the open half and the closed one.
type NewKeys struct {
	Organization id.Organization
	Epoch        int
	Public       []byte
	Pair         KeyPair
}

// found makes a person with their sign-in and a new organization of which they
// are the admin, and signs them in.
func found(c Call, p Person, s Signin, name string, kind Kind, keys NewKeys) SignedIn {
	out := foundOrganization(c, p, name, kind, keys)
	session, token, begun := begin(c, p, Logins{}, Session{})
	out.Session, out.Token = session, token
	out.Change.Keep(p, s)
	out.Change.Add(begun)
	return out
}

// foundOrganization makes an organization of which p is the admin.
func foundOrganization(c Call, p Person, name string, kind Kind, keys NewKeys) SignedIn {
	o := Organization{
		ID: keys.Organization, Name: strings.TrimSpace(name), Kind: kind, Since: c.At,
		Epoch: keys.Epoch, Public: keys.Public,
	}
	if kind != Personal { // a personal one asks and invites nobody
		o.Held = NameWaits(o.Name)
	}
	out := SignedIn{Person: p, Organization: o}
	out.Change.Keep(o, keys.Pair)
	member, _ := join(c, joining{organization: o.ID, name: o.Name, kind: o.Kind, person: p, role: Admin}) // the first admin is not too many
	out.Change.Keep(member...)
	out.Change.Entries = append(out.Change.Entries,
		p.entry(c, o.ID, audit.OrganizationCreated, string(o.ID), o.Name, waits(o.Held)))
	return out
}

// waits is what is on record of a name that an operator is to look at.
func waits(held string) string {
	if held == "" {
		return ""
	}
	return "waits for an operator: " + held
}

// PersonalOrganization is the id of a person's personal organization. It follows
// from the person's, so that there can only be one.
func PersonalOrganization(p id.Person) id.Organization {
	return id.New[id.Organization](id.Made(p), "personal "+string(p), 0)
}

// Welcome makes a person with an organization of their own, personal and free,
// for an outside owner who proved the mailbox (rule D2).
func Welcome(c Call, name, email string, v Verifier, known Signin, keys NewKeys) (SignedIn, error) {
	if known.Version != 0 {
		return SignedIn{}, fault.New(fault.Conflict, "This address has an account: sign in with it instead.")
	}
	name = strings.TrimSpace(name)
	if name == "" {
		return SignedIn{}, fault.BadField("body.name", "is empty")
	}
	p := Person{ID: Mint[id.Person](c, 0), Name: name, Email: email, Since: c.At}
	return found(c, p, Signin{Address: Address(email), Person: p.ID, Verifier: v}, p.Name, Personal, keys), nil
}

// Settle makes a personal organization for somebody who has an account and none yet.
func Settle(by Caller, keys NewKeys) SignedIn {
	p := Person{ID: by.Person, Name: by.Name, Email: by.Email}
	return foundOrganization(by.Call, p, by.Name, Personal, keys)
}
