package identity

import (
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
)

func weighs(t *testing.T, ch change.Change, p id.Person) {
	t.Helper()
	for _, o := range ch.Orders {
		if o.Chore == WeighChore && o.Thing == string(p) && o.Home != "" && o.Door == change.Drive {
			return
		}
	}
	t.Errorf("what %s received is not weighed: %+v", p, ch.Orders)
}

// Rule C12: whatever a member may lose ways by has them looked at.
func TestWhoIsLessThanTheyWereIsWeighed(t *testing.T) {
	m := ruling().Member
	m.Groups = []id.Group{sales.ID}
	_, ch, err := DropFromGroup(admin(Provider), sales, m)
	wantKind(t, err, "")
	weighs(t, ch, m.Person)

	_, ch, err = DeleteGroup(admin(Provider), sales, []Member{m})
	wantKind(t, err, "")
	weighs(t, ch, m.Person)

	g := deleted(sales)
	g.Members = []id.Person{m.Person}
	now := g.Deleted.Add(3600e9)
	ch = Disband(now, g, g.Members, []Member{m})
	weighs(t, ch, m.Person)
	if o := ch.Orders[0]; !o.At.Equal(now) || !o.Instant().Equal(*g.Deleted) {
		t.Errorf("lost at another instant: %+v", o)
	}

	_, ch, err = SetRole(admin(Provider), ruling(), Auditor)
	wantKind(t, err, "")
	weighs(t, ch, m.Person)
}

// A transaction takes a hundred items: each of the people of a group takes themselves,
// how they stood, and an order.
func TestAPieceOfAGroupFitsIntoATransaction(t *testing.T) {
	if beside := 10; 3*AtOnce+beside > 100 {
		t.Errorf("%d at once are %d items", AtOnce, 3*AtOnce)
	}
}

// Rules C12, F5: who is suspended keeps everything, and who is removed has nothing.
func TestASuspendedMemberIsJudgedAsIfTheyWereNot(t *testing.T) {
	by := admin(Provider)
	for name, tt := range map[string]struct {
		m    Member
		here bool
	}{"a member": {ruling().Member, true}, "suspended": {ruling(suspended).Member, true}, "removed": {ruling(removed).Member, false}, "nobody": {Member{}, false}} {
		got, here := tt.m.Judged(by.At)
		if here != tt.here || got.Person != tt.m.Person || got.Role != tt.m.Role || len(got.Groups) != len(tt.m.Groups) || !got.Since.Equal(tt.m.Since) {
			t.Errorf("%s: %v, %+v", name, here, got)
		}
	}
}
