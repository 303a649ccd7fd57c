package main

import (
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "left-take")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{opening.Door{Table: w.Table, Keys: w.Keys}}.take)
	return w
}

// until is when what Ned left is destroyed.
var until = NedGone.Add(identity.LeftFor)

// nedsOwn is Ned's own record, newest first.
func nedsOwn(w *World) []table.Entry {
	w.T.Helper()
	all, _, err := w.Operator().Lines(w.T.Context(), table.Search{Account: Ned.ID, At: T0.AddDate(0, 0, 40)}, table.Page{Limit: 50})
	if err != nil {
		w.T.Fatal(err)
	}
	return all
}

// rule C14, promise 3
func TestWhatWasLeftIsTakenWithAllItSaysAndIsGoneWhereItWas(t *testing.T) {
	w := told(t)
	got := Read[api.LeftTaken](w.Replay().Never(NedNote.Secret.Reveal()))
	if len(got.Items) != 2 || got.Items[0].Outcome != "taken" || got.Items[1].Outcome != "taken" || got.More || got.Home != identity.PersonalOrganization(Ned.ID) {
		t.Fatalf("answered %+v", got)
	}
	for i, was := range []Filed{NedNote, NedLogin} {
		c, gone := credential.Credential{ID: got.Items[i].Taken}, credential.Credential{ID: was.ID}
		w.Read(&c, &gone)
		if c.Name != was.Name || c.Username != Ned.Email || c.Owner != Ned.ID || c.Home != got.Home || c.Managed || c.Resource != "" || gone.Version != 0 {
			t.Errorf("kept %+v, left %+v", c, gone)
		}
		plain, err := w.Opens(got.Home, c.ID)
		if err != nil || plain.Secret != was.Secret || plain.Notes != "notes on "+was.Secret || (plain.Seed != "") != (was == NedNote) || c.Codes != (was == NedNote) {
			t.Errorf("%s opens as %v, %v", was.Name, plain.Notes.Reveal(), err)
		}
		if _, err := w.Opens(FernHill, was.ID); err == nil {
			t.Errorf("%s opens where it was", was.Name)
		}
	}
	set := access.Set{Resource: Payroll, Credential: NedLogin.ID}
	found, _, err := w.Operator().VaultOf(t.Context(), FernHill, []credential.Audience{credential.Audience(Ned.ID), credential.Logins(Ned.ID)}, table.Page{Limit: 10})
	if w.Read(&set); err != nil || set.Version != 0 || len(found) != 1 || found[0].ID != NedManaged.ID {
		t.Errorf("found still: %+v", found)
	}
	mine, _, _ := w.Operator().VaultOf(t.Context(), got.Home, []credential.Audience{credential.Audience(Ned.ID)}, table.Page{Limit: 10})
	if len(mine) != 2 {
		t.Errorf("found at home: %+v", mine)
	}
}

// rules C1, C4, A1
func TestWhatIsPersonalIsOnNobodyElsesRecord(t *testing.T) {
	w := told(t)
	before := len(w.Record(FernHill))
	w.Replay().Is(200)
	lines := w.Record(FernHill)
	if len(lines) != before+1 || lines[0].Action != audit.CredentialTaken || lines[0].Thing != string(NedLogin.ID) || lines[0].ActorName != "Ned" || lines[0].From != "" {
		t.Errorf("on record: %+v", lines[:len(lines)-before])
	}
	var names []string
	for _, e := range nedsOwn(w) {
		if e.Action == audit.CredentialTaken {
			names = append(names, e.ThingName+" "+e.Detail)
		}
	}
	slices.Sort(names)
	if !slices.Equal(names, []string{NedNote.Name + " from Fern Hill", NedLogin.Name + " from Fern Hill"}) {
		t.Errorf("on his own: %q", names)
	}
}

// promise 5
func TestTakenAgainItIsOneAndTheSame(t *testing.T) {
	w := told(t)
	first := Read[api.LeftTaken](w.Replay())
	w.Unchanged(func() {
		again := Read[api.LeftTaken](w.Replay())
		if !slices.Equal(again.Items, first.Items) {
			t.Errorf("answered %+v, then %+v", first, again)
		}
	})
}

// promise 5, rule C14
func TestTakenTwiceAtOnceItIsOne(t *testing.T) {
	w := told(t)
	all := w.AtOnce(nil, nil)
	for _, a := range all {
		for _, one := range Read[api.LeftTaken](a).Items {
			if one.Outcome != "taken" {
				t.Errorf("answered %+v", one)
			}
		}
	}
	mine, _, err := w.Operator().VaultOf(t.Context(), identity.PersonalOrganization(Ned.ID), []credential.Audience{credential.Audience(Ned.ID)}, table.Page{Limit: 10})
	if err != nil || len(mine) != 2 {
		t.Errorf("at home: %+v, %v", mine, err)
	}
}

func TestWithoutNamesAllThatWaitsIsTakenAndNothingElse(t *testing.T) {
	w := told(t)
	got := Read[api.LeftTaken](w.Replay(Set("credentials", nil)))
	var which []id.Credential
	for _, one := range got.Items {
		which = append(which, one.Credential)
	}
	slices.Sort(which)
	want := []id.Credential{NedLogin.ID, NedNote.ID}
	slices.Sort(want)
	if !slices.Equal(which, want) {
		t.Errorf("took %v", which)
	}
	w.Unchanged(func() {
		if again := Read[api.LeftTaken](w.Replay(Set("credentials", nil))); len(again.Items) != 0 || again.More {
			t.Errorf("answered %+v", again)
		}
	})
}

// rules C1, C5, C14, promise 7
func TestOnlyWhatIsTheirsAloneIsTakenAndOnlyByThem(t *testing.T) {
	w := told(t)
	hidden := func(c id.Credential) {
		t.Helper()
		got := Read[api.LeftTaken](w.Replay(Set("credentials", []id.Credential{c})))
		if len(got.Items) != 1 || got.Items[0].Outcome != "refused" || got.Items[0].Taken != "" || got.Items[0].Reason != "There is no such credential." {
			t.Errorf("%s: answered %+v", c, got)
		}
	}
	w.Replay(Set("credentials", []id.Credential{NedManaged.ID})).Is(200) // it makes his home; what follows makes nothing
	w.Unchanged(func() {
		for _, c := range []id.Credential{NedManaged.ID, LeaNote.ID, LeaLogin.ID, Insurance.ID, Router.Credential, id.New[id.Credential](T0, "none", 0)} {
			hidden(c)
		}
		w.Replay(As(Lea)).Is(409, "You are a member of Fern Hill")
		w.Replay(As(Kit)).Is(409, "You are a member")
		w.Replay(As(Ann)).Is(404, "organization")
		w.Replay(Path("organization", BlueHarbor)).Is(404, "organization")
		w.Replay(As(Olga), Path("organization", OlgaHome)).Is(404, "organization")
		w.Replay(Set("credentials", []id.Credential{})).Is(400)
		w.Replay(Set("credentials", slices.Repeat([]id.Credential{NedNote.ID}, 21))).Is(400)
		w.Replay(Set("credentials", []string{"cred_x' OR 1=1"})).Is(400)
		w.Replay(Set("organization", string(OlgaHome))).Is(400)
	})
}

// rule C14: the last instant is outside.
func TestAtTheEndOfThirtyDaysNothingIsTaken(t *testing.T) {
	w := told(t)
	w.SignedIn(Ned, until)
	w.Replay(At(until), Set("credentials", nil)).Is(409, "waited until 2026-03-22T09:00:00Z and was destroyed")
	got := Read[api.LeftTaken](w.Replay(At(until.Add(-time.Millisecond)), Set("credentials", nil)))
	if len(got.Items) != 2 {
		t.Errorf("answered %+v", got)
	}
}

// rule C14: races are decided by the credential itself.
func TestWhatIsDestroyedAtThatMomentIsNotTaken(t *testing.T) {
	w := told(t)
	w.Replay(Set("credentials", []id.Credential{NedManaged.ID})).Is(200)
	var once atomic.Bool
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && once.CompareAndSwap(false, true) {
			l, f := identity.Left{Organization: FernHill, Person: Ned.ID}, access.TakingOf(Ned.ID, FernHill, NedNote.ID)
			w.Read(append(f.Wanted(), &l)...)
			w.Keep(access.DestroyLeft(l.Until, l, f), "destroyed")
		}
		return nil
	})()
	got := Read[api.LeftTaken](w.Replay(Set("credentials", []id.Credential{NedNote.ID})))
	taken := credential.Credential{ID: access.TakingOf(Ned.ID, FernHill, NedNote.ID).Taken.ID}
	if w.Read(&taken); got.Items[0].Outcome != "refused" || taken.Version != 0 {
		t.Errorf("answered %+v, kept %+v", got, taken)
	}
}

// rule C14: whoever is back has it there.
func TestWhoIsBackAtThatMomentTakesNothing(t *testing.T) {
	w := told(t)
	w.Replay(Set("credentials", []id.Credential{NedManaged.ID})).Is(200)
	var once atomic.Bool
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && once.CompareAndSwap(false, true) {
			w.Returns(T0)
		}
		return nil
	})()
	got := Read[api.LeftTaken](w.Replay(Set("credentials", []id.Credential{NedNote.ID})))
	c := credential.Credential{ID: NedNote.ID}
	if w.Read(&c); got.Items[0].Outcome != "refused" || c.Version == 0 {
		t.Errorf("answered %+v", got)
	}
}

// rule C14, D2: one has a personal account, one is closing it.
func TestItGoesIntoThePersonalAccountThatOneHas(t *testing.T) {
	w := told(t)
	left := w.LeftBy(Olga, 0)
	got := Read[api.LeftTaken](w.Replay(As(Olga), Set("credentials", []id.Credential{left})))
	if got.Home != OlgaHome || got.Items[0].Outcome != "taken" {
		t.Errorf("answered %+v", got)
	}
	if plain, err := w.Opens(OlgaHome, got.Items[0].Taken); err != nil || plain.Secret != NedNote.Secret {
		t.Errorf("opens as %v, %v", plain, err)
	}
	home := identity.Organization{ID: OlgaHome}
	w.Read(&home)
	home.Closed = &T0
	w.Keep(change.Change{Records: []change.Record{home}}, "closing")
	w.Unchanged(func() { w.Replay(As(Olga), Set("credentials", []id.Credential{left})).Is(409, "being closed") })
}

// design 5: KMS is asked for the left organization's keys at most once, warm or not.
func TestTwentyAreTakenInFiveSeconds(t *testing.T) {
	w := told(t)
	for i := range 18 {
		w.LeftBy(Ned, i)
	}
	from := time.Now()
	got := Read[api.LeftTaken](w.Replay(Set("credentials", nil)))
	if took := time.Since(from); len(got.Items) != 20 || got.More || took > 5*time.Second {
		t.Errorf("%d taken in %s", len(got.Items), took)
	}
}

// What is left in a locked organization opens with its key alone, typed for this call.
func TestFromALockedOrganizationItIsTakenWithItsKey(t *testing.T) { // rules C14, S9
	w := told(t)
	w.LockUp(Kit, FernHill, NextKey)
	if got := Read[api.LeftTaken](w.Replay()); got.Items[0].Outcome != "refused" || got.Items[0].Reason == "" {
		t.Errorf("without the key: %+v", got.Items)
	}
	for range 10 {
		w.Replay(Set("key", "not the key")).Is(400, "body.key", "is not the organization key")
	}
	if e := w.Record(FernHill)[0]; e.Action != audit.LockRefused || e.Actor != Ned.ID {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Replay(Set("key", NextKey.Reveal())).Is(429)
	late := At(T0.Add(15 * time.Minute))
	if got := Read[api.LeftTaken](w.Replay(late, Set("key", NextKey.Reveal()))); got.Items[0].Outcome != "taken" || got.Items[1].Outcome != "taken" {
		t.Errorf("with the key: %+v", got.Items)
	}
	u := identity.Unlocked{Person: Ned.ID, Session: Ned.SessionID, Organization: FernHill}
	if w.Read(&u); u.Version != 0 {
		t.Error("what was opened for one call is kept")
	}
}
