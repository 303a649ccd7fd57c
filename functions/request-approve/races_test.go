package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

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

// rules J1, J4: a request keeps the policy it was made under.
func TestAPolicyChangedUnderARequestNeitherEasesNorHardensIt(t *testing.T) {
	for name, policy := range map[string]access.Policy{
		"fewer approvals":  {JustInTime: true, Longest: 3600, Needs: 1},
		"more approvals":   {JustInTime: true, Longest: 3600, Needs: 5},
		"a shorter period": {JustInTime: true, Longest: 60, Needs: 2},
		"a reason":         {JustInTime: true, Longest: 3600, Automatic: true},
	} {
		t.Run(name, func(t *testing.T) {
			w := told(t)
			w.Needing(PendingRequest, 2)
			remove := w.Meanwhile(func() { w.Lock(Switch, policy, OnCall) })
			w.Replay().Is(200, `"state":"pending"`)
			remove()
			if isOpen(w, T0) {
				t.Error("open by one of two")
			}
			w.Replay(As(Kay)).Is(200, `"state":"approved"`, `"granted":1800`)
		})
	}
}

// rule J5
func TestAnApproverGroupTakenOffTheResourceDecidesNoMore(t *testing.T) {
	w := told(t)
	q := w.Of(PendingRequest)
	defer w.Meanwhile(func() { w.Lock(Switch, *q.Resource.Policy) })()
	w.Replay(As(Lou)).Is(404, "There is no such request.")
	if isOpen(w, T0) {
		t.Error("open by who may not decide")
	}
	w.Replay(As(Kay)).Is(200, `"state":"approved"`)
}

// rules J1, F3
func TestADeletedGroupUnderItsMembersRequestLetsNobodyIn(t *testing.T) {
	w := told(t)
	r := access.Resource{Organization: NorthQuay, ID: Switch.Resource}
	w.Read(&r)
	was := r.Assignments[0]
	r.Assignments[0].Member, r.Assignments[0].Group = "", OnCall
	w.Keep(change.Change{Records: []change.Record{r}}, "it is the group's")
	w.Becomes(Jon, func(m *identity.Member) { m.Groups = []id.Group{OnCall} })
	defer w.Meanwhile(func() {
		g := identity.Group{Organization: NorthQuay, ID: OnCall}
		w.Read(&g, &r)
		g.Deleted = &T0
		_, ended := access.EndGroup(w.Calls(Ira, T0), g, access.Ending{
			Listed:    []access.Listed{{Organization: NorthQuay, For: string(OnCall), Resource: r.ID, Assignment: was.ID}},
			Resources: []access.Resource{r},
		})
		ended.Checks, ended.Drops = nil, nil
		w.Keep(ended, "the group is deleted")
	})()
	w.Replay().Is(409, "Jon is no longer assigned to Switch as when they asked.")
	if isOpen(w, T0) {
		t.Error("open by a group that is gone")
	}
}

// rule J2
func TestALengthThatIsNoNumberOfSecondsIsRefusedByItsField(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		for _, length := range []any{-1, 1.5, "60", 604_801, 1e18, 9.3e18, 1e300, true, []int{60}} {
			w.Replay(Set("length", length)).Is(400, "body.length")
		}
	})
	if got := w.Of(PendingRequest).Request; got.Granted != int((30 * time.Minute).Seconds()) {
		t.Errorf("granted %d", got.Granted)
	}
}
