package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "share-on")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.on)
	return w
}

func TestWhatItsReceiverDisabledTheyEnableAgain(t *testing.T) { // rule H6
	w := told(t)
	reads := func() error {
		by, f, err := w.Operator().FindWay(t.Context(), w.CallsIn(Halyard, Gil, T0).Call, Halyard, "", Bins.ID)
		if err != nil {
			t.Fatal(err)
		}
		_, err = access.Enter(by, f, credential.Read)
		return err
	}
	if reads() == nil {
		t.Error("Gil gets in to what is disabled")
	}
	w.Unchanged(func() {
		w.Replay(As(Gil)).Is(403, "Only an admin of Halyard")
		w.Replay(As(Orla), Path("organization", Orchard)).Is(404, "There is no such share.") // its home does not turn it
	})
	if got := Read[api.ReceivedState](w.Replay()); got.Off != nil || got.OffBy != "" {
		t.Errorf("answered %+v", got)
	}
	w.Unchanged(func() { w.Replay().Is(200) }) // it is enabled
	if err := reads(); err != nil {
		t.Errorf("then: %v", err)
	}
	for _, o := range []id.Organization{Halyard, Orchard} {
		if !slices.ContainsFunc(w.Record(o), func(e table.Entry) bool { return e.Action == audit.ShareEnabled && e.ActorName == "Hal" }) {
			t.Errorf("it is not on record of %s", o)
		}
	}
}
