package sharing

import (
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// An end date is so far ahead, from the instant it is set.
const (
	minShare = time.Hour
	maxShare = 10 // years
)

// terms are the options as they are kept. Nobody is chosen who is not there, so that
// no one is misled.
func (f Sharing) terms(by identity.Caller, o Options) (credential.Terms, error) {
	t := credential.Terms{
		Share:  credential.Share{Everyone: o.Everyone, Write: o.Write, Log: o.Log, Person: by.Person, By: by.Name, Since: by.At},
		Lender: by.OrganizationName, Address: f.Way.Resource.Address, Mode: o.Mode,
	}
	chosen := len(f.People) + len(f.Groups)
	switch {
	case o.Mode != credential.Use && o.Mode != credential.Read:
		return t, fault.BadField("body.mode", "is use or read")
	case o.Write && o.Mode != credential.Read:
		return t, fault.BadField("body.write", "is for who may read it")
	case o.Everyone && chosen > 0:
		return t, fault.BadField("body.everyone", "is all of them: choose nobody beside")
	case !o.Everyone && chosen == 0:
		return t, fault.BadField("body.people", "are nobody: choose people, groups or everyone there")
	case len(f.People) > credential.MaxSharedPeople:
		return t, fault.BadField("body.people", "are at most %d", credential.MaxSharedPeople)
	case len(f.Groups) > credential.MaxSharedGroups:
		return t, fault.BadField("body.groups", "are at most %d", credential.MaxSharedGroups)
	}
	for _, m := range f.People {
		if !m.Here() {
			return t, fault.BadField("body.people", "names %s who is no active member of %s", f.person(m.Person), f.To.Name)
		}
		if slices.ContainsFunc(t.People, func(p credential.SharedWith) bool { return p.Person == m.Person }) {
			return t, fault.BadField("body.people", "names %s twice", m.Name)
		}
		t.People = append(t.People, f.chosen(m, by.At))
	}
	for _, g := range f.Groups {
		if !g.Here() {
			return t, fault.BadField("body.groups", "names %s that %s does not have", f.group(g.ID), f.To.Name)
		}
		if slices.ContainsFunc(t.Groups, func(x credential.SharedGroup) bool { return x.Group == g.ID }) {
			return t, fault.BadField("body.groups", "names %s twice", g.Name)
		}
		t.Groups = append(t.Groups, credential.SharedGroup{Group: g.ID, Name: g.Name})
	}
	var err error
	t.Ends, err = f.ends(by.At, o.Ends)
	return t, err
}

// chosen is a member as named: since when they are, if they were already and are the
// same member still.
func (f Sharing) chosen(m identity.Member, at time.Time) credential.SharedWith {
	if f.Before.Share != nil {
		for _, p := range f.Before.Share.People {
			if p.Person == m.Person && !p.Since.Before(m.Since) {
				return p
			}
		}
	}
	return credential.SharedWith{Person: m.Person, Name: m.Name, Since: at}
}

// person is somebody who is not there any more, by the name that they were chosen by, if
// they were.
func (f Sharing) person(p id.Person) string {
	if f.Before.Share != nil {
		for _, was := range f.Before.Share.People {
			if was.Person == p {
				return was.Name + ","
			}
		}
	}
	return "somebody"
}

func (f Sharing) group(g id.Group) string {
	if f.Before.Share != nil {
		for _, was := range f.Before.Share.Groups {
			if was.Group == g {
				return "the group " + was.Name + ","
			}
		}
	}
	return "a group"
}

// ends is an end date as it is kept, to the millisecond. One that stays as it is may be
// near.
func (f Sharing) ends(at time.Time, wanted *time.Time) (*time.Time, error) {
	if wanted == nil {
		return nil, nil
	}
	end := wanted.UTC().Truncate(time.Millisecond)
	switch {
	case f.Live(at) && f.Before.Ends != nil && end.Equal(*f.Before.Ends):
	case end.Before(at.Add(minShare)):
		return nil, fault.BadField("body.ends", "must be at least an hour ahead")
	case end.After(at.AddDate(maxShare, 0, 0)):
		return nil, fault.BadField("body.ends", "must be at most %d years ahead", maxShare)
	}
	return &end, nil
}
