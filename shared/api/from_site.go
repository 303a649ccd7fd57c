package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sharing"
)

// SiteFrom is a site as its provider sees it.
func SiteFrom(o identity.Organization) Site {
	r := o.Relation
	return Site{
		ID: o.ID, Name: o.Name, Client: r.Client, Since: r.Since, Open: r.Open, Turned: sinceOf(r.Turned), By: r.TurnedBy,
		Locked: o.Locked != nil, Held: o.Held,
	}
}

func sinceOf(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// SiteDetailFrom is a site with what hangs on it; of those who wait there only those
// whom the provider invited are its own to see (rule S3).
func SiteDetailFrom(o identity.Organization, r identity.Roster, t filing.Types, pending []identity.Invitation, by identity.Caller) SiteDetail {
	out := SiteDetail{Site: SiteFrom(o), Active: len(r.People) > 0, Forced: t.Forced != nil, Invited: []Member{}}
	for _, i := range pending {
		if i.Provider == by.Organization {
			out.Invited = append(out.Invited, InvitedFrom(i, by.At))
		}
	}
	return out
}

// ProviderFrom is the provider of the caller's organization.
func ProviderFrom(o identity.Organization, t filing.Types) ProviderSeen {
	r := o.Relation
	return ProviderSeen{ID: r.Provider, Name: r.Name, Since: r.Since, Open: r.Open, Turned: sinceOf(r.Turned), Forced: t.Forced != nil}
}

// PartnerFrom is an organization to share with: other, where site is which of the two
// is the site.
func PartnerFrom(other, site identity.Organization) Partner {
	out := Partner{
		ID: other.ID, Name: other.Name, Is: "provider", Since: site.Relation.Since, Open: site.Relation.Open, Locked: other.Locked != nil,
	}
	if other.ID == site.ID {
		out.Is = "site"
	}
	return out
}

// PeopleFrom are those to choose from, by name alone (rule S8).
func PeopleFrom(all []sharing.Chosen, next string) PeopleThere {
	out := PeopleThere{Items: []PersonThere{}, Next: next}
	for _, c := range all {
		out.Items = append(out.Items, PersonThere{Person: c.Member.Person, Group: c.Group.ID, Name: c.Group.Name + c.Member.Name})
	}
	return out
}
