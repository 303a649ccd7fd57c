package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sharing"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// listed is one credential as a page has it.
func listed(w *World, f Filed, edits ...Edit) api.Filed {
	w.T.Helper()
	for _, c := range Read[api.FiledPage](w.Replay(edits...)).Items {
		if c.ID == f.ID {
			return c
		}
	}
	w.T.Fatalf("%s is not listed", f.Name)
	return api.Filed{}
}

func TestWhatIsSharedSaysSoOnBothSides(t *testing.T) { // rules H3, S3
	w := told(t)
	hal, orla := []Edit{As(Hal), Path("organization", Halyard)}, []Edit{As(Orla), Path("organization", Orchard)}
	w.Shares(Hal, Halyard, Press, Vineyard, sharing.Options{Mode: credential.Use, Everyone: true})
	if at := listed(w, Press, hal...); at.SharedWith != 2 || at.From != "" || at.Mode != "" {
		t.Errorf("at home: %+v", at)
	}
	if at := listed(w, Press, orla...); at.From != "Halyard" || at.Mode != "read" || at.SharedWith != 0 || at.Waits || at.Off != nil {
		t.Errorf("where it is received: %+v", at)
	}
	if at := listed(w, Press, As(Vera), Path("organization", Vineyard)); at.Mode != "use" {
		t.Errorf("to use: %+v", at)
	}
	if at := listed(w, Scales, hal...); at.From != "Orchard" || at.Mode != "write" {
		t.Errorf("to write: %+v", at)
	}
	if at := listed(w, Pump, hal...); at.SharedWith != 0 {
		t.Errorf("shared with nobody: %+v", at)
	}
}

func TestWhatIsClosedOnEitherSideIsListedSo(t *testing.T) { // rules H6, S1
	w := told(t)
	hal := []Edit{As(Hal), Path("organization", Halyard)}
	r := credential.Reader{Credential: Scales.ID, Organization: Halyard}
	w.Read(&r)
	s := *r.Share
	s.Off, s.OffBy = &T0, "Hal"
	r.Share = &s
	o := identity.Organization{ID: Orchard}
	w.Read(&o)
	relation := *o.Relation
	relation.Open = false
	o.Relation = &relation
	w.Keep(change.Change{Records: []change.Record{r, o}}, "disabled here, and the site is closed")
	if at := listed(w, Scales, hal...); at.Off == nil || !at.Off.Equal(T0) || !at.Disabled || !at.Waits {
		t.Errorf("%+v", at)
	}
}
