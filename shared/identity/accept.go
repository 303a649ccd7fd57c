package identity

import (
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// Joining is what is known of somebody who accepts an invitation.
type Joining struct {
	Invitation Invitation
	Home       Organization // the one they are invited to
	Provider   Roster       // of the provider whose invitation it is, if it is one's
	Token      LinkToken
	Known      Signin // the sign-in of the invited address, if it has one
	Right      Proven // by its password
	Person     Person // and its person
	Logins     Logins // and their open sessions
	Oldest     Session
	Member     Member // and their membership, if they are or were a member
	Roster     Roster // of the organization
	Code       secret.Text
	Name       string
	Password   secret.Text
}

// Accept makes who was invited a member and signs them in. Someone who has an
// account proves it with its password; someone new proves the mailbox with the
// code, and chooses one. A wrong code is a *Wrong, which counts.
func Accept(c Call, j Joining) (SignedIn, error) {
	inv := j.Invitation
	if err := Invited(c, inv, j.Token); err != nil {
		return SignedIn{}, err
	}
	if err := MayJoin(j); err != nil {
		return SignedIn{}, err
	}
	out, err := enter(c, j)
	if err != nil {
		return SignedIn{}, err
	}
	out.Organization = Organization{ID: inv.Organization, Name: inv.OrganizationName}
	member, err := join(c, joining{
		organization: inv.Organization, name: inv.OrganizationName, kind: inv.Kind, person: out.Person, role: inv.Role,
		roster: j.Roster, before: j.Member,
	})
	if err != nil {
		return SignedIn{}, err
	}
	out.Change.Keep(member...)
	out.Change.Drop(inv)
	j.still(&out.Change)
	out.Change.Entries = append(out.Change.Entries,
		out.Person.entry(c, inv.Organization, audit.MemberJoined, string(out.Person.ID), out.Person.Name, "as "+string(inv.Role)+", invited by "+inv.Inviter()))
	out.Change.Notices = append(out.Change.Notices, inv.joined(c, out.Person)...)
	return out, nil
}

// joined tells who invited or, where a provider did, all admins of its site as well.
func (i Invitation) joined(c Call, p Person) []change.Notice {
	n := change.Notice{
		Kind: change.MemberJoined, At: c.At, By: p.Name, About: string(p.ID), Home: string(i.Organization),
		To: change.Audience{Person: i.By, Organization: i.Organization},
	}
	if i.Provider == "" {
		return []change.Notice{n}
	}
	there := n
	n.To = change.Audience{Organization: i.Organization, Except: p.ID}
	there.Kind, there.Tie, there.To = change.SiteJoined, string(i.Provider), change.Audience{Person: i.By, Organization: i.Provider}
	return []change.Notice{n, there}
}

// still holds what let somebody join: a site that is not closed meanwhile, nor whose
// provider loses the admin who invites one.
func (j Joining) still(c *change.Change) {
	if j.Home.IsSite() {
		c.Check(j.Home)
	}
	if j.Invitation.Provider != "" && j.Invitation.Role == Admin {
		c.Check(j.Provider)
	}
}

// MayJoin refuses who cannot join whatever they type; it is asked before a
// password is looked at, as Repassword.Good is. Who makes an admin is one still when
// that happens: who was removed or made less meanwhile lets nobody in to undo it.
func MayJoin(j Joining) error {
	inv := j.Invitation
	if j.Member.Here() {
		return fault.New(fault.Conflict, "You are a member of %s already: sign in.", inv.OrganizationName)
	}
	if err := j.Home.Shut(); err != nil {
		return err
	}
	admins, of := j.Roster, inv.OrganizationName
	if inv.Provider != "" {
		if !j.Home.IsSiteOf(inv.Provider) {
			return fault.New(fault.Conflict, "%s is no site of %s any more: have an admin there invite you.", inv.OrganizationName, inv.ProviderName)
		}
		admins, of = j.Provider, inv.ProviderName
	}
	if inv.Role != Admin {
		return nil
	}
	if !slices.Contains(admins.People, inv.By) {
		return fault.New(fault.Conflict, "%s is no admin of %s any more, and makes nobody one: have another admin invite you.", inv.ByName, of)
	}
	_, err := j.Roster.With("")
	return err
}

// enter signs in who has an account, or makes a person of who has none.
func enter(c Call, j Joining) (SignedIn, error) {
	if j.Known.Version != 0 {
		out, err := SignIn(c, j.Right, j.Person, j.Logins, j.Oldest)
		if err == nil {
			out.Change.Check(j.Person) // their membership copies the address
		}
		return out, err
	}
	if strings.TrimSpace(j.Name) == "" {
		return SignedIn{}, fault.BadField("body.name", "is needed")
	}
	if wrong, err := j.Invitation.Proof.Try(c.At, j.Token, j.Code); err != nil {
		if !wrong {
			return SignedIn{}, err
		}
		inv := j.Invitation
		inv.Proof = inv.Proof.Wrong()
		return SignedIn{}, &Wrong{Counted: change.Change{Records: []change.Record{inv}}, Why: err}
	}
	v, err := NewVerifier(j.Password)
	if err != nil {
		return SignedIn{}, err
	}
	p := Person{ID: Mint[id.Person](c, 0), Name: strings.TrimSpace(j.Name), Email: j.Invitation.Email, Since: c.At}
	out := SignedIn{Person: p}
	out.Session, out.Token, out.Change = begin(c, p, Logins{}, Session{})
	out.Change.Keep(p, Signin{Address: Address(p.Email), Person: p.ID, Verifier: v})
	return out, nil
}
