package identity

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// rules F4, F5, A3
func TestAMembershipEndsInOneChangeThatKeepsTheName(t *testing.T) {
	for _, tt := range []struct {
		name string
		act  func(Caller, Ruling) (change.Change, error)
		f    Ruling
		want fault.Kind
		says string
	}{
		{"remove a user", Remove, ruling(), "", ""},
		{"remove an admin", Remove, ruling(is(Admin)), "", ""},
		{"remove who is suspended", Remove, ruling(suspended), "", ""},
		{"remove a suspended admin", Remove, ruling(suspended, is(Admin)), "", ""},
		{"remove oneself", Remove, ruling(oneself), fault.Forbidden, "leave"},
		{"remove who is gone", Remove, ruling(removed), fault.Conflict, "Cid ended it at 2026-03-04T08:59:00Z"},
		{"remove nobody", Remove, ruling(stranger), fault.NotFound, ""},
		{"remove another organization's", Remove, ruling(elsewhere), fault.NotFound, ""},
		{"remove the only admin on the roster", Remove, ruling(is(Admin), alone), fault.Conflict, "make somebody else an admin first, or invite one"},
		{"leave", Leave, ruling(oneself), "", ""},
		{"leave as the last admin", Leave, ruling(oneself, alone), fault.Conflict, "make somebody else an admin first, or invite one"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ch, err := tt.act(admin(Provider), tt.f)
			wantKind(t, err, tt.want)
			if err != nil {
				if wantNothing(t, ch); !strings.Contains(err.Error(), tt.says) {
					t.Errorf("says %v", err)
				}
				return
			}
			m := kept[Member](t, ch)
			if !m.Removed.Equal(nine) || m.EndedBy != "Ann here" || len(m.Groups) != 0 || m.Suspended != nil || m.Name != tt.f.Member.Name || m.Here() {
				t.Errorf("%+v", m)
			}
			if len(ch.Drops) != 1 || ch.Drops[0].(Belonging).Person != m.Person {
				t.Errorf("dropped: %+v", ch.Drops)
			}
			if moved := roster(ch); (len(moved) > 0) != tt.f.Member.IsAdmin() || slices.Contains(moved, m.Person) {
				t.Errorf("roster: %v", moved)
			}
			left := kept[Left](t, ch)
			if !left.Until.Equal(nine.Add(LeftFor)) || len(ch.Due) != 2 || left.Ref() != "org_a/"+string(m.Person) { // rule C14
				t.Errorf("left %+v, %+v", left, ch.Due)
			}
			want := change.Order{Door: change.Drive, At: nine, Chore: GoneChore, Thing: string(m.Person), Home: "org_a"}
			if len(ch.Orders) != 1 || ch.Orders[0] != want {
				t.Errorf("orders: %+v", ch.Orders)
			}
			if len(ch.Entries) != 1 || ch.Entries[0].Thing != string(m.Person) || ch.Entries[0].ThingName != m.Name {
				t.Errorf("%+v", ch.Entries)
			}
		})
	}
}

func TestTheOneWhoIsRemovedIsToldAndOfOneWhoLeavesTheAdmins(t *testing.T) {
	ch, err := Remove(admin(Provider), ruling())
	wantKind(t, err, "")
	if told(ch) != "left-waiting to person_bob-, member-removed to person_bob-" || entry(t, ch, audit.MemberRemoved).ActorName != "Ann here" {
		t.Errorf("told: %s", told(ch))
	}
	ch, err = Leave(admin(Provider), ruling(oneself))
	wantKind(t, err, "")
	if told(ch) != "left-waiting to "+string(ch.Notices[0].To.Person)+"-, member-left to org_a-" {
		t.Errorf("told: %s", told(ch))
	}
	entry(t, ch, audit.MemberLeft)
}

func TestNobodyIsRemovedFromOrLeavesAPersonalOrganization(t *testing.T) {
	for name, act := range map[string]func(Caller, Ruling) (change.Change, error){"remove": Remove, "leave": Leave} {
		ch, err := act(admin(Personal), ruling(oneself))
		wantKind(t, err, fault.Forbidden)
		wantNothing(t, ch)
		if name == "leave" && !strings.Contains(err.Error(), "close it") {
			t.Errorf("says %v", err)
		}
	}
}

func TestWhoIsGoneLeavesTheListsOfGroupsTheyAreNotInAgain(t *testing.T) {
	in := func(g id.Group, people ...id.Person) Group {
		return Group{Organization: "org_a", ID: g, Members: people, Version: 2}
	}
	all := []Group{in("group_a", "person_bob", "person_x"), in("group_b", "person_x"), in("group_c", "person_bob")}
	gone := ruling(removed).Member
	gone.Groups = nil
	ch := Unlist(gone, all)
	if len(ch.Records) != 2 || len(ch.Records[0].(Group).Members) != 1 || len(ch.Records[1].(Group).Members) != 0 || len(ch.Checks) != 1 {
		t.Errorf("%+v", ch)
	}
	if len(all[0].Members) != 2 || all[0].Members[0] != "person_bob" {
		t.Error("the caller's list is changed")
	}
	again := ruling().Member // a member again, and in group_a
	if ch := Unlist(again, all); len(ch.Records) != 1 || ch.Records[0].(Group).ID != "group_c" {
		t.Errorf("%+v", ch.Records)
	}
	wantNothing(t, Unlist(gone, all[1:2]))
}

func TestWhoJoinsAgainHasNothingOfBefore(t *testing.T) {
	before := ruling(removed).Member
	out, err := join(call("x", nine.Add(time.Hour)), joining{
		organization: "org_a", name: "Fabrikam", kind: Provider, person: Person{ID: "person_bob", Name: "Bob"}, role: User, before: before,
	})
	wantKind(t, err, "")
	m := out[0].(Member)
	if !m.Active() || len(m.Groups) != 0 || m.EndedBy != "" || !m.Since.Equal(nine.Add(time.Hour)) || m.Version != before.Version {
		t.Errorf("%+v", m)
	}
}
