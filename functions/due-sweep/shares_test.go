package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// omarReads is whether Omar gets in to what is shared with everybody in Orchard.
func omarReads(w *World, at time.Time) error {
	w.T.Helper()
	by, f, err := w.Operator().FindWay(w.T.Context(), w.CallsIn(Orchard, Omar, at).Call, Orchard, "", Pump.ID)
	if err != nil {
		w.T.Fatal(err)
	}
	_, err = access.Enter(by, f, credential.Read)
	return err
}

func orchards(w *World) credential.Reader {
	r := credential.Reader{Credential: Pump.ID, Organization: Orchard}
	w.Read(&r)
	return r
}

// Rules H2, H5, promise 2: it is closed at the very instant, with nobody's help; the
// sweep writes that down once, on both records.
func TestAShareIsClosedAtItsEndDateAndThatIsWrittenDownOnce(t *testing.T) {
	w, sweep := sweeping(t)
	end := T0.Add(time.Hour)
	w.Shares(Hal, Halyard, Pump, Orchard, sharing.Options{Mode: credential.Read, Everyone: true, Ends: &end})
	w.SignedIn(Omar, end)
	sweep(end.Add(-time.Millisecond))
	if r := orchards(w); r.Ended != nil {
		t.Errorf("it ended before its date, at %v", r.Ended)
	}
	if err := omarReads(w, end.Add(-time.Millisecond)); err != nil {
		t.Errorf("right before its end: %v", err)
	}
	for _, at := range []time.Time{end, end.Add(time.Millisecond)} {
		if err := omarReads(w, at); fault.Of(err) != fault.NotFound {
			t.Errorf("at %v, and nothing swept: %v", at, err)
		}
	}
	sweep(end)
	r, c := orchards(w), credential.Credential{ID: Pump.ID}
	if w.Read(&c); r.Ended == nil || !r.Ended.Equal(end) || len(r.Key.Bytes) != 0 || len(c.Readers) != 1 {
		t.Errorf("%+v, %v", r, c.Readers)
	}
	for _, o := range []identity.Organization{{ID: Halyard}, {ID: Orchard}} {
		if e := w.Record(o.ID)[0]; e.Action != audit.ShareStopped || e.Actor != "" || e.Detail != "its end date" || !e.At.Equal(end) {
			t.Errorf("on record: %+v", e.Entry)
		}
	}
	if shared, _, err := w.Operator().HandedTo(t.Context(), Halyard, Orchard, table.Page{Limit: 10}); err != nil || len(shared) != 1 {
		t.Errorf("Halyard shares %d with Orchard, %v", len(shared), err)
	}
	w.Unchanged(func() { sweep(end.Add(time.Minute)) })
}

// A date that was moved, and one of a share that was stopped, do nothing.
func TestAnEndDateThatWasMovedOrCameToNothingEndsNothing(t *testing.T) {
	w, sweep := sweeping(t)
	end := T0.Add(time.Hour)
	w.Shares(Hal, Halyard, Pump, Orchard, sharing.Options{Mode: credential.Read, Everyone: true, Ends: &end})
	w.SignedIn(Omar, end)
	later := end.Add(time.Hour)
	for _, moved := range []*time.Time{&later, nil} {
		r := orchards(w)
		r.Ends = moved
		w.Keep(change.Change{Records: []change.Record{r}, Due: []change.Due{{At: end, What: sharing.EndDue, ID: string(Pump.ID) + " " + string(Orchard)}}}, "another date")
		if sweep(end); orchards(w).Ended != nil || omarReads(w, end) != nil {
			t.Errorf("moved to %v, it ended: %+v", moved, orchards(w))
		}
	}
	r := orchards(w)
	r = r.End(T0, "Hal", credential.Credential{ID: Pump.ID})
	r.Ends = &later
	w.Keep(change.Change{Records: []change.Record{r}}, "Hal stopped it")
	if sweep(later); !orchards(w).Ended.Equal(T0) {
		t.Errorf("%+v", orchards(w))
	}
}
