package main

import (
	"slices"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

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
	w.Unlocks(Opal, Orchard)
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
