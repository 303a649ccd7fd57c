package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestOfManyWhatIsReceivedIsRefusedInWordsAndTheRestIsDone(t *testing.T) { // rules H4, H6
	w := told(t)
	got := Read[api.BulkDone](w.Replay(As(Hal), Path("organization", Halyard),
		Set("act", "disable"), Set("add", nil), Set("remove", nil), Set("credentials", []string{string(Pump.ID), string(Scales.ID), string(Cellar.ID)})))
	if len(got.Items) != 3 || got.Items[0].Outcome != "done" || got.Items[1].Reason != "Orchard shares this with Halyard: only there is that done." || got.Items[2].Outcome != "refused" {
		t.Errorf("answered %+v", got.Items)
	}
}
