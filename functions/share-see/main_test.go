package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "share-see")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.see)
	return w
}

func TestItSaysWhoThereReceivedIt(t *testing.T) { // rules H5, H8, C12
	w := told(t)
	if got := Read[api.ShareSeen](w.Replay()); len(got.Knowers) != 0 || got.PartnerName != "Orchard" || got.Mode != "read" {
		t.Errorf("before: %+v", got)
	}
	w.Opened(Omar, Orchard, Press)
	w.Opened(Hal, Halyard, Press) // at home is nothing there
	w.Unchanged(func() {
		got := Read[api.ShareSeen](w.Replay().Never(Press.Secret.Reveal()))
		if len(got.Knowers) != 1 || got.Knowers[0].Name != "Omar" || !got.Knowers[0].Current || !got.Knowers[0].Last.Equal(T0) || got.More {
			t.Errorf("%+v", got)
		}
	})
	w.Edits(Press.ID, func(c *credential.Credential) { c.Number++ })
	if got := Read[api.ShareSeen](w.Replay(As(Uma))); len(got.Knowers) != 1 || got.Knowers[0].Current {
		t.Errorf("after another secret: %+v", got)
	}
}

func TestOnlyItsHomeLooks(t *testing.T) { // rules H1, S8, promise 7
	w := told(t)
	w.Replay(As(Tess)).Is(403, "Only an admin of Halyard, or who is let share by one, may see this.")
	w.Replay(As(Orla), Path("organization", Orchard), Path("partner", Orchard)).Is(404, "There is no such share.")
	w.Replay(As(Orla), Path("organization", Orchard), Path("partner", Halyard)).Is(404, "There is no such share.")
	w.Replay(As(Orla)).Is(404, "There is no such organization.")
	w.Replay(Path("credential", Pump.ID)).Is(404, "There is no such share.")
	w.Replay(Path("credential", Scales.ID)).Is(404, "There is no such share.")
	for _, o := range []id.Organization{Vineyard, Halyard, Ridge} {
		w.Replay(Path("partner", o)).Is(404, "There is no such share.")
	}
	w.Replay(Path("partner", id.Organization("x"))).Is(400, "path.partner")
}
