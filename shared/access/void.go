package access

import (
	"slices"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// MostVoid is how many people are named at most, of one resource, for whom a
// standing assignment makes a just-in-time one void.
const MostVoid = 50

// voids reports whether a just-in-time assignment is void for whoever is held by
// a standing one, too: they get in with the same credential without asking, and
// are allowed no less (rule J1). With one's own login nobody ever asks.
func (r Resource) voids(standing, asked Assignment) bool {
	return asked.Credential != "" && asked.Credential == standing.Credential &&
		!r.PolicyOf(standing).JustInTime && r.PolicyOf(asked).JustInTime &&
		(standing.Mode == credential.Read || asked.Mode != credential.Read)
}

// rivals are the pairs of which one assignment voids the other for whom both hold.
func (r Resource) rivals(meet func(standing, asked Assignment)) {
	for _, s := range r.Assignments {
		for _, a := range r.Assignments {
			if r.voids(s, a) {
				meet(s, a)
			}
		}
	}
}

// VoidBetween are the groups that have to be read to know whom both of two
// assignments hold, of which one voids the other.
func (r Resource) VoidBetween() []id.Group {
	var out []id.Group
	r.rivals(func(s, a Assignment) {
		for _, g := range []id.Group{s.Group, a.Group} {
			if g != "" && !slices.Contains(out, g) {
				out = append(out, g)
			}
		}
	})
	return out
}

// VoidFor are those whom both hold, as the groups say: at most MostVoid.
func (r Resource) VoidFor(groups []identity.Group) []id.Person {
	of := func(a Assignment) []id.Person {
		if a.Member != "" {
			return []id.Person{a.Member}
		}
		i := slices.IndexFunc(groups, func(g identity.Group) bool { return g.ID == a.Group && g.Here() })
		if i < 0 {
			return nil
		}
		return groups[i].Members
	}
	var out []id.Person
	found := map[id.Person]bool{}
	r.rivals(func(s, a Assignment) {
		standing := map[id.Person]bool{}
		for _, p := range of(s) {
			standing[p] = true
		}
		for _, p := range of(a) {
			if standing[p] && !found[p] && len(out) < MostVoid {
				found[p], out = true, append(out, p)
			}
		}
	})
	return out
}

// Void names for each just-in-time assignment those of the members for whom a
// standing one makes it void, in order.
func (r Resource) Void(members []identity.Member) map[id.Assignment][]string {
	who := map[id.Assignment]map[id.Person]string{}
	r.rivals(func(s, a Assignment) {
		for _, m := range members {
			if m.Active() && s.HoldsMember(m) && a.HoldsMember(m) {
				if who[a.ID] == nil {
					who[a.ID] = map[id.Person]string{}
				}
				who[a.ID][m.Person] = m.Name
			}
		}
	})
	out := make(map[id.Assignment][]string, len(who))
	for a, names := range who {
		for _, name := range names {
			out[a] = append(out[a], name)
		}
		slices.Sort(out[a])
	}
	return out
}
