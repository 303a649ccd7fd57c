package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "group-delete")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.remove)
	return w
}

func group(w *World) identity.Group {
	g := identity.Group{Organization: BlueHarbor, ID: SocialTeam}
	w.Read(&g)
	return g
}

func assigned(w *World, a Account) int {
	r := access.Resource{Organization: BlueHarbor, ID: a.Resource}
	w.Read(&r)
	return len(r.Assignments)
}

func TestADeletedGroupTakesItsAssignmentsWithIt(t *testing.T) {
	w := told(t)
	if got := Read[api.GroupGone](w.Replay()); got.Ended != 2 || got.Left {
		t.Errorf("answered %+v", got)
	}
	if g := group(w); g.Here() || assigned(w, Social) != 0 || assigned(w, Router) != 2 {
		t.Errorf("%+v; %d on Social, %d on Router", g, assigned(w, Social), assigned(w, Router))
	}
	l := access.Listed{Organization: BlueHarbor, For: string(SocialTeam), Resource: Social.Resource, Assignment: Social.Assignment}
	if w.Read(&l); l.Version != 0 {
		t.Error("it is still on the group's list")
	}
	var acts []string
	for _, e := range w.Record(BlueHarbor)[:3] {
		acts = append(acts, string(e.Action)+" "+e.ThingName)
	}
	slices.Sort(acts)
	if got := strings.Join(acts, ", "); got != "group.deleted Social team, resource.unassigned Router, resource.unassigned Social account" {
		t.Errorf("on record: %s", got)
	}
	w.Unchanged(func() {
		if got := Read[api.GroupGone](w.Replay()); got.Ended != 0 || got.Left {
			t.Errorf("sent again: %+v", got)
		}
	})
}

// onMany puts the group on n resources.
func onMany(w *World, n int) {
	for first := 0; first < n; first += 40 {
		var c change.Change
		for i := first; i < min(n, first+40); i++ {
			r := access.Resource{
				Organization: BlueHarbor, ID: id.New[id.Resource](T0, "many", i), Name: fmt.Sprint("Box ", i), Since: T0,
				Assignments: []access.Assignment{{ID: id.New[id.Assignment](T0, "many", i), Group: SocialTeam, Name: "Social team", Since: T0}},
			}
			c.Keep(r, access.Listed{Organization: BlueHarbor, For: string(SocialTeam), Resource: r.ID, Assignment: r.Assignments[0].ID})
		}
		w.Keep(c, fmt.Sprint("many ", first))
	}
}

func TestWhatIsTooMuchForOneCallIsEndedByTheNext(t *testing.T) {
	w := told(t)
	onMany(w, 75)
	var said []string
	for range 4 {
		got := Read[api.GroupGone](w.Replay())
		said = append(said, fmt.Sprint(got.Ended, got.Left))
	}
	if got := strings.Join(said, ", "); got != "22 true, 22 true, 22 true, 11 false" {
		t.Errorf("answered %s", got)
	}
}

func TestTheSameKeyGoesOnWithWhatIsLeft(t *testing.T) { // promise 5: what is not whole is no first answer
	w := told(t)
	onMany(w, 30)
	var said []string
	for range 3 {
		got := Read[api.GroupGone](w.Replay(Header("idempotency-key", "k1")))
		said = append(said, fmt.Sprint(got.Ended, got.Left))
	}
	if got := strings.Join(said, ", "); got != "22 true, 10 false, 10 false" {
		t.Errorf("answered %s", got)
	}
}

func TestAnAssignmentMadeInBetweenIsEndedTooAndNoneIsMadeAfter(t *testing.T) {
	w := told(t)
	w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "Query" { // the mark is kept, and what it carries is about to be read
			onMany(w, 1)
		}
		return nil
	})
	if got := Read[api.GroupGone](w.Replay()); got.Ended != 3 {
		t.Errorf("answered %+v", got)
	}
}

func TestWhatIsNoGroupHereIsNotDeleted(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "group")
		w.Replay(As(Bob)).Is(403)
	})
}

func TestARepeatIsAnsweredAsTheFirst(t *testing.T) {
	w := told(t)
	once := Header("idempotency-key", "delete the team")
	first := w.Replay(once)
	w.Unchanged(func() {
		if again := w.Replay(once); again.Body != first.Body {
			t.Errorf("answered %s, then %s", first.Body, again.Body)
		}
	})
}
