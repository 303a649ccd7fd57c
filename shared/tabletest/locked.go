package tabletest

import (
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// The just-in-time resources of Elsewhere. Fred is on both by himself, Eve
// decides; the glass of both may be broken.
var (
	Gateway = own("Gateway", 21*day) // up to 4 hours; Fred was let in an hour ago, for two, and broke the glass two days ago: its review is owed
	Switch  = own("Switch", 20*day)  // up to 1 hour; Fred asked for it ten minutes ago
)

// The requests for them.
var (
	asking  = calling(before(70*time.Minute), "Fred asks for Gateway")
	broken  = calling(before(2*day), "Fred breaks the glass of Gateway")
	waiting = calling(before(10*time.Minute), "Fred asks for Switch")

	OpenRequest    = identity.Mint[id.Request](asking, 0)
	GlassRequest   = identity.Mint[id.Request](broken, 0)
	PendingRequest = identity.Mint[id.Request](waiting, 0)
	LetIn          = before(time.Hour) // by OpenRequest
)

// locked are resources that open for a period.
func (s *story) locked() {
	s.openable(Gateway, 4*60*60)
	s.openable(Switch, 60*60)

	fred := s.as(Fred, Elsewhere, broken.At, "Fred breaks the glass of Gateway")
	_, ch, err := access.BreakGlass(fred, s.asks(Gateway, 0))
	ch.Due, ch.Orders = nil, nil // long past: what follows has followed
	s.keep(broken, ch, err)
	q, st := access.Request{ID: GlassRequest}, access.Standing{Resource: Gateway.Resource, Person: Fred.ID}
	s.read(&q, &st)
	if s.err == nil {
		end := q.Period.End
		s.keep(calling(end, "the glass is whole again"), access.PeriodOver(end, q, st), nil)
	}

	fred = s.as(Fred, Elsewhere, asking.At, "Fred asks for Gateway")
	_, ch, err = access.AskIn(fred, s.asks(Gateway, 2*60*60))
	ch.Due = nil
	s.keep(asking, ch, err)
	f := access.Deciding{Request: access.Request{ID: OpenRequest}}
	s.read(&f.Request)
	if s.err == nil {
		wanted, err := f.Found(Elsewhere)
		s.fail("Gateway", err)
		s.read(wanted...)
	}
	eve := s.as(Eve, Elsewhere, LetIn, "Eve lets Fred in")
	_, ch, err = access.Approve(eve, f, 0, "Until noon is fine.")
	ch.Orders = nil // its workflow was started
	s.keep(eve.Call, ch, err)

	fred = s.as(Fred, Elsewhere, waiting.At, "Fred asks for Switch")
	_, ch, err = access.AskIn(fred, s.asks(Switch, 30*60))
	s.keep(waiting, ch, err)
}

// asks is what Fred asks with.
func (s *story) asks(a Account, length int) access.AskingIn {
	f := access.AskingIn{
		Resource: access.Resource{Organization: Elsewhere, ID: a.Resource},
		Standing: access.Standing{Resource: a.Resource, Person: Fred.ID},
		Others:   make([]identity.Member, 1), Length: length, Reason: "A port is down.",
	}
	f.Others[0] = identity.Member{Organization: Elsewhere, Person: Eve.ID}
	s.read(&f.Resource, &f.Standing, &f.Others[0])
	return f
}

// openable is a resource of Elsewhere with a company credential and a policy:
// one approval, up to so many seconds, in need at once.
func (s *story) openable(a Account, longest int) {
	eve := s.as(Eve, Elsewhere, a.asked.At, "ask for "+a.Name)
	r, ch, err := access.NewResource(eve, a.Name, "https://"+string(a.Resource[len(a.Resource)-4:])+".elsewhere.example")
	r.Policy = &access.Policy{JustInTime: true, Longest: longest, Needs: 1, BreakGlass: true}
	for i, kept := range ch.Records {
		if _, ok := kept.(access.Resource); ok {
			ch.Records[i] = r
		}
	}
	s.keep(eve.Call, ch, err)

	home := identity.Organization{ID: Elsewhere}
	f := access.Assigning{
		Resource: access.Resource{Organization: Elsewhere, ID: a.Resource}, Member: identity.Member{Organization: Elsewhere, Person: Fred.ID},
		Credential: credential.Credential{ID: a.Credential}, Reader: credential.Reader{Credential: a.Credential, Organization: Elsewhere},
		Mode: credential.Use,
	}
	s.read(&home, &f.Resource)
	eve = s.as(Eve, Elsewhere, a.shared.At, "share "+a.Name)
	sealed, err := envelope.Seal(credential.Place{Home: Elsewhere, Credential: a.Credential, Number: 1},
		credential.Secrets{Secret: a.Secret}, credential.To(home))
	s.fail("seal", err)
	_, ch, err = access.AddLogin(eve, f.Resource, credential.Credential{Name: a.Name + " admin", Username: "root"}, sealed)
	s.keep(eve.Call, ch, err)

	s.read(&f.Resource, &f.Member, &f.Credential, &f.Reader)
	eve = s.as(Eve, Elsewhere, a.assigned.At, "assign "+a.Name)
	_, ch, err = access.Assign(eve, f)
	s.keep(eve.Call, ch, err)
}

// Joins makes somebody of the story a member of Elsewhere too, as it is written
// down: for a test that needs one more who may decide.
func (w *World) Joins(p Person, role identity.Role, groups ...id.Group) identity.Member {
	w.T.Helper()
	m := identity.Member{
		Organization: Elsewhere, OrganizationName: "Elsewhere", Kind: identity.Provider, Person: p.ID, Name: p.Name, Email: p.Email,
		Role: role, Groups: groups, Since: before(5 * day),
	}
	roster := identity.Roster{Organization: Elsewhere}
	w.Read(&roster)
	var c change.Change
	switch role {
	case identity.Admin:
		roster.People = append(roster.People, p.ID)
		c.Keep(roster)
	case identity.Reviewer:
		roster.Reviewers = append(roster.Reviewers, p.ID)
		c.Keep(roster)
	}
	c.Keep(m)
	w.Keep(c, p.Name+" joins Elsewhere")
	m.Version++
	return m
}

// Lock gives a resource of Elsewhere another policy and approver groups.
func (w *World) Lock(a Account, p access.Policy, approvers ...id.Group) {
	w.T.Helper()
	r := access.Resource{Organization: Elsewhere, ID: a.Resource}
	w.Read(&r)
	r.Policy, r.Approvers = &p, approvers
	w.Keep(change.Change{Records: []change.Record{r}}, "another policy of "+a.Name)
}

// Of reads what hangs on a request as it is now.
func (w *World) Of(q id.Request) access.Deciding {
	w.T.Helper()
	f := access.Deciding{Request: access.Request{ID: q}}
	w.Read(&f.Request)
	wanted, err := f.Found(Elsewhere)
	if err != nil {
		w.T.Fatal(err)
	}
	w.Read(wanted...)
	return f
}
