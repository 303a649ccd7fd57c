package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "member-share")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.share)
	return w
}

func TestAnAdminLetsAMemberShareAndTakesItBack(t *testing.T) { // rule H1
	w := told(t)
	made := w.Made(func() {
		if got := Read[api.Member](w.Replay()); !got.MayShare || got.Name != "Cem" {
			t.Errorf("%+v", got)
		}
	})
	if made != "AUDIT" || w.Told() != "" {
		t.Errorf("made %s, told %s", made, w.Told())
	}
	if e := w.Record(ContosoSite)[0]; e.Action != audit.MemberSharing || e.ThingName != "Cem" || e.Detail != "may share with other organizations" {
		t.Errorf("on record %+v", e.Entry)
	}
	w.Unchanged(func() { w.Replay().Is(200) }) // again
	if by := w.CallsIn(ContosoSite, Cem, T0); !by.MayShare() || len(by.Groups) != 1 {
		t.Errorf("Cem is another: %+v", by)
	}
	if got := Read[api.Member](w.Replay(Set("mayShare", false))); got.MayShare {
		t.Errorf("%+v", got)
	}
	if w.CallsIn(ContosoSite, Cem, T0).MayShare() {
		t.Error("he may still")
	}
}

func TestWhoIsRemovedAndComesBackMayShareNoMore(t *testing.T) { // rules F5, H1
	w := told(t)
	w.Replay().Is(200)
	m := identity.Member{Organization: ContosoSite, Person: Cem.ID}
	w.Read(&m)
	m.Removed = &T0
	w.Keep(change.Change{Records: []change.Record{m}}, "Cem is removed")
	w.Unchanged(func() { w.Replay(Set("mayShare", false)).Is(409, "no longer a member") })
}

func TestWhoIsNotOursToLetShareIsRefused(t *testing.T) { // promise 7
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("person", Noah.ID)).Is(404, "There is no such member.")
		w.Replay(Path("person", Rhea.ID)).Is(404, "There is no such member.")
		w.Replay(As(Cem)).Is(403)
		w.Replay(As(Rhea)).Is(404, "There is no such organization.")
		w.Replay(As(Rhea), Path("organization", Ridge), Path("person", Val.ID)).Is(409, "Val is an auditor")
		w.Replay(As(Rhea), Path("organization", Ridge), Path("person", Cem.ID)).Is(404)
		w.Replay(Set("mayShare", nil)).Is(400, "mayShare")
	})
}

// Each act at a site holds its organization to be as it was, and moves nothing of it.
func TestWhatTwoDoAtASiteAtOnceIsBothKept(t *testing.T) { // rule S1
	w := told(t)
	for _, a := range w.AtOnce(nil, []Edit{Path("person", Cora.ID)}) {
		a.Is(200)
	}
	if !w.CallsIn(ContosoSite, Cem, T0).MayShare() {
		t.Error("one is lost")
	}
}
