package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "webhook-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

func TestAnAdminSeesAllOfThemAndHowTheyStand(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		out := Read[api.Webhooks](w.Replay().Is(200).Never("whsec_", PagerSecret.Reveal(), "secret", `"body"`))
		if len(out.Items) != 2 || out.Items[0].ID != Pager || out.Items[1].ID != Wiki {
			t.Fatalf("%+v", out.Items)
		}
		pager, wiki := out.Items[0], out.Items[1]
		if pager.URL != PagerURL || pager.State != "failing" || pager.Failing == nil || pager.By != "Ann" || len(pager.Events) != 2 {
			t.Errorf("%+v", pager)
		}
		if last := pager.Last; last == nil || last.State != "waiting" || last.Event != "access.broke_glass" || len(last.Tries) != 1 || last.Tries[0].Why != "no answer in time" {
			t.Errorf("its last: %+v", last)
		}
		if wiki.State != "disabled" || wiki.Disabled == nil || !strings.Contains(wiki.Why, "502") || wiki.Last != nil || wiki.Host != "wiki.blueharbor.example:8443" {
			t.Errorf("%+v", wiki)
		}
	})
}

func TestAnAuditorSeesTheHostAndNothingBehindIt(t *testing.T) {
	w := told(t)
	out := Read[api.Webhooks](w.Replay(As(Cyd)).Is(200).Never(HookToken, `"url"`, `"body"`, "on fire"))
	if len(out.Items) != 2 || out.Items[0].Host != "hooks.blueharbor.example" || out.Items[0].State != "failing" {
		t.Errorf("%+v", out.Items)
	}
}

func TestNobodyElseSeesThatThereAreAny(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Bob)).Is(403).Never("blueharbor.example")
		w.Replay(As(Eve)).Is(404, "There is no such organization")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(200, `"items":[]`)
		w.Replay(Query("host", "x")).Is(400)
	})
}
