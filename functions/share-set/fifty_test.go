package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestTheFiftiethPartnerGetsItAndTheNextIsRefusedInWords(t *testing.T) { // promise 10, rule H1
	w := told(t)
	all := w.LentToAll(Pump.ID)
	w.Unchanged(func() { w.Replay().Is(409, "A credential is shared with 50 organizations at most.") })
	c, last := credential.Credential{ID: Pump.ID}, credential.Reader{Credential: Pump.ID, Organization: all[50]}
	w.Read(&c, &last)
	w.Keep(change.Change{Records: []change.Record{c.Without(last.Organization), last.End(T0, "Hal", c)}}, "one of them has it no more")
	w.Replay().Is(200)
	if w.Read(&c); len(c.Readers) != 51 {
		t.Errorf("%d have it", len(c.Readers))
	}
	if plain, err := w.Opens(Halyard, Pump.ID); err != nil || plain.Secret != Pump.Secret {
		t.Errorf("its home opens %q, %v", plain.Secret.Reveal(), err)
	}
}
