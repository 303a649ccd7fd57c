package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "delegation-share")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.share)
	return w
}

func TestTheLoginIsSharedAndOpensForBothSides(t *testing.T) {
	w := told(t)
	got := Read[api.Delegation](w.Replay())
	if got.State != "shared" || !got.Decided.Equal(T0) || got.AllowViewing {
		t.Errorf("answered %+v", got)
	}
	for _, o := range []id.Organization{OlgaHome, BlueHarbor} {
		if plain, err := w.Opens(o, got.Credential); err != nil || plain.Secret != "the shop's password" {
			t.Errorf("%s opens %q, %v", o, plain.Secret.Reveal(), err)
		}
	}
	r := credential.Reader{Credential: got.Credential, Organization: BlueHarbor}
	if w.Read(&r); r.Mode != credential.Use || r.Via != credential.Delegated {
		t.Errorf("they have it by %s to %s", r.Via, r.Mode)
	}
	if w.Told() != "delegation-shared" {
		t.Errorf("told: %s", w.Told())
	}
}

func TestViewingIsAllowedOnlyByItsOwner(t *testing.T) {
	w := told(t)
	got := Read[api.Delegation](w.Replay(Set("allowViewing", true)))
	r := credential.Reader{Credential: got.Credential, Organization: BlueHarbor}
	if w.Read(&r); r.Mode != credential.Read {
		t.Errorf("they have it to %s", r.Mode)
	}
}

func TestTheSecondDecisionIsToldWhoDecidedAndWhen(t *testing.T) {
	w := told(t)
	w.Replay().Is(200)
	w.Unchanged(func() { w.Replay(At(T0.Add(time.Minute))).Is(409, "Olga shared this already at 2026-03-02T09:00:00Z.") })
}

func TestWhatIsNotPendingOrNotHersCannotBeShared(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("delegation", Newsletter.Delegation)).Is(409, "took this back")
		w.Replay(Path("delegation", Bakery.Delegation)).Is(404)
		w.Replay(At(T0.Add(12 * 24 * time.Hour))).Is(401) // her session is over long before the request lapses
		w.Replay(Set("secret", "")).Is(400, "body.secret")
		w.Replay(Body("{} {}")).Is(400, "more than one JSON value")
	})
}
