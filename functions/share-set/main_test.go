package main

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "share-set")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{opening.Door{Table: w.Table, Keys: w.Keys}}.set)
	return w
}

func TestAProviderSharesWithItsSite(t *testing.T) { // rules H1, H2, H3
	w := told(t)
	got := Read[api.Share](w.Replay())
	if got.Mode != "read" || !got.Everyone || got.PartnerName != "Orchard" || got.By != "Hal" || !got.Since.Equal(T0) {
		t.Errorf("%+v", got)
	}
	for _, o := range []id.Organization{Halyard, Orchard} {
		if e := w.Record(o)[0]; e.Action != audit.CredentialShared || e.ActorName != "Hal" {
			t.Errorf("on record of %s: %+v", o, e.Entry)
		}
	}
	r := credential.Reader{Credential: Pump.ID, Organization: Orchard}
	if w.Read(&r); r.Via != credential.Shared || len(r.Key.Bytes) == 0 {
		t.Errorf("%+v", r)
	}
}

func TestASiteSharesWithItsProvider(t *testing.T) { // rule H1, both ways by the same steps
	w := told(t)
	got := Read[api.Share](w.Replay(As(Orla), Path("organization", Orchard), Path("credential", Cellar.ID), Path("partner", Halyard)))
	if got.PartnerName != "Halyard" || got.By != "Orla" {
		t.Errorf("%+v", got)
	}
}

// press is what Halyard shares with Orchard already.
var press = Path("credential", Press.ID)

func orchards(w *World, f Filed) credential.Reader {
	r := credential.Reader{Credential: f.ID, Organization: Orchard}
	w.Read(&r)
	return r
}

// mayShare has an admin let somebody share.
func mayShare(w *World, o id.Organization, p Person) {
	m := identity.Member{Organization: o, Person: p.ID}
	w.Read(&m)
	m.Shares = true
	w.Keep(change.Change{Records: []change.Record{m}}, p.Name+" may share")
}

func TestWhatIsAmendedIsSharedOtherwiseAndByWhomItWas(t *testing.T) { // rules H2, H4, A2
	w := told(t)
	mayShare(w, Halyard, Tess)
	was := orchards(w, Press)
	off := *was.Share
	off.Off, off.OffBy = &T0, "Orla"
	was.Share = &off
	w.Keep(change.Change{Records: []change.Record{was}}, "Orla disabled it")
	end := T0.Add(48 * time.Hour)
	got := Read[api.Share](w.Replay(As(Tess), press, Set("mode", "write"), Set("everyone", false), Set("people", []string{string(Opal.ID)}), Set("log", true), Set("ends", end.Format(time.RFC3339))))
	if got.Mode != "write" || got.Everyone || len(got.People) != 1 || got.People[0].Name != "Opal" || len(got.Groups) != 0 || !got.Log || !got.Ends.Equal(end) {
		t.Errorf("amended to %+v", got)
	}
	if got.By != "Hal" || !got.Since.Equal(was.Share.Since) || got.Off == nil || got.OffBy != "Orla" {
		t.Errorf("what is not hers to say: %+v", got)
	}
	is := orchards(w, Press)
	if string(is.Key.Bytes) != string(was.Key.Bytes) || is.Number != was.Number || is.Filed != was.Filed {
		t.Errorf("the way itself: %+v", is)
	}
	detail := "to read and write, for Opal, with its change log, until 2026-03-04T09:00:00Z"
	for o, want := range map[id.Organization]string{Halyard: "with Orchard: " + detail, Orchard: detail} {
		if e := w.Record(o)[0]; e.Action != audit.ShareAmended || e.ActorName != "Tess" || e.Detail != want || e.Thing != string(Press.ID) {
			t.Errorf("on record of %s: %+v", o, e.Entry)
		}
	}
	if n := w.Told(); n != "" {
		t.Errorf("told %s", n)
	}
}

func TestWhatIsSharedSoAlreadyStaysAsItIs(t *testing.T) { // rule H4
	w := told(t)
	as := []Edit{press, Set("everyone", false), Set("people", []string{string(Orla.ID)}), Set("groups", []string{string(Pickers)})}
	w.Unchanged(func() {
		if got := Read[api.Share](w.Replay(as...)); got.Mode != "read" || len(got.People) != 1 || len(got.Groups) != 1 || got.By != "Hal" {
			t.Errorf("%+v", got)
		}
	})
}

func TestARepeatIsAnsweredAsTheFirstAndDoesNothing(t *testing.T) { // promise 5
	w := told(t)
	key := Header("idempotency-key", "once")
	first := w.Replay(key)
	w.Unchanged(func() {
		if again := w.Replay(key); again.Body != first.Body {
			t.Errorf("again: %s", again.Body)
		}
		w.Replay(key, Set("mode", "use")).Is(422)
	})
	if w.Told() != "share-given" {
		t.Errorf("told %s", w.Told())
	}
}

func TestWhatWasStoppedOrRanOutIsSharedAnew(t *testing.T) { // rules H1, H5
	for name, end := range map[string]func(*World){
		"stopped": func(w *World) {
			f := sharing.SharedOf(Press.ID, Orchard)
			w.Read(f.Wanted()...)
			ch, err := sharing.Stop(w.CallsIn(Halyard, Hal, T0), access.Found{Credential: f.Credential}, f.Reader)
			if err != nil {
				t.Fatal(err)
			}
			ch.Notices = nil
			w.Keep(ch, "stopped")
		},
		"at its end date": func(w *World) {
			r := orchards(w, Press)
			r.Ends = &T0
			w.Keep(change.Change{Records: []change.Record{r}}, "it ends")
		},
	} {
		w := told(t)
		end(w)
		got := Read[api.Share](w.Replay(press, Set("mode", "use")))
		if got.Mode != "use" || !got.Everyone || !got.Since.Equal(T0) || got.Ends != nil || w.Told() != "share-given" {
			t.Errorf("%s: %+v, told %s", name, got, w.Told())
		}
		if r := orchards(w, Press); r.Over(T0) || len(r.Key.Bytes) == 0 || r.Was != nil {
			t.Errorf("%s: %+v", name, r)
		}
		c := credential.Credential{ID: Press.ID}
		if w.Read(&c); len(c.Readers) != 2 {
			t.Errorf("%s: it is had by %v", name, c.Readers)
		}
		if e := w.Record(Orchard)[0]; e.Action != audit.CredentialShared || e.Detail != "to use, for everyone there" {
			t.Errorf("%s: on record %+v", name, e.Entry)
		}
	}
}

// cellar is the same the other way round.
var cellar = []Edit{As(Orla), Path("organization", Orchard), Path("credential", Cellar.ID), Path("partner", Halyard)}

func from(more ...Edit) []Edit { return append(slices.Clone(cellar), more...) }

// site edits Orchard.
func site(w *World, edit func(*identity.Organization)) {
	o := identity.Organization{ID: Orchard}
	w.Read(&o)
	r := *o.Relation
	o.Relation = &r
	edit(&o)
	w.Keep(change.Change{Records: []change.Record{o}}, "Orchard is edited")
}

// Until the site has its organization key, and while it is closed to its people,
// nothing is shared in either direction, and both are told why.
func TestASiteWithoutItsKeyOrClosedSharesNothing(t *testing.T) { // rules S1, S4
	w := told(t)
	site(w, func(o *identity.Organization) { o.Locked = nil })
	w.Unchanged(func() {
		words := "Orchard has no organization key yet: nothing is shared in either direction until one of its admins has set it."
		w.Replay().Is(409, words)
		w.Replay(from()...).Is(409, words)
		w.Replay(press, Set("mode", "use")).Is(409, words) // nor shared otherwise
	})
	w = told(t)
	site(w, func(o *identity.Organization) { o.Relation.Open = false })
	w.Unchanged(func() {
		w.Replay().Is(409, "Orchard is closed to its people: nothing is shared in either direction until it is open.")
	})
	w = told(t)
	site(w, func(o *identity.Organization) { o.Relation.Ended = &T0 })
	w.Unchanged(func() {
		w.Replay().Is(404, "There is no such partner.")
		w.Replay(from()...).Is(404, "There is no such partner.")
	})
}

func TestWhoIsNoPartnerIsNotFound(t *testing.T) { // rules S3, H1, promise 7
	w := told(t)
	nothing := id.New[id.Organization](T0, "nothing", 0)
	w.Unchanged(func() {
		for _, o := range []id.Organization{Halyard, Ridge, BlueHarbor, OlgaHome, nothing} {
			w.Replay(Path("partner", o)).Is(404, "There is no such partner.")
		}
		w.Replay(from(Path("partner", Vineyard))...).Is(404, "There is no such partner.") // two sites
		w.Replay(from(Path("partner", Ridge))...).Is(404, "There is no such partner.")
		w.Replay(As(Vera), Path("organization", Vineyard)).Is(404, "There is no such partner.")
		w.Replay(As(Vera), Path("organization", Vineyard), Path("partner", Halyard)).Is(404, "There is no such credential.")
		w.Replay(As(Vera)).Is(404, "There is no such organization.")
		w.Replay(As(Orla)).Is(404, "There is no such organization.")
		w.Replay(Path("credential", Cellar.ID)).Is(404, "There is no such credential.")
		w.Replay(Path("credential", Registrar.ID)).Is(404, "There is no such credential.")
		w.Replay(Path("credential", id.New[id.Credential](T0, "nothing", 0))).Is(404, "There is no such credential.")
		w.Replay(Set("everyone", false), Set("people", []string{string(Tess.ID)})).Is(400, "body.people", "names somebody who is no active member of Orchard")
		w.Replay(Set("everyone", false), Set("people", []string{string(Vera.ID)})).Is(400, "body.people")
		w.Replay(Set("everyone", false), Set("groups", []string{string(Field)})).Is(400, "body.groups", "names a group that Orchard does not have")
	})
}

func TestOnlyWhatOneMayRevealIsShared(t *testing.T) { // rules H1, H6, C10
	w := told(t)
	w.Unchanged(func() {
		for _, p := range []Person{Tess, Uma} {
			w.Replay(As(p)).Is(403, "Only an admin of Halyard, or who is let share by one, may see this.")
		}
		w.Replay(Path("credential", Scales.ID)).Is(403, "Scales is shared with Halyard, and is not shared on.")
		w.Replay(Path("credential", Scales.ID), Path("partner", Vineyard)).Is(403, "is not shared on")
	})
	mayShare(w, Halyard, Gil)
	folder := filing.Folder{Organization: Halyard, ID: id.New[id.Folder](T0, "for the field", 0), Name: "Field", Groups: []id.Group{Field}}
	w.Keep(change.Change{Records: []change.Record{folder}}, "a folder for the field")
	w.Edits(Pump.ID, func(c *credential.Credential) { c.Folder = folder.ID })
	w.Unchanged(func() { w.Replay(As(Gil)).Is(404, "There is no such credential.") })
	w.Edits(Pump.ID, func(c *credential.Credential) { c.Disabled = &T0 })
	w.Unchanged(func() { w.Replay().Is(403, "This credential is disabled.") })
	mayShare(w, Halyard, Tess)
	w.Edits(Pump.ID, func(c *credential.Credential) { c.Disabled = nil })
	w.Replay(As(Tess)).Is(200, `"by":"Tess"`) // who may share, what they may reveal
}

func TestWhoeverHasNotUnlockedIsToldTo(t *testing.T) { // rule S9, design 5
	w := told(t)
	mayShare(w, Orchard, Opal)
	w.Unchanged(func() { w.Replay(from(As(Opal))...).Is(403, "organization-locked") })
	scales := from(As(Opal), Path("credential", Scales.ID), Set("mode", "use"))
	w.Replay(scales...).Is(200) // to share otherwise opens nothing
	w.Unlocks(Opal, Orchard, MillKey)
	w.Replay(from(As(Opal))...).Is(200)
}

func TestWhatIsBadlyAskedIsSaid(t *testing.T) { // promise 12, rule H2
	w := told(t)
	many := func(n int) (out []string) {
		for i := range n {
			out = append(out, string(id.New[id.Person](T0, "nobody", i)))
		}
		return out
	}
	chosen := Set("everyone", false)
	w.Unchanged(func() {
		for name, tt := range map[string]struct {
			edit []Edit
			want string
		}{
			"a mode that is none":       {[]Edit{Set("mode", "admin")}, "body.mode"},
			"no mode":                   {[]Edit{Set("mode", nil)}, "mode"},
			"nobody":                    {[]Edit{chosen}, "are nobody: choose people, groups or everyone there"},
			"everyone and one":          {[]Edit{Set("people", []string{string(Omar.ID)})}, "is all of them: choose nobody beside"},
			"one twice":                 {[]Edit{chosen, Set("people", []string{string(Omar.ID), string(Omar.ID)})}, "body.people"},
			"a group twice":             {[]Edit{chosen, Set("groups", []string{string(Pickers), string(Pickers)})}, "body.groups"},
			"more people than go":       {[]Edit{chosen, Set("people", many(51))}, "body.people"},
			"as many, who are not":      {[]Edit{chosen, Set("people", many(50))}, "body.people"},
			"no ids":                    {[]Edit{chosen, Set("people", []string{"'; drop"})}, "body.people"},
			"an end that is over":       {[]Edit{Set("ends", T0.Format(time.RFC3339))}, "must be at least an hour ahead"},
			"an end in the far future":  {[]Edit{Set("ends", "2126-03-02T09:00:00Z")}, "must be at most 10 years ahead"},
			"no date":                   {[]Edit{Set("ends", "tomorrow")}, "body.ends"},
			"a field that is not known": {[]Edit{Set("write", true)}, "body"},
			"no body":                   {[]Edit{Body("")}, "body"},
			"half a body":               {[]Edit{Body(`{"mode":`)}, "body"},
			"no partner's id":           {[]Edit{Path("partner", id.Organization("x"))}, "path.partner"},
			"no credential's id":        {[]Edit{Path("credential", id.Credential("../x"))}, "path.credential"},
		} {
			t.Log(name)
			w.Replay(tt.edit...).Is(400, tt.want)
		}
		w.Replay(Nobody).Is(401)
	})
}

// What a partner has as the answer to a request has its own end, and its own terms.
func TestWhatWasLentInAnswerToARequestIsNotSharedToo(t *testing.T) { // rule D2
	w := told(t)
	loan := credential.Reader{
		Credential: Pump.ID, Organization: Orchard, Name: "Orchard", Via: credential.Delegated, Home: Halyard, Lender: "Halyard",
		Delegation: id.New[id.Delegation](T0, "asked", 0), Mode: credential.Use, Number: 1, Key: credential.SealedKey{Epoch: 1, Bytes: []byte("x")},
	}
	w.Keep(change.Change{Records: []change.Record{loan}}, "lent")
	w.Edits(Pump.ID, func(c *credential.Credential) { c.Readers = append(c.Readers, Orchard) })
	w.Unchanged(func() { w.Replay().Is(409, "Orchard has this credential already, as the answer to a request.") })
	r := orchards(w, Pump)
	w.Keep(change.Change{Records: []change.Record{r.End(T0, "Hal", credential.Credential{ID: Pump.ID, Home: Halyard})}}, "taken back")
	w.Replay().Is(200)
	if r = orchards(w, Pump); r.Via != credential.Shared || r.Delegation != "" {
		t.Errorf("%+v", r)
	}
}

func pressAt(w *World, o id.Organization) credential.Reader {
	r := credential.Reader{Credential: Press.ID, Organization: o}
	w.Read(&r)
	return r
}

// Rule S6, design 5: after a reset what the site had shared stays open where it is; what
// it received waits, and opens again once it is shared again, as it was shared.
func TestWhatWasReceivedBeforeAResetOpensOnceItIsSharedAgain(t *testing.T) {
	w := told(t)
	again := []Edit{Path("credential", Press.ID), Set("everyone", nil), Set("people", []any{Orla.ID}), Set("groups", []any{Pickers})}
	w.Unchanged(func() { w.Replay(again...).Is(200) }) // it is shared so already, and opens
	w.ResetLock(Orla, Orchard)
	for _, which := range []Filed{Press, Scales, Cellar} {
		if _, err := w.OpensFor(Orla, Orchard, which); err == nil {
			t.Errorf("%s opens after the reset", which.Name)
		}
	}
	if got, err := w.OpensFor(Tess, Halyard, Scales); err != nil || got != Scales.Secret {
		t.Errorf("what it had shared does not stay open: %v", err)
	}
	w.Unchanged(func() { w.Replay(again...).Is(409, "has no organization key yet") }) // rule S4
	w.LockUp(Orla, Orchard, NextKey)
	if _, err := w.OpensFor(Orla, Orchard, Press); err == nil {
		t.Error("a new organization key alone opens it")
	}
	was := pressAt(w, Orchard)
	if got := Read[api.Share](w.Replay(again...)); got.Mode != "read" || len(got.People) != 1 || len(got.Groups) != 1 || !got.Since.Equal(was.Share.Since) {
		t.Errorf("answered %+v", got)
	}
	if got, err := w.OpensFor(Orla, Orchard, Press); err != nil || got != Press.Secret {
		t.Errorf("shared again, it does not open: %v", err)
	}
	for _, o := range []id.Organization{Halyard, Orchard} {
		found := false
		for _, e := range w.Record(o) {
			found = found || e.Action == audit.ShareAmended && e.Thing == string(Press.ID)
		}
		if !found {
			t.Errorf("it is not on record of %s", o)
		}
	}
	w.Unchanged(func() { w.Replay(again...).Is(200) })
}

// While keys are replaced, what is sealed to the old ones opens: nothing is to be done.
func TestWhileKeysAreReplacedAShareIsAsItWas(t *testing.T) {
	w := told(t)
	w.ReplaceKeysOf(Orla, Orchard)
	w.Unchanged(func() {
		w.Replay(Path("credential", Press.ID), Set("everyone", nil), Set("people", []any{Orla.ID}), Set("groups", []any{Pickers})).Is(200)
	})
}

// Rule S1, forced: what is shared while the relation ends, or the site is closed, is not
// kept, in either direction.
func TestNothingIsSharedWhileTheRelationEnds(t *testing.T) {
	for name, edit := range map[string]func(*identity.Relation){
		"it ends":            func(r *identity.Relation) { r.Ended = &T0 },
		"the site is closed": func(r *identity.Relation) { r.Open = false },
	} {
		for _, way := range []struct {
			edits []Edit
			r     credential.Reader
		}{
			{nil, credential.Reader{Credential: Pump.ID, Organization: Orchard}},
			{[]Edit{As(Orla), Path("organization", Orchard), Path("credential", Cellar.ID), Path("partner", Halyard)}, credential.Reader{Credential: Cellar.ID, Organization: Halyard}},
		} {
			w := told(t)
			stop := w.Meanwhile(func() {
				o := identity.Organization{ID: Orchard}
				w.Read(&o)
				r := *o.Relation
				edit(&r)
				o.Relation = &r
				w.Keep(change.Change{Records: []change.Record{o}}, "meanwhile")
			})
			got := w.Replay(way.edits...) // it is judged anew
			stop()
			if w.Read(&way.r); got.StatusCode < 400 || got.StatusCode >= 500 || way.r.Version != 0 {
				t.Errorf("%s: answered %d, shared: %+v", name, got.StatusCode, way.r)
			}
		}
	}
}

func TestTheFiftiethPartnerGetsItAndTheNextIsRefusedInWords(t *testing.T) { // promise 10, rule H1
	w := told(t)
	all := w.LentToAll(Pump.ID)
	w.Unchanged(func() { w.Replay().Is(409, "A credential is shared with 50 organizations at most.") })
	c, last := credential.Credential{ID: Pump.ID}, credential.Reader{Credential: Pump.ID, Organization: all[50]}
	w.Read(&c, &last)
	w.Keep(change.Change{Records: []change.Record{c.Without(last.Organization), last.End(T0, "Hal", c)}}, "one of them has it no more")
	w.Replay().Is(200)
	if w.Read(&c); len(c.Readers) != 51 {
		t.Errorf("%d have it", len(c.Readers))
	}
	if plain, err := w.Opens(Halyard, Pump.ID); err != nil || plain.Secret != Pump.Secret {
		t.Errorf("its home opens %q, %v", plain.Secret.Reveal(), err)
	}
}

// act is something that is decided by what was read, and kept later.
type act func(by identity.Caller) (change.Change, error)

// orders are all in which three acts are decided and kept, each decided before: of
// two numbers that are the same, the first decides and the second keeps.
func orders() (out [][]int) {
	var add func(made []int, left [3]int)
	add = func(made []int, left [3]int) {
		if len(made) == 6 {
			out = append(out, slices.Clone(made))
			return
		}
		for i := range left {
			if left[i] > 0 {
				left[i]--
				add(append(made, i), left)
				left[i]++
			}
		}
	}
	add(nil, [3]int{2, 2, 2})
	return out
}

// halyards are what Orla does about Scales, which Orchard shares with Halyard or not:
// she shares it, stops that, and gives it another secret.
func halyards(w *World, text func() secret.Text) [3]act {
	door := opening.Door{Table: w.Operator(), Keys: w.KeysAs("operator")}
	ctx := w.T.Context()
	share := func(by identity.Caller) (change.Change, error) {
		_, ch, _, err := door.Share(ctx, by.Call, opening.Sharing{
			Home: Orchard, Credential: Scales.ID, To: Halyard, Options: sharing.Options{Mode: credential.Read, Everyone: true},
		})
		return ch, err
	}
	stop := func(by identity.Caller) (change.Change, error) {
		f := sharing.SharedOf(Scales.ID, Halyard)
		w.Read(f.Wanted()...)
		at, err := door.Table.FoundOf(ctx, Orchard, f.Credential)
		if err != nil {
			return change.Change{}, err
		}
		return sharing.Stop(by, at, f.Reader)
	}
	rotate := func(by identity.Caller) (change.Change, error) {
		f := credential.Changing{Credential: credential.Credential{ID: Scales.ID}, Current: credential.Current{Version: credential.Version{Credential: Scales.ID}}}
		w.Read(&f.Credential, &f.Current)
		var to []credential.Recipient
		var err error
		if f.Readers, to, err = door.Table.ReadersOf(ctx, f.Credential); err != nil {
			return change.Change{}, err
		}
		f.Seen = f.Credential.Number
		sealed, err := envelope.Seal(credential.Place{Home: Orchard, Credential: Scales.ID, Number: f.Seen + 1}, credential.Secrets{Secret: text()}, to...)
		if err != nil {
			return change.Change{}, err
		}
		_, ch, err := credential.Change(by, f, sealed)
		return ch, err
	}
	return [3]act{share, stop, rotate}
}

// Promise 10, rules H1, H5: whatever of them is decided and kept before which, Halyard
// has the current version or nothing, and Orchard always has it.
func TestInEveryOrderOfShareStopAndRotateEachHasTheCurrentVersionOrNothing(t *testing.T) {
	w := told(t)
	n := 0
	say := func() secret.Text { n++; return secret.Text(fmt.Sprint("the secret of turn ", n)) }
	acts := halyards(w, say)
	calls := 0
	by := func() identity.Caller {
		calls++
		c := w.CallsIn(Orchard, Orla, T0)
		c.ID = fmt.Sprint("call ", calls)
		return c
	}
	keep := func(do act, who identity.Caller, ch change.Change, err error) {
		if err == nil {
			err = w.Operator().Save(t.Context(), who.Call, ch, nil)
		}
		for try := 0; fault.Of(err) == fault.Moved && try < 3; try++ { // as every route does
			who = by()
			if ch, err = do(who); err == nil {
				err = w.Operator().Save(t.Context(), who.Call, ch, nil)
			}
		}
		if k := fault.Of(err); err != nil && k != fault.Conflict { // it is stopped already
			t.Fatal(err)
		}
	}
	has, lost := 0, 0
	for _, shared := range []bool{true, false} {
		for _, order := range orders() {
			if isShared(w) != shared {
				do := acts[map[bool]int{true: 0, false: 1}[shared]]
				who := by()
				ch, err := do(who)
				keep(do, who, ch, err)
			}
			var who [3]identity.Caller
			var made [3]change.Change
			var failed [3]error
			for _, i := range order {
				if who[i].Person == "" {
					who[i] = by()
					made[i], failed[i] = acts[i](who[i])
				} else {
					keep(acts[i], who[i], made[i], failed[i])
				}
			}
			if upToDate(w) {
				has++
			} else {
				lost++
			}
		}
	}
	if t.Logf("%d orders: %d with the current version, %d with nothing", has+lost, has, lost); has == 0 || lost == 0 || has+lost != 180 {
		t.Error("not all happened")
	}
}

func isShared(w *World) bool {
	c := credential.Credential{ID: Scales.ID}
	w.Read(&c)
	return slices.Contains(c.Readers, Halyard)
}

// upToDate reports whether Halyard has Scales, and then at its current version. What it
// has not, no row of it opens or finds.
func upToDate(w *World) bool {
	w.T.Helper()
	c := credential.Credential{ID: Scales.ID}
	current, own := credential.Current{Version: credential.Version{Credential: c.ID}}, credential.Reader{Credential: c.ID, Organization: Orchard}
	r := credential.Reader{Credential: c.ID, Organization: Halyard}
	w.Read(&c, &current, &own, &r)
	handed, _, err := w.Operator().HandedTo(w.T.Context(), Orchard, Halyard, table.Page{Limit: 10})
	if err != nil || own.Number != c.Number || current.Number != c.Number {
		w.T.Errorf("its home has version %d and %d of %d, %v", own.Number, current.Number, c.Number, err)
	}
	found := slices.ContainsFunc(handed, func(s sharing.Shared) bool { return s.Credential.ID == c.ID })
	plain, failed := w.Opens(Halyard, c.ID)
	has := slices.Contains(c.Readers, id.Organization(Halyard))
	switch {
	case has && (failed != nil || r.Ended != nil || r.Number != c.Number || !found || plain.Secret == ""):
		w.T.Errorf("shared at version %d: has %d, ended %v, found %v, %v", c.Number, r.Number, r.Ended, found, failed)
	case !has && (failed == nil || r.Ended == nil || len(r.Key.Bytes) != 0 || found):
		w.T.Errorf("not shared, and has %d, ended %v, found %v", r.Number, r.Ended, found)
	}
	return has
}
