package main

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// rule C12
func TestASecretReceivedInAPeriodIsDueForRotationAfterItWhereThePolicySaysSo(t *testing.T) {
	end := T0.Add(time.Hour)
	for _, rotate := range []bool{false, true} {
		w, sweep := sweeping(t)
		q, s := access.Request{ID: OpenRequest}, access.Standing{Resource: Gateway.Resource, Person: Jon.ID}
		got := credential.Received{Credential: Gateway.Credential, Organization: NorthQuay, Person: Jon.ID}
		w.Read(&q, &s, &got)
		if rotate {
			p := *q.Period
			p.Rotates = &p.Start
			q.Period, s.Periods = &p, []access.Period{p}
		}
		got.Last = T0
		w.Keep(change.Change{Records: []change.Record{q, s, got}}, "Jon uses it under a policy")
		sweep(end)
		if w.Read(&got); got.Lost != nil {
			t.Errorf("due at once: a use may be on its way to the record")
		}
		sweep(end.Add(2 * time.Minute))
		if w.Read(&got); (got.Lost != nil) != rotate || rotate && !got.Lost.Equal(end) {
			t.Errorf("%v: lost at %v", rotate, got.Lost)
		}
		ordered := false
		for k, v := range w.Items() {
			ordered = ordered || strings.HasPrefix(k, "OUT#") && strings.Contains(v, `"`+credential.DueChore+`"`) && strings.Contains(v, string(Gateway.Credential))
		}
		if ordered != rotate {
			t.Errorf("%v: whether it is due is looked at: %v", rotate, ordered)
		}
		w.Unchanged(func() { sweep(end.Add(3 * time.Minute)) })
	}
}

// rule C12: on its date, by what is true then.
func TestASecretIsDueOnTheDateOnWhichItIsOldAndNotForAnotherSecret(t *testing.T) {
	w, sweep := sweeping(t)
	types := filing.Types{Organization: Ridge, Names: filing.Usual, Limits: map[string]int{"Firewall": 30}}
	edge := credential.Credential{ID: Edge.ID}
	w.Read(&edge)
	old := edge.Since.AddDate(0, 0, 30)
	w.Keep(change.Change{Records: []change.Record{types}, Due: []change.Due{
		{At: T0, What: credential.OldDue, ID: string(Edge.ID)},      // of an earlier version
		{At: T0, What: credential.OldDue, ID: string(Registrar.ID)}, // of a type without a limit
	}}, "dates")
	sweep(T0)
	if w.Read(&edge); edge.Due != nil {
		t.Errorf("before its date: %+v", edge)
	}
	edge.Since = T0.AddDate(0, 0, -30)
	w.Keep(change.Change{Records: []change.Record{edge}, Due: []change.Due{{At: T0, What: credential.OldDue, ID: string(Edge.ID)}}}, "an older secret")
	sweep(T0.Add(time.Minute))
	if w.Read(&edge); edge.DueWhy != credential.Old || !edge.Due.Equal(T0) || !old.After(T0) {
		t.Errorf("on its date: %+v", edge)
	}
	w.Unchanged(func() { sweep(T0.Add(2 * time.Minute)) })
}
