package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "resource-rename")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.rename)
	return w
}

// rule D7
func TestAResourceHasAnotherNameHereAndTheOwnerTheOneTheyAgreedTo(t *testing.T) {
	w := told(t)
	w.Replay(Path("resource", Social.Resource)).Is(200, "Router, second floor")
	r := access.Resource{Organization: BlueHarbor, ID: Social.Resource}
	d := delegation.Delegation{ID: Social.Delegation}
	if w.Read(&r, &d); r.Name != "Router, second floor" || d.ResourceName != Social.Name || len(r.Assignments) != 1 {
		t.Errorf("%q here, %q there", r.Name, d.ResourceName)
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.ResourceRenamed || e.Detail != "was Social account" {
		t.Errorf("on record: %+v", e)
	}
	if e := w.Record(OlgaHome)[0]; e.Action == audit.ResourceRenamed {
		t.Error("it is on the owner's record")
	}
	w.Unchanged(func() { w.Replay(Path("resource", Social.Resource)).Is(200) })
}

func TestEveryResourceCanBeRenamedByItsAdmins(t *testing.T) {
	w := told(t)
	w.Replay().Is(200)
	w.Replay(Path("resource", Forum.Resource), Set("name", "Forum, nobody answers")).Is(200)
	w.Unchanged(func() {
		w.Replay(Set("name", "  ")).Is(400, "body.name")
		w.Replay(As(Bob)).Is(403)
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "resource")
	})
}

func TestItSaysHowWhoRenamesItStandsToIt(t *testing.T) {
	w := told(t)
	for _, a := range []Account{Gateway, Switch} { // Ira in Jon's place
		r := access.Resource{Organization: NorthQuay, ID: a.Resource}
		was := access.Standing{Resource: a.Resource, Person: Jon.ID}
		w.Read(&r, &was)
		r.Assignments[0].Member = Ira.ID
		was.Person, was.Version = Ira.ID, 0
		w.Keep(change.Change{Records: []change.Record{r, was}}, "Ira is on "+a.Name)
	}
	for a, want := range map[Account]string{Gateway: "open", Switch: "pending"} {
		got := Read[api.Resource](w.Replay(As(Ira), Path("organization", NorthQuay), Path("resource", a.Resource)))
		if len(got.Access) != 1 || got.Access[0].State != want {
			t.Errorf("Ira stands to %s as %+v", a.Name, got.Access)
		}
	}
}
