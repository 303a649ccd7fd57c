package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "version-restore")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: opening.Door{Table: w.Table, Keys: w.Keys}}.restore)
	return w
}

func TestAnEarlierVersionIsTheNewestAgain(t *testing.T) { // rules C9, A1
	w := told(t)
	got := Read[api.Filed](w.Replay().Never(Former.Reveal(), Registrar.Secret.Reveal()))
	if got.Version != 3 || got.By != "Rhea" || got.Name != Registrar.Name {
		t.Errorf("answered %+v", got)
	}
	if plain, err := w.Opens(Ridge, Registrar.ID); err != nil || plain.Secret != Former {
		t.Errorf("it opens to %q, %v", plain.Secret.Reveal(), err)
	}
	if e := w.Record(Ridge)[0]; e.Action != audit.CredentialRestored || e.Detail != "version 1" || e.Thing != string(Registrar.ID) {
		t.Errorf("on record: %+v", e.Entry)
	}
	for k, v := range w.Items() {
		if strings.Contains(v, Former.Reveal()) {
			t.Errorf("the secret is in %s", k)
		}
	}
	w.Unchanged(func() {
		w.Replay().Is(409, "Rhea changed it at 2026-03-02T09:00:00Z")
		w.Replay(Set("version", 3), Path("number", "3")).Is(409, "Version 3 is the current one.")
		w.Replay(Set("version", 3), Path("number", "4")).Is(404, "There is no such version.")
	})
}

// Promise 11: who received the first version knows the third, which says the same;
// who received the second only does not.
func TestWhoReceivedWhatIsRestoredMayKnowItAgain(t *testing.T) {
	w := told(t)
	w.Replay().Is(201)
	c := credential.Credential{ID: Registrar.ID}
	w.Read(&c)
	for number, want := range map[int]bool{1: true, 2: false, 3: true} {
		if got := (credential.Received{}).Having(number).MayKnow(c); got != want {
			t.Errorf("who received version %d may know it: %v", number, got)
		}
	}
	w.Says(Ridge, Rhea, Registrar.ID, T0, "something else")
	w.Replay(Set("version", 4), Path("number", "3")).Is(201) // what was restored itself
	w.Read(&c)
	if c.Number != 5 || !(credential.Received{}).Having(1).MayKnow(c) || (credential.Received{}).Having(4).MayKnow(c) {
		t.Errorf("%+v", c)
	}
}

func TestAVersionFromBeforeALoanIsForAllWhoHaveItToday(t *testing.T) { // promise 10
	w := told(t)
	w.Says(PierNine, Hana, Camera.Credential, T0, "a second secret")
	back := credential.Credential{ID: Camera.Credential}
	w.Read(&back)
	lend(w)
	w.Replay(As(Hana), Path("organization", PierNine), Path("credential", Camera.Credential)).Is(201)
	for _, o := range []id.Organization{PierNine, Elsewhere} {
		if plain, err := w.Opens(o, Camera.Credential); err != nil || plain.Secret != Camera.Secret || plain.Seed == "" {
			t.Errorf("%s opens %q, %v", o, plain.Secret.Reveal(), err)
		}
		if e := w.Record(o)[0]; e.Action != audit.CredentialRestored {
			t.Errorf("on record of %s: %+v", o, e.Entry)
		}
	}
}

// lend adds a reader to Camera at its second version: Elsewhere.
func lend(w *World) {
	w.T.Helper()
	c := credential.Credential{ID: Camera.Credential}
	own := credential.Reader{Credential: c.ID, Organization: PierNine}
	pair, to := identity.KeyPair{Organization: PierNine}, identity.Organization{ID: Elsewhere}
	w.Read(&c, &own, &pair, &to)
	opener, err := w.KeysAs("operator").Unwrap(w.T.Context(), identity.Call{At: T0}, identity.Keyring{Pair: pair})
	if err != nil {
		w.T.Fatal(err)
	}
	key, err := opener.Reseal(credential.Place{Home: PierNine, Credential: c.ID, Number: c.Number}, own, credential.To(to))
	if err != nil {
		w.T.Fatal(err)
	}
	c, r := c.Lend(credential.Reader{}, to, credential.Loan{Delegation: Gate.Delegation, Lender: "Hana", Mode: credential.Use}, key)
	w.Keep(change.Change{Records: []change.Record{c, r}}, "lent")
}

func TestWhoMayNotRestore(t *testing.T) { // promise 7
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Sol)).Is(404)
		w.Replay(As(Sol), Path("credential", Edge.ID)).Is(403, "Only an admin")
		w.Replay(As(Val)).Is(403, "An auditor")
		w.Replay(As(Eve)).Is(404)
	})
	c := credential.Credential{ID: Registrar.ID}
	w.Read(&c)
	c.Disabled = &T0
	w.Keep(change.Change{Records: []change.Record{c}}, "disabled")
	w.Unchanged(func() { w.Replay().Is(403, "disabled") })
}

func TestWhoChangesItMeanwhileIsNamed(t *testing.T) { // promise 5
	w := told(t)
	defer w.Meanwhile(func() { w.Says(Ridge, Rhea, Registrar.ID, T0, "another hand was quicker") })()
	w.Replay().Is(409, "Rhea changed it at 2026-03-02T09:00:00Z")
	if plain, err := w.Opens(Ridge, Registrar.ID); err != nil || plain.Secret != "another hand was quicker" {
		t.Errorf("it opens to %q, %v", plain.Secret.Reveal(), err)
	}
}

func TestWithoutKMSNothingIsRestored(t *testing.T) {
	w := told(t)
	w.KMS.Fail(true)
	w.Unchanged(func() {
		if a := w.Replay(); a.StatusCode < 500 {
			t.Errorf("answered %d", a.StatusCode)
		}
	})
}

func TestALockedOrganizationIsUnlockedFirst(t *testing.T) { // rule S9
	w := told(t)
	mill := []Edit{As(Ivy), Path("organization", StoneMill), Path("credential", Turbine.ID)}
	w.Locks()
	w.Unchanged(func() { w.Replay(mill...).Is(403, "organization-locked") })
	w = told(t)
	w.Replay(mill...).Is(201)
}

// Promise 10, rule C9: its home brings an earlier version back for all fifty in one
// transaction; that version opens by its home's key, so nobody else does.
func TestWhatFiftyOrganizationsHaveIsRestoredByItsHomeInOneTransaction(t *testing.T) {
	w := told(t)
	all := w.LentToAll(Scales.ID)
	w.Says(Orchard, Orla, Scales.ID, T0, "a second secret")
	first := []Edit{Path("credential", Scales.ID), Path("number", "1"), Set("version", 2)}
	w.Unchanged(func() {
		w.Replay(append(first, As(Tess), Path("organization", Halyard))...).Is(403, "Orchard shares this with Halyard: only there is that done.")
		w.Replay(append(first, As(Vera), Path("organization", Vineyard))...).Is(404)
	})
	w.Ledger.Reset()
	w.Replay(append(first, As(Orla), Path("organization", Orchard))...).Is(201)
	for _, e := range w.Ledger.Of(w.Name) {
		if e.Operation == "TransactWriteItems" {
			t.Logf("for %d organizations: %d items", len(all), e.Items)
		}
	}
	if len(all) != 51 {
		t.Errorf("%d have it", len(all))
	}
	for _, o := range all {
		r := credential.Reader{Credential: Scales.ID, Organization: o}
		if w.Read(&r); r.Number != 3 {
			t.Errorf("%s has version %d", o, r.Number)
		}
	}
	if plain, err := w.Opens(Halyard, Scales.ID); err != nil || plain.Secret != Scales.Secret {
		t.Errorf("Halyard opens %q, %v", plain.Secret.Reveal(), err)
	}
}
