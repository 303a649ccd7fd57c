package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "consent-weigh")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.weigh)
	return w
}

func TestItCountsWhatWouldEndAndListsWhoHasSeenIt(t *testing.T) { // rule C7
	w := told(t)
	w.Keep(change.Change{Records: []change.Record{
		credential.Received{Credential: UgoLogin.ID, Organization: SouthFen, Person: Una.ID, Name: "Una", Number: 1, Uses: 3, First: T0.Add(-time.Hour), Last: T0},
		credential.Received{Credential: UgoLogin.ID, Organization: SouthFen, Person: Ugo.ID, Name: "Ugo", Number: 1, Uses: 1},
	}}, "seen")
	w.Unchanged(func() {
		got := Read[api.ConsentWeighed](w.Replay())
		if !got.Managed || len(got.Viewers) != 1 || got.Viewers[0].Name != "Una" || got.Assignments != 0 || got.Shares != 0 || got.More {
			t.Errorf("answered %+v", got)
		}
		if len(got.Seen) != 1 || got.Seen[0].Person != Una.ID || got.Seen[0].Uses != 3 || !got.Seen[0].MayKnow {
			t.Errorf("seen: %+v", got.Seen)
		}
		if got := Read[api.ConsentWeighed](w.Replay(As(Pip), Path("credential", PipLogin.ID))); got.Managed || len(got.Viewers)+len(got.Seen) != 0 {
			t.Errorf("an unmanaged one: %+v", got)
		}
	})
}

func TestNobodyElseLearnsWhoHasSeenIt(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Una)).Is(403, "Only its owner")
		w.Replay(As(Pip)).Is(404)
		w.Replay(As(Eve)).Is(404)
		w.Replay(Path("credential", PipLogin.ID)).Is(403)
	})
}
