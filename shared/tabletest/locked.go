package tabletest

import (
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// The people of North Quay, an organization whose resources open for a period.
var (
	NorthQuay = organization("North Quay")
	OnCall    = id.New[id.Group](oncall.At, oncall.ID, 0) // its only group, which may decide for Switch
	Ira       = person("Ira", "ira@northquay.example")    // its admin
	Jon       = person("Jon", "jon@northquay.example")    // a user, assigned
	Kay       = person("Kay", "kay@northquay.example")    // its reviewer
	Lou       = person("Lou", "lou@northquay.example")    // a user, on call
	Moe       = person("Moe", "moe@northquay.example")    // a user

	oncall = calling(before(29*day), "people on call")
)

// Its resources. Jon is on both by himself; the glass of both may be broken.
var (
	Gateway = own("Gateway", 21*day) // up to 4 hours; Jon was let in an hour ago, for two, and broke the glass two days ago: its review is owed
	Switch  = own("Switch", 20*day)  // up to 1 hour; Jon asked for it ten minutes ago
)

// The requests for them.
var (
	asking  = calling(before(70*time.Minute), "Jon asks for Gateway")
	broken  = calling(before(2*day), "Jon breaks the glass of Gateway")
	waiting = calling(before(10*time.Minute), "Jon asks for Switch")

	OpenRequest    = identity.Mint[id.Request](asking, 0)
	GlassRequest   = identity.Mint[id.Request](broken, 0)
	PendingRequest = identity.Mint[id.Request](waiting, 0)
	LetIn          = before(time.Hour) // by OpenRequest
)

// locked are resources that open for a period.
func (s *story) locked() {
	s.found(NorthQuay, "North Quay", identity.Provider, belongs{Ira, identity.Admin}, belongs{Jon, identity.User},
		belongs{Kay, identity.Reviewer}, belongs{Lou, identity.User}, belongs{Moe, identity.User})
	lou := identity.Member{Organization: NorthQuay, Person: Lou.ID}
	s.read(&lou)
	ira := s.as(Ira, NorthQuay, oncall.At, "people on call")
	_, ch, err := identity.NewGroup(ira, "On call", []identity.Member{lou})
	s.keep(ira.Call, ch, err)
	s.openable(Gateway, 4*60*60)
	s.openable(Switch, 60*60, OnCall)
	s.requests()
}

func (s *story) requests() {
	jon := s.as(Jon, NorthQuay, broken.At, "Jon breaks the glass of Gateway")
	_, ch, err := access.BreakGlass(jon, s.asks(Gateway, 0))
	ch.Due, ch.Orders = nil, nil // long past: what follows has followed
	s.keep(broken, ch, err)
	q, st := access.Request{ID: GlassRequest}, access.Standing{Resource: Gateway.Resource, Person: Jon.ID}
	s.read(&q, &st)
	if s.err == nil {
		end := q.Period.End
		s.keep(calling(end, "the glass is whole again"), access.PeriodOver(end, q, st), nil)
	}

	jon = s.as(Jon, NorthQuay, asking.At, "Jon asks for Gateway")
	_, ch, err = access.AskIn(jon, s.asks(Gateway, 2*60*60))
	ch.Due = nil
	s.keep(asking, ch, err)
	f := access.Deciding{Request: access.Request{ID: OpenRequest}}
	s.read(&f.Request)
	if s.err == nil {
		wanted, err := f.Found(NorthQuay)
		s.fail("Gateway", err)
		s.read(append(wanted, f.Voting()...)...)
	}
	ira := s.as(Ira, NorthQuay, LetIn, "Ira lets Jon in")
	_, ch, err = access.Approve(ira, f, 0, "Until noon is fine.")
	ch.Orders = nil // its workflow was started
	s.keep(ira.Call, ch, err)

	jon = s.as(Jon, NorthQuay, waiting.At, "Jon asks for Switch")
	_, ch, err = access.AskIn(jon, s.asks(Switch, 30*60))
	s.keep(waiting, ch, err)
}

// asks is what Jon asks with.
func (s *story) asks(a Account, length int) access.AskingIn {
	f := access.AskingIn{
		Resource: access.Resource{Organization: NorthQuay, ID: a.Resource},
		Standing: access.Standing{Resource: a.Resource, Person: Jon.ID},
		Others:   make([]identity.Member, 1), Length: length, Reason: "A port is down.",
	}
	f.Others[0] = identity.Member{Organization: NorthQuay, Person: Ira.ID}
	s.read(&f.Resource, &f.Standing, &f.Others[0])
	return f
}

// openable is a resource of NorthQuay with a company credential and a policy:
// one approval, up to so many seconds, in need at once.
func (s *story) openable(a Account, longest int, approvers ...id.Group) {
	ira := s.as(Ira, NorthQuay, a.asked.At, "ask for "+a.Name)
	r, ch, err := access.NewResource(ira, a.Name, "https://"+string(a.Resource[len(a.Resource)-4:])+".northquay.example")
	r.Approvers, r.Policy = approvers, &access.Policy{JustInTime: true, Longest: longest, Needs: 1, BreakGlass: true}
	for i, kept := range ch.Records {
		if _, ok := kept.(access.Resource); ok {
			ch.Records[i] = r
		}
	}
	s.keep(ira.Call, ch, err)

	home := identity.Organization{ID: NorthQuay}
	f := access.Assigning{
		Resource: access.Resource{Organization: NorthQuay, ID: a.Resource}, Member: identity.Member{Organization: NorthQuay, Person: Jon.ID},
		Credential: credential.Credential{ID: a.Credential}, Reader: credential.Reader{Credential: a.Credential, Organization: NorthQuay},
		Mode: credential.Use,
	}
	s.read(&home, &f.Resource)
	ira = s.as(Ira, NorthQuay, a.shared.At, "share "+a.Name)
	sealed, err := envelope.Seal(credential.Place{Home: NorthQuay, Credential: a.Credential, Number: 1},
		credential.Secrets{Secret: a.Secret}, credential.To(home))
	s.fail("seal", err)
	_, ch, err = access.AddLogin(ira, f.Resource, credential.Credential{Name: a.Name + " admin", Username: "root"}, sealed)
	s.keep(ira.Call, ch, err)

	s.read(&f.Resource, &f.Member, &f.Credential, &f.Reader)
	ira = s.as(Ira, NorthQuay, a.assigned.At, "assign "+a.Name)
	_, ch, err = access.Assign(ira, f)
	s.keep(ira.Call, ch, err)
}
