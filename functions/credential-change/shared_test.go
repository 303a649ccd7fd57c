package main

import (
	"slices"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// scales is how Tess of Halyard changes what Orchard shares with everyone there.
func scales(more ...Edit) []Edit {
	return append([]Edit{As(Tess), Path("organization", Halyard), Path("credential", Scales.ID), Set("username", nil)}, more...)
}

// reader edits how an organization has a credential.
func reader(w *World, c id.Credential, o id.Organization, edit func(*credential.Reader)) {
	w.T.Helper()
	r := credential.Reader{Credential: c, Organization: o}
	if w.Read(&r); r.Version == 0 {
		w.T.Fatal("no such reader")
	}
	edit(&r)
	w.Keep(change.Change{Records: []change.Record{r}}, "another way to "+string(c))
}

func TestAChangeByWhomItIsSharedWithIsANewVersionForBothSides(t *testing.T) { // rules H7, A2
	w := told(t)
	got := Read[api.Credential](w.Replay(scales()...))
	if got.Version != 2 || got.By != "Tess of Halyard" || got.From != "Orchard" || got.Due != "" {
		t.Errorf("answered %+v", got)
	}
	for _, o := range []id.Organization{Halyard, Orchard} {
		r := credential.Reader{Credential: Scales.ID, Organization: o}
		if w.Read(&r); r.Number != 2 {
			t.Errorf("%s has version %d", o, r.Number)
		}
	}
	if plain, err := w.Opens(Halyard, Scales.ID); err != nil || plain.Secret != "a newer password" {
		t.Errorf("Halyard opens %q, %v", plain.Secret.Reveal(), err)
	}
	home, there := w.Record(Orchard)[0], w.Record(Halyard)[0]
	if home.Action != audit.CredentialChanged || home.ActorName != "Tess" || home.ActorOrganization != "Halyard" || home.Actor != "" || home.Thing != string(Scales.ID) {
		t.Errorf("on record at home: %+v", home.Entry)
	}
	if there.Action != audit.CredentialChanged || there.Actor != Tess.ID || there.ActorOrganization != "" {
		t.Errorf("on record there: %+v", there.Entry)
	}
	lines, _, err := w.Operator().LogOf(t.Context(), Scales.ID, table.Page{Limit: 1})
	if err != nil || lines[0].By != "Tess of Halyard" || lines[0].Kind != credential.Renewed || lines[0].Number != 2 {
		t.Errorf("the change log: %+v, %v", lines, err)
	}
	w.Unchanged(func() {
		w.Replay(scales()...).Is(409, "Tess of Halyard changed it at 2026-03-02T09:00:00Z")
		w.Replay(scales(As(Orla), Path("organization", Orchard))...).Is(409, "Tess of Halyard changed it at 2026-03-02T09:00:00Z")
	})
	w.Replay(scales(As(Orla), Path("organization", Orchard), Set("version", 2))...).Is(201)
	w.Unchanged(func() { w.Replay(scales(Set("version", 2))...).Is(409, "Orla changed it at 2026-03-02T09:00:00Z") })
}

// Rules H7, G1: who changes it is who may reveal it, if they may write.
func TestWhoMayNotChangeWhatIsShared(t *testing.T) {
	w := told(t)
	press := []Edit{As(Omar), Path("organization", Orchard), Path("credential", Press.ID), Set("username", nil)}
	w.Unchanged(func() {
		w.Replay(press...).Is(403, "Halyard shares Cider press to be read, not to be changed.")
		w.Replay(append(press, As(Opal))...).Is(404)
		w.Replay(append(press, As(Vera), Path("organization", Vineyard))...).Is(404)
		w.Replay(scales(As(Uma))...).Is(403, "An auditor opens no secret.")
		w.Replay(scales(As(Eve))...).Is(404)
		w.Replay(scales(Path("credential", Cellar.ID))...).Is(404)
	})
	end := T0
	for name, tt := range map[string]struct {
		edit   func(*credential.Reader)
		status int
		words  string
	}{
		"to use":          {func(r *credential.Reader) { r.Mode = credential.Use }, 403, "not see it"},
		"disabled there":  {func(r *credential.Reader) { s := *r.Share; s.Off, s.OffBy, r.Share = &end, "Hal", &s }, 403, "Hal disabled this share"},
		"for others":      {func(r *credential.Reader) { s := *r.Share; s.Everyone, r.Share = false, &s }, 404, ""},
		"at its end date": {func(r *credential.Reader) { r.Ends = &end }, 404, ""},
		"stopped":         {func(r *credential.Reader) { r.Ended, r.EndedBy = &end, "Orla" }, 404, ""},
		"filed for none":  {func(r *credential.Reader) { r.Folder = "folder_x" }, 404, ""},
	} {
		w := told(t)
		reader(w, Scales.ID, Halyard, tt.edit)
		t.Log(name)
		w.Unchanged(func() { w.Replay(scales()...).Is(tt.status, tt.words) })
	}
	w = told(t)
	w.Edits(Scales.ID, func(c *credential.Credential) { c.Disabled = &end })
	w.Unchanged(func() { w.Replay(scales()...).Is(403, "This credential is disabled.") })
	w = told(t)
	closed(w)
	w.Unchanged(func() { w.Replay(scales()...).Is(403, "Orchard is closed to its people") })
}

// closed takes client sign-in from Orchard.
func closed(w *World) {
	w.T.Helper()
	o := identity.Organization{ID: Orchard}
	w.Read(&o)
	r := *o.Relation
	r.Open, o.Relation = false, &r
	w.Keep(change.Change{Records: []change.Record{o}}, "Orchard is closed")
}

// Rule H7, promise 10: what closes the way in the very moment keeps the change out.
func TestNoChangeSlipsPastTheEndOfItsShare(t *testing.T) {
	for name, tt := range map[string]struct {
		act    func(*World)
		status int
	}{
		"amended to be read": {func(w *World) {
			reader(w, Scales.ID, Halyard, func(r *credential.Reader) { s := *r.Share; s.Write, r.Share = false, &s })
		}, 403},
		"disabled there": {func(w *World) {
			reader(w, Scales.ID, Halyard, func(r *credential.Reader) { s := *r.Share; s.Off, r.Share = &T0, &s })
		}, 403},
		"stopped": {func(w *World) {
			reader(w, Scales.ID, Halyard, func(r *credential.Reader) { *r = r.End(T0, "Orla", credential.Credential{}) })
		}, 404},
		"its site is closed":  {closed, 403},
		"disabled at home":    {func(w *World) { w.Edits(Scales.ID, func(c *credential.Credential) { c.Disabled = &T0 }) }, 403},
		"changed by its home": {func(w *World) { w.Says(Orchard, Orla, Scales.ID, T0, "from its home") }, 409},
	} {
		w := told(t)
		done := w.Meanwhile(func() { tt.act(w) })
		t.Log(name)
		w.Replay(scales()...).Is(tt.status)
		done()
		c := credential.Credential{ID: Scales.ID}
		if w.Read(&c); c.By == "Tess of Halyard" {
			t.Errorf("%s, and changed all the same", name)
		}
	}
}

// Rule C12: whether it is due any more is judged by the types of its home, and by its
// bytes, across the two.
func TestWhatIsDueAtHomeIsClearedByAnotherSecretFromTheOtherSide(t *testing.T) {
	w := told(t)
	due := func() credential.Credential { c := credential.Credential{ID: Scales.ID}; w.Read(&c); return c }
	w.Edits(Scales.ID, func(c *credential.Credential) { c.Due, c.DueWhy = &T0, credential.Lost })
	w.Replay(scales(Set("secret", Scales.Secret.Reveal()))...).Is(201).Never(string(credential.Lost))
	if c := due(); c.DueWhy != credential.Lost || c.Same != 1 {
		t.Errorf("the same again: %+v", c)
	}
	w.Replay(scales(Set("version", 2))...).Is(201)
	if c := due(); c.Due != nil {
		t.Errorf("another: %+v", c)
	}
}

// Rule S9, design 5: writing needs no unlocking, from the other side neither.
func TestWhatASiteMayWriteItWritesWithoutUnlocking(t *testing.T) {
	w := told(t)
	reader(w, Press.ID, Orchard, func(r *credential.Reader) { s := *r.Share; s.Write, r.Share = true, &s })
	u := identity.Unlocked{Person: Omar.ID, Session: Omar.SessionID, Organization: Orchard}
	w.Read(&u)
	w.Keep(change.Change{Drops: []change.Record{u}}, "locked again")
	w.Replay(As(Omar), Path("organization", Orchard), Path("credential", Press.ID), Set("username", nil)).Is(201)
	if plain, err := w.Opens(Halyard, Press.ID); err != nil || plain.Secret != "a newer password" {
		t.Errorf("its home opens %q, %v", plain.Secret.Reveal(), err)
	}
}

// Promise 10: with fifty organizations it is one transaction, from either side.
func TestAChangeForFiftyOrganizationsIsOneTransactionFromEitherSide(t *testing.T) {
	w := told(t)
	all := w.LentToAll(Scales.ID)
	for n, edits := range [][]Edit{scales(), scales(As(Orla), Path("organization", Orchard), Set("version", 2), Set("username", "weigher"), Set("seed", Codes.Reveal()))} {
		w.Ledger.Reset()
		w.Replay(edits...).Is(201)
		writes := 0
		for _, e := range w.Ledger.Of(w.Name) {
			if e.Operation == "TransactWriteItems" {
				writes++
				t.Logf("for %d organizations: %d items, %.0f write units", len(all), e.Items, e.Write)
			}
		}
		if writes != 1 || len(all) != 51 {
			t.Errorf("%d transactions for %d", writes, len(all))
		}
		for _, o := range all {
			r := credential.Reader{Credential: Scales.ID, Organization: o}
			if w.Read(&r); r.Number != n+2 {
				t.Errorf("%s has version %d", o, r.Number)
			}
		}
	}
}

// Promise 10: however busy those are who have it, its owner changes it.
func TestUsesInThatMomentDoNotStopANewVersion(t *testing.T) {
	w := told(t)
	n := 0
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && slices.ContainsFunc(r.Keys, func(k string) bool { return k == "CREDENTIAL#"+string(Press.ID) }) {
			n++
			used := credential.Reader{Credential: Press.ID, Organization: Orchard}
			w.Read(&used)
			w.Keep(change.Change{Records: []change.Record{credential.Touch{Reader: used, At: T0.Add(time.Duration(n) * time.Second)}}}, "a use")
		}
		return nil
	})()
	w.Replay(As(Hal), Path("organization", Halyard), Path("credential", Press.ID), Set("username", nil)).Is(201)
	r := credential.Reader{Credential: Press.ID, Organization: Orchard}
	if w.Read(&r); n != 1 || r.Number != 2 || !r.LastUse.Equal(T0.Add(time.Second)) {
		t.Errorf("in %d tries version %d, last used %s", n, r.Number, r.LastUse)
	}
}

// Promise 5, rule H7: of two who change it at once, one on either side, the second is
// told who was first, and a repeat gets its first answer.
func TestOfTwoWhoChangeItAtOnceFromEitherSideTheSecondIsToldWho(t *testing.T) {
	w := told(t)
	all := w.AtOnce(scales(Set("secret", "from Halyard")), scales(As(Orla), Path("organization", Orchard), Set("secret", "from Orchard")))
	first, second, name, says := all[0], all[1], "Tess of Halyard", "from Halyard"
	if first.StatusCode != 201 {
		first, second, name, says = second, first, "Orla", "from Orchard"
	}
	first.Is(201)
	second.Is(409, name+" changed it at 2026-03-02T09:00:00Z")
	if plain, err := w.Opens(Halyard, Scales.ID); err != nil || plain.Secret.Reveal() != says {
		t.Errorf("it opens to %q, %v", plain.Secret.Reveal(), err)
	}
	again := scales(Header("idempotency-key", "k1"), Set("version", 2))
	a := w.Replay(again...).Is(201)
	w.Unchanged(func() {
		if b := w.Replay(again...).Is(201); a.Body != b.Body {
			t.Errorf("answered %s, then %s", a.Body, b.Body)
		}
	})
}

// Rules H7, F1: another username is both sides' at once; each finds it by what it says.
func TestAnotherUsernameFromTheOtherSideIsFoundAtHome(t *testing.T) {
	w := told(t)
	w.Replay(scales(Set("username", "weighbridge"))...).Is(201, "weighbridge")
	w.Had(Scales.ID, Halyard)
	for _, o := range []id.Organization{Orchard, Halyard} {
		for word, want := range map[string]int{"weighbridge": 1, "keeper": 2} { // the others' still
			found, _, err := w.Operator().SearchVault(t.Context(), o, []credential.Audience{credential.Everything}, []string{word})
			if err != nil || len(found) < want-1 || word == "weighbridge" && len(found) != 1 {
				t.Errorf("%s finds %d by %s, %v", o, len(found), word, err)
			}
			for _, c := range found {
				if word == "keeper" && c.ID == Scales.ID {
					t.Errorf("%s finds it by what it said", o)
				}
			}
		}
	}
	w.Unchanged(func() { w.Replay(scales(Set("version", 2), Set("username", ""))...).Is(400, "others sign in with it") })
}
