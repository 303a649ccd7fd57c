package main

import (
	"context"
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// rules C7, C12, promise 11
func TestWhoReceivedALoginThatWasClosedIsMarkedOnce(t *testing.T) {
	w := New(t, "outbox-drive")
	got := credential.Received{Credential: UgoLogin.ID, Organization: SouthFen, Person: Una.ID, Name: "Una", Number: 1, Uses: 2, Last: LetIn}
	c := credential.Credential{ID: UgoLogin.ID}
	w.Read(&c)
	c.Managed = false
	w.Keep(change.Change{Records: []change.Record{got, c}}, "seen, and closed")
	o := change.Order{Door: change.Drive, At: T0, Chore: credential.ClosedChore, Thing: string(UgoLogin.ID), Home: string(SouthFen)}
	run := func() {
		if err := (function{table: w.Table}).deliver(context.Background(), identity.Call{Route: "outbox-drive", At: T0, ID: "chore"}, o); err != nil {
			t.Fatal(err)
		}
	}
	run()
	if w.Read(&got); got.Lost == nil || !got.Lost.Equal(T0) || !got.MayKnow(c) {
		t.Errorf("received %+v", got)
	}
	w.Unchanged(run)
}
