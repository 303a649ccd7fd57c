package identity

import (
	"strings"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// Invite asks somebody to become a member (rule F5).
func Invite(by Caller, email string, role Role, link Link) (Invitation, change.Change, error) {
	if err := by.ForTeam(); err != nil {
		return Invitation{}, change.Change{}, err
	}
	inv := Invitation{
		Organization: by.Organization, OrganizationName: by.OrganizationName, Kind: by.Kind, ID: Mint[id.Invitation](by.Call, 0),
		Email: strings.TrimSpace(email), Role: role, By: by.Person, ByName: by.Name, At: by.At, Link: link,
	}
	c := by.Change()
	c.Keep(inv)
	c.Entries = append(c.Entries, by.Entry(audit.MemberInvited, string(inv.ID), inv.Email, "as "+string(role)))
	c.Notices = append(c.Notices, change.Notice{
		Kind: change.MemberInvited, At: by.At, By: by.Name, To: change.Audience{Address: inv.Email},
		About: string(inv.ID), Home: string(by.Organization),
	})
	return inv, c, nil
}

// Joining is what is known of somebody who accepts an invitation.
type Joining struct {
	Invitation Invitation
	Token      LinkToken
	Known      Signin // the sign-in of the invited address, if it has one
	Person     Person // and its person
	Member     Member // and their membership, if they are or were a member
	Roster     Roster // of the organization
	Name       string
	Password   secret.Text
}

// Invited holds a mailed link against the invitation it names.
func Invited(c Call, inv Invitation, t LinkToken) error {
	if inv.Version == 0 || !t.Opens(inv.Link, c.At) {
		return fault.New(fault.NotFound, "This invitation is not good, or no longer: ask for another.")
	}
	return nil
}

// Accept makes who was invited a member and signs them in. Someone who has an
// account proves it with its password; someone new chooses one.
func Accept(c Call, j Joining) (SignedIn, error) {
	inv := j.Invitation
	if err := Invited(c, inv, j.Token); err != nil {
		return SignedIn{}, err
	}
	out, err := enter(c, j)
	if err != nil {
		return SignedIn{}, err
	}
	if j.Member.Version != 0 && j.Member.Removed == nil {
		return SignedIn{}, fault.New(fault.Conflict, "You are a member of %s already: sign in.", inv.OrganizationName)
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
	out.Change.Entries = append(out.Change.Entries,
		out.Person.entry(c, inv.Organization, audit.MemberJoined, string(out.Person.ID), out.Person.Name, "as "+string(inv.Role)+", invited by "+inv.ByName))
	out.Change.Notices = append(out.Change.Notices, change.Notice{
		Kind: change.MemberJoined, At: c.At, By: out.Person.Name, About: string(out.Person.ID), Home: string(inv.Organization),
		To: change.Audience{Person: inv.By, Organization: inv.Organization},
	})
	return out, nil
}

// enter signs in who has an account, or makes a person of who has none.
func enter(c Call, j Joining) (SignedIn, error) {
	if j.Known.Version != 0 {
		return SignIn(c, j.Known, j.Person, j.Password)
	}
	if strings.TrimSpace(j.Name) == "" {
		return SignedIn{}, fault.BadField("body.name", "is needed")
	}
	v, err := NewVerifier(j.Password)
	if err != nil {
		return SignedIn{}, err
	}
	p := Person{ID: Mint[id.Person](c, 0), Name: strings.TrimSpace(j.Name), Email: j.Invitation.Email, Since: c.At}
	session, token := newSession(c, p.ID)
	out := SignedIn{Person: p, Session: session, Token: token}
	out.Change.Keep(p, Signin{Address: Address(p.Email), Person: p.ID, Verifier: v}, session)
	return out, nil
}
