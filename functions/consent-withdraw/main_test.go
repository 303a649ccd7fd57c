package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "consent-withdraw")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.withdraw)
	return w
}

func TestBackToUnmanagedSaysWhatEndedAndLeavesAChoreForWhoSawIt(t *testing.T) { // rules C7, C12
	w := told(t)
	w.Keep(change.Change{Records: []change.Record{
		credential.Received{Credential: UgoLogin.ID, Organization: SouthFen, Person: Una.ID, Name: "Una", Number: 1, Uses: 3, First: T0.Add(-time.Hour), Last: T0},
	}}, "seen")
	got := Read[api.ConsentWeighed](w.Replay())
	if got.Managed || len(got.Viewers) != 1 || len(got.Seen) != 1 || got.Seen[0].Name != "Una" {
		t.Errorf("answered %+v", got)
	}
	c := credential.Credential{ID: UgoLogin.ID}
	if w.Read(&c); c.Managed || c.Owner != Ugo.ID {
		t.Errorf("kept %+v", c)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.ConsentWithdrawn || n[0].To.Organization != SouthFen || n[0].To.Except != Ugo.ID {
		t.Errorf("told %+v", n)
	}
	o := table.Order{Order: change.Order{ID: identity.Mint[id.Order](identity.Call{At: T0, ID: "recorded-consent-withdraw"}, 0), At: T0}}
	if w.Read(&o); o.Chore != credential.WeighChore || o.Thing != string(UgoLogin.ID) {
		t.Errorf("left %+v", o.Order)
	}
	w.Unchanged(func() { w.Replay().Is(200) })
}

func TestOnlyTheOwnerEndsIt(t *testing.T) { // promise 9
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Una)).Is(403, "Only its owner")
		w.Replay(As(Pip)).Is(404)
		w.Replay(As(Eve)).Is(404)
	})
}

func TestADisabledLoginCanBeTakenBackToo(t *testing.T) { // rule C7: at any time
	w := told(t)
	c := credential.Credential{ID: UgoLogin.ID}
	w.Read(&c)
	c.Disabled = &T0
	w.Keep(change.Change{Records: []change.Record{c}}, "disabled")
	w.Replay().Is(200)
}
