package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// Rule S1, forced: what is shared while the relation ends, or the site is closed, is not
// kept, in either direction.
func TestNothingIsSharedWhileTheRelationEnds(t *testing.T) {
	for name, edit := range map[string]func(*identity.Relation){
		"it ends":            func(r *identity.Relation) { r.Ended = &T0 },
		"the site is closed": func(r *identity.Relation) { r.Open = false },
	} {
		for _, way := range []struct {
			edits []Edit
			r     credential.Reader
		}{
			{nil, credential.Reader{Credential: Pump.ID, Organization: Orchard}},
			{[]Edit{As(Orla), Path("organization", Orchard), Path("credential", Cellar.ID), Path("partner", Halyard)}, credential.Reader{Credential: Cellar.ID, Organization: Halyard}},
		} {
			w := told(t)
			stop := w.Meanwhile(func() {
				o := identity.Organization{ID: Orchard}
				w.Read(&o)
				r := *o.Relation
				edit(&r)
				o.Relation = &r
				w.Keep(change.Change{Records: []change.Record{o}}, "meanwhile")
			})
			got := w.Replay(way.edits...) // it is judged anew
			stop()
			if w.Read(&way.r); got.StatusCode < 400 || got.StatusCode >= 500 || way.r.Version != 0 {
				t.Errorf("%s: answered %d, shared: %+v", name, got.StatusCode, way.r)
			}
		}
	}
}
