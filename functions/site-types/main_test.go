package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "site-types")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.types)
	return w
}

func TestAProvidersListIsForcedOnItsSiteAndItsOwnComesBack(t *testing.T) { // rule C8
	w := told(t)
	own := filing.Types{Organization: Ridge, Names: []string{"Router", "Mast"}, Limits: map[string]int{"Router": 90}}
	theirs := filing.Types{Organization: ContosoSite, Names: []string{"Door"}}
	w.Keep(change.Change{Records: []change.Record{own, theirs}}, "both have a list")
	made := w.Made(func() {
		if got := Read[api.Types](w.Replay()); !slices.Equal(got.Types, own.Names) || got.Own || got.Provider != "Ridge IT" || len(got.Limits) != 1 {
			t.Errorf("%+v", got)
		}
	})
	if made != "AUDIT AUDIT OUT" || w.Told() != "" {
		t.Errorf("made %s, told %s", made, w.Told())
	}
	w.Unchanged(func() { w.Replay().Is(200) }) // again
	for _, o := range []id.Organization{Ridge, ContosoSite} {
		if e := w.Record(o)[0]; e.Action != audit.SiteTypes || e.Detail != "the list of Ridge IT: Router, Mast" {
			t.Errorf("on record of %s: %+v", o, e.Entry)
		}
	}
	if got := Read[api.Types](w.Replay(Set("forced", false))); !slices.Equal(got.Types, theirs.Names) || !got.Own || got.Provider != "" {
		t.Errorf("its own: %+v", got)
	}
}

func TestAListThatChangesAsItIsForcedIsForcedAsItIsThen(t *testing.T) { // rule C8
	w := told(t)
	defer w.Meanwhile(func() {
		w.Keep(change.Change{Records: []change.Record{filing.Types{Organization: Ridge, Names: []string{"Mast"}}}}, "another list")
	})()
	if got := Read[api.Types](w.Replay()); !slices.Equal(got.Types, []string{"Mast"}) {
		t.Errorf("%+v", got)
	}
}

func TestTypesAreForcedOnNobodyElse(t *testing.T) { // promise 7
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("site", BlueHarbor)).Is(404, "There is no such site.")
		w.Replay(Path("site", Ridge)).Is(404, "There is no such site.")
		w.Replay(As(Cora), Path("organization", ContosoSite)).Is(404, "There is no such site.")
		w.Replay(As(Val)).Is(403)
		w.Replay(Set("forced", nil)).Is(400, "forced")
		w.Replay(Set("forced", "yes")).Is(400, "body.forced")
	})
}
