package tabletest

import (
	"strings"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sharing"
)

// Ridge IT's sites: Contoso, for the client of that name, and Northwind, whose client
// was made with it. Both are open, and know nothing of each other. Fabrikam is not
// opened yet, and has nobody.
var (
	contosoSite   = calling(before(15*day), "Contoso is a site")
	northwindSite = calling(before(14*day), "Northwind is a site")
	fabrikamSite  = calling(before(2*day), "Fabrikam is a site")
	contosoTeam   = calling(before(13*day), "the front office of Contoso")
	patAsked      = calling(before(day), "Pat is invited to Contoso")

	ContosoSite     = identity.Mint[id.Organization](contosoSite, 0)
	NorthwindSite   = identity.Mint[id.Organization](northwindSite, 0)
	FabrikamSite    = identity.Mint[id.Organization](fabrikamSite, 0)
	Northwind       = identity.Mint[id.Client](northwindSite, 0) // Ridge's client
	NorthwindFolder = identity.Mint[id.Folder](northwindSite, 0)
	FrontOffice     = identity.Mint[id.Group](contosoTeam, 0) // a group of Contoso: Cem is in it

	Cora = person("Cora", "cora@contoso.example") // admin of Contoso
	Cem  = person("Cem", "cem@contoso.example")   // a user there
	Nia  = person("Nia", "nia@northwind.example") // admin of Northwind
	Noah = person("Noah", "noah@northwind.example")

	PatEmail      = "pat@contoso.example" // has no account; Rhea invited them to Contoso a day ago
	PatInvitation = identity.Mint[id.Invitation](patAsked, 0)
	PatLink       = linkText(string(ContosoSite), string(PatInvitation))
)

// sites are Ridge IT's, with their people.
func (s *story) sites() {
	s.site(Rhea, Ridge, contosoSite, sharing.Founding{Exists: true, Client: filing.Client{Organization: Ridge, ID: Contoso}}, belongs{Cora, identity.Admin}, belongs{Cem, identity.User})
	s.site(Rhea, Ridge, northwindSite, sharing.Founding{Name: "Northwind"}, belongs{Nia, identity.Admin}, belongs{Noah, identity.User})

	s.site(Rhea, Ridge, fabrikamSite, sharing.Founding{Name: "Fabrikam"})

	cem := identity.Member{Organization: ContosoSite, Person: Cem.ID}
	s.read(&cem)
	_, ch, err := identity.NewGroup(s.as(Cora, ContosoSite, contosoTeam.At, "the front office of Contoso"), "Front office", []identity.Member{cem})
	s.keep(contosoTeam, ch, err)

	f := identity.Inviting{
		Organization: identity.Organization{ID: ContosoSite}, Roster: identity.Roster{Organization: ContosoSite}, Email: PatEmail, Role: identity.User,
		Link: s.link(PatLink, string(PatInvitation), patAsked.At.Add(identity.InvitationLife)),
	}
	s.read(&f.Organization, &f.Roster)
	_, ch, err = identity.InviteToSite(s.as(Rhea, Ridge, patAsked.At, "Pat is invited to Contoso"), f)
	s.keep(patAsked, ch, err)
}

// site makes a site of a provider's, and opens it to people who are put in it, if there are
// any.
func (s *story) site(p Person, provider id.Organization, made identity.Call, f sharing.Founding, all ...belongs) {
	if f.Exists {
		s.read(&f.Client)
	}
	name := strings.TrimPrefix(made.ID, "story ")
	admin := s.as(p, provider, made.At, name)
	if s.err != nil {
		return
	}
	o, _, ch, err := sharing.New(admin, f, func() (identity.NewKeys, error) {
		return s.keys.Make(s.ctx, identity.Mint[id.Organization](made, 0))
	})
	if s.keep(made, ch, err); len(all) == 0 {
		return
	}

	opened := calling(made.At, name+", open")
	s.read(&o)
	admin = s.as(p, provider, opened.At, name+", open")
	_, ch, err = sharing.Turn(admin, o, true)
	s.keep(opened, ch, err)
	var people change.Change
	join(&people, o.ID, o.Name, o.Kind, made.At, all)
	s.keep(calling(made.At, "people of "+o.Name), people, nil)
}
