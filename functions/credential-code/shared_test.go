package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

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
