package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "delegation-see")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.see)
	return w
}

func TestTheHolderOfTheLinkSeesWhoAsksForWhatAndChangesNothing(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		got := Read[api.DelegationSeen](w.Replay())
		if got.Asker != "Ann" || got.AskerEmail != Ann.Email || got.Organization != "Blue Harbor IT" || got.Name != "Bakery page" ||
			got.State != "pending" || got.Claimed || got.Owner != "p…a@bakery.example" {
			t.Errorf("seen: %+v", got)
		}
	})
}

func TestAnOldMailStillSaysWhatBecameOfIt(t *testing.T) {
	w := told(t)
	for link, want := range map[string]string{Shop.Link: "pending", Forum.Link: "lapsed", Social.Link: "shared", Newsletter.Link: "revoked"} {
		if got := Read[api.DelegationSeen](w.Replay(Set("token", link))); got.State != want {
			t.Errorf("%s: %s, not %s", got.Name, got.State, want)
		}
	}
}

func TestAWrongLinkAndAnUnknownOneLookAlike(t *testing.T) {
	w := told(t)
	wrong := Bakery.Link[:len(Bakery.Link)-2] + "AA"
	unknown := strings.Replace(Bakery.Link, string(Bakery.Delegation), string(Bakery.Delegation[:len(Bakery.Delegation)-1])+"0", 1)
	same := map[string]bool{}
	for _, token := range []string{wrong, unknown, "x", "deleg_", strings.Repeat(".", 50), FayLink} {
		a := w.Replay(Set("token", token)).Is(404)
		same[a.Body[:strings.Index(a.Body, "instance")]] = true
	}
	if len(same) != 1 {
		t.Errorf("they differ: %v", same)
	}
	w.Replay(At(T0.Add(delegation.LinkLife))).Is(404)
}
