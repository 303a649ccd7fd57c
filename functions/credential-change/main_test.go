package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
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
	w := New(t, "credential-change")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: opening.Door{Table: w.Table, Keys: w.Keys}}.change)
	return w
}

func TestEverybodyItIsLentToGoesOnWithTheNewVersion(t *testing.T) {
	w := told(t)
	if got := Read[api.Credential](w.Replay()); got.Version != 2 || got.By != "Olga" {
		t.Errorf("answered %+v", got)
	}
	for _, o := range []id.Organization{OlgaHome, BlueHarbor} {
		if plain, err := w.Opens(o, Social.Credential); err != nil || plain.Secret != "a newer password" {
			t.Errorf("%s opens %q, %v", o, plain.Secret.Reveal(), err)
		}
	}
	for _, o := range []id.Organization{OlgaHome, BlueHarbor} {
		if e := w.Record(o)[0]; e.Action != audit.CredentialChanged || e.ActorName != "Olga" {
			t.Errorf("on record: %+v", e.Entry)
		}
	}
}

func TestWhoSawAnOlderVersionIsToldWhoChangedItAndWhen(t *testing.T) {
	w := told(t)
	w.Replay().Is(201)
	w.Unchanged(func() { w.Replay(At(T0.Add(time.Minute))).Is(409, "Olga changed it at 2026-03-02T09:00:00Z") })
}

func TestOnlyItsHomeChangesIt(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Ann), Path("organization", BlueHarbor)).Is(404)                                                         // it is lent to them
		w.Replay(As(Bob), Path("organization", BlueHarbor), Path("credential", Router.Credential)).Is(403, "Only an admin") // he is assigned with it
		w.Replay(As(Eve), Path("organization", Elsewhere), Path("credential", Router.Credential)).Is(404)
	})
	w.Replay(As(Ann), Path("organization", BlueHarbor), Path("credential", Router.Credential)).Is(201)
}

func TestARepeatGetsItsFirstAnswerAndChangesNothing(t *testing.T) {
	w := told(t)
	first := w.Replay(Header("idempotency-key", "k1")).Is(201)
	w.Unchanged(func() {
		if again := w.Replay(Header("idempotency-key", "k1")).Is(201); again.Body != first.Body {
			t.Errorf("answered %s, then %s", first.Body, again.Body)
		}
		w.Replay(Header("idempotency-key", "k1"), Set("secret", "yet another")).Is(422)
	})
	for k, v := range w.Items() {
		if strings.Contains(v, "a newer password") {
			t.Errorf("the secret is in %s", k)
		}
	}
}

func TestASeedGoesWithTheSecret(t *testing.T) {
	w := told(t)
	camera := []Edit{As(Hana), Path("organization", PierNine), Path("credential", Camera.Credential)}
	if got := Read[api.Credential](w.Replay(camera...)); got.HasCodes || got.Version != 2 {
		t.Errorf("left out: %+v", got)
	}
	if plain, err := w.Opens(PierNine, Camera.Credential); err != nil || plain.Seed != "" {
		t.Errorf("left out, and it has one: %v", err)
	}
	w.Unchanged(func() { w.Replay(append(camera, Set("version", 2), Set("seed", "no seed!"))...).Is(400, "body.seed") })
	if got := Read[api.Credential](w.Replay(append(camera, Set("version", 2), Set("seed", "JBSWY3DPEHPK3PXP"))...)); !got.HasCodes {
		t.Errorf("given: %+v", got)
	}
	if plain, err := w.Opens(PierNine, Camera.Credential); err != nil || plain.Seed == "" {
		t.Errorf("given, and it has none: %v", err)
	}
}

func TestWhatAnOrganizationLendsIsCurrentAfterItsOwnChange(t *testing.T) { // promise 10
	w := told(t)
	w.LendCamera()
	w.Replay(As(Hana), Path("organization", PierNine), Path("credential", Camera.Credential), Set("seed", "JBSWY3DPEHPK3PXP")).Is(201)
	for _, o := range []id.Organization{PierNine, Elsewhere} {
		if plain, err := w.Opens(o, Camera.Credential); err != nil || plain.Secret != "a newer password" || plain.Seed == "" {
			t.Errorf("%s opens %q, %v", o, plain.Secret.Reveal(), err)
		}
		if e := w.Record(o)[0]; e.Action != audit.CredentialChanged || e.Thing != string(Camera.Credential) {
			t.Errorf("on record: %+v", e.Entry)
		}
	}
}

// Rules C2, C9, C1: one that is for no resource has versions like any other.
func TestOneWithoutAResourceGetsANewVersionAndIsFoundByItsNewUsername(t *testing.T) {
	w := told(t)
	edge := []Edit{As(Rhea), Path("organization", Ridge), Path("credential", Edge.ID), Set("username", "netops")}
	if got := Read[api.Credential](w.Replay(edge...)); got.Version != 2 || got.Username != "netops" || got.Revision != 2 {
		t.Errorf("answered %+v", got)
	}
	if plain, err := w.Opens(Ridge, Edge.ID); err != nil || plain.Secret != "a newer password" {
		t.Errorf("it opens to %q, %v", plain.Secret.Reveal(), err)
	}
	for word, want := range map[string]int{"netops": 1, "admin": 0} {
		found, _, err := w.Operator().SearchVault(t.Context(), Ridge, []credential.Audience{credential.Everything}, []string{word})
		if err != nil || len(found) != want {
			t.Errorf("%s finds %d, %v", word, len(found), err)
		}
	}
	w.Unchanged(func() {
		w.Replay(edge...).Is(409, "Rhea changed it at 2026-03-02T09:00:00Z")
		w.Replay(append(edge, As(Sol))...).Is(403, "Only an admin changes a company credential.")
		w.Replay(append(edge, As(Tam))...).Is(404)
		w.Replay(append(edge, As(Val))...).Is(403, "An auditor")
		w.Replay(append(edge, Path("credential", Insurance.ID))...).Is(404)
	})
	before := len(w.Record(Ridge))
	w.Replay(append(edge, As(Sol), Path("credential", Insurance.ID))...).Is(201)
	if after := w.Record(Ridge); len(after) != before {
		t.Errorf("what is Sol's own is on the organization's record: %+v", after[0].Entry)
	}
}

func TestOfTwoWhoChangeItAtOnceTheSecondIsToldWhoAndWhen(t *testing.T) { // promise 5
	w := told(t)
	edge := []Edit{As(Rhea), Path("organization", Ridge), Path("credential", Edge.ID)}
	all := w.AtOnce(append(edge[:3:3], Set("secret", "one")), append(edge[:3:3], Set("secret", "two")))
	a, b, says := all[0], all[1], "one"
	if a.StatusCode != 201 {
		a, b, says = b, a, "two"
	}
	a.Is(201)
	b.Is(409, "Rhea changed it at 2026-03-02T09:00:00Z")
	if plain, err := w.Opens(Ridge, Edge.ID); err != nil || plain.Secret.Reveal() != says {
		t.Errorf("it opens to %q, %v", plain.Secret.Reveal(), err)
	}
}

// Rule C12: only another secret clears what is due, whatever else the version says.
func TestTheSameSecretAgainClearsNothingAndAnotherDoes(t *testing.T) {
	w := told(t)
	w.Edits(Edge.ID, func(c *credential.Credential) { c.Due, c.DueWhy = &T0, credential.Lost })
	got := credential.Received{Credential: Edge.ID, Organization: Ridge, Person: Sol.ID, Number: 1, Lost: &T0}
	edge := []Edit{As(Rhea), Path("organization", Ridge), Path("credential", Edge.ID), Set("secret", Edge.Secret.Reveal())}
	w.Replay(append(edge, Set("username", "netops"), Set("notes", "in the rack"))...).Is(201)
	is := func() credential.Credential {
		c := credential.Credential{ID: Edge.ID}
		w.Read(&c)
		return c
	}
	if c := is(); c.DueWhy != credential.Lost || c.Number != 2 || c.Same != 1 || c.Codes || !got.MayKnow(c) {
		t.Errorf("the same again: %+v", c)
	}
	w.Replay(append(edge, Set("version", 2), Set("seed", "JBSWY3DPEHPK3PXP"))...).Is(201)
	if c := is(); c.DueWhy != credential.Lost || c.Same != 1 || !c.Codes {
		t.Errorf("with another seed: %+v", c)
	}
	w.Replay(append(edge, Set("version", 3), Set("secret", Edge.Secret.Reveal()+" "))...).Is(201)
	if c := is(); c.Due != nil || c.DueWhy != "" || c.Same != 0 || got.MayKnow(c) || !c.Since.Equal(c.Changed) {
		t.Errorf("another: %+v", c)
	}
	if found, _, err := w.Operator().VaultOf(t.Context(), Ridge, []credential.Audience{credential.Rotating}, table.Page{Limit: 10}); err != nil || len(found) != 0 {
		t.Errorf("on the list: %v, %v", found, err)
	}
}

// What else is done to it meanwhile stands: a move and another name do not stop a new
// secret, and a disabled one gets none.
func TestWhatElseIsDoneMeanwhileStands(t *testing.T) { // promise 5, rule C10
	edge := []Edit{As(Rhea), Path("organization", Ridge), Path("credential", Edge.ID)}
	for name, tt := range map[string]struct {
		edit   func(*credential.Credential)
		status int
	}{
		"moved":    {func(c *credential.Credential) { c.Folder, c.Gate, c.Client, c.For = Closed, Closed, "", "" }, 201},
		"amended":  {func(c *credential.Credential) { c.Name, c.Revision = "The edge", c.Revision+1 }, 201},
		"disabled": {func(c *credential.Credential) { c.Disabled = &T0 }, 403},
	} {
		w := told(t)
		restore := w.Meanwhile(func() { w.Edits(Edge.ID, tt.edit) })
		w.Replay(edge...).Is(tt.status)
		restore()
		is := credential.Credential{ID: Edge.ID}
		w.Read(&is)
		want := is
		if tt.edit(&want); want.Folder != is.Folder || want.Name != is.Name && name != "amended" || (want.Disabled == nil) != (is.Disabled == nil) {
			t.Errorf("%s meanwhile, and now it is %+v", name, is)
		}
		if name == "amended" && is.Name != "The edge" {
			t.Errorf("its name is %q again", is.Name)
		}
	}
}

// Writing needs no unlocking. What cannot be compared clears no rotation that is due
// (rule C12); who has unlocked writes what is compared.
func TestALockedOrganizationsSecretIsWrittenWithoutUnlocking(t *testing.T) {
	w := told(t)
	w.Edits(Turbine.ID, func(c *credential.Credential) { c.Due, c.DueWhy = &T0, credential.Lost })
	is := func() credential.Credential { c := credential.Credential{ID: Turbine.ID}; w.Read(&c); return c }
	turbine := []Edit{As(Ivy), Path("organization", StoneMill), Path("credential", Turbine.ID), Set("username", nil)}
	u := identity.Unlocked{Person: Ivy.ID, Session: Ivy.SessionID, Organization: StoneMill}
	w.Read(&u)
	w.Keep(change.Change{Drops: []change.Record{u}}, "locked again")

	w.Replay(append(turbine, Set("version", 2), Set("secret", "a brass key"))...).Is(201)
	if c := is(); c.Number != 3 || c.DueWhy != credential.Lost {
		t.Errorf("version %d, due %q", c.Number, c.DueWhy)
	}
	u.Version = 0
	w.Keep(change.Change{Records: []change.Record{u}}, "unlocked")
	w.Replay(append(turbine, Set("version", 3), Set("secret", "an iron key"))...).Is(201)
	if c := is(); c.Number != 4 || c.Due != nil {
		t.Errorf("version %d, due %q", c.Number, c.DueWhy)
	}
}

// What was sealed to keys that are gone can be written anew (rule S6).
func TestWhatAResetGaveUpIsWrittenAnew(t *testing.T) {
	w := told(t)
	pair := identity.KeyPair{Organization: StoneMill}
	w.Read(&pair)
	pair.Epoch, pair.Lock, pair.Gone = 2, 0, 1
	w.Keep(change.Change{Records: []change.Record{pair}}, "a reset")
	w.Replay(As(Ivy), Path("organization", StoneMill), Path("credential", Turbine.ID), Set("username", nil), Set("version", 2)).Is(201)
}

// Promise 1, rules G1, C12: who may write a secret and not reveal it learns nothing of
// what it was by writing a guess, and that they did is on record.
func TestAGuessIsNotAnsweredAndCountsOnRecord(t *testing.T) {
	var answers []string
	for _, guess := range []string{Switch.Secret.Reveal(), "a wrong guess"} {
		w := told(t)
		w.Edits(Switch.Credential, func(c *credential.Credential) { c.Due, c.DueWhy = &T0, credential.Lost })
		a := w.Replay(As(Ira), Path("organization", NorthQuay), Path("credential", Switch.Credential), Set("secret", guess)).Is(201)
		if got := Read[api.Credential](a); got.Version != 2 || got.Due != "" || got.DueSince != nil {
			t.Errorf("answered %+v", got)
		}
		answers = append(answers, a.Body)
		if e := w.Record(NorthQuay)[0]; e.Action != audit.CredentialChanged || e.Detail != "by who may not reveal it" {
			t.Errorf("on record: %+v", e.Entry)
		}
	}
	if answers[0] != answers[1] {
		t.Errorf("answered %s to the right guess, and %s to a wrong one", answers[0], answers[1])
	}
	w := told(t)
	w.Edits(Edge.ID, func(c *credential.Credential) { c.Due, c.DueWhy = &T0, credential.Lost })
	got := Read[api.Credential](w.Replay(As(Rhea), Path("organization", Ridge), Path("credential", Edge.ID), Set("secret", Edge.Secret.Reveal())))
	if e := w.Record(Ridge)[0]; got.Due != string(credential.Lost) || e.Detail != "" {
		t.Errorf("who may reveal it: %+v, on record %+v", got, e.Entry)
	}
}

// Promise 10: however many have it, they all go on with the new version.
func TestAsManyAsMayHaveItGoOnWithTheNewVersion(t *testing.T) {
	w := told(t)
	all := w.LentToAll(Edge.ID)
	edge := []Edit{As(Rhea), Path("organization", Ridge), Path("credential", Edge.ID)}
	w.Replay(append(edge, Set("username", "operator"), Set("seed", Codes.Reveal()))...).Is(201)
	for _, o := range all {
		r := credential.Reader{Credential: Edge.ID, Organization: o}
		if w.Read(&r); r.Number != 2 {
			t.Errorf("%s has version %d", o, r.Number)
		}
	}
}

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
