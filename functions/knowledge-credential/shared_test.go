package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// Rules H8, C12, A2: its home sees who received it on the other side, by name and
// organization; the other side its own people, and a third one nothing.
func TestItsHomeSeesWhoReceivedWhatItShares(t *testing.T) {
	w := told(t)
	for _, tt := range []struct {
		who Person
		in  id.Organization
	}{{Tess, Halyard}, {Orla, Orchard}} {
		_, f, err := w.Operator().FindWay(t.Context(), w.CallsIn(tt.in, tt.who, T0).Call, tt.in, "", Scales.ID)
		if err != nil {
			t.Fatal(err)
		}
		ch, err := access.Enter(w.CallsIn(tt.in, tt.who, T0), f, credential.Read)
		if err != nil {
			t.Fatal(err)
		}
		w.Keep(ch, tt.who.Name+" receives Scales")
	}
	scales := Path("credential", Scales.ID)
	if got := knowers(w, As(Hal), Path("organization", Halyard), scales); got != "Tess of Halyard (active) true; " {
		t.Errorf("Halyard reads %s", got)
	}
	home := []Edit{As(Orla), Path("organization", Orchard), scales}
	if got := knowers(w, home...); got != "Tess of Halyard (other) true; Orla of Orchard (active) true; " && got != "Orla of Orchard (active) true; Tess of Halyard (other) true; " {
		t.Errorf("Orchard reads %s", got)
	}
	w.Replay(As(Vera), Path("organization", Vineyard), scales).Is(404)
	w.Replay(As(Tess), Path("organization", Halyard), scales).Is(403)
	c, r := credential.Credential{ID: Scales.ID}, credential.Reader{Credential: Scales.ID, Organization: Halyard}
	w.Read(&c, &r)
	w.Keep(change.Change{Records: []change.Record{c.Without(Halyard), r.End(T0, "Orla", c)}}, "stopped")
	if got := knowers(w, As(Hal), Path("organization", Halyard), scales); got != "Tess of Halyard (active) true; " { // they may remember it (rule H5)
		t.Errorf("after its end Halyard reads %s", got)
	}
}
