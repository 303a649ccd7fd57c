package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "type-set")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.set)
	return w
}

func TestAnOrganizationsOwnTypesAreKeptInTheirOrder(t *testing.T) { // rule C8
	w := told(t)
	if got := Read[api.Types](w.Replay()); !slices.Equal(got.Types, []string{"Router", "Switch", "Domain administrator"}) || !got.Own {
		t.Errorf("%+v", got)
	}
	if e := w.Record(Ridge)[0]; e.Action != audit.TypesChanged || e.Detail != "Router, Switch, Domain administrator" {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Unchanged(func() { w.Replay().Is(200) }) // again
}

func TestTypesAreRefusedByField(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("types", []string{})).Is(400, "body.types")
		w.Replay(Set("types", []string{"Router", " router "})).Is(400, "body.types", "twice")
		w.Replay(Set("types", []string{"Router", " "})).Is(400, "body.types")
		w.Replay(As(Sol)).Is(403)
		w.Replay(As(Val)).Is(403)
		w.Replay(As(Eve)).Is(404)
	})
}

func ordered(w *World) (n int) {
	for k, v := range w.Items() {
		if strings.HasPrefix(k, "OUT#") && strings.Contains(v, `"`+filing.LimitedChore+`"`) {
			n++
		}
	}
	return n
}

func limit(kind string, days any) Fields { return Fields{"type": kind, "days": days} }

// Rule C12: what they are about is looked at, and only when they change.
func TestATypeMayHaveALimit(t *testing.T) {
	w := told(t)
	limited := Set("limits", []Fields{limit("Router", 90), limit("Switch", 3650)})
	want := []api.TypeLimit{{Type: "Router", Days: 90}, {Type: "Switch", Days: 3650}}
	if got := Read[api.Types](w.Replay(limited)); !slices.Equal(got.Limits, want) {
		t.Errorf("%+v", got)
	}
	if e := w.Record(Ridge)[0]; e.Detail != "Router (90 days), Switch (3650 days), Domain administrator" {
		t.Errorf("on record: %+v", e.Entry)
	}
	if ordered(w) != 1 {
		t.Errorf("%d are ordered", ordered(w))
	}
	w.Unchanged(func() {
		w.Replay(limited).Is(200) // again
		w.Replay().Is(200)        // as they are
	})
	if got := Read[api.Types](w.Replay(Set("types", []string{"Switch", "Tower"}))); !slices.Equal(got.Limits, want[1:]) {
		t.Errorf("of a type that stays: %+v", got)
	}
	if got := Read[api.Types](w.Replay(Set("types", []string{"Switch"}), Set("limits", []Fields{}))); len(got.Limits) != 0 || ordered(w) != 3 {
		t.Errorf("none: %+v, %d are ordered", got, ordered(w))
	}
	Read[api.Types](w.Replay())
	if ordered(w) != 3 {
		t.Error("another list of types is looked at like another limit")
	}
}

func TestLimitsAreRefusedByField(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("limits", []Fields{limit("Tower", 90)})).Is(400, "body.limits", "not on the list")
		w.Replay(Set("limits", []Fields{limit("Router", 90), limit(" Router", 91)})).Is(400, "body.limits", "twice")
		for _, days := range []any{0, -1, 3651, 1e300, "90", nil, 1.5} {
			w.Replay(Set("limits", []Fields{limit("Router", days)})).Is(400, "body.limits")
		}
	})
}

// atContoso has Contoso's admin send it, of whose relation edit makes another first.
func atContoso(w *World, edit func(*identity.Relation)) []Edit {
	if edit != nil {
		o := identity.Organization{ID: ContosoSite}
		w.Read(&o)
		r := *o.Relation
		edit(&r)
		o.Relation = &r
		w.Keep(change.Change{Records: []change.Record{o}}, "Contoso is another")
	}
	return []Edit{As(Cora), Path("organization", ContosoSite)}
}

func closed(r *identity.Relation) { r.Open, r.Turned = false, T0 }

func TestAListThatAProviderForcesIsNotTheSitesToChange(t *testing.T) { // rule C8
	w := told(t)
	w.Keep(change.Change{Records: []change.Record{filing.Types{Organization: ContosoSite, Forced: &filing.Forced{By: Ridge, Name: "Ridge IT", Names: []string{"Mast"}}}}}, "forced")
	w.Unchanged(func() {
		w.Replay(atContoso(w, nil)...).Is(403, "Ridge IT has Contoso use its own list of types")
	})
	w.Replay(As(Nia), Path("organization", NorthwindSite)).Is(200)
}

func TestWhatIsDoneAtASiteAsItIsClosedIsNotDone(t *testing.T) { // rule S1, promise 3
	w := told(t)
	as := atContoso(w, nil)
	defer w.Meanwhile(func() { atContoso(w, closed) })()
	w.Replay(as...).Is(403, "Ridge IT closed Contoso to its people")
	types := filing.Types{Organization: ContosoSite}
	if w.Read(&types); types.Version != 0 {
		t.Errorf("kept %+v", types)
	}
	atContoso(w, func(r *identity.Relation) { r.Open = true })
	w.Replay(as...).Is(200) // as it was
}

func TestWhoIsRefusedAtAClosedSiteIsOnItsRecord(t *testing.T) { // rules S1, A1
	w := told(t)
	w.Replay(atContoso(w, closed)...).Is(403)
	if e := w.Record(ContosoSite)[0]; e.Action != audit.Refused || e.ActorName != "Cora" || !strings.Contains(e.Detail, "closed Contoso") {
		t.Errorf("on record %+v", e.Entry)
	}
}
