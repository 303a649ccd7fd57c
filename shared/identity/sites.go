package identity

import (
	"strings"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// FoundSite makes an organization that is the caller's site, for a client of theirs.
// It is closed until they open it, and nobody is a member yet.
func FoundSite(by Caller, name string, client id.Client, keys NewKeys) (Organization, change.Change) {
	o := Organization{
		ID: keys.Organization, Name: strings.TrimSpace(name), Kind: Provider, Since: by.At, Epoch: keys.Epoch, Public: keys.Public,
		Relation: &Relation{Provider: by.Organization, Name: by.OrganizationName, Client: client, Since: by.At},
	}
	o.Held = NameWaits(o.Name)
	c := change.Change{Entries: []audit.Entry{
		by.Entry(audit.SiteCreated, string(o.ID), o.Name, ""),
		by.EntryFor(o.ID, audit.OrganizationCreated, string(o.ID), o.Name, waits(o.Held)),
	}}
	c.Keep(o, keys.Pair)
	return o, c
}

// Inviter is who invited, with the provider for whose site they did.
func (i Invitation) Inviter() string {
	if i.Provider == "" {
		return i.ByName
	}
	return i.ByName + " of " + i.ProviderName
}

// InviteToSite asks somebody to become a member of the caller's site, which
// f.Organization is (rule S2). The first is an admin, who activates it; from then on
// each addition is told to every admin there. Who is a member there, or whom they
// themselves invited, is theirs to know (rule S3): the caller is told no names.
func InviteToSite(by Caller, f Inviting) (Invitation, change.Change, error) {
	o, address := f.Organization, Address(f.Email)
	if !o.IsSiteOf(by.Organization) {
		return Invitation{}, change.Change{}, fault.Absent("site")
	}
	if err := mayInvite(by, by.home); err != nil {
		return Invitation{}, change.Change{}, err
	}
	switch {
	case o.Held != "":
		return Invitation{}, change.Change{}, fault.New(fault.Forbidden, "%s waits for an operator to look at its name: nobody is invited until then.", o.Name)
	case o.Shut() != nil:
		return Invitation{}, change.Change{}, fault.New(fault.Conflict, "Open %s to its people first: whom you invite could not get in.", o.Name)
	case address == "":
		return Invitation{}, change.Change{}, BadAddress("body.email", f.Email)
	case f.Member.Here():
		return Invitation{}, change.Change{}, fault.New(fault.Conflict, "Somebody with this address is a member of %s already.", o.Name)
	case f.Role != Admin && len(f.Roster.People) == 0:
		return Invitation{}, change.Change{}, fault.New(fault.Conflict, "%s has no admin yet: invite one first, who activates it.", o.Name)
	}
	for _, p := range f.Pending {
		if Address(p.Email) != address || !by.At.Before(p.Link.Expires) {
			continue
		}
		if p.Provider != by.Organization || p.Role != f.Role {
			return Invitation{}, change.Change{}, fault.New(fault.Conflict, "Somebody with this address is invited to %s already.", o.Name)
		}
		return p, change.Change{}, nil
	}
	if f.Role == Admin {
		if _, err := f.Roster.With(""); err != nil {
			return Invitation{}, change.Change{}, err
		}
	}
	inv := Invitation{
		Organization: o.ID, OrganizationName: o.Name, Kind: o.Kind, ID: Mint[id.Invitation](by.Call, 0),
		Email: strings.TrimSpace(f.Email), Role: f.Role, By: by.Person, ByName: by.Name, At: by.At, Link: f.Link,
		Provider: by.Organization, ProviderName: by.OrganizationName, Sent: by.At, Day: by.At, Sends: 1,
	}
	return inv, inv.mailedTo(by, o, f.Roster), nil
}

// mailedTo keeps an invitation to a site, on both records.
func (i Invitation) mailedTo(by Caller, o Organization, r Roster) change.Change {
	c := by.Change()
	c.Check(o) // it is not closed meanwhile, nor another's
	c.Keep(i)
	c.Entries = append(c.Entries,
		by.Entry(audit.SiteInvited, string(o.ID), o.Name, i.Email+" as "+string(i.Role)),
		by.EntryFor(o.ID, audit.MemberInvited, string(i.ID), i.Email, "as "+string(i.Role)))
	c.Notices = append(c.Notices, change.Notice{
		Kind: change.MemberInvited, At: by.At, By: by.Name, To: change.Audience{Address: i.Email}, About: string(i.ID), Home: string(o.ID),
	})
	if len(r.People) > 0 {
		c.Notices = append(c.Notices, change.Notice{
			Kind: change.SiteInvited, At: by.At, By: by.Name, To: change.Audience{Organization: o.ID}, About: string(i.ID), Home: string(o.ID),
		})
	}
	return c
}

// UninviteFromSite takes back an invitation that the caller's organization made to
// its site. What the site's own admins made is theirs.
func UninviteFromSite(by Caller, o Organization, i Invitation) (change.Change, error) {
	switch {
	case !o.IsSiteOf(by.Organization):
		return change.Change{}, fault.Absent("site")
	case i.Version == 0 || i.Provider != by.Organization:
		return change.Change{}, fault.Absent("invitation")
	}
	c := by.Change()
	c.Drop(i)
	was := "was invited as " + string(i.Role)
	c.Entries = append(c.Entries,
		by.Entry(audit.SiteUninvited, string(o.ID), o.Name, i.Email+" "+was),
		by.EntryFor(o.ID, audit.MemberUninvited, string(i.ID), i.Email, was))
	return c, nil
}
