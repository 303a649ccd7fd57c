package main

import (
	"slices"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "credential-code")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: opening.Door{Table: w.Table, Keys: w.Keys}}.code)
	return w
}

func TestTheCodeOfTheInstantIsAnsweredAndNeverTheSeed(t *testing.T) { // promise 1, rules G4, C11
	w := told(t)
	seed, err := credential.ParseSeed("seed", Codes)
	if err != nil {
		t.Fatal(err)
	}
	at := T0.Add(77 * time.Second)
	want, left, err := credential.CodeAt(seed, at)
	if err != nil {
		t.Fatal(err)
	}
	got := Read[api.SignInCode](w.Replay(At(at)).Never(Codes.Reveal(), Edge.Secret.Reveal()))
	if got.Code != want || got.Ends != left || left != 13 {
		t.Errorf("answered %s for %d seconds", got.Code, got.Ends)
	}
	if e := w.Record(Ridge)[0]; e.Action != audit.CredentialCoded || e.Thing != string(Edge.ID) || e.Actor != Sol.ID {
		t.Errorf("on record: %+v", e.Entry)
	}
	r := credential.Received{Credential: Edge.ID, Organization: Ridge, Person: Sol.ID}
	if w.Read(&r); r.Uses != 1 || r.Number != 1 {
		t.Errorf("received %+v", r)
	}
}

func TestACredentialWithoutASeedHasNoCode(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("credential", Wifi.ID)).Is(409, "Office wifi has no set-up key for sign-in codes.")
	})
}

func TestWhoMaySignInWithItMayHaveItsCode(t *testing.T) { // rules G1, G4, F3, F4, promise 7
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Tam)).Is(404)
		w.Replay(As(Val)).Is(403, "An auditor")
		w.Replay(Path("credential", Registrar.ID)).Is(404) // whether or not it has one
		w.Replay(As(Eve)).Is(404)
		locked := []Edit{As(Jon), Path("organization", NorthQuay), Path("credential", Switch.Credential)}
		w.Replay(locked...).Is(403, "locked")
	})
	w.Replay(As(Hana), Path("organization", PierNine), Path("credential", Camera.Credential)).Is(200, "code")
}

func TestALockedOrganizationsCodesAreUnlockedFirst(t *testing.T) { // rule S9
	w := told(t)
	w.LockUp(Rhea, Ridge, MillKey) // whose session is open, and nobody else's
	w.Unchanged(func() { w.Replay().Is(403, "organization-locked").Never("code\":") })
	w.Replay(As(Rhea)).Is(200, "code")
}

// A lent one is used through the resource that it is lent for, to sign in and no more.
func TestALentOnesCodeIsHadThroughItsResource(t *testing.T) { // rules D5, D6
	w := told(t)
	lent := []Edit{As(Bob), Path("organization", BlueHarbor), Path("credential", Social.Credential)}
	w.Unchanged(func() {
		w.Replay(lent...).Is(409, "no set-up key") // that is found by itself
		w.Replay(append(lent, As(Eve))...).Is(404)
		w.Replay(append(lent, Set("resource", string(Social.Resource)))...).Is(409, "no set-up key")
	})
}

func TestADisabledOneHasNoCode(t *testing.T) { // rule C10
	w := told(t)
	defer w.Meanwhile(func() {
		c := credential.Credential{ID: Edge.ID}
		w.Read(&c)
		c.Disabled = &T0
		w.Keep(change.Change{Records: []change.Record{c}}, "disabled meanwhile")
	})()
	w.Replay().Is(403, "disabled").Never("code\":")
}

// seeded gives Scales, which Orchard shares with Halyard, a seed.
func seeded(w *World) {
	w.T.Helper()
	f := credential.Changing{Credential: credential.Credential{ID: Scales.ID}, Current: credential.Current{Version: credential.Version{Credential: Scales.ID}}, Seen: 1}
	w.Read(&f.Credential, &f.Current)
	var to []credential.Recipient
	var err error
	if f.Readers, to, err = w.Operator().ReadersOf(w.T.Context(), f.Credential); err != nil {
		w.T.Fatal(err)
	}
	seed, err := credential.ParseSeed("seed", Codes)
	if err != nil {
		w.T.Fatal(err)
	}
	sealed, err := envelope.Seal(credential.Place{Home: Orchard, Credential: Scales.ID, Number: 2}, credential.Secrets{Secret: Scales.Secret, Seed: seed}, to...)
	if err != nil {
		w.T.Fatal(err)
	}
	_, ch, err := credential.Change(w.CallsIn(Orchard, Orla, T0), f, sealed)
	if err != nil {
		w.T.Fatal(err)
	}
	w.Keep(ch, "a seed for Scales")
}

func TestACodeOfWhatIsSharedIsAUseThatItsHomeSees(t *testing.T) { // rules G4, H8
	w := told(t)
	seeded(w)
	scales := []Edit{As(Tess), Path("organization", Halyard), Path("credential", Scales.ID)}
	if got := Read[api.SignInCode](w.Replay(scales...).Never(Codes.Reveal())); len(got.Code) != 6 {
		t.Errorf("answered %+v", got)
	}
	for o, actor := range map[id.Organization]id.Person{Halyard: Tess.ID, Orchard: ""} {
		at := slices.IndexFunc(w.Record(o), func(e table.Entry) bool { return e.Action == audit.CredentialCoded })
		if e := w.Record(o)[max(at, 0)]; at < 0 || e.ActorName != "Tess" || e.Actor != actor || e.Thing != string(Scales.ID) {
			t.Errorf("on record: %+v", e.Entry)
		}
	}
	w.Unchanged(func() {
		w.Replay(append(scales, As(Uma))...).Is(403, "An auditor opens no secret.")
		w.Replay(append(scales, As(Vera), Path("organization", Vineyard))...).Is(404)
		w.Replay(append(scales, As(Omar), Path("organization", Orchard), Path("credential", Press.ID))...).Is(409, "no set-up key")
		w.Replay(append(scales, As(Opal), Path("organization", Orchard), Path("credential", Press.ID))...).Is(404)
	})
	r := credential.Reader{Credential: Scales.ID, Organization: Halyard}
	w.Read(&r)
	off := *r.Share
	off.Off, off.OffBy, r.Share = &T0, "Hal", &off
	w.Keep(change.Change{Records: []change.Record{r}}, "disabled there")
	w.Unchanged(func() { w.Replay(scales...).Is(403, "Hal disabled this share") })
}
