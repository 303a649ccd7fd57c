package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// Promise 3, rules A2, S3: all whom a line names have it on record once, however often
// and whenever the order is done, with who did it as they may be told.
func TestAChangeIsOnRecordOnceWithAllWhomItsLineNames(t *testing.T) {
	w, _ := driving(t)
	all := w.LentToAll(Scales.ID)
	others := all[2:] // Orchard and Halyard have it in the change itself
	line := credential.Logged{
		Credential: Scales.ID, Turn: 40, Kind: credential.Restored, At: T0.Add(-time.Minute), By: "Tess of Halyard", ByOf: Halyard,
		What: "version 1", Theirs: "version 1", Told: others,
	}
	theirs := line
	theirs.Turn, theirs.By, theirs.ByOf, theirs.Kind, theirs.What, theirs.Theirs = 41, "Orla", "", credential.Disabled, "", ""
	w.Keep(change.Change{Records: []change.Record{line, theirs}}, "two lines")
	does := func(turn string, at time.Time) {
		t.Helper()
		o := change.Order{Chore: credential.ToldChore, Thing: string(Scales.ID) + " " + turn}
		if err := (function{table: w.Table}).deliver(t.Context(), identity.Call{Route: w.Name, At: at, ID: "a chore at " + at.String()}, o); err != nil {
			t.Fatal(err)
		}
	}
	does("40", T0)
	does("41", T0)
	w.Unchanged(func() {
		does("40", T0.Add(time.Hour))
		does("41", T0.Add(time.Hour))
		does("42", T0)
		does("forty", T0)
	})
	for _, o := range others {
		got := w.Record(o)
		if len(got) != 2 {
			t.Fatalf("%d lines with %s", len(got), o)
		}
		for _, e := range got {
			who, of := "Another whom it is shared with", ""
			if e.Action == audit.CredentialDisabled {
				who, of = "Orla", "Orchard"
			} else if e.Action != audit.CredentialRestored || e.Detail != "version 1" {
				t.Errorf("on record: %+v", e.Entry)
			}
			if e.ActorName != who || e.ActorOrganization != of || e.Actor != "" || e.Thing != string(Scales.ID) || !e.At.Equal(line.At) {
				t.Errorf("on record: %+v", e.Entry)
			}
		}
	}
	for _, o := range []id.Organization{Orchard, Halyard} {
		for _, e := range w.Record(o) {
			if e.Action == audit.CredentialRestored || e.Action == audit.CredentialDisabled {
				t.Errorf("%s is told twice: %+v", o, e.Entry)
			}
		}
	}
}
