package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "credential-versions")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.versions)
	return w
}

func TestTheChangeLogSaysWhatWhoAndWhenAndNoSecret(t *testing.T) { // rule C9
	w := told(t)
	a := w.Replay().Never(Registrar.Secret.Reveal(), Former.Reveal())
	got := Read[api.ChangeLog](a).Items
	if len(got) != 2 || got[0].Kind != "renewed" || got[0].Version != 2 || got[1].Kind != "created" || got[1].Version != 1 ||
		got[0].By != "Rhea" || !got[0].At.After(got[1].At) {
		t.Errorf("answered %+v", got)
	}
}

func TestWhoMayWriteAndAuditorsReadTheChangeLog(t *testing.T) { // rules C9, F4, promise 7
	w := told(t)
	w.Replay(As(Val)).Is(200, "renewed")
	w.Replay(As(Sol), Path("credential", Insurance.ID)).Is(200, "created")
	w.Replay(As(Sol), Path("credential", Edge.ID)).Is(403)
	w.Replay(As(Sol)).Is(404)
	w.Replay(As(Rhea), Path("credential", Insurance.ID)).Is(404)
	w.Replay(As(Val), Path("credential", Insurance.ID)).Is(404)
	w.Replay(As(Eve)).Is(404)
	w.Replay(As(Ann), Path("organization", BlueHarbor), Path("credential", Social.Credential)).Is(404) // it is lent to them
	w.Replay(As(Cyd), Path("organization", BlueHarbor), Path("credential", Social.Credential)).Is(404)
	c := credential.Credential{ID: Registrar.ID}
	w.Read(&c)
	c.Disabled = &T0
	w.Keep(change.Change{Records: []change.Record{c}}, "it is disabled")
	w.Replay().Is(200, "renewed") // history stays (rule C10)
}

func TestALongChangeLogIsReadByPagesAtThePriceOfAPage(t *testing.T) {
	w := told(t)
	var ch change.Change
	for i := range 60 {
		ch.Keep(credential.Logged{Credential: Edge.ID, Turn: i + 2, Kind: credential.Amended, Number: 1, At: T0, By: "Rhea", What: fmt.Sprint("turn ", i+2)})
	}
	w.Keep(ch, "sixty changes")
	seen, after, pages := 0, "", 0
	for next := true; next; next = after != "" {
		edits := []Edit{Path("credential", Edge.ID), Query("limit", "25")}
		if after != "" {
			edits = append(edits, Query("after", after))
		}
		w.Ledger.Reset()
		got := Read[api.ChangeLog](w.Replay(edits...))
		calls, units := 0, 0.0
		for _, e := range w.Ledger.Of(w.Name) {
			calls, units = calls+1, units+e.Read
		}
		if calls > 4 || units > 16 {
			t.Errorf("page %d takes %d calls and %.1f units", pages, calls, units)
		}
		for _, l := range got.Items {
			if want := fmt.Sprint("turn ", 61-seen); l.What != want && l.Kind != "created" {
				t.Errorf("%q in the place of %q", l.What, want)
			}
			seen++
		}
		after = got.Next
		pages++
	}
	if seen != 61 || pages != 3 {
		t.Errorf("%d lines on %d pages", seen, pages)
	}
	w.Replay(Query("after", "x")).Is(400, "query.after")
	w.Replay(Query("limit", "1000")).Is(400, "query.limit")
	if strings.Contains(after, "LOG") {
		t.Error("a cursor shows keys")
	}
}
