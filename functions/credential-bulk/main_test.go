package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "credential-bulk")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.bulk)
	return w
}

func outcomes(d api.BulkDone) string {
	var out []string
	for _, i := range d.Items {
		out = append(out, i.Outcome)
	}
	return fmt.Sprint(out)
}

func some(ids ...any) Edit { return Set("credentials", ids) }

// plainly asks for something else than tags.
func plainly(what string) Edit {
	return func(e *events.APIGatewayV2HTTPRequest) {
		Set("act", what)(e)
		Set("add", nil)(e)
		Set("remove", nil)(e)
	}
}

func stored(w *World, which id.Credential) credential.Credential {
	c := credential.Credential{ID: which}
	w.Read(&c)
	return c
}

// recorded counts what was done to a thing.
func recorded(w *World, did audit.Action, thing id.Credential) (n int) {
	for _, e := range w.Record(Ridge) {
		if e.Action == did && e.Thing == string(thing) {
			n++
		}
	}
	return n
}

func TestTagsAreAddedAndRemovedAndOnRecord(t *testing.T) { // rules C2, C9, A1
	w := told(t)
	if got := Read[api.BulkDone](w.Replay()); outcomes(got) != "[done done]" {
		t.Errorf("answered %+v", got)
	}
	if a, b := stored(w, Wifi.ID), stored(w, Edge.ID); fmt.Sprint(a.Tags, b.Tags) != "[Audit 2026] [Audit 2026]" || b.Revision != 2 {
		t.Errorf("%v, %v", a.Tags, b.Tags)
	}
	said := map[string]string{string(Wifi.ID): `tags none to "Audit 2026"`, string(Edge.ID): `tags "edge" to "Audit 2026"`}
	for _, e := range w.Record(Ridge)[:2] {
		if e.Action != audit.CredentialAmended || e.Detail != said[e.Thing] || e.Actor != Rhea.ID {
			t.Errorf("on record: %+v", e.Entry)
		}
	}
	w.Unchanged(func() {
		got := Read[api.BulkDone](w.Replay(Set("add", []string{"AUDIT  2026"})))
		if outcomes(got) != "[unchanged unchanged]" || got.Items[0].Reason != "Its tags are so already." {
			t.Errorf("again: %+v", got)
		}
	})
}

func TestSeveralAreDisabledAndEnabledAgain(t *testing.T) { // rule C10
	w := told(t)
	if got := Read[api.BulkDone](w.Replay(plainly("disable"))); outcomes(got) != "[done done]" {
		t.Errorf("answered %+v", got)
	}
	if stored(w, Wifi.ID).Disabled == nil || stored(w, Edge.ID).Disabled == nil {
		t.Error("they are not disabled")
	}
	w.Unchanged(func() {
		if got := Read[api.BulkDone](w.Replay(plainly("disable"))); outcomes(got) != "[unchanged unchanged]" || got.Items[0].Reason != "It is disabled already." {
			t.Errorf("again: %+v", got)
		}
		if got := Read[api.BulkDone](w.Replay()); outcomes(got) != "[refused refused]" || got.Items[0].Reason != "This credential is disabled." {
			t.Errorf("tags: %+v", got)
		}
	})
	if got := Read[api.BulkDone](w.Replay(plainly("enable"), some(Wifi.ID, Registrar.ID))); outcomes(got) != "[done unchanged]" || got.Items[1].Reason != "It is not disabled." {
		t.Errorf("enabled: %+v", got)
	}
	for did, n := range map[audit.Action]int{audit.CredentialDisabled: 1, audit.CredentialEnabled: 1} {
		if got := recorded(w, did, Wifi.ID); got != n {
			t.Errorf("%s is on record %d times", did, got)
		}
	}
}

// What is another organization's, or somebody's own, is absent by itself.
func TestOneThatIsRefusedStopsNoOther(t *testing.T) { // promise 7, rules C1, A1
	w := told(t)
	nothing := id.New[id.Credential](T0, "nothing", 0)
	for _, what := range []Edit{plainly("disable"), plainly("enable"), Set("add", []string{"x"})} {
		got := Read[api.BulkDone](w.Replay(what, some(Insurance.ID, nothing, Camera.Credential, Social.Credential, Locker.ID, Wifi.ID)))
		if !strings.HasPrefix(outcomes(got), "[refused refused refused refused refused ") || strings.HasSuffix(outcomes(got), "refused]") {
			t.Errorf("answered %+v", got)
		}
		for _, i := range got.Items[:5] {
			if i.Reason != "There is no such credential." {
				t.Errorf("%s: %s", i.Credential, i.Reason)
			}
		}
	}
	if n := recorded(w, audit.Refused, Insurance.ID); n != 3 {
		t.Errorf("%d refusals are on record", n)
	}
}

func TestWhoMayNotIsToldSoOfEach(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		for _, what := range []string{"disable", "enable"} {
			got := Read[api.BulkDone](w.Replay(plainly(what), As(Sol), some(Edge.ID, Registrar.ID)))
			if outcomes(got) != "[refused refused]" || !strings.HasPrefix(got.Items[0].Reason, "Only an admin") || got.Items[1].Reason != "There is no such credential." {
				t.Errorf("%s: %+v", what, got)
			}
			if got := Read[api.BulkDone](w.Replay(plainly(what), As(Val))); outcomes(got) != "[refused refused]" || !strings.HasPrefix(got.Items[0].Reason, "An auditor") {
				t.Errorf("an auditor: %+v", got)
			}
		}
		w.Replay(As(Eve)).Is(404)
	})
	if got := Read[api.BulkDone](w.Replay(plainly("enable"), As(Tam), some(Locker.ID))); outcomes(got) != "[done]" { // it is theirs
		t.Errorf("one's own: %+v", got)
	}
}

func TestWhatIsBadlyAskedChangesNothing(t *testing.T) { // promise 12
	w := told(t)
	many := make([]any, 300)
	for i := range many {
		many[i] = fmt.Sprint("tag ", i)
	}
	w.Unchanged(func() {
		w.Replay(Set("add", many)).Is(400, "body.add")
		w.Replay(Set("remove", many)).Is(400, "body.remove")
		w.Replay(Set("add", []string{strings.Repeat("標", 10_000)})).Is(400, "body.add")
		w.Replay(Set("add", []string{"Édge"}), Set("remove", []string{"EDGE"})).Is(400, "body.remove")
		w.Replay(Set("add", []string{" "}), Set("remove", nil)).Is(400, "body.add")
		w.Replay(Set("act", "disable")).Is(400, "body.act")
		w.Replay(Set("act", "remove")).Is(400, "body.act")
		w.Replay(some()).Is(400, "body.credentials")
		w.Replay(some(slices.Repeat([]any{Edge.ID}, 51)...)).Is(400, "body.credentials")
		w.Replay(some("x")).Is(400, "body.credentials")
	})
}

func TestTagsInEveryScriptAreKeptAndTenAreTheMost(t *testing.T) {
	w := told(t)
	tags := []any{"株式会社", "مدرسة", "हिन्दी", "🔑", "c#", "c++", "Straße", "\"'`<b>", "=1+1"}
	if got := Read[api.BulkDone](w.Replay(Set("add", tags))); outcomes(got) != "[done done]" {
		t.Fatalf("answered %+v", got)
	}
	if got := stored(w, Wifi.ID).Tags; len(got) != len(tags) || got[4] != "c#" {
		t.Errorf("%q", got)
	}
	w.Edits(Edge.ID, func(c *credential.Credential) { c.Tags = nil })
	got := Read[api.BulkDone](w.Replay(Set("add", []string{"one", "two"})))
	if outcomes(got) != "[refused done]" || got.Items[0].Reason != "It would have 11 tags: 10 are the most." {
		t.Errorf("eleven: %+v", got)
	}
}

func TestTheSameKeyGetsTheSameAnswer(t *testing.T) { // promise 5
	w := told(t)
	key := Header("idempotency-key", "k1")
	first := w.Replay(key, plainly("disable")).Is(200, "done")
	w.Unchanged(func() {
		if again := w.Replay(key, plainly("disable")).Is(200); again.Body != first.Body {
			t.Errorf("answered %s, then %s", first.Body, again.Body)
		}
		w.Replay(key, plainly("enable")).Is(422)
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
	w.Replay(plainly("disable")).Is(503)
	restore()
	if got := Read[api.BulkDone](w.Replay(plainly("disable"))); outcomes(got) != "[unchanged done]" {
		t.Errorf("answered %+v", got)
	}
}

// Fifty are counted, not timed: each takes a snapshot and a transaction.
func TestFiftyTakeASnapshotAndATransactionEach(t *testing.T) {
	w := told(t)
	var ch change.Change
	var all []any
	for i := range 50 {
		c := credential.Credential{
			ID: id.New[id.Credential](T0, "fifty", i), Home: Ridge, Name: fmt.Sprint("Device ", i), Managed: true, Number: 1, Changed: T0,
			Revision: 1, Readers: []id.Organization{Ridge}, Version: 0,
		}
		all = append(all, c.ID)
		if ch.Keep(credential.Repost(&ch, credential.Credential{}, c)); len(ch.Records) > 80 {
			w.Keep(ch, fmt.Sprint("up to ", i))
			ch = change.Change{}
		}
	}
	if len(ch.Records) > 0 {
		w.Keep(ch, "the rest")
	}
	for _, what := range []Edit{func(*events.APIGatewayV2HTTPRequest) {}, plainly("disable"), plainly("enable")} {
		w.Ledger.Reset()
		if got := Read[api.BulkDone](w.Replay(what, some(all...))); strings.Count(outcomes(got), "done") != 50 {
			t.Fatalf("%s", outcomes(got))
		}
		calls := map[string]int{}
		for _, e := range w.Ledger.Of(w.Name) {
			calls[e.Operation]++
		}
		if calls["TransactGetItems"] != 51 || calls["TransactWriteItems"] != 50 || len(calls) != 2 {
			t.Errorf("fifty take %v", calls)
		}
	}
}

func TestTheSameKeyGoesOnWhereThereWasNoTime(t *testing.T) { // promise 5: what is not whole is no first answer
	w := told(t)
	key := Header("idempotency-key", "k1")
	if got := Read[api.BulkDone](w.Late(key, plainly("disable"))); outcomes(got) != "[not-done not-done]" {
		t.Fatalf("answered %+v", got)
	}
	if got := Read[api.BulkDone](w.Replay(key, plainly("disable"))); outcomes(got) != "[done done]" {
		t.Errorf("then %+v", got)
	}
	w.Unchanged(func() {
		if got := Read[api.BulkDone](w.Late(key, plainly("disable"))); outcomes(got) != "[done done]" {
			t.Errorf("again %+v", got)
		}
	})
}

func TestOfManyWhatIsReceivedIsRefusedInWordsAndTheRestIsDone(t *testing.T) { // rules H4, H6
	w := told(t)
	got := Read[api.BulkDone](w.Replay(As(Hal), Path("organization", Halyard),
		Set("act", "disable"), Set("add", nil), Set("remove", nil), Set("credentials", []string{string(Pump.ID), string(Scales.ID), string(Cellar.ID)})))
	if len(got.Items) != 3 || got.Items[0].Outcome != "done" || got.Items[1].Reason != "Orchard shares this with Halyard: only there is that done." || got.Items[2].Outcome != "refused" {
		t.Errorf("answered %+v", got.Items)
	}
}
