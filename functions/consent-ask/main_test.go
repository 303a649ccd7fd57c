package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "consent-ask")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.ask)
	return w
}

func TestAnAdminAsksAndTheOwnerIsTold(t *testing.T) { // rules C6, A1
	w := told(t)
	got := Read[api.Consent](w.Replay())
	if got.State != "pending" || !got.Mine || got.Yours || got.OwnerName != "Wyn" || got.Askers[0].Message != "You are away next week." || !got.Lapses.Equal(T0.AddDate(0, 0, 14)) {
		t.Errorf("answered %+v", got)
	}
	c := credential.Credential{ID: WynLogin.ID}
	if w.Read(&c); c.Asked != got.ID || c.Managed {
		t.Errorf("kept %+v", c)
	}
	n := w.Waiting()
	if len(n) != 1 || n[0].Kind != change.ConsentRequested || n[0].To.Member != Wyn.ID || n[0].By != "Ugo" {
		t.Errorf("told %+v", n)
	}
	if e := w.Record(SouthFen)[0]; e.Action != audit.ConsentRequested || e.Actor != Ugo.ID || e.Thing != string(WynLogin.ID) || e.Detail != "of Wyn, for Intranet" {
		t.Errorf("on record %+v", e.Entry)
	}
	due := table.Due{Due: change.Due{At: T0.AddDate(0, 0, 14), What: credential.ConsentLapseDue, ID: string(got.ID)}}
	if w.Read(&due); due.Version == 0 {
		t.Error("it lapses at no date")
	}
}

func TestASecondAdminJoinsWhatWaitsAndAThirdTimeChangesNothing(t *testing.T) { // rule C6
	w := told(t)
	got := Read[api.Consent](w.Replay(Path("credential", PipLogin.ID)))
	if got.ID != PipRequest || len(got.Askers) != 2 || got.Askers[1].Person != Ugo.ID || w.Told() != "" {
		t.Errorf("answered %+v; told %s", got, w.Told())
	}
	w.Unchanged(func() { w.Replay(Path("credential", PipLogin.ID)).Is(201) })
	w.Unchanged(func() { w.Replay(As(Una), Path("credential", PipLogin.ID)).Is(201) })
}

func TestTwoWhoAskAtOnceMakeOneRequest(t *testing.T) { // rule C6
	w := told(t)
	all := w.AtOnce([]Edit{As(Ugo)}, []Edit{As(Una)})
	made := map[bool]int{}
	for _, a := range all {
		made[a.StatusCode == 201]++
	}
	if made[true] < 1 {
		t.Fatalf("answered %+v", all)
	}
	w.Replay(As(Una)).Is(201)
	got := Read[api.Consent](w.Replay(As(Ugo)))
	if len(got.Askers) != 2 || w.Told() != "consent-requested" {
		t.Errorf("%+v; told %s", got.Askers, w.Told())
	}
}

func TestWhatCannotBeAskedForIsRefusedInWords(t *testing.T) { // rules C3, C4, promise 7
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Wyn)).Is(403, "Only an admin")
		w.Replay(As(Eve)).Is(404)
		w.Replay(As(Una), Path("credential", UgoLogin.ID)).Is(409, "allowed admin access already")
		w.Replay(Path("credential", UgoLogin.ID)).Is(409, "your own")
		w.Replay(Path("credential", Router.Credential)).Is(404) // another organization's
		w.Replay(Path("credential", Edge.ID)).Is(404)
		w.Replay(Path("resource", Router.Resource)).Is(404)
		w.Replay(Set("message", strings.Repeat("x", 501))).Is(400, "body.message")
	})
	w.Replay(Set("message", strings.Repeat("ü", 500))).Is(201).Never(WynLogin.Secret.Reveal())
}

func TestNobodyIsAskedWhoCannotAnswer(t *testing.T) {
	w := told(t)
	m := identity.Member{Organization: SouthFen, Person: Wyn.ID}
	w.Read(&m)
	m.Suspended = &T0
	w.Keep(change.Change{Records: []change.Record{m}}, "suspended")
	w.Unchanged(func() { w.Replay().Is(409, "Wyn is suspended") })
	w.Read(&m)
	m.Removed = &T0
	w.Keep(change.Change{Records: []change.Record{m}}, "removed")
	w.Unchanged(func() { w.Replay().Is(409, "no member any more") })
	c := credential.Credential{ID: WynLogin.ID}
	w.Read(&c)
	c.Disabled = &T0
	w.Keep(change.Change{Records: []change.Record{c}}, "disabled")
	w.Unchanged(func() { w.Replay().Is(403, "disabled") })
}
