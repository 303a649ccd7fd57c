package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/locking"
	"github.com/valetkey/valetkey/shared/secret"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "keys-reseal")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: locking.Door{Table: w.Table, Keys: w.Keys}}.reseal)
	return w
}

// mill asks for Stone Mill, as Ivy.
func mill(w *World, edits ...Edit) Answer {
	w.T.Helper()
	return w.Replay(append([]Edit{As(Ivy), Path("organization", StoneMill)}, edits...)...)
}

// finish asks until it is done, as a client does.
func finish(t *testing.T, w *World) api.Resealed {
	t.Helper()
	at := T0
	for range 10 {
		got := Read[api.Resealed](mill(w, At(at)))
		if got.Done {
			return got
		}
		at = at.Add(time.Duration(got.Wait) * time.Second)
	}
	t.Fatal("it does not end")
	return api.Resealed{}
}

func held(w *World, c id.Credential) (r credential.Reader, v credential.Current) {
	r, v = credential.Reader{Credential: c, Organization: StoneMill}, credential.Current{Version: credential.Version{Credential: c}}
	w.Read(&r, &v)
	return r, v
}

// keyring is what Ivy's session opens now.
func keyring(w *World) (identity.Call, identity.Keyring) {
	c := identity.Call{At: T0, Token: Ivy.Session()}
	ring := identity.KeyringOf(c, StoneMill)
	w.Read(ring.Wanted()...)
	return c, ring
}

func TestEverythingIsSealedAnewWhoeversItIsAndTheOldKeysAreGone(t *testing.T) {
	w := told(t)
	_, got := w.Receive("a pump")
	var before credential.Version
	before.Credential, before.Number = Turbine.ID, 1
	w.ReplaceKeys()
	w.Ledger.Reset()
	first := Read[api.Resealed](mill(w))
	asked := map[string]int{}
	for _, e := range w.Ledger.Entries() {
		asked[e.Operation]++
	}
	t.Logf("three credentials, %d keys: %v", first.Sealed, asked)
	if done := finish(t, w); done.Sealed != 8 || done.Refused != 0 { // Turbine: reader, current, two versions; Tackle box: three; the pump
		t.Errorf("answered %+v", done)
	}
	c, ring := keyring(w)
	opener, err := w.KeysAs("operator").Unwrap(t.Context(), c, ring)
	if err != nil {
		t.Fatal(err)
	}
	for which, says := range map[id.Credential]string{Turbine.ID: Turbine.Secret.Reveal(), Tackle.ID: Tackle.Secret.Reveal(), got.Credential: "the secret of a pump"} {
		r, v := held(w, which)
		if plain, err := opener.Open(v.Version, r); err != nil || plain.Secret.Reveal() != says {
			t.Errorf("%s: %v", which, err)
		}
	}
	w.Read(&before)
	if plain, err := opener.Open(before, before.HomeReader()); err != nil || plain.Secret != Slower {
		t.Errorf("the earlier version: %v", err)
	}
	o, old := identity.Organization{ID: StoneMill}, identity.OldPair{KeyPair: identity.KeyPair{Organization: StoneMill}}
	if w.Read(&o, &old); o.Replaced != nil || old.Version != 0 || ring.Pair.Gone != 1 {
		t.Errorf("replaced %v, the old pair at %d, gone %d", o.Replaced, old.Version, ring.Pair.Gone)
	}
	if e := w.Record(StoneMill)[0]; e.Action != audit.KeysResealed || e.Detail != "8 sealed anew, 0 did not open" {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Unchanged(func() {
		if !Read[api.Resealed](mill(w)).Done {
			t.Error("there is more to do")
		}
	})
}

// Each call does a part, and the next goes on where it stopped: within a credential of
// many versions, too.
func TestMuchIsSealedAnewInParts(t *testing.T) {
	w := told(t)
	o := identity.Organization{ID: StoneMill}
	w.Read(&o)
	seal := func(c id.Credential, number int) credential.Sealed {
		sealed, err := envelope.Seal(credential.Place{Home: StoneMill, Credential: c, Number: number}, credential.Secrets{Secret: "x"}, credential.To(o))
		if err != nil {
			t.Fatal(err)
		}
		return sealed
	}
	var ch change.Change
	for n := 3; n <= 45; n++ {
		s := seal(Turbine.ID, n)
		ch.Keep(credential.Version{Credential: Turbine.ID, Home: StoneMill, Number: n, Fields: s.Fields, HomeKey: s.Keys[StoneMill]})
	}
	w.Keep(ch, "many versions")
	ivy := identity.Caller{Call: identity.Call{At: T0}, Person: Ivy.ID, Name: Ivy.Name, Organization: StoneMill}
	ch = change.Change{}
	for n := range 15 {
		made := credential.Make(ivy, credential.Credential{Name: "One of many"}, seal(identity.Mint[id.Credential](identity.Call{At: T0, ID: "many"}, n), 1))
		ch.Keep(made.Records()...)
	}
	w.Keep(ch, "many credentials")
	w.ReplaceKeys()
	calls, got := 0, api.Resealed{}
	for at := T0; !got.Done; at = at.Add(time.Duration(got.Wait) * time.Second) {
		before := got.Sealed
		if got, calls = Read[api.Resealed](mill(w, At(at))), calls+1; got.Sealed-before > 60+22 || calls > 20 {
			t.Fatalf("call %d: %+v", calls, got)
		}
	}
	if want := 2 + 45 + 3 + 15*3; got.Sealed != want || calls < 4 {
		t.Errorf("%d keys of %d in %d calls", got.Sealed, want, calls)
	}
	v := credential.Version{Credential: Turbine.ID, Number: 44}
	if w.Read(&v); v.HomeKey.Epoch != 2 {
		t.Errorf("version 44 is left at %d", v.HomeKey.Epoch)
	}
}

// A backup from before, KMS and the old organization key: they open what was in the
// backup, and nothing of what is stored after.
func TestABackupFromBeforeOpensNothingThatIsStoredAfter(t *testing.T) {
	w := told(t)
	c := identity.Call{At: T0, Token: Ivy.Session()}
	f := identity.UnlockingOf(c, StoneMill)
	w.Read(f.Wanted()...)
	r, v := held(w, Turbine.ID)
	k := w.KeysAs("operator")
	if opener, err := k.Unwrap(t.Context(), c, f.Ring()); err != nil {
		t.Fatal(err)
	} else if _, err := opener.Open(v.Version, r); err != nil {
		t.Fatal("the backup does not open by itself: ", err)
	}
	w.ReplaceKeys()
	finish(t, w)
	opener, err := k.Unwrap(t.Context(), c, f.Ring())
	if err != nil {
		t.Fatal(err)
	}
	r, v = held(w, Turbine.ID)
	if _, err := opener.Open(v.Version, r); err == nil {
		t.Error("the old keys open what is stored today")
	}
	_, now := keyring(w)
	now.Open = f.Open
	if _, err := k.Unwrap(t.Context(), c, now); err == nil {
		t.Error("what was unlocked before opens the new keys")
	}
}

// A call that read the old public key writes after it was replaced, and after the first
// round went by.
func TestWhatWasSealedToTheOldKeysMeanwhileIsFoundBeforeTheyGo(t *testing.T) {
	w := told(t)
	o := identity.Organization{ID: StoneMill}
	w.Read(&o)
	w.ReplaceKeys()
	if got := Read[api.Resealed](mill(w)); got.Done || got.Wait != 15 {
		t.Errorf("answered %+v", got)
	}
	at := credential.Place{Home: StoneMill, Credential: identity.Mint[id.Credential](identity.Call{At: T0, ID: "late"}, 0), Number: 1}
	sealed, err := envelope.Seal(at, credential.Secrets{Secret: "late"}, credential.To(o))
	if err != nil {
		t.Fatal(err)
	}
	ivy := identity.Caller{Call: identity.Call{At: T0}, Person: Ivy.ID, Name: Ivy.Name, Organization: StoneMill}
	made := credential.Make(ivy, credential.Credential{Name: "Late"}, sealed)
	w.Keep(change.Change{Records: made.Records()}, "late")
	finish(t, w)
	if r, v := held(w, at.Credential); r.Key.Epoch != 2 || v.HomeKey.Epoch != 2 {
		t.Errorf("it is left at %d and %d", r.Key.Epoch, v.HomeKey.Epoch)
	}
}

// A credential gets another secret between the reading and the keeping of its keys.
func TestAChangeMeanwhileIsNotOverwritten(t *testing.T) {
	w := told(t)
	w.ReplaceKeys()
	done := w.Meanwhile(func() {
		r, v := held(w, Tackle.ID)
		o := identity.Organization{ID: StoneMill}
		w.Read(&o)
		sealed, err := envelope.Seal(credential.Place{Home: StoneMill, Credential: Tackle.ID, Number: 2}, credential.Secrets{Secret: "hooks"}, credential.To(o))
		if err != nil {
			t.Error(err)
		}
		r.Number, r.Key = 2, sealed.Keys[StoneMill]
		v.Number, v.Fields, v.HomeKey = 2, sealed.Fields, sealed.Keys[StoneMill]
		w.Keep(change.Change{Records: []change.Record{r, v}}, "another secret")
	})
	finish(t, w)
	done()
	c, ring := keyring(w)
	opener, err := w.KeysAs("operator").Unwrap(t.Context(), c, ring)
	if err != nil {
		t.Fatal(err)
	}
	r, v := held(w, Tackle.ID)
	if plain, err := opener.Open(v.Version, r); err != nil || plain.Secret != "hooks" {
		t.Errorf("it says %v, %v", plain.Secret.Len(), err)
	}
}

// What is lent is sealed to who has it, and opens for them at every moment of it.
func TestWhoHasItLentGoesOnOpeningItMeanwhile(t *testing.T) { // rule S9
	w := told(t)
	ridge := identity.Organization{ID: Ridge}
	w.Read(&ridge)
	mills, v := held(w, Turbine.ID)
	c, ring := keyring(w)
	opener, err := w.KeysAs("operator").Unwrap(t.Context(), c, ring)
	if err != nil {
		t.Fatal(err)
	}
	key, err := opener.Reseal(credential.Place{Home: StoneMill, Credential: Turbine.ID, Number: v.Number}, mills, credential.To(ridge))
	if err != nil {
		t.Fatal(err)
	}
	lent := credential.Reader{Credential: Turbine.ID, Organization: Ridge, Home: StoneMill, Via: credential.Delegated, Mode: credential.Read, Number: v.Number, Key: key}
	w.Keep(change.Change{Records: []change.Record{lent}}, "lent")
	opens := func() {
		if plain, err := w.Opens(Ridge, Turbine.ID); err != nil || plain.Secret != Turbine.Secret {
			t.Errorf("%v", err)
		}
	}
	w.ReplaceKeys()
	writes := 0
	remove := w.Dynamo.After(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" {
			writes++
			opens()
		}
		return nil
	})
	finish(t, w)
	if remove(); writes < 4 {
		t.Errorf("looked at %d moments", writes)
	}
	opens()
}

func TestARoundThatBeganTooEarlyIsFollowedByAnother(t *testing.T) {
	w := told(t)
	if got := Read[api.Resealed](w.Replay()); got.Done || got.Wait != 0 { // the recorded event: Low Mill
		t.Errorf("answered %+v", got)
	}
	if got := Read[api.Resealed](w.Replay()); !got.Done {
		t.Errorf("answered %+v", got)
	}
}

func TestOnlyAnAdminWhoHasUnlockedSealsAnew(t *testing.T) {
	w := told(t)
	w.ReplaceKeys()
	u := identity.Unlocked{Person: Ivy.ID, Session: Ivy.SessionID, Organization: StoneMill}
	w.Read(&u)
	w.Unchanged(func() {
		mill(w, As(Nils)).Is(403, "Only an admin")
		mill(w, As(Otto)).Is(403)
		mill(w, As(Eve)).Is(404)
	})
	w.Keep(change.Change{Drops: []change.Record{u}}, "locked again")
	w.Unchanged(func() { mill(w).Is(403, "organization-locked") })
}

// sealsAnew goes on until all that an organization's keys opened is sealed to its new ones.
func sealsAnew(t *testing.T, w *World, p Person, o id.Organization) {
	t.Helper()
	at := T0
	for range 10 {
		got := Read[api.Resealed](w.Replay(As(p), Path("organization", o), At(at)))
		if got.Done {
			return
		}
		at = at.Add(time.Duration(got.Wait) * time.Second)
	}
	t.Fatal("it does not end")
}

// Rules S5, H7, promise 10: keys are replaced on either side, and what is shared opens on
// both, before it is sealed anew, after its secret was changed in the middle, and at the
// end.
func TestAShareSurvivesOtherKeysOnEitherSide(t *testing.T) {
	for name, tt := range map[string]struct {
		who Person
		of  id.Organization
	}{"the site": {Orla, Orchard}, "the provider": {Hal, Halyard}} {
		w := told(t)
		opens := func(when string, press secret.Text) {
			t.Helper()
			for _, x := range []struct {
				who   Person
				of    id.Organization
				which Filed
				says  secret.Text
			}{{Orla, Orchard, Press, press}, {Hal, Halyard, Press, press}, {Orla, Orchard, Scales, Scales.Secret}, {Hal, Halyard, Scales, Scales.Secret}} {
				if got, err := w.OpensFor(x.who, x.of, x.which); err != nil || got != x.says {
					t.Errorf("of %s, %s: %s opens %s: %v", name, when, x.who.Name, x.which.Name, err)
				}
			}
		}
		if tt.of == Halyard {
			w.LockUp(Hal, Halyard, MillKey)
		}
		w.ReplaceKeysOf(tt.who, tt.of)
		opens("replaced", Press.Secret)
		w.Says(Halyard, Hal, Press.ID, T0, "of the middle")
		opens("and changed", "of the middle")
		sealsAnew(t, w, tt.who, tt.of)
		opens("and sealed anew", "of the middle")
	}
}
