package sharing

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// life is a site as it is kept, and what is known of it from what was done.
type life struct {
	site        identity.Organization
	types, list filing.Types // the site's, and the provider's

	open, ended, forced bool
	own                 []string
}

func (l *life) keep(c change.Change) {
	for _, r := range c.Records {
		switch r := r.(type) {
		case identity.Organization:
			r.Version++
			l.site = r
		case filing.Types:
			r.Version++
			l.types = r
		}
	}
}

// does one act by somebody, and says whether it was done.
func (l *life) does(who identity.Organization, act string) bool {
	by := identitytest.CallerIn(identity.Organization{ID: who.ID, Name: who.Name, Version: who.Version}, identitytest.Member(who, "Ann", identity.Admin), nine.Add(time.Hour))
	var c change.Change
	var err error
	switch act {
	case "on", "off":
		_, c, err = Turn(by, l.site, act == "on")
	case "force", "free":
		_, c, err = SetTypes(by, Typing{Site: l.site, Types: l.types, Own: l.list}, act == "force")
	case "end":
		if _, err = SiteOf(by, l.site); err == nil {
			c, err = End(by, EndingOf(l.site, l.site, l.site.Name))
			if now, _, other := l.types.Free(nine); other {
				l.types = now // as End does of the types that it reads
			}
		}
	}
	l.keep(c)
	return err == nil
}

// Whoever does what and when, the site is closed exactly while its provider has closed
// it, has the provider's list exactly while that is forced, never loses its own, and
// is nothing to anybody else (rules S1, C8, promise 7).
func TestALifeOfASite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := life{site: site("Contoso", func(r *identity.Relation) { r.Open = false }), own: []string{"Door"}}
		l.types = filing.Types{Organization: l.site.ID, Names: l.own, Version: 1}
		l.list = filing.Types{Organization: ridge.ID, Names: []string{"Mast"}, Version: 1}
		for range rapid.IntRange(1, 30).Draw(t, "acts") {
			who := rapid.SampledFrom([]identity.Organization{ridge, ridge, ridge, other, l.site}).Draw(t, "who")
			act := rapid.SampledFrom([]string{"on", "off", "on", "off", "force", "free", "set", "end"}).Draw(t, "act")
			if act == "set" { // by the site's own admin, always
				by := identitytest.CallerIn(identity.Organization{}, identitytest.Member(l.site, "Cora", identity.Admin), nine)
				want := rapid.SampledFrom([]string{"Door", "Gate", "Lift"}).Draw(t, "type")
				_, c, err := filing.SetTypes(by, l.types, []string{want}, nil)
				if (err == nil) == l.forced {
					t.Fatalf("forced %v, and its own list is set: %v", l.forced, err)
				}
				if l.keep(c); err == nil {
					l.own = []string{want}
				}
			} else if done := l.does(who, act); done != (who.ID == ridge.ID && !l.ended && (act == "force" || act == "free" || act == "end" || (act == "on") != l.open)) {
				t.Fatalf("%s by %s, open %v, ended %v: done %v", act, who.Name, l.open, l.ended, done)
			} else if done {
				l.ended = l.ended || act == "end"
				l.open = act == "on" || act != "off" && l.open
				l.forced = !l.ended && (act == "force" || act != "free" && l.forced)
			}
			want := l.own
			if l.forced {
				want = l.list.Names
			}
			if (l.site.Shut() != nil) != (!l.open && !l.ended) || l.site.IsSiteOf(ridge.ID) == l.ended || l.site.IsSiteOf(other.ID) || !slices.Equal(l.types.Offered(), want) {
				t.Fatalf("open %v, ended %v, forced %v: %+v, %+v", l.open, l.ended, l.forced, l.site.Relation, l.types)
			}
		}
	})
}
