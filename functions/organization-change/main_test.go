package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "organization-change")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.change)
	return w
}

func TestAnAdminSetsTheTermAndItIsOnRecord(t *testing.T) { // rule A3
	w := told(t)
	var got api.Organization
	if made := w.Made(func() { got = Read[api.Organization](w.Replay(Set("auditYears", 3))) }); made != "AUDIT" {
		t.Errorf("made %s", made)
	}
	home := identity.Organization{ID: BlueHarbor}
	w.Read(&home)
	if got.AuditYears != 3 || home.AuditYears != 3 || got.Admins != 2 {
		t.Errorf("answered %+v, kept %+v", got, home)
	}
	e := w.Record(BlueHarbor)[0]
	if e.Action != "organization.changed" || e.Actor != Ann.ID || e.Thing != string(BlueHarbor) || e.Detail != "the record stays 3 years, not 7 years" {
		t.Errorf("on record: %+v", e.Entry)
	}
	if again := w.Made(func() { w.Replay(Set("auditYears", 3)).Is(200) }); again != "" {
		t.Errorf("the same term again made %s", again)
	}
}

func TestNoOtherTermAndNobodyElse(t *testing.T) {
	w := told(t)
	for _, years := range []any{0, -1, 11, 1.5, "7", nil} {
		w.Unchanged(func() { w.Replay(Set("auditYears", years)).Is(400, "auditYears") })
	}
	w.Unchanged(func() {
		w.Replay(Set("name", "Another")).Is(400, "body.name")
		w.Replay(As(Eve)).Is(404)
		w.Replay(Nobody).Is(401)
	})
	if made := w.Made(func() { w.Replay(As(Cyd)).Is(403, "Only an admin") }); made != "AUDIT" {
		t.Errorf("a refusal made %s", made)
	}
	w.Replay(As(Olga), Path("organization", OlgaHome), Set("auditYears", 10)).Is(200)
}
