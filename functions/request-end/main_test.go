package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "request-end")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.end)
	return w
}

// rule J8
func TestWhoIsDoneEndsTheirPeriodAtOnce(t *testing.T) {
	w := told(t)
	got := Read[api.Request](w.Replay())
	if got.Open || !got.Closes.Equal(T0) || got.EndedBy != "Jon" || got.State != "approved" || w.Told() != "" {
		t.Errorf("answered %+v; told %s", got, w.Told())
	}
	if e := w.Record(NorthQuay)[0]; e.Action != audit.AccessEnded || e.Actor != Jon.ID || e.Request != OpenRequest || !e.At.Equal(T0) {
		t.Errorf("on record: %+v", e.Entry)
	}
	for _, p := range w.Of(OpenRequest).Standing.Periods {
		if p.Open(T0) {
			t.Errorf("open still: %+v", p)
		}
	}
	w.Unchanged(func() { w.Replay(As(Ira)).Is(409, "It ended already, at 2026-03-02T09:00:00Z, by Jon.") })
}

// rule J8
func TestWhoMayDecideEndsItAndWhoAskedIsTold(t *testing.T) {
	w := told(t)
	w.Replay(As(Kay)).Is(200, `"endedBy":"Kay"`, `"open":false`)
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.AccessEnded || n[0].To.Member != Jon.ID || n[0].By != "Kay" {
		t.Errorf("told %+v", n)
	}
}

// rule J8
func TestOnlyWhatIsOpenIsEndedAndOnlyByWhoMay(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Moe)).Is(404, "There is no such request.")
		w.Replay(As(Lou)).Is(404, "There is no such request.") // decides for Switch only
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such request.")
		w.Replay(Path("request", PendingRequest)).Is(409, "Nothing is open by this request: it is pending.")
		w.Replay(Path("request", GlassRequest)).Is(409, "It ended already")
	})
}

// promise 2, design 4
func TestAnEndComesAfterTheUseThatWasFirst(t *testing.T) {
	w := told(t)
	late := T0.Add(time.Second) // by a clock that is ahead
	defer w.Meanwhile(func() {
		s := w.Of(OpenRequest).Standing
		s.LastUse = late
		w.Keep(change.Change{Records: []change.Record{s}}, "a use")
	})()
	got := Read[api.Request](w.Replay())
	if !got.Closes.Equal(late.Add(time.Millisecond)) {
		t.Errorf("ended at %s, used at %s", got.Closes, late)
	}
	if e := w.Record(NorthQuay)[0]; e.Action != audit.AccessEnded || !e.At.Equal(*got.Closes) {
		t.Errorf("on record: %+v", e.Entry)
	}
}

// promise 2
func TestAUseUnderAnEndIsRefused(t *testing.T) {
	w := told(t)
	f := access.FactsOf(Jon.ID, NorthQuay, Gateway.Resource, Gateway.Credential)
	w.Read(f.Wanted()...)
	jon := w.Calls(Jon, T0)
	use, err := access.Enter(jon, f, credential.Use)
	if err != nil {
		t.Fatal(err)
	}
	w.Replay().Is(200)
	if err := w.Operator().Save(t.Context(), jon.Call, use, nil); err == nil {
		t.Fatal("a use that was judged before the end is kept after it")
	}
	f = access.FactsOf(Jon.ID, NorthQuay, Gateway.Resource, Gateway.Credential)
	w.Read(f.Wanted()...)
	if _, err := access.Enter(jon, f, credential.Use); err == nil {
		t.Error("let in at the end")
	}
}

// more has Jon ask for more time on Gateway, which waits.
func more(w *World) id.Request {
	w.T.Helper()
	by, f := w.Calls(Jon, T0), access.AskingFor(NorthQuay, Gateway.Resource, Jon.ID)
	w.Read(&f.Resource, &f.Standing)
	f.Others = []identity.Member{{Organization: NorthQuay, Person: Ira.ID}}
	w.Read(&f.Others[0])
	f.Length = 60 * 60
	q, ch, err := access.AskIn(by, f)
	if err != nil {
		w.T.Fatal(err)
	}
	ch.Due = nil
	if err := w.Operator().Save(w.T.Context(), by.Call, ch, nil); err != nil {
		w.T.Fatal(err)
	}
	return q.ID
}

func approves(by identity.Caller, f access.Deciding) (access.Request, change.Change, error) {
	return access.Approve(by, f, 0, "")
}

// rule J8
func TestAnEndEndsTheExtensionThatWasGrantedInTheSameMoment(t *testing.T) {
	w := told(t)
	extension := more(w)
	end := w.Of(OpenRequest).Request.Period.End
	defer w.Meanwhile(func() { w.Does(Kay, T0, extension, approves) })()
	w.Replay(As(Ira)).Is(200, `"open":false`, `"endedBy":"Ira"`)
	f, g := w.Of(OpenRequest), w.Of(extension)
	for _, p := range f.Standing.Periods {
		if p.Open(T0) || p.Open(end) {
			t.Errorf("open still: %+v", p)
		}
	}
	for _, q := range []access.Request{f.Request, g.Request} {
		if q.EndedBy != "Ira" || q.Period == nil || q.Period.Ended == nil || !q.Period.Ended.Equal(T0) {
			t.Errorf("on record of %s: %+v", q.ID, q.Period)
		}
		lines := 0
		for _, e := range w.Record(NorthQuay) {
			if e.Action == audit.AccessEnded && e.Request == q.ID && e.Actor == Ira.ID {
				lines++
			}
		}
		if lines != 1 {
			t.Errorf("%s ended %d times on record", q.ID, lines)
		}
	}
	ended := 0
	for _, n := range w.Waiting() {
		if n.Kind == change.AccessEnded && n.By == "Ira" {
			ended++
		}
	}
	if ended != 1 {
		t.Errorf("told %d times of one end", ended)
	}
}

// rule J8
func TestAnExtensionThatIsGrantedAfterAnEndOpensFromThen(t *testing.T) {
	w := told(t)
	extension := more(w)
	w.Replay().Is(200, `"open":false`)
	if f := w.Of(extension); f.Request.State != access.RequestPending || f.Standing.Pending != extension {
		t.Errorf("what waits does not wait any more: %+v", f.Request)
	}
	w.Does(Kay, T0.Add(time.Minute), extension, approves)
	if p := w.Of(extension).Request.Period; !p.Start.Equal(T0.Add(time.Minute)) || !p.End.Equal(T0.Add(61*time.Minute)) {
		t.Errorf("it opens from %s to %s", p.Start, p.End)
	}
}

// rule J8
func TestTwoWhoEndItAtOnceEndItOnce(t *testing.T) {
	w := told(t)
	both := w.AtOnce([]Edit{As(Ira)}, []Edit{As(Kay)})
	if both[0].StatusCode+both[1].StatusCode != 200+409 || w.Told() != "access-ended" {
		t.Errorf("answered %d and %d; told %s", both[0].StatusCode, both[1].StatusCode, w.Told())
	}
}

// rules F5, G4
func TestAnOpenPeriodOfWhoIsOffTheResourceIsDeadByComparison(t *testing.T) {
	for name, edit := range map[string]func(*World){
		"taken off": func(w *World) {
			r := access.Resource{Organization: NorthQuay, ID: Gateway.Resource}
			w.Read(&r)
			r.Assignments = nil
			w.Keep(change.Change{Records: []change.Record{r}}, "Jon is off it")
		},
		"removed and invited again": func(w *World) { w.Becomes(Jon, func(m *identity.Member) { m.Since = T0.Add(-time.Second) }) },
		"out of the group": func(w *World) {
			r := access.Resource{Organization: NorthQuay, ID: Gateway.Resource}
			w.Read(&r)
			r.Assignments[0].Member, r.Assignments[0].Group = "", OnCall
			w.Keep(change.Change{Records: []change.Record{r}}, "it was the group's")
		},
	} {
		w := told(t)
		f := access.FactsOf(Jon.ID, NorthQuay, Gateway.Resource, Gateway.Credential)
		w.Read(f.Wanted()...)
		if _, err := access.Enter(w.Calls(Jon, T0), f, credential.Use); err != nil {
			t.Fatalf("it is not open: %v", err)
		}
		edit(w)
		f = access.FactsOf(Jon.ID, NorthQuay, Gateway.Resource, Gateway.Credential)
		w.Read(f.Wanted()...)
		if _, err := access.Enter(w.Calls(Jon, T0), f, credential.Use); err == nil {
			t.Errorf("%s, and let in by the period", name)
		}
	}
}
