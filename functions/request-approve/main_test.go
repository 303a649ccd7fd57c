package main

import (
	"slices"
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
	w := New(t, "request-approve")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.approve)
	return w
}

// isOpen reports whether Switch is open for Jon at an instant.
func isOpen(w *World, at time.Time) bool {
	f := w.Of(PendingRequest)
	return slices.ContainsFunc(f.Standing.Periods, func(p access.Period) bool { return p.Open(at) })
}

// rules J5, J7
func TestAnApprovalOpensAtOnceIsOnRecordAndTold(t *testing.T) {
	w := told(t)
	got := Read[api.Request](w.Replay())
	f := w.Of(PendingRequest)
	if end := T0.Add(30 * time.Minute); got.State != "approved" || !got.Open || !got.Closes.Equal(end) || got.DecidedBy != "Ira" || got.Note != "Go ahead." || got.MayDecide {
		t.Errorf("answered %+v", got)
	}
	if !isOpen(w, T0) || isOpen(w, T0.Add(30*time.Minute)) || f.Standing.Pending != "" {
		t.Errorf("the standing: %+v", f.Standing)
	}
	if w.Told() != "access-decided access-opened" {
		t.Errorf("told %s", w.Told())
	}
	for _, n := range w.Waiting() {
		if n.Kind == change.AccessDecided && (n.To.Decide != Switch.Resource || n.To.Except != Ira.ID) || n.Kind == change.AccessOpened && n.To.Member != Jon.ID {
			t.Errorf("told %+v", n)
		}
	}
	if e := w.Record(NorthQuay)[0]; e.Action != audit.AccessOpened || e.Actor != Ira.ID || e.Thing != string(Switch.Resource) || e.Request != PendingRequest {
		t.Errorf("on record: %+v", e.Entry)
	}
	if slices.Contains(w.Queues("", true), PendingRequest) || !slices.Contains(w.Queues(OnCall, false), PendingRequest) {
		t.Error("it waits in a queue still")
	}
	w.Unchanged(func() { w.Replay(As(Kay)).Is(409, "Ira made it approved at 2026-03-02T09:00:00Z") })
}

// rule J7
func TestAnApproverMayShortenAndNeverLengthen(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("length", 1801)).Is(400, "body.length", "never lengthen")
		w.Replay(Set("length", -1)).Is(400, "body.length")
		for _, no := range []any{0.5, "60", 9.3e18, true} {
			w.Replay(Set("length", no)).Is(400, "body.length")
		}
		w.Replay(Set("length", 604_801)).Is(400, "body.length")
		w.Replay(Set("length", 1e300)).Is(400)
	})
	if got := Read[api.Request](w.Replay(Set("length", 60))); got.Granted != 60 || got.Length != 1800 || !got.Closes.Equal(T0.Add(time.Minute)) {
		t.Errorf("%+v", got)
	}
}

// rules J5, F4, promise 8
func TestWhoMayNotDecideFindsNoRequestAndNobodyDecidesTheirOwn(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Jon)).Is(403, "Nobody decides what they ask for themselves")
		w.Replay(As(Moe)).Is(404, "There is no such request.")
		w.Replay(As(Eve)).Is(404, "organization")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such request.")
		w.Replay(Path("request", id.New[id.Request](T0, "nothing", 0))).Is(404, "There is no such request.")
		w.Replay(Nobody).Is(401)
	})
	w.Becomes(Jon, func(m *identity.Member) { m.Role, m.Groups = identity.Admin, []id.Group{OnCall} })
	w.Becomes(Moe, func(m *identity.Member) { m.Role, m.Groups = identity.Auditor, []id.Group{OnCall} })
	w.Unchanged(func() {
		w.Replay(As(Jon)).Is(403, "Nobody decides") // by no path
		w.Replay(As(Moe)).Is(404)
	})
	w.Replay(As(Lou)).Is(200, `"state":"approved"`)
}

// rule J5
func TestWhoIsAddedToAnApproverGroupMayAndWhoIsTakenOutMayNot(t *testing.T) {
	w := told(t)
	w.Becomes(Moe, func(m *identity.Member) { m.Groups = []id.Group{OnCall} })
	w.Becomes(Lou, func(m *identity.Member) { m.Groups = nil })
	w.Unchanged(func() { w.Replay(As(Lou)).Is(404) })
	w.Replay(As(Moe)).Is(200)
}

// rule J5
func TestOfTwoApprovalsAtOnceBothCountWhereTwoAreNeeded(t *testing.T) {
	w := told(t)
	w.Needing(PendingRequest, 2)
	both := w.AtOnce([]Edit{As(Ira)}, []Edit{As(Kay), Set("length", 60)})
	q := w.Of(PendingRequest).Request
	if both[0].StatusCode != 200 || both[1].StatusCode != 200 || q.State != access.RequestApproved || len(q.Approvals) != 2 || q.Granted != 60 {
		t.Errorf("answered %d and %d: %+v", both[0].StatusCode, both[1].StatusCode, q)
	}
}

// rule J5
func TestOfTwoApprovalsAtOnceOneWinsWhereOneIsNeeded(t *testing.T) {
	w := told(t)
	both := w.AtOnce([]Edit{As(Ira)}, []Edit{As(Kay)})
	won, lost := both[0], both[1]
	if won.StatusCode != 200 {
		won, lost = lost, won
	}
	q := w.Of(PendingRequest)
	won.Is(200)
	lost.Is(409, q.Request.DecidedBy+" made it approved at 2026-03-02T09:00:00Z")
	if len(q.Request.Approvals) != 1 || len(q.Standing.Periods) != 1 || w.Told() != "access-decided access-opened" {
		t.Errorf("%+v, told %s", q, w.Told())
	}
}

// rule J5
func TestTheSamePersonApprovesOnceThoughTwiceAtOnce(t *testing.T) {
	w := told(t)
	w.Needing(PendingRequest, 2)
	both := w.AtOnce([]Edit{As(Ira)}, []Edit{As(Ira)})
	if q := w.Of(PendingRequest).Request; both[0].StatusCode+both[1].StatusCode != 200+409 || len(q.Approvals) != 1 || q.State != access.RequestPending {
		t.Errorf("answered %d and %d: %+v", both[0].StatusCode, both[1].StatusCode, q)
	}
	w.Replay(As(Kay)).Is(200, `"state":"approved"`)
}

// rival is what comes of a request between an approver's reading and writing.
type rival struct {
	name  string
	act   func(*World)
	state access.RequestState
	says  string // to everyone who decides after it
	told  string
	line  audit.Action
}

var rivals = []rival{
	{"a cancel", func(w *World) { w.Does(Jon, T0, PendingRequest, access.Cancel) }, access.RequestCancelled, "Jon made it cancelled at 2026-03-02T09:00:00Z", "", audit.AccessCancelled},
	{"a denial", func(w *World) {
		w.Does(Kay, T0, PendingRequest, func(by identity.Caller, f access.Deciding) (access.Request, change.Change, error) {
			return access.Deny(by, f, "")
		})
	}, access.RequestDenied, "Kay made it denied at 2026-03-02T09:00:00Z", "access-decided access-denied", audit.AccessDenied},
	{"a second approval", func(w *World) {
		w.Does(Kay, T0, PendingRequest, func(by identity.Caller, f access.Deciding) (access.Request, change.Change, error) {
			return access.Approve(by, f, 0, "")
		})
	}, access.RequestApproved, "Kay made it approved at 2026-03-02T09:00:00Z", "access-decided access-opened", audit.AccessOpened},
	{"a lapse", func(w *World) {
		f := w.Of(PendingRequest)
		f.Request.Lapses = T0
		w.Keep(access.LapseRequest(T0, f.Request, f.Standing), "it lapses")
	}, access.RequestLapsed, "This request lapsed at 2026-03-02T09:00:00Z", "access-lapsed", audit.AccessLapsed},
}

// rules J5, J8, J9
func TestWhateverComesBeforeAnApprovalIsTheOnlyOutcomeAndEverybodyIsToldTheSame(t *testing.T) {
	for _, r := range rivals {
		t.Run(r.name, func(t *testing.T) {
			w := told(t)
			remove := w.Meanwhile(func() { r.act(w) })
			w.Replay().Is(409, r.says)
			remove()
			w.Unchanged(func() {
				w.Replay().Is(409, r.says)
				w.Replay(As(Lou)).Is(409, r.says)
				w.Replay(As(Kay)).Is(409, r.says)
			})
			f := w.Of(PendingRequest)
			if open := r.state == access.RequestApproved; f.Request.State != r.state || isOpen(w, T0) != open || len(f.Standing.Periods) > 0 != open || f.Standing.Pending != "" {
				t.Errorf("it is %s; the standing is %+v", f.Request.State, f.Standing)
			}
			if w.Told() != r.told {
				t.Errorf("told %q", w.Told())
			}
			lines := 0
			for _, e := range w.Record(NorthQuay) {
				if e.Request == PendingRequest && e.Action != audit.AccessRequested {
					if lines++; e.Action != r.line {
						t.Errorf("on record: %s", e.Action)
					}
				}
			}
			if lines != 1 {
				t.Errorf("%d outcomes are on record", lines)
			}
		})
	}
}

// rule J9
func TestWhatLapsedByItselfIsNotApprovedThoughNobodyWroteItDown(t *testing.T) {
	w := told(t)
	q := w.Of(PendingRequest).Request
	q.Lapses = T0.Add(time.Second)
	w.Keep(change.Change{Records: []change.Record{q}}, "it lapses in a second")
	w.Unchanged(func() { w.Replay(At(T0.Add(time.Second))).Is(409, "lapsed") })
	w.Replay(At(T0.Add(time.Second - time.Millisecond))).Is(200)
}

// rule J5, promise 8
func TestAnApprovalOfWhoIsRemovedBeforeOpeningDoesNotCount(t *testing.T) {
	for name, remove := range map[string]func(*World){
		"suspended":            func(w *World) { w.Becomes(Kay, func(m *identity.Member) { m.Suspended = &T0 }) },
		"removed":              func(w *World) { w.Becomes(Kay, func(m *identity.Member) { m.Removed, m.Groups = &T0, nil }) },
		"no reviewer any more": func(w *World) { w.Becomes(Kay, func(m *identity.Member) { m.Role = identity.User }) },
	} {
		w := told(t)
		w.Needing(PendingRequest, 2)
		w.Replay(As(Kay)).Is(200, `"state":"pending"`)
		before := w.Meanwhile(func() { remove(w) }) // after Ira has read that Kay may
		w.Replay(As(Ira)).Is(200, `"state":"pending"`)
		before()
		if q := w.Of(PendingRequest).Request; len(q.Approvals) != 1 || q.Approvals[0].Person != Ira.ID || isOpen(w, T0) {
			t.Errorf("%s: %+v", name, q)
		}
		w.Replay(As(Lou)).Is(200, `"state":"approved"`)
	}
}

// rules J5, F5
func TestWhoIsNoLongerAssignedIsNotLetIn(t *testing.T) {
	w := told(t)
	defer w.Meanwhile(func() {
		r := access.Resource{Organization: NorthQuay, ID: Switch.Resource}
		w.Read(&r)
		r.Assignments = nil
		w.Keep(change.Change{Records: []change.Record{r}}, "Jon is off it")
	})()
	w.Replay().Is(409, "Jon is no longer assigned to Switch as when they asked.")
	w = told(t)
	defer w.Meanwhile(func() { w.Becomes(Jon, func(m *identity.Member) { m.Suspended = &T0 }) })()
	w.Replay().Is(409, "Jon is no longer assigned")
	if isOpen(w, T0) {
		t.Error("open for who is suspended")
	}
}

// rule J8
func TestAnExtensionApprovedWhileThePeriodIsEndedIsOneOrTheOther(t *testing.T) {
	w := told(t)
	f := w.Of(PendingRequest)
	first := f.Request
	first.ID, first.Version, first.State = id.New[id.Request](T0, "the first of Switch", 0), 0, access.RequestApproved
	now := access.Period{Request: first.ID, Assignment: f.Request.Assignment, Start: T0.Add(-time.Minute), End: T0.Add(10 * time.Minute)}
	first.Period = &now
	f.Standing.Periods, f.Request.Extends = []access.Period{now}, true
	w.Keep(change.Change{Records: []change.Record{first, f.Request, f.Standing}}, "Switch is open, and more is asked")
	defer w.Meanwhile(func() { w.Does(Jon, T0, first.ID, access.End) })()
	got := Read[api.Request](w.Replay())
	if !got.Opens.Equal(T0) || !got.Closes.Equal(T0.Add(30*time.Minute)) {
		t.Errorf("from %s to %s: there is nothing left to begin after", got.Opens, got.Closes)
	}
}

// rule J8
func TestAnExtensionBeginsWhereThePeriodEnds(t *testing.T) {
	w := told(t)
	f := w.Of(PendingRequest)
	end := T0.Add(10 * time.Minute)
	f.Standing.Periods = []access.Period{{Request: "req_now", Assignment: f.Request.Assignment, Start: T0.Add(-time.Minute), End: end}}
	f.Request.Extends = true
	w.Keep(change.Change{Records: []change.Record{f.Request, f.Standing}}, "Switch is open, and more is asked")
	if got := Read[api.Request](w.Replay()); !got.Opens.Equal(end) || got.Open || !isOpen(w, end) || !isOpen(w, end.Add(-1)) {
		t.Errorf("from %s to %s", got.Opens, got.Closes)
	}
}

// rule J5
func TestADeletedGroupDecidesNothingThoughItsMembersAreInItStill(t *testing.T) {
	w := told(t)
	g := identity.Group{Organization: NorthQuay, ID: OnCall}
	w.Read(&g)
	g.Deleted = &T0
	w.Keep(change.Change{Records: []change.Record{g}}, "On call is deleted")
	w.Unchanged(func() { w.Replay(As(Lou)).Is(404, "There is no such request.") })
	w.Replay(As(Ira)).Is(200)
}
