package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "invitation-see")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.see)
	return w
}

func TestTheLinkShowsWhoInvitesWhereAndChangesNothing(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		got := Read[api.InvitationSeen](w.Replay())
		if got.Organization != "Blue Harbor IT" || got.By != "Ann" || got.Email != FayEmail || got.Role != "user" || got.Known {
			t.Errorf("seen: %+v", got)
		}
	})
}

func TestALinkThatIsNotGoodShowsNothing(t *testing.T) {
	w := told(t)
	w.Replay(At(T0.Add(identity.InvitationLife))).Is(404)
	for _, token := range []string{FayLink[:len(FayLink)-2] + "AA", "x", "..", Bakery.Link, string(FayInvitation)} {
		w.Replay(Set("token", token)).Is(404).Never("Blue Harbor")
	}
}
