package identity

import (
	"fmt"
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// sales is a group with Bob in it; night one without.
var (
	sales = Group{Organization: "org_a", ID: "group_a", Name: "Sales", Members: []id.Person{"person_bob"}, Version: 2}
	night = Group{Organization: "org_a", ID: "group_n", Name: "Night shift", Version: 2}
)

func deleted(g Group) Group { g.Deleted = &nine; return g }

func TestAGroupIsRenamedAndItsAssignmentsFollow(t *testing.T) {
	g, ch, err := RenameGroup(admin(Provider), sales, " Sales team ")
	wantKind(t, err, "")
	if g.Name != "Sales team" || kept[Group](t, ch).Name != "Sales team" || entry(t, ch, audit.GroupRenamed).Detail != "was Sales" {
		t.Errorf("%+v", ch)
	}
	if want := (change.Order{Door: change.Drive, At: nine, Chore: RetitleChore, Thing: "group_a", Home: "org_a"}); ch.Orders[0] != want {
		t.Errorf("%+v", ch.Orders)
	}
	_, ch, err = RenameGroup(admin(Provider), sales, "Sales ")
	wantKind(t, err, "")
	wantNothing(t, ch)
	_, _, err = RenameGroup(admin(Provider), sales, "\t ")
	wantKind(t, err, fault.Invalid)
	for _, g := range []Group{{ID: "group_x"}, deleted(sales)} {
		_, _, err = RenameGroup(admin(Provider), g, "Sales")
		wantKind(t, err, fault.NotFound)
	}
}

func TestAMemberIsPutIntoAGroupOnceAndIntoFiftyAtMost(t *testing.T) {
	in := func(n int) Member {
		m := ruling().Member
		m.Groups = nil
		for i := range n {
			m.Groups = append(m.Groups, id.Group(fmt.Sprint("group_", i)))
		}
		return m
	}
	for _, tt := range []struct {
		name string
		g    Group
		m    Member
		want fault.Kind
		made bool
	}{
		{"a member", night, in(3), "", true},
		{"a suspended one", night, ruling(suspended).Member, "", true},
		{"in 49 groups", night, in(49), "", true},
		{"in 50 groups", night, in(50), fault.Invalid, false},
		{"in it already", sales, ruling().Member, "", false},
		{"on its list from an earlier membership", sales, in(0), "", true},
		{"somebody removed", night, ruling(removed).Member, fault.Invalid, false},
		{"nobody", night, Member{Person: "person_x"}, fault.Invalid, false},
		{"no group", Group{ID: "group_x"}, in(0), fault.NotFound, false},
		{"a deleted group", deleted(night), in(0), fault.NotFound, false},
	} {
		g, ch, err := AddToGroup(admin(Provider), tt.g, tt.m, true)
		wantKind(t, err, tt.want)
		if !tt.made {
			wantNothing(t, ch)
			continue
		}
		m := kept[Member](t, ch)
		if !m.has(tt.g.ID) || len(m.Groups) != len(tt.m.Groups)+1 || len(g.Members) != 1 || g.Members[0] != m.Person || len(ch.Notices) != 0 {
			t.Errorf("%s: %+v in %+v", tt.name, m, g)
		}
		if e := entry(t, ch, audit.GroupJoined); e.Detail != "Bob" {
			t.Errorf("%s: %+v", tt.name, e)
		}
	}
}

// rule G2
func TestAnAdminWhoJoinsAGroupThatIsOnSomethingIsToldOf(t *testing.T) {
	me := ruling(oneself).Member
	me.Groups = nil
	for _, tt := range []struct {
		m       Member
		carries bool
		own     bool
	}{{me, true, true}, {me, false, false}, {ruling().Member, true, false}} {
		_, ch, err := AddToGroup(admin(Provider), night, tt.m, tt.carries)
		wantKind(t, err, "")
		want := ""
		if tt.own {
			want = "own-access to org_a-" + string(ann.ID)
		}
		if told(ch) != want || (entry(t, ch, audit.GroupJoined).Detail == tt.m.Name+" (own access)") != tt.own {
			t.Errorf("%s, carries %v: told %q; %+v", tt.m.Name, tt.carries, told(ch), ch.Entries)
		}
	}
}

func TestWhoIsTakenOutOfAGroupIsOutOnBothSides(t *testing.T) {
	roomy := append(make([]id.Group, 0, 4), "group_a", "group_b")
	m := ruling().Member
	m.Groups = roomy
	g, ch, err := DropFromGroup(admin(Provider), sales, m)
	wantKind(t, err, "")
	if now := kept[Member](t, ch); len(now.Groups) != 1 || now.Groups[0] != "group_b" || len(g.Members) != 0 || roomy[0] != "group_a" || len(sales.Members) != 1 {
		t.Errorf("%+v, %+v", now, g)
	}
	if entry(t, ch, audit.GroupLeft).Detail != "Bob" {
		t.Errorf("%+v", ch.Entries)
	}
	for name, f := range map[string]struct {
		g Group
		m Member
	}{
		"not in it": {night, m}, "nobody": {night, Member{Person: "person_x"}}, "no group": {Group{ID: "group_a"}, m}, "a deleted group": {deleted(sales), m},
	} {
		_, ch, err := DropFromGroup(admin(Provider), f.g, f.m)
		if wantNothing(t, ch); fault.Of(err) != fault.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestADeletedGroupIsLeftByItsMembersAtOnce(t *testing.T) { // promise 3
	in, out := ruling().Member, ruling().Member
	in.Groups, out.Person, out.Groups = []id.Group{"group_other", sales.ID}, "person_out", []id.Group{"group_other"}
	g := sales
	g.Members = []id.Person{in.Person, out.Person, "person_later"}
	g, ch, err := DeleteGroup(admin(Provider), g, []Member{in, out})
	wantKind(t, err, "")
	if m := kept[Member](t, ch); m.Person != in.Person || m.has(sales.ID) || !m.has("group_other") || len(in.Groups) != 2 {
		t.Errorf("%+v", m)
	}
	if !slices.Equal(g.Members, []id.Person{"person_later"}) {
		t.Errorf("left to the chore: %v", g.Members)
	}
}

func TestADeletedGroupIsTakenApartAndGoesWithItsLastMember(t *testing.T) {
	g, ch, err := DeleteGroup(admin(Provider), sales, nil)
	wantKind(t, err, "")
	if g.Here() || entry(t, ch, audit.GroupDeleted).ThingName != "Sales" || ch.Orders[0].Chore != UngroupChore {
		t.Errorf("%+v", ch)
	}
	_, ch, err = DeleteGroup(admin(Provider), g, nil) // sent again
	wantKind(t, err, "")
	wantNothing(t, ch)
	_, _, err = DeleteGroup(admin(Provider), Group{ID: "group_x"}, nil)
	wantKind(t, err, fault.NotFound)

	wantNothing(t, Disband(admin(Provider).At, sales, sales.Members, nil)) // it is not deleted
	two := deleted(sales)
	two.Members = []id.Person{"person_bob", "person_x"}
	ch = Disband(admin(Provider).At, two, two.Members[:1], []Member{ruling().Member})
	if kept[Member](t, ch).has("group_a") || len(kept[Group](t, ch).Members) != 1 || len(two.Members) != 2 {
		t.Errorf("%+v", ch)
	}
	if ch = Disband(admin(Provider).At, two, two.Members, nil); len(ch.Records) != 0 || len(ch.Drops) != 1 {
		t.Errorf("of people who never were members: %+v", ch)
	}
	if ch = Disband(admin(Provider).At, deleted(night), nil, nil); len(ch.Drops) != 1 {
		t.Errorf("an empty one stays: %+v", ch)
	}
}
