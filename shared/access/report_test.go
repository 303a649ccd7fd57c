package access_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// tried is what the gate answered somebody at an instant.
type tried struct {
	who id.Person
	at  time.Time
	in  bool
	ask bool
}

// told is a stay with what is kept of it for reports.
type told struct {
	*stay
	members   map[id.Person][]identity.PastMember // the last is as they are now
	resources []access.PastResource
	tried     []tried
}

func newTold(policies ...access.Policy) *told {
	s := &told{stay: newStay(policies...), members: map[id.Person][]identity.PastMember{}}
	for _, m := range s.people {
		s.members[m.Person] = []identity.PastMember{{Was: m, From: nine.AddDate(0, 0, -9), Until: nine.AddDate(1, 0, 0)}}
	}
	s.resources = []access.PastResource{{Was: s.f.Resource, From: nine.AddDate(0, 0, -9), Until: nine.AddDate(1, 0, 0)}}
	return s
}

// changed writes down how the members and the resource stand from now on.
func (s *told) changed() {
	for _, m := range s.people {
		all := s.members[m.Person]
		all[len(all)-1].Until = s.now
		s.members[m.Person] = append(all, identity.PastMember{Was: m, From: s.now, Until: nine.AddDate(1, 0, 0)})
	}
	s.resources[len(s.resources)-1].Until = s.now
	s.resources = append(s.resources, access.PastResource{Was: s.f.Resource, From: s.now, Until: nine.AddDate(1, 0, 0)})
}

func (s *told) asked(p id.Person) []access.Request {
	out := slices.DeleteFunc(slices.Clone(s.requests), func(q access.Request) bool { return q.Person != p })
	slices.Reverse(out)
	return out
}

// does keeps what a rule allowed.
func (s *told) does(c change.Change, err error) {
	if err == nil {
		s.keep(c)
	}
}

// gate is what the gate answers: only now and then is a use kept, too.
func (s *told) gate(m identity.Member, keep bool) (in, ask bool) {
	f := s.f
	f.Standing, f.Received.Person = s.of(m.Person), m.Person
	if !m.Active() {
		return false, false
	}
	c, err := access.Enter(s.by(m), f, credential.Use)
	if err == nil && keep {
		s.keep(c)
	}
	return err == nil, fault.Of(err) == fault.NotOpen
}

// holdsNow compares the report of now with the gate.
func (s *told) holdsNow(t *rapid.T) {
	for _, m := range s.people {
		in, ask := s.gate(m, rapid.IntRange(0, 3).Draw(t, "uses it") == 0)
		s.tried = slices.DeleteFunc(s.tried, func(x tried) bool { return x.who == m.Person && x.at.Equal(s.now) }) // of one instant the last counts
		s.tried = append(s.tried, tried{m.Person, s.now, in, ask})
		lines := access.Reported{Member: m, Resource: s.f.Resource, Standing: s.of(m.Person), Requests: s.asked(m.Person)}.Now(s.now)
		open := slices.ContainsFunc(lines, func(l access.Line) bool { return l.State == access.IsStanding || l.State == access.IsOpen })
		if open != in || (len(lines) > 0 && !open) != ask {
			t.Fatalf("%s: the gate says in %v, ask %v; the report %+v", m.Name, in, ask, lines)
		}
		for _, l := range lines {
			if waits := s.request(s.of(m.Person).Pending); l.State == access.IsPending && (l.Request != waits.ID || l.Assignment.ID != waits.Assignment) {
				t.Fatalf("%s waits for %s; the report says %s", m.Name, waits.ID, l.Request)
			}
		}
	}
}

// holdsThen compares the report of a time with what the gate answered in it.
func (s *told) holdsThen(t *rapid.T, from, to time.Time) {
	lines := map[id.Person][]access.Line{}
	for _, m := range s.people {
		lines[m.Person] = access.OnDay{
			From: from, To: to, Members: s.members[m.Person], Resources: s.resources, Standing: s.of(m.Person), Requests: s.asked(m.Person),
		}.Lines()
	}
	for _, x := range s.tried {
		if x.at.Before(from) || !x.at.Before(to) {
			continue
		}
		in, unsure, asks := false, false, false
		for _, l := range lines[x.who] {
			asks, unsure = asks || l.Asks, unsure || l.Unsure
			in = in || slices.ContainsFunc(l.Spans, func(s access.Span) bool { return !x.at.Before(s.From) && x.at.Before(s.To) })
		}
		if x.in && !in || in && !x.in && !unsure || x.ask && !asks && !unsure {
			t.Fatalf("%s at %s: let in %v, asked %v; the report: %+v", x.who, x.at, x.in, x.ask, lines[x.who])
		}
	}
}

// rule J11
func TestReportsSayWhatTheGateAnswered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newTold(
			access.Policy{JustInTime: true, Longest: rapid.IntRange(60, 7200).Draw(t, "longest"), Needs: 1, BreakGlass: true},
			access.Policy{JustInTime: true, Longest: rapid.IntRange(60, 7200).Draw(t, "automatic"), Automatic: true},
		)
		t.Repeat(map[string]func(*rapid.T){
			"ask": func(t *rapid.T) {
				who := s.somebody(t)
				_, c, err := access.AskIn(s.by(who), s.asking(who.Person, 0))
				s.does(c, err)
			},
			"approve": func(t *rapid.T) {
				_, c, err := access.Approve(s.by(s.somebody(t)), s.deciding(s.any(t)), 0, "")
				s.does(c, err)
			},
			"end": func(t *rapid.T) {
				_, c, err := access.End(s.by(s.somebody(t)), s.deciding(s.any(t)))
				s.does(c, err)
			},
			"break the glass": func(t *rapid.T) {
				who := s.somebody(t)
				_, c, err := access.BreakGlass(s.by(who), s.asking(who.Person, 0))
				s.does(c, err)
			},
			"somebody is another": func(t *rapid.T) {
				i := rapid.IntRange(0, len(s.people)-1).Draw(t, "who")
				m := &s.people[i]
				switch rapid.IntRange(0, 3).Draw(t, "what") {
				case 0:
					m.Suspended = &nine
				case 1:
					m.Suspended = nil
				case 2:
					m.Groups = []id.Group{sales}
				default:
					m.Groups = nil
				}
				s.changed()
			},
			"the resource is another": func(t *rapid.T) {
				s.f.Resource.Assignments = slices.Clone(s.f.Resource.Assignments)
				i := rapid.IntRange(0, 1).Draw(t, "which")
				s.f.Resource.Assignments[i].Policy = rapid.SampledFrom([]*access.Policy{
					{}, {LockAfter: 1, Automatic: true}, {JustInTime: true, Longest: 600, Automatic: true}, {JustInTime: true, Longest: 900, Needs: 1},
				}).Draw(t, "policy")
				s.changed()
			},
			"time passes": func(t *rapid.T) {
				s.now = s.now.Add(time.Duration(rapid.IntRange(1, 20*60*60_000).Draw(t, "ms")) * time.Millisecond)
			},
			"": s.holdsNow,
		})
		for from := nine.Truncate(24 * time.Hour); !from.After(s.now); from = from.AddDate(0, 0, 1) {
			s.holdsThen(t, from, from.AddDate(0, 0, 1))
		}
	})
}
