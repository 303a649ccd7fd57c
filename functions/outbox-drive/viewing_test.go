package main

import (
	"context"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
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
	o := change.Order{Door: change.Drive, At: T0, Chore: credential.WeighChore, Thing: string(UgoLogin.ID), Home: string(SouthFen)}
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

// rules C5, C12, promise 11
func TestWhoIsNamedNoMoreIsMarkedAndTheOthersAreNot(t *testing.T) {
	w := New(t, "outbox-drive")
	una := credential.Received{Credential: UgoLogin.ID, Organization: SouthFen, Person: Una.ID, Number: 1, Last: LetIn}
	ugo := credential.Received{Credential: UgoLogin.ID, Organization: SouthFen, Person: Ugo.ID, Number: 1, Last: LetIn}
	w.Keep(change.Change{Records: []change.Record{una, ugo}}, "seen")
	o := change.Order{Door: change.Drive, At: T0, Chore: access.ViewingChore, Thing: string(Intranet), Home: string(SouthFen)}
	run := func() {
		if err := (function{table: w.Table}).deliver(context.Background(), identity.Call{Route: "outbox-drive", At: T0, ID: "chore"}, o); err != nil {
			t.Fatal(err)
		}
	}
	w.Unchanged(run) // she is named still
	r := access.Resource{Organization: SouthFen, ID: Intranet}
	w.Read(&r)
	r.Viewing = nil
	w.Keep(change.Change{Records: []change.Record{r}}, "named no more")
	run()
	if w.Read(&una, &ugo); una.Lost == nil || !una.Lost.Equal(T0) || ugo.Lost != nil {
		t.Errorf("Una %+v, Ugo %+v", una, ugo)
	}
	w.Unchanged(run)
}
