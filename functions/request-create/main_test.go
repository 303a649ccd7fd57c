package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "request-create")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.create)
	return w
}

// rules J4, J8
func TestAskingWaitsForWhoMayDecideAndTellsThem(t *testing.T) {
	w := told(t)
	got := Read[api.Request](w.Replay())
	if got.State != "pending" || got.Length != 3600 || !got.Extends || got.Person != Jon.ID || got.MayDecide || !got.Lapses.Equal(T0.AddDate(0, 0, 1)) || got.Policy.Needs != 1 {
		t.Errorf("answered %+v", got)
	}
	f := w.Of(got.ID)
	if f.Standing.Pending != got.ID || len(f.Standing.Periods) != 1 {
		t.Errorf("the standing: %+v", f.Standing)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.AccessRequested || n[0].To.Decide != Gateway.Resource || n[0].To.Except != Jon.ID {
		t.Errorf("told %+v", n)
	}
	if e := w.Record(NorthQuay)[0]; e.Action != audit.AccessRequested || e.Actor != Jon.ID || e.Thing != string(Gateway.Resource) || e.Detail != "Jon, for 1 hour: It takes longer." {
		t.Errorf("on record: %+v", e.Entry)
	}
	if !slices.Contains(w.Queues("", true), got.ID) || slices.Contains(w.Queues(OnCall, true), got.ID) {
		t.Error("it is not in the queue it belongs to")
	}
}

// rule J4
func TestAskingWhileOneWaitsAnswersThatOne(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("resource", Switch.Resource), Set("length", 5), Set("reason", "again")).Is(201, string(PendingRequest), `"length":1800`)
	})
	both := w.AtOnce([]Edit{Set("length", 60)}, []Edit{Set("length", 120)})
	one, other := Read[api.Request](both[0]), Read[api.Request](both[1])
	if one.ID != other.ID || one.Length != other.Length || w.Told() != "access-requested" {
		t.Errorf("%s for %d and %s for %d; told %s", one.ID, one.Length, other.ID, other.Length, w.Told())
	}
}

// rule J9
func TestWhoseRequestLapsedMayAskAgainThoughNobodyWroteItDown(t *testing.T) {
	w := told(t)
	q := w.Of(PendingRequest).Request
	q.Lapses = T0
	w.Keep(change.Change{Records: []change.Record{q}}, "it lapses")
	got := Read[api.Request](w.Replay(Path("resource", Switch.Resource)))
	if got.ID == PendingRequest || w.Of(got.ID).Standing.Pending != got.ID {
		t.Errorf("answered %+v", got)
	}
	old := w.Of(PendingRequest)
	w.Keep(access.LapseRequest(T0, old.Request, old.Standing), "written down late")
	if s := w.Of(got.ID).Standing; s.Pending != got.ID {
		t.Errorf("the new one is forgotten: %+v", s)
	}
}

// rule J4
func TestWhereAReasonIsEnoughItOpensAtOnce(t *testing.T) {
	w := told(t)
	w.Lock(Switch, access.Policy{JustInTime: true, Longest: 600, Automatic: true})
	q := w.Of(PendingRequest)
	w.Keep(change.Change{Records: []change.Record{access.Standing{Resource: Switch.Resource, Person: Jon.ID, Version: q.Standing.Version}}}, "nothing waits")
	w.Unchanged(func() {
		w.Replay(Path("resource", Switch.Resource), Set("reason", " \t"), Set("length", 60)).Is(400, "body.reason", "is needed here")
	})
	got := Read[api.Request](w.Replay(Path("resource", Switch.Resource), Set("length", nil)))
	if got.State != "approved" || !got.Open || !got.Closes.Equal(T0.Add(10*time.Minute)) || got.DecidedBy != "Jon" || w.Told() != "" {
		t.Errorf("%+v; told %s", got, w.Told())
	}
	if e := w.Record(NorthQuay)[0]; e.Action != audit.AccessOpened {
		t.Errorf("on record: %+v", e.Entry)
	}
}

// rule J5
func TestARequestThatTooFewMayDecideIsRefusedAndSaysSo(t *testing.T) {
	w := told(t)
	policy := access.Policy{JustInTime: true, Longest: 3600, Needs: 3}
	w.Lock(Gateway, policy)
	w.Unchanged(func() {
		w.Replay().Is(403, "3 must approve, and only 2 other than you may decide for Gateway: ask an admin.")
	})
	w.Lock(Gateway, policy, OnCall)
	w.Becomes(Lou, func(m *identity.Member) { m.Suspended = &T0 })
	w.Unchanged(func() { w.Replay().Is(403, "only 2 other") })
	w.Becomes(Lou, func(m *identity.Member) { m.Suspended = nil })
	w.Replay().Is(201)
}

// rule J5
func TestWhoAsksIsNotCountedAmongThoseWhoMayDecide(t *testing.T) {
	w := told(t)
	w.Lock(Gateway, access.Policy{JustInTime: true, Longest: 3600, Needs: 3})
	w.Becomes(Jon, func(m *identity.Member) { m.Role = identity.Reviewer })
	roster := identity.Roster{Organization: NorthQuay}
	w.Read(&roster)
	roster.Reviewers = append(roster.Reviewers, Jon.ID)
	w.Keep(change.Change{Records: []change.Record{roster}}, "Jon is a reviewer")
	w.Unchanged(func() { w.Replay().Is(403, "only 2 other than you") })
}

// rule J2
func TestALengthIsWholeSecondsUpToTheLongestAndTheReasonIsBounded(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		for _, length := range []any{-1, 604_801, 1.5, "60", 1e18} {
			w.Replay(Set("length", length)).Is(400, "body.length")
		}
		w.Replay(Set("length", 4*60*60+1)).Is(400, "body.length", "is 1 to 14400 seconds here")
		w.Replay(Set("reason", strings.Repeat("a", 1001))).Is(400, "body.reason")
		w.Replay(Set("policy", "standing")).Is(400)
	})
	w.Replay(Set("length", 1)).Is(201, `"length":1`)
}

// rules J3, G1
func TestWhoIsNotAssignedFindsNothingToAskFor(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Moe)).Is(404, "There is no such resource.")
		w.Replay(As(Ira)).Is(404, "There is no such resource.") // being admin opens nothing (rule G2)
		w.Replay(As(Eve)).Is(404, "organization")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such resource.")
		w.Replay(Set("assignment", string(Switch.Assignment))).Is(404, "There is no such resource.")
		w.Replay(Set("assignment", "assign_x")).Is(400, "body.assignment")
		w.Replay(Path("resource", id.New[id.Resource](T0, "nothing", 0))).Is(404)
		w.Replay(Nobody).Is(401)
	})
	w.Becomes(Jon, func(m *identity.Member) { m.Role = identity.Auditor })
	w.Unchanged(func() { w.Replay().Is(404) })
}

// rules J1, J4
func TestARequestIsMadeUnderThePolicyOfThatMoment(t *testing.T) {
	w := told(t)
	defer w.Meanwhile(func() { w.Lock(Gateway, access.Policy{JustInTime: true, Longest: 600, Needs: 2}) })()
	w.Replay().Is(400, "body.length", "is 1 to 600 seconds here")
}
