package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "resource-assign")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.assign)
	return w
}

func TestAnAssignmentIsOnTheListOfWhomItIsFor(t *testing.T) {
	w := told(t)
	got := Read[api.Assignment](w.Replay())
	l := access.Listed{Organization: BlueHarbor, For: string(Dan.ID), Resource: Social.Resource, Assignment: got.ID}
	r := access.Resource{Organization: BlueHarbor, ID: Social.Resource}
	if w.Read(&l, &r); l.Version == 0 || len(r.Assignments) != 2 || got.Mode != "use" || got.Name != "Dan" {
		t.Errorf("answered %+v; the resource has %+v", got, r.Assignments)
	}
	w.Replay().Is(409, "Dan is assigned with that credential already")
}

func TestAnAssignmentNeverGoesAboveWhatTheOwnerAllows(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("mode", "read")).Is(400, "body.mode", "not see it")
		w.Replay(Set("mode", "write")).Is(400, "body.mode")
		w.Replay(Path("resource", Newsletter.Resource), Set("credential", string(Newsletter.Credential))).Is(403, "Olga took this back")
	})
}

func TestWhatDoesNotBelongTogetherIsRefusedByName(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("member", nil)).Is(400, "body.group")
		w.Replay(Set("group", string(SocialTeam))).Is(400, "body.group")
		w.Replay(Set("member", string(Eve.ID))).Is(400, "body.member")
		w.Replay(Set("credential", string(Router.Credential))).Is(400, "body.credential")
		w.Replay(Path("resource", Router.Resource[:len(Router.Resource)-1]+"0")).Is(404)
	})
}

func TestOnesOwnAccessIsSaidSoOnTheRecord(t *testing.T) {
	w := told(t)
	w.Replay(Set("member", string(Ann.ID))).Is(201)
	if e := w.Record(BlueHarbor)[0]; !strings.Contains(e.Detail, "(own access)") {
		t.Errorf("on record: %+v", e.Entry)
	}
}

// Rule G3: in words, and of what is not shared with them nothing is said.
func TestWhatIsSharedIsAssignedOnceItIsALoginOfTheResource(t *testing.T) {
	w := told(t)
	r := access.Resource{Organization: Orchard, ID: id.New[id.Resource](T0, "a press", 0), Name: "Press"}
	w.Keep(change.Change{Records: []change.Record{r}}, "a resource of Orchard")
	orla := []Edit{As(Orla), Path("organization", Orchard), Path("resource", r.ID), Set("group", Pickers), Set("member", nil)}
	w.Unchanged(func() {
		w.Replay(append(orla, Set("credential", Press.ID))...).Is(400, "is shared by Halyard")
		w.Replay(append(orla, Set("credential", Pump.ID))...).Is(400, "is not one of this resource's to assign")
	})
}
