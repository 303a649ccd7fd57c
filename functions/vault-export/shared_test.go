package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// Rules H5, H6: what another organization shares is seen here, and stays there.
func TestWhatIsSharedIsNotTakenAlong(t *testing.T) {
	w := told(t)
	a := w.Replay(As(Hal), Path("organization", Halyard), Body(`{"all": true}`)).Never(Scales.Secret.Reveal())
	got := Read[api.Exported](a)
	if len(got.Items) != 2 || len(got.Refused) != 1 || got.Refused[0].ID != Scales.ID || got.Refused[0].Reason != "Orchard shares this: it may be seen here, and is not taken along." {
		t.Errorf("answered %+v", got)
	}
}
