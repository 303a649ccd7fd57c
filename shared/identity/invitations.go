package identity

import (
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// invitationsPerDay is how often an invitation is mailed in a day.
const invitationsPerDay = 3

// Inviting is what is known of somebody who is to be invited.
type Inviting struct {
	Organization Organization // the caller's
	Roster       Roster       // of it
	Email        string
	Role         Role
	Member       Member       // the membership of who has the address, if there is one
	Pending      []Invitation // of the organization
	Link         Link
}

// Invite asks somebody to become a member (rule F5). Somebody who is invited to
// the same already is not asked again: the answer is the invitation that waits.
func Invite(by Caller, f Inviting) (Invitation, change.Change, error) {
	if err := mayInvite(by, f.Organization); err != nil {
		return Invitation{}, change.Change{}, err
	}
	address := Address(f.Email)
	if address == "" {
		return Invitation{}, change.Change{}, BadAddress("body.email", f.Email)
	}
	if f.Member.Version != 0 && f.Member.Removed == nil {
		return Invitation{}, change.Change{}, fault.New(fault.Conflict, "%s is a member already.", f.Member.Name)
	}
	for _, p := range f.Pending {
		if Address(p.Email) != address || !by.At.Before(p.Link.Expires) {
			continue
		}
		if p.Role != f.Role {
			return Invitation{}, change.Change{}, fault.New(fault.Conflict, "%s was invited as %s by %s at %s: cancel that first.",
				p.Email, p.Role, p.ByName, p.At.UTC().Format(time.RFC3339))
		}
		return p, change.Change{}, nil
	}
	if f.Role == Admin {
		if _, err := f.Roster.With(""); err != nil {
			return Invitation{}, change.Change{}, err
		}
	}
	inv := Invitation{
		Organization: by.Organization, OrganizationName: by.OrganizationName, Kind: by.Kind, ID: Mint[id.Invitation](by.Call, 0),
		Email: strings.TrimSpace(f.Email), Role: f.Role, By: by.Person, ByName: by.Name, At: by.At, Link: f.Link,
		Sent: by.At, Day: by.At, Sends: 1,
	}
	return inv, mailed(by, inv, "as "+string(f.Role)), nil
}

// mayInvite refuses who has nobody to invite, and an organization that waits for
// an operator: until then it mails nobody outside (rule D9).
func mayInvite(by Caller, o Organization) error {
	if err := by.ForTeam(); err != nil {
		return err
	}
	if o.Held != "" {
		return fault.New(fault.Forbidden, "%s waits for an operator to look at its name, and invites nobody until then.", by.OrganizationName)
	}
	return nil
}

// mailed keeps an invitation whose mail goes out.
func mailed(by Caller, inv Invitation, detail string) change.Change {
	c := by.Change()
	c.Keep(inv)
	c.Entries = append(c.Entries, by.Entry(audit.MemberInvited, string(inv.ID), inv.Email, detail))
	c.Notices = append(c.Notices, change.Notice{
		Kind: change.MemberInvited, At: by.At, By: by.Name, To: change.Audience{Address: inv.Email},
		About: string(inv.ID), Home: string(by.Organization),
	})
	return c
}

// Reinvite mails an invitation again, with another link that is good for another
// week; the old one is not. It is the caller's from then on. At most
// invitationsPerDay mails a day.
func Reinvite(by Caller, o Organization, inv Invitation, link Link) (Invitation, change.Change, error) {
	if inv.Version == 0 {
		return inv, change.Change{}, fault.Absent("invitation")
	}
	if err := mayInvite(by, o); err != nil {
		return inv, change.Change{}, err
	}
	tomorrow := inv.Day.Add(24 * time.Hour)
	if !by.At.Before(tomorrow) {
		inv.Day, inv.Sends = by.At, 0
	}
	if inv.Sends >= invitationsPerDay {
		return inv, change.Change{}, &fault.Error{
			Kind: fault.TooMany, Message: "This invitation was mailed often enough for a day.", RetryAfter: tomorrow.Sub(by.At),
		}
	}
	inv.Sends++
	inv.Sent, inv.Link, inv.Bounced = by.At, link, nil
	inv.By, inv.ByName, inv.Provider, inv.ProviderName = by.Person, by.Name, "", "" // whose it is from here on (MayJoin)
	return inv, mailed(by, inv, "again"), nil
}

// Uninvite takes an invitation back: its link is good for nothing.
func Uninvite(by Caller, inv Invitation) (change.Change, error) {
	if inv.Version == 0 {
		return change.Change{}, fault.Absent("invitation")
	}
	c := by.Change()
	c.Drop(inv)
	c.Entries = append(c.Entries, by.Entry(audit.MemberUninvited, string(inv.ID), inv.Email, "was invited as "+string(inv.Role)))
	return c, nil
}

// Invited holds a mailed link against the invitation it names.
func Invited(c Call, inv Invitation, t LinkToken) error {
	if inv.Version == 0 || !t.Opens(inv.Link, c.At) {
		return fault.New(fault.NotFound, "This invitation is not good, or no longer: ask for another.")
	}
	return nil
}

// SendInvitationCode has a code mailed to the invited address, for whoever holds
// the link: only the mailbox gets it.
func SendInvitationCode(c Call, inv Invitation, t LinkToken, code Code) (change.Change, error) {
	if err := Invited(c, inv, t); err != nil {
		return change.Change{}, err
	}
	var err error
	if inv.Proof, err = inv.Proof.Send(c, code); err != nil {
		return change.Change{}, err
	}
	return change.Change{
		Records: []change.Record{inv},
		Notices: []change.Notice{{
			Kind: change.InvitationCode, At: c.At, To: change.Audience{Address: inv.Email},
			About: string(inv.ID), Home: string(inv.Organization), Tie: c.ID,
		}},
	}, nil
}
