package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "consent-approve")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.approve)
	return w
}

func TestApprovingMakesItManagedAndTellsWhoAsked(t *testing.T) { // rule C7
	w := told(t)
	if got := Read[api.Consent](w.Replay()); got.State != "approved" || !got.Decided.Equal(T0) || got.DecidedBy != "Pip" {
		t.Errorf("answered %+v", got)
	}
	c := credential.Credential{ID: PipLogin.ID}
	if w.Read(&c); !c.Managed || c.Asked != "" || c.Owner != Pip.ID {
		t.Errorf("kept %+v", c)
	}
	n := w.Waiting()
	if len(n) != 1 || n[0].Kind != change.ConsentApproved || n[0].To.Person != Una.ID || n[0].To.Organization != SouthFen {
		t.Errorf("told %+v", n)
	}
	if e := w.Record(SouthFen)[0]; e.Action != audit.ConsentApproved || e.Actor != Pip.ID {
		t.Errorf("on record %+v", e.Entry)
	}
}

func TestNobodyAnswersForAnother(t *testing.T) { // rule C7, promises 5, 7, 9
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Una)).Is(403, "Only Pip answers this")
		w.Replay(As(Ugo)).Is(403, "Only Pip answers this")
		w.Replay(As(Wyn)).Is(404)
		w.Replay(As(Eve)).Is(404)
	})
	w.Replay().Is(200)
	w.Unchanged(func() { w.Replay(At(T0.Add(time.Minute))).Is(409, "Pip made it approved at 2026-03-02T09:00:00Z.") })
}

func TestWhatChangedMeanwhileIsSaid(t *testing.T) {
	for name, tt := range map[string]struct {
		edit   func(*credential.Credential, *credential.Request)
		status int
		words  string
	}{
		"disabled":      {func(c *credential.Credential, _ *credential.Request) { c.Disabled = &T0 }, 403, "disabled"},
		"another owner": {func(c *credential.Credential, _ *credential.Request) { c.Owner = Wyn.ID }, 409, "not yours any more"},
		"lapsed":        {func(_ *credential.Credential, q *credential.Request) { q.Lapses = T0 }, 409, "lapsed at 2026-03-02T09:00:00Z"},
	} {
		w := told(t)
		c, q := credential.Credential{ID: PipLogin.ID}, credential.Request{ID: PipRequest}
		w.Read(&c, &q)
		tt.edit(&c, &q)
		w.Keep(change.Change{Records: []change.Record{c, q}}, name)
		w.Unchanged(func() { w.Replay().Is(tt.status, tt.words) })
	}
}

// The owner and an admin at once: the admin takes the asking back while the owner
// approves. Nothing becomes managed that nobody asks for any more.
func TestTheOwnerAndTheAdminAtOnceAreOneDecision(t *testing.T) { // promise 5
	w := told(t)
	defer w.Meanwhile(func() {
		f := credential.Answering{Request: credential.Request{ID: PipRequest}, Credential: credential.Credential{ID: PipLogin.ID}}
		w.Read(&f.Request, &f.Credential)
		f.Request.State, f.Request.Decided, f.Request.DecidedBy, f.Credential.Asked = credential.RequestCancelled, &T0, "Una", ""
		w.Keep(change.Change{Records: []change.Record{f.Request, f.Credential}}, "Una cancels")
	})()
	w.Replay().Is(409, "Una made it cancelled at 2026-03-02T09:00:00Z.")
	c := credential.Credential{ID: PipLogin.ID}
	if w.Read(&c); c.Managed {
		t.Error("it is managed, and nobody asks for it")
	}
}

func TestARepeatGetsItsFirstAnswer(t *testing.T) { // promise 5
	w := told(t)
	key := Header("idempotency-key", "approve once")
	first := w.Replay(key)
	if again := w.Replay(key); again.Body != first.Body || again.StatusCode != 200 {
		t.Errorf("%d %s", again.StatusCode, again.Body)
	}
}
