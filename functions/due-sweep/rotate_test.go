package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
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
		w.Unchanged(func() { sweep(end.Add(3 * time.Minute)) })
	}
}
