package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
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

var everyone = sharing.Options{Mode: credential.Read, Everyone: true}

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
