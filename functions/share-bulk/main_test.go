package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/sharing"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "share-bulk")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{opening.Door{Table: w.Table, Keys: w.Keys}}.bulk)
	return w
}

func outcomes(d api.ShareDone) string {
	var out []string
	for _, i := range d.Items {
		out = append(out, i.Outcome)
	}
	return fmt.Sprint(out)
}

func some(ids ...any) Edit { return Set("credentials", ids) }

// stop asks to stop sharing.
func stop(e *events.APIGatewayV2HTTPRequest) {
	Set("mode", nil)(e)
	Set("everyone", nil)(e)
	Set("stop", true)(e)
}

func hadBy(w *World, which id.Credential, o id.Organization) credential.Reader {
	r := credential.Reader{Credential: which, Organization: o}
	w.Read(&r)
	return r
}

func TestOfAMixedSelectionEachIsToldWhatHappened(t *testing.T) { // rule H4
	w := told(t)
	got := Read[api.ShareDone](w.Replay())
	if outcomes(got) != "[shared updated refused]" || got.Items[2].Reason != "Scales is shared with Halyard, and is not shared on." {
		t.Fatalf("answered %+v", got)
	}
	if r := hadBy(w, Pump.ID, Orchard); r.Via != credential.Shared || !r.Share.Everyone || len(r.Key.Bytes) == 0 {
		t.Errorf("the new one: %+v", r)
	}
	if r := hadBy(w, Press.ID, Orchard); !r.Share.Everyone || len(r.Share.Groups) != 0 {
		t.Errorf("the updated one: %+v", r)
	}
	for _, o := range []id.Organization{Halyard, Orchard} {
		if e := w.Record(o); e[0].Action == e[1].Action || e[0].ActorName != "Hal" {
			t.Errorf("on record of %s: %+v", o, e[:2])
		}
	}
	w.Unchanged(func() {
		got := Read[api.ShareDone](w.Replay())
		if outcomes(got) != "[unchanged unchanged refused]" || got.Items[0].Reason != "It is shared so already." {
			t.Errorf("again: %+v", got)
		}
	})
}

func TestSeveralAreStoppedAtOnce(t *testing.T) { // rules H4, H5
	w := told(t)
	got := Read[api.ShareDone](w.Replay(stop))
	if outcomes(got) != "[unchanged stopped refused]" || got.Items[0].Reason != "It is not shared with Orchard." || !strings.HasPrefix(got.Items[2].Reason, "It is shared with Halyard") {
		t.Fatalf("answered %+v", got)
	}
	if r := hadBy(w, Press.ID, Orchard); r.Ended == nil || r.EndedBy != "Hal" {
		t.Errorf("%+v", r)
	}
	if e := w.Record(Orchard)[0]; e.Action != audit.ShareStopped {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Unchanged(func() {
		if got := Read[api.ShareDone](w.Replay(stop)); outcomes(got) != "[unchanged unchanged refused]" {
			t.Errorf("again: %+v", got)
		}
	})
	if got := Read[api.ShareDone](w.Replay(some(Press.ID))); outcomes(got) != "[shared]" {
		t.Errorf("anew: %+v", got)
	}
}

func TestASiteSharesSeveralWithItsProvider(t *testing.T) { // rule H1, both ways by the same steps
	w := told(t)
	if got := Read[api.ShareDone](w.Replay(As(Orla), Path("partner", Halyard), Path("organization", Orchard), some(Cellar.ID, Scales.ID, Press.ID))); outcomes(got) != "[shared updated refused]" {
		t.Errorf("answered %+v", got)
	}
}

// Who shares or stops many at once does not have the admins there told of each.
func TestOneNoticeTellsOfAllThatWereSharedOrStopped(t *testing.T) { // rules H3, H5
	w := told(t)
	w.Replay(some(string(Press.ID)), stop)
	before := len(w.Waiting())
	both := some(string(Scales.ID), string(Pump.ID), string(Press.ID)) // the first is refused
	w.Replay(both).Is(200, `"refused"`)
	given := of(w, change.ShareGiven)
	if len(given) != 1 || given[0].Tie != sharing.Several || given[0].About != string(Pump.ID) || given[0].To.Organization != Orchard {
		t.Errorf("shared: %+v", given)
	}
	w.Replay(both)
	if n := w.Waiting(); len(n) != before+1 {
		t.Errorf("shared as it is: %+v", n)
	}
	w.Replay(some(string(Pump.ID), string(Press.ID)), stop)
	if n := of(w, change.ShareStopped); len(n) != before+1 {
		t.Errorf("stopped: %+v", n)
	}
	w.Replay(some(string(Pump.ID)), Set("mode", "use"))
	if n := of(w, change.ShareGiven); len(n) != 2 || n[0].Tie != "" && n[1].Tie != "" {
		t.Errorf("one by itself: %+v", n)
	}
}

// of are the notices of a kind that wait.
func of(w *World, kind change.Telling) (out []change.Notice) {
	for _, n := range w.Waiting() {
		if n.Kind == kind {
			out = append(out, n)
		}
	}
	return out
}

// What one of five hundred takes at most; one call more, and one of KMS, is for all.
const (
	many      = 500
	mostCalls = 3
	mostRead  = 28.0
	mostWrite = 30.0
)

// Five hundred are counted, not timed.
func TestFiveHundredAreSharedUpdatedAndStopped(t *testing.T) {
	w := told(t)
	var all []any
	for _, c := range w.Stocks(Hal, Halyard, many, access.Filing{}) {
		all = append(all, c)
	}
	for _, tt := range []struct {
		act  Edit
		want string
	}{{some(all...), "shared"}, {Set("mode", "use"), "updated"}, {stop, "stopped"}} {
		w.Ledger.Reset()
		got := outcomes(Read[api.ShareDone](w.Replay(some(all...), tt.act)))
		if strings.Count(got, tt.want) != many {
			t.Fatalf("%.100s", got)
		}
		calls, kms, read, write := 0.0, 0, 0.0, 0.0
		for _, e := range w.Ledger.Of(w.Name) {
			if e.Service == ledger.KMS {
				kms++
				continue
			}
			calls, read, write = calls+1, read+e.Read, write+e.Write
		}
		t.Logf("%d %s: of each %.2f calls, %.1f read and %.1f write units; KMS %d", many, tt.want, calls/many, read/many, write/many, kms)
		if (calls-1)/many > mostCalls || (read-100)/many > mostRead || (write-100)/many > mostWrite || kms > 1 {
			t.Error("it is more than it was")
		}
	}
}

// from asks as somebody of another side.
func from(p Person, o, partner id.Organization) Edit {
	return func(e *events.APIGatewayV2HTTPRequest) {
		As(p)(e)
		Path("partner", partner)(e)
		Path("organization", o)(e)
	}
}

// amid has something happen once the first of a bulk is kept; judged is whether the
// second has been judged by then, and is about to be kept.
func amid(w *World, judged bool, act func()) (restore func()) {
	kept := 0
	hook := func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" {
			if kept++; kept == 1 && !judged || kept == 2 && judged {
				act()
			}
		}
		return nil
	}
	if judged {
		return w.Dynamo.Before(hook)
	}
	return w.Dynamo.After(hook)
}

// worldOf is the world, of an organization.
type worldOf struct {
	*World
	o id.Organization
}

func (w worldOf) member(p Person, edit func(*identity.Member)) {
	m := identity.Member{Organization: w.o, Person: p.ID}
	w.Read(&m)
	edit(&m)
	w.Keep(change.Change{Records: []change.Record{m}}, p.Name+" becomes another")
}

func (w worldOf) site(edit func(*identity.Relation)) {
	o := identity.Organization{ID: Orchard}
	w.Read(&o)
	r := *o.Relation
	edit(&r)
	o.Relation = &r
	w.Keep(change.Change{Records: []change.Record{o}}, "the site becomes another")
}

// Each is judged by what is true when its turn comes; what was shared stays.
func TestWhatChangesInTheMiddleStopsTheRest(t *testing.T) { // issue 6; rules F5, H1, S1, S9, promise 3
	lock := identity.Unlocked{Person: Orla.ID, Session: Orla.SessionID, Organization: Orchard}
	for name, tt := range map[string]struct {
		happens func(worldOf)
		reason  string
	}{
		"the member is removed": {func(w worldOf) { w.member(Orla, func(m *identity.Member) { m.Removed = &T0 }) }, "There is no such organization."},
		"the member is suspended": {
			func(w worldOf) { w.member(Orla, func(m *identity.Member) { m.Suspended = &T0 }) }, "suspended",
		},
		"the right to share is taken": {
			func(w worldOf) { w.member(Orla, func(m *identity.Member) { m.Role, m.Shares = identity.User, false }) }, "Only an admin of Orchard",
		},
		"the lock is closed": {func(w worldOf) {
			w.Read(&lock)
			w.Keep(change.Change{Drops: []change.Record{lock}}, "closed")
		}, "ocked"},
		"the site is closed":   {func(w worldOf) { w.site(func(r *identity.Relation) { r.Open = false }) }, "closed"},
		"the relation is over": {func(w worldOf) { w.site(func(r *identity.Relation) { r.Ended = &T0 }) }, "There is no such partner."},
	} {
		for _, judged := range []bool{false, true} {
			if judged && name == "the lock is closed" {
				continue // who was let in is answered (promise 2)
			}
			w := told(t)
			made := w.Stocks(Orla, Orchard, 3, access.Filing{})
			restore := amid(w, judged, func() { tt.happens(worldOf{w, Orchard}) })
			got := Read[api.ShareDone](w.Replay(from(Orla, Orchard, Halyard), some(made[0], made[1], made[2])))
			if outcomes(got) != "[shared refused refused]" || !strings.Contains(got.Items[1].Reason, tt.reason) || got.Items[2].Reason != got.Items[1].Reason {
				t.Errorf("%s: answered %+v", name, got)
			}
			restore()
			for i, c := range made {
				if r := hadBy(w, c, Halyard); (r.Version != 0) != (i == 0) {
					t.Errorf("%s: of the %dth Halyard has version %d", name, i, r.Version)
				}
			}
		}
	}
}

func TestWhatIsInTheWayOfAllIsSaidOnceAndChangesNothing(t *testing.T) { // rules S4, S8, S9, H1, promises 7, 12
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Tess)).Is(403, "Only an admin of Halyard")
		w.Replay(As(Tess), stop).Is(403, "Only an admin of Halyard")
		w.Replay(As(Uma)).Is(403)
		w.Replay(As(Eve)).Is(404)
		w.Replay(from(Orla, Orchard, Vineyard)).Is(404, "There is no such partner.") // two sites of one provider
		w.Replay(from(Orla, Orchard, Vineyard), stop).Is(404, "There is no such partner.")
		w.Replay(Path("partner", Ridge)).Is(404, "There is no such partner.")
		w.Replay(Path("partner", Halyard)).Is(404, "There is no such partner.")
		w.Replay(from(Orla, Halyard, Orchard)).Is(404)

		w.Replay(Set("mode", nil)).Is(400, "body.mode")
		w.Replay(Set("mode", "own")).Is(400, "body.mode")
		w.Replay(Set("stop", true)).Is(400, "body.stop")
		w.Replay(Set("everyone", nil)).Is(400, "body.people")
		w.Replay(Set("people", []id.Person{Omar.ID})).Is(400, "body.everyone")
		w.Replay(Set("everyone", nil), Set("people", []id.Person{Tess.ID})).Is(400, "body.people")
		w.Replay(Set("everyone", nil), Set("groups", []id.Group{Field})).Is(400, "body.groups")
		w.Replay(Set("ends", T0)).Is(400, "body.ends")
		w.Replay(some()).Is(400, "body.credentials")
		w.Replay(some("x")).Is(400, "body.credentials")
		w.Replay(Set("credentials", make([]string, 501))).Is(400, "body.credentials")
	})
	closed := identity.Unlocked{Person: Orla.ID, Session: Orla.SessionID, Organization: Orchard}
	w.Read(&closed)
	w.Keep(change.Change{Drops: []change.Record{closed}}, "closed")
	w.Unchanged(func() { w.Replay(from(Orla, Orchard, Halyard), some(Cellar.ID)).Is(403, "organization-locked") })
	if got := Read[api.ShareDone](w.Replay(from(Orla, Orchard, Halyard), stop, some(Scales.ID))); outcomes(got) != "[stopped]" {
		t.Errorf("stopping needs no unlocking: %+v", got)
	}
	worldOf{w, Orchard}.site(func(r *identity.Relation) { r.Open = false })
	w.Unchanged(func() { w.Replay().Is(409, "Orchard is closed") })
}

func TestBeforeItsOrganizationKeyIsSetNothingIsSharedWithASite(t *testing.T) { // rule S4
	w := told(t)
	o := identity.Organization{ID: Orchard}
	w.Read(&o)
	o.Locked = nil
	w.Keep(change.Change{Records: []change.Record{o}}, "no key")
	w.Unchanged(func() { w.Replay().Is(409, "Orchard has no organization key yet") })
}

// What is another organization's, or somebody's own, is absent by itself.
func TestOneThatIsRefusedStopsNoOther(t *testing.T) { // promise 7, rules C1, A1
	w := told(t)
	nothing := id.New[id.Credential](T0, "nothing", 0)
	for _, what := range []Edit{Set("mode", "read"), stop} {
		got := Read[api.ShareDone](w.Replay(what, some(Cellar.ID, Insurance.ID, nothing, Camera.Credential, Social.Credential, Locker.ID, Pump.ID)))
		if !strings.HasPrefix(outcomes(got), "[refused refused refused refused refused refused ") || strings.HasSuffix(outcomes(got), "refused]") {
			t.Errorf("answered %+v", got)
		}
		for _, i := range got.Items[:6] {
			if i.Reason != "There is no such credential." {
				t.Errorf("%s: %s", i.Credential, i.Reason)
			}
		}
	}
	n := 0
	for _, e := range w.Record(Halyard) {
		if e.Action == audit.Refused && e.Thing == string(Cellar.ID) {
			n++
		}
	}
	if n != 2 {
		t.Errorf("%d refusals are on record", n)
	}
}

func TestTheSameKeyGetsTheSameAnswerAndGoesOnWhereThereWasNoTime(t *testing.T) { // promise 5
	w := told(t)
	key := Header("idempotency-key", "k1")
	if got := Read[api.ShareDone](w.Late(key)); outcomes(got) != "[not-done not-done not-done]" {
		t.Fatalf("answered %+v", got)
	}
	first := w.Replay(key).Is(200, "shared", "updated")
	w.Unchanged(func() {
		if again := w.Replay(key).Is(200); again.Body != first.Body {
			t.Errorf("answered %s, then %s", first.Body, again.Body)
		}
		w.Replay(key, Set("mode", "use")).Is(422)
	})
}

// The table is gone after the first: who asks again has the rest done.
func TestWhatBrokeOffGoesOnWhenAskedAgain(t *testing.T) {
	w := told(t)
	writes := 0
	restore := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation != "TransactWriteItems" {
			return nil
		}
		if writes++; writes > 1 {
			return dynamo.Conflict(r)
		}
		return nil
	})
	w.Replay().Is(503)
	restore()
	if got := Read[api.ShareDone](w.Replay()); outcomes(got) != "[unchanged updated refused]" {
		t.Errorf("answered %+v", got)
	}
}

// A member who may share, and is no admin, stops what they shared and nothing else.
func TestWhoMaySharesStopsTheirOwn(t *testing.T) { // rules H1, H5
	w := told(t)
	worldOf{w, Halyard}.member(Tess, func(m *identity.Member) { m.Shares = true })
	if got := Read[api.ShareDone](w.Replay(As(Tess), some(Pump.ID))); outcomes(got) != "[shared]" {
		t.Fatalf("answered %+v", got)
	}
	got := Read[api.ShareDone](w.Replay(As(Tess), stop, some(Pump.ID, Press.ID)))
	if outcomes(got) != "[stopped refused]" || !strings.HasPrefix(got.Items[1].Reason, "Only an admin, or who shared it") {
		t.Errorf("answered %+v", got)
	}
}
