package access

import (
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// ViewingChore notes who received others' managed logins of a resource and may not
// view them any more. Thing is the resource.
const ViewingChore = "viewing"

// Bounds of who may view: the resource carries them all, so that a use takes one
// snapshot.
const (
	MaxViewers      = 50
	MaxViewerGroups = 10
)

// Viewing is which admins may view the managed logins of a resource that are
// others' (rule C5). Nobody but an admin ever is one of them: who is named and an
// admin no more views nothing.
type Viewing struct {
	All    bool       `json:"all,omitempty"` // every admin
	Admins []Viewer   `json:"admins,omitempty"`
	Groups []id.Group `json:"groups,omitempty"` // the admins in them
}

// Viewer is an admin who is named.
type Viewer struct {
	Person id.Person `json:"person"`
	Name   string    `json:"name"`
	Since  time.Time `json:"since"`
}

// ViewedBy says that a group is named by a resource. It only finds: an admin who
// joins the group gives themselves access (rule G2).
type ViewedBy struct {
	Organization id.Organization `json:"organization"`
	Group        id.Group        `json:"group"`
	Resource     id.Resource     `json:"resource"`
	Version      int             `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r ViewedBy) Seen() int { return r.Version }

// Views reports whether the caller may view others' managed logins of the
// resource. Naming somebody from before they were removed and invited again counts
// no more.
func (r Resource) Views(by identity.Caller) bool {
	return by.IsAdmin() && r.Viewing.names(by.Person, by.Groups, by.Since)
}

// ViewsMember reports the same of a member.
func (r Resource) ViewsMember(m identity.Member) bool {
	return m.IsAdmin() && m.Organization == r.Organization && r.Viewing.names(m.Person, m.Groups, m.Since)
}

func (v *Viewing) names(p id.Person, groups []id.Group, since time.Time) bool {
	return v != nil && (v.All ||
		slices.ContainsFunc(v.Admins, func(x Viewer) bool { return x.Person == p && !x.Since.Before(since) }) ||
		slices.ContainsFunc(v.Groups, func(g id.Group) bool { return slices.Contains(groups, g) }))
}

// viewable is the gate of the period for who views another's login (rule G4). Any
// way of theirs into the resource that is open opens it; where they have ways and
// all are closed, they ask like anyone. Without one, they are held only where the
// resource itself is just-in-time: there a request pins an assignment, so an admin
// without one has none to ask by and is assigned first (rule G2). To let the
// viewing right stand for an assignment would open what nobody approved.
func (r Resource) viewable(by identity.Caller, s Standing) error {
	var ways []Way
	for _, a := range r.Assignments {
		if a.Holds(by) {
			ways = append(ways, r.way(a, s, by))
		}
	}
	if len(ways) == 0 {
		if r.defaults().JustInTime {
			return fault.New(fault.Forbidden, "%s opens for a period only, and you are not assigned to ask for one: an admin gets in through an assignment like anyone.", r.Name)
		}
		return nil
	}
	if w := slices.MinFunc(ways, favour); !w.Open {
		return w.locked(r)
	}
	return nil
}

// Naming is whom the viewing right is for, as it is set: all admins, or named ones
// and groups; nobody, if empty.
type Naming struct {
	All    bool
	Admins []identity.Member
	Groups []identity.Group
}

// SetViewing says which admins may view others' managed logins of a resource (rule
// C5). Who gives it to themselves does so, and the other admins are told (rule G2).
func SetViewing(by identity.Caller, r Resource, f Naming) (Resource, change.Change, error) {
	if r.Version == 0 || r.Organization != by.Organization {
		return r, change.Change{}, fault.Absent("resource")
	}
	was, ch := r, by.Change()
	v, said, err := f.viewing(by, was, &ch)
	if err != nil {
		return r, change.Change{}, err
	}
	if v.equal(was.Viewing) {
		return r, change.Change{}, nil
	}
	r.Viewing = v
	ch.Keep(r)
	r.gateGroups(&ch, was)
	if was.Viewing != nil {
		ch.Orders = append(ch.Orders, change.Order{Door: change.Drive, At: by.At, Chore: ViewingChore, Thing: string(r.ID), Home: string(r.Organization)})
	}
	own := r.Views(by) && !was.Views(by)
	ch.Entries = append(ch.Entries, by.Entry(audit.ViewingSet, string(r.ID), r.Name, identity.OwnAccess(said, own)))
	if own {
		ch.Notices = append(ch.Notices, by.OwnAccess(string(r.ID)))
	}
	return r, ch, nil
}

// viewing is the right as it is kept, and in words. Whoever is named must be what
// they are taken for when it is kept.
func (f Naming) viewing(by identity.Caller, was Resource, ch *change.Change) (*Viewing, string, error) {
	switch {
	case f.All && len(f.Admins)+len(f.Groups) > 0:
		return nil, "", fault.BadField("body.all", "is everybody: name nobody beside")
	case f.All:
		return &Viewing{All: true}, "all admins", nil
	case len(f.Admins)+len(f.Groups) == 0:
		return nil, "nobody", nil
	case len(f.Admins) > MaxViewers:
		return nil, "", fault.BadField("body.admins", "are at most %d", MaxViewers)
	case len(f.Groups) > MaxViewerGroups:
		return nil, "", fault.BadField("body.groups", "are at most %d", MaxViewerGroups)
	}
	v, names := &Viewing{}, []string{}
	for _, m := range f.Admins {
		switch {
		case !m.IsAdmin():
			return nil, "", fault.BadField("body.admins", "names somebody who is no active admin here")
		case slices.ContainsFunc(v.Admins, func(x Viewer) bool { return x.Person == m.Person }):
			return nil, "", fault.BadField("body.admins", "names %s twice", m.Name)
		}
		v.Admins, names = append(v.Admins, was.viewer(m, by.At)), append(names, m.Name)
		ch.Check(m)
	}
	for _, g := range f.Groups {
		switch {
		case !g.Here():
			return nil, "", fault.BadField("body.groups", "names a group that is not here")
		case slices.Contains(v.Groups, g.ID):
			return nil, "", fault.BadField("body.groups", "names %s twice", g.Name)
		case was.Viewing != nil && slices.Contains(was.Viewing.Groups, g.ID):
			ch.Check(g)
		default:
			ch.Keep(g) // moved: an admin who joins it at the same moment is judged anew, by what it carries now (rule G2)
		}
		v.Groups, names = append(v.Groups, g.ID), append(names, "the admins of "+g.Name)
	}
	return v, strings.Join(names, ", "), nil
}

// viewer is a member as named: since when they are, if they were already and are
// the same member still.
func (r Resource) viewer(m identity.Member, at time.Time) Viewer {
	if r.Viewing != nil {
		for _, x := range r.Viewing.Admins {
			if x.Person == m.Person && !x.Since.Before(m.Since) {
				return x
			}
		}
	}
	return Viewer{Person: m.Person, Name: m.Name, Since: at}
}

func (v *Viewing) equal(o *Viewing) bool {
	if v == nil || o == nil {
		return v == o
	}
	return v.All == o.All && slices.Equal(v.Admins, o.Admins) && slices.Equal(v.Groups, o.Groups)
}

// gateGroups keeps the rows by which it is found which resources name a group.
func (r Resource) gateGroups(ch *change.Change, was Resource) {
	groups := func(v *Viewing) []id.Group {
		if v == nil {
			return nil
		}
		return v.Groups
	}
	before, now := groups(was.Viewing), groups(r.Viewing)
	for _, g := range now {
		if !slices.Contains(before, g) {
			ch.Keep(ViewedBy{Organization: r.Organization, Group: g, Resource: r.ID})
		}
	}
	for _, g := range before {
		if !slices.Contains(now, g) {
			ch.Drop(ViewedBy{Organization: r.Organization, Group: g, Resource: r.ID, Version: 1}) // a row is written once
		}
	}
}

// Resting is what rests on the consent to a login: it ends when the owner takes it
// back (rule C7).
type Resting struct {
	Viewers []identity.Member     // admins who may view it now
	Seen    []credential.Received // others who received it, and may remember
}

// Rests says what rests on the consent to the caller's own login. Assignments never
// do: no login that is somebody's own is assigned.
func Rests(by identity.Caller, r Resource, c credential.Credential, admins []identity.Member, received []credential.Received) (Resting, error) {
	var out Resting
	if err := credential.MayOwn(by, c, r.ID); err != nil {
		return out, err
	}
	for _, m := range admins {
		if c.Managed && m.Person != c.Owner && r.ViewsMember(m) {
			out.Viewers = append(out.Viewers, m)
		}
	}
	for _, x := range received {
		if x.Person != c.Owner {
			out.Seen = append(out.Seen, x)
		}
	}
	return out, nil
}
