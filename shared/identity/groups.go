package identity

import (
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// MaxGroups is how many groups a member is in at most: the membership carries
// them all.
const MaxGroups = 50

// NewGroup makes a group with its first members.
func NewGroup(by Caller, name string, members []Member) (Group, change.Change, error) {
	if err := by.ForTeam(); err != nil {
		return Group{}, change.Change{}, err
	}
	g := Group{Organization: by.Organization, ID: Mint[id.Group](by.Call, 0), Name: strings.TrimSpace(name), Since: by.At}
	if g.Name == "" {
		return Group{}, change.Change{}, fault.BadField("body.name", "is empty")
	}
	c := by.Change()
	for _, m := range members {
		switch {
		case m.Version == 0:
			return Group{}, change.Change{}, fault.BadField("body.members", "names somebody who is no member here")
		case slices.Contains(g.Members, m.Person):
			return Group{}, change.Change{}, fault.BadField("body.members", "names somebody twice")
		case len(m.Groups) >= MaxGroups:
			return Group{}, change.Change{}, fault.BadField("body.members", "%s is in %d groups, the most there can be", m.Name, MaxGroups)
		}
		m.Groups = append(slices.Clone(m.Groups), g.ID)
		g.Members = append(g.Members, m.Person)
		c.Keep(m)
	}
	c.Keep(g)
	c.Entries = append(c.Entries, by.Entry(audit.GroupCreated, string(g.ID), g.Name, ""))
	return g, c, nil
}
