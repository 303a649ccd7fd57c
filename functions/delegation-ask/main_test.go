package main

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "delegation-ask")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table, keys: w.Keys}.ask)
	return w
}

func TestAskingMakesAPendingResourceAndAMailToTheOwner(t *testing.T) {
	w := told(t)
	var got api.Resource
	made := w.Made(func() { got = Read[api.Resource](w.Replay()) })
	if made != "AUDIT DELEGATION DUE DUE MAILS NOTICE OUT PENDING RESOURCE" {
		t.Errorf("made %s", made)
	}
	if got.State != "pending" || got.Kind != "delegated" || !got.Lender.Lapses.Equal(T0.Add(delegation.Life)) {
		t.Errorf("answered %+v", got)
	}
	n := w.Waiting()
	if len(n) != 1 || n[0].Kind != change.DelegationAsked || n[0].To.Address != "jim@blog.example" {
		t.Errorf("told: %+v", n)
	}
}

func TestWhatCannotBeAskedForIsRefusedByName(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("owner", Bob.Email)).Is(400, "Bob is a colleague")
		w.Replay(Set("owner", "no address")).Is(400, "body.owner")
		w.Replay(Set("address", "javascript:alert(1)")).Is(400, "body.address")
		w.Replay(Set("address", "https://me:secret@blog.example")).Is(400, "body.address").Never("me:secret")
		w.Replay(Set("name", " ")).Is(400, "body.name")
		w.Replay(As(Olga), Path("organization", OlgaHome)).Is(403, "personal account")
	})
}

func TestARepeatAsksNobodyTwice(t *testing.T) {
	w := told(t)
	first := w.Replay(Header("idempotency-key", "k1")).Is(201)
	w.Unchanged(func() {
		if again := w.Replay(Header("idempotency-key", "k1")).Is(201); again.Body != first.Body {
			t.Errorf("answered %s, then %s", first.Body, again.Body)
		}
		w.Replay(Header("idempotency-key", "k1"), Set("owner", "kim@blog.example")).Is(422)
	})
}

func TestWithoutKMSNobodyIsAsked(t *testing.T) {
	w := told(t)
	w.KMS.Fail(true)
	w.Unchanged(func() { w.Replay().Is(503) })
}

// rule D2
func TestAskingForTheSameJoinsAndTheOwnerIsMailedOnce(t *testing.T) {
	w := told(t)
	first := Read[api.Resource](w.Replay())
	made := w.Made(func() {
		got := Read[api.Resource](w.Replay(As(Dan), At(T0.Add(time.Minute)), Set("owner", "Jim@Blog.Example"), Set("address", "BLOG.example/"), Set("name", "Our blog")))
		if got.ID != first.ID || got.Name != "Blog" {
			t.Errorf("answered %+v, then %+v", first, got)
		}
	})
	if made != "AUDIT" {
		t.Errorf("made %s", made)
	}
	d := delegation.Delegation{ID: first.Lender.Delegation}
	if w.Read(&d); d.Asker != Ann.ID || len(d.Askers) != 1 || d.Askers[0] != Dan.ID {
		t.Errorf("%+v", d.Askers)
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.DelegationJoined || e.Actor != Dan.ID || e.Thing != string(first.ID) {
		t.Errorf("on record: %+v", e)
	}
	w.Unchanged(func() { w.Replay(As(Dan)).Is(201) }) // he has asked already
	if later := Read[api.Resource](w.Replay(As(Dan), At(T0.Add(20*time.Minute)), Set("address", "https://blog.example/two"))); later.ID == first.ID {
		t.Error("another place is the same")
	}
	w.Read(&d)
	d.State = access.Cancelled
	w.Keep(change.Change{Records: []change.Record{d}}, "cancelled")
	if anew := Read[api.Resource](w.Replay(As(Dan))); anew.ID == first.ID {
		t.Error("a cancelled request holds whoever asks anew")
	}
}

// rule D2
func TestOfTwoAdminsAtOnceOneAsksAndOneJoins(t *testing.T) {
	w := told(t)
	var met atomic.Bool
	remove := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && r.Touches("ASKED") && met.CompareAndSwap(false, true) {
			w.Replay(As(Dan)).Is(201) // between what Ann's call read and what it keeps
		}
		return nil
	})
	defer remove()
	got := Read[api.Resource](w.Replay())
	d := delegation.Delegation{ID: got.Lender.Delegation}
	if w.Read(&d); d.Asker != Dan.ID || len(d.Askers) != 1 || d.Askers[0] != Ann.ID {
		t.Errorf("asked by %s, joined by %v", d.Asker, d.Askers)
	}
	if n := w.Told(); n != "delegation-asked" {
		t.Errorf("told %s", n)
	}
}

// young makes Blue Harbor an organization of yesterday.
func young(w *World) {
	o := identity.Organization{ID: BlueHarbor}
	w.Read(&o)
	o.Since = T0.AddDate(0, 0, -1)
	w.Keep(change.Change{Records: []change.Record{o}}, "it is new")
}

// rule D9
func TestSixtyFourAsksAtOnceNeverExceedTheLimits(t *testing.T) {
	w := told(t)
	young(w)
	a := delegation.Asks{Organization: BlueHarbor}
	w.Read(&a)
	a.Pending, a.Day, a.Today = nil, "2026-03-02", 38
	w.Keep(change.Change{Records: []change.Record{a}}, "thirty-eight asks")
	var good atomic.Int32
	var all sync.WaitGroup
	for i := range 64 {
		e, err := Recorded[events.APIGatewayV2HTTPRequest](w.Name)
		if err != nil {
			t.Fatal(err)
		}
		e.RequestContext.RequestID += fmt.Sprint(" ", i)
		Set("owner", fmt.Sprintf("owner%d@blog.example", i))(&e)
		all.Go(func() {
			r, err := w.Handler(context.Background(), e)
			if err != nil || r.StatusCode != 201 && r.StatusCode != 429 && r.StatusCode != 409 && r.StatusCode != 503 {
				t.Errorf("%d %s, %v", r.StatusCode, r.Body, err)
			}
			if r.StatusCode == 201 {
				good.Add(1)
			}
		})
	}
	all.Wait()
	w.Read(&a)
	if n := int(good.Load()); n == 0 || n > 12 || a.Today != 38+n || len(a.Pending) != n {
		t.Errorf("%d were asked: %d today, %d wait", n, a.Today, len(a.Pending))
	}
	for i := int(good.Load()); i < 12; i++ { // what met others on the way may come again
		w.Replay(Set("owner", fmt.Sprintf("again%d@blog.example", i))).Is(201)
	}
	r := w.Replay(Set("owner", "last@blog.example")).Is(429, "after midnight, UTC")
	if r.Headers["retry-after"] != "54000" { // from nine o'clock
		t.Errorf("come back after %s", r.Headers["retry-after"])
	}
}

// rule D9
func TestOfANewOrganizationTwentyRequestsWaitUntilOneIsAnswered(t *testing.T) {
	w := told(t)
	young(w)
	a := delegation.Asks{Organization: BlueHarbor}
	w.Read(&a)
	a.Pending = nil
	for range 18 {
		a.Pending = append(a.Pending, delegation.Waiting{Delegation: Shop.Delegation, Lapses: T0.Add(time.Hour)})
	}
	w.Keep(change.Change{Records: []change.Record{a}}, "eighteen wait")
	w.Replay(Set("owner", "one@blog.example")).Is(201)
	w.Replay(Set("owner", "two@blog.example")).Is(201)
	w.Unchanged(func() { w.Replay(Set("owner", "three@blog.example")).Is(403, "20 requests of Blue Harbor IT wait") })
	d := delegation.Delegation{ID: Shop.Delegation}
	w.Read(&d)
	d.State = access.Denied
	w.Keep(change.Change{Records: []change.Record{d}}, "denied")
	w.Replay(Set("owner", "three@blog.example")).Is(201)
	if w.Read(&a); len(a.Pending) != 3 {
		t.Errorf("%d wait", len(a.Pending))
	}
}

// rule D9
func TestWhoIsUnknownHeldOrPausedAsksNobody(t *testing.T) {
	w := told(t)
	w.Keep(change.Change{Records: []change.Record{delegation.Unknown{Organization: BlueHarbor, Email: "jim@blog.example", At: T0}}}, "Jim does not know them")
	w.Unchanged(func() { w.Replay(Set("owner", "JIM@blog.example")).Is(403, "do not know you") })
	w.Replay(Set("owner", "kim@blog.example")).Is(201)
	o := identity.Organization{ID: BlueHarbor}
	a := delegation.Asks{Organization: BlueHarbor}
	w.Read(&o, &a)
	o.Held = "it is like that of a well-known service"
	w.Keep(change.Change{Records: []change.Record{o}}, "held")
	w.Unchanged(func() { w.Replay(Set("owner", "lou@blog.example")).Is(403, "looks at its name") })
	a.Paused = &T0
	o.Version++
	o.Held = ""
	w.Keep(change.Change{Records: []change.Record{o, a}}, "paused")
	w.Unchanged(func() { w.Replay(Set("owner", "lou@blog.example")).Is(403, "until an operator") })
}
