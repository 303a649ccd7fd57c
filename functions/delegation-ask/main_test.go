package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
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
	if made != "AUDIT DELEGATION DUE NOTICE OUT RESOURCE" && made != "AUDIT DELEGATION NOTICE OUT OUT RESOURCE" {
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
