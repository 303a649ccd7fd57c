package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "account-record")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.read)
	for who, p := range map[string]Person{"Ann": Ann, "Bob": Bob} {
		var c change.Change
		for n := range 5 {
			c.Entries = append(c.Entries, audit.Entry{
				Account: p.ID, At: T0.AddDate(0, 0, -n*7), Action: audit.SessionBegun, Actor: p.ID, ActorName: who, Thing: string(p.ID), From: "192.0.2.1",
			})
		}
		w.Keep(c, "sign-ins of "+who)
	}
	return w
}

func TestEverybodyReadsTheirOwnRecordNewestFirst(t *testing.T) { // rule A1
	w := told(t)
	for _, p := range []Person{Ann, Bob} {
		got := Read[api.AuditPage](w.Replay(As(p))).Items
		if len(got) == 0 || !got[0].At.Equal(T0) {
			t.Fatalf("%s: %+v", p.Name, got)
		}
		for i, e := range got {
			if e.Actor != p.ID || e.Action != "session.begun" || i > 0 && !e.At.Before(got[i-1].At) {
				t.Errorf("%s: %+v", p.Name, e)
			}
		}
	}
}

func TestItIsReadPageByPageAcrossTheMonths(t *testing.T) {
	w := told(t)
	whole := Read[api.AuditPage](w.Replay()).Items
	var got []api.AuditEntry
	for after := ""; ; {
		edits := []Edit{Query("limit", "1")}
		if after != "" {
			edits = append(edits, Query("after", after))
		}
		p := Read[api.AuditPage](w.Replay(edits...))
		if got = append(got, p.Items...); p.Next == "" {
			break
		}
		after = p.Next
	}
	if len(got) != len(whole) || len(whole) < 2 {
		t.Errorf("%d lines in pages, %d at once", len(got), len(whole))
	}
	w.Replay(Query("after", "bm8")).Is(400, "query.after")
	w.Replay(Query("person", string(Bob.ID))).Is(400, "query.person")
}

func TestItIsNobodyElsesAndOfNoOrganization(t *testing.T) {
	w := told(t)
	w.Replay(Nobody).Is(401)
	w.Replay(As(Gone)).Is(401)
	if got := Read[api.AuditPage](w.Replay(As(Olga))).Items; len(got) != 0 {
		t.Errorf("Olga's own record has what is in her organization's: %+v", got)
	}
	w.Unchanged(func() { w.Replay() })
}
