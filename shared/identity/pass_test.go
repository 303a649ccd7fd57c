package identity

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

func TestAPassIsGoodWhileTheSessionIsThatItIsOf(t *testing.T) { // rule J13
	at := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	p := Pass{Person: id.New[id.Person](at, "u", 0), Session: id.New[id.Session](at, "u", 0), ID: id.New[id.Pass](at, "u", 0), Organization: "org_1", Version: 1}
	token := PassToken(p)
	p.Hash = token.Hash()
	s := Session{Person: p.Person, ID: p.Session, Ends: at.Add(time.Hour), Idles: at.Add(time.Hour), Version: 1}
	m := Member{Person: p.Person, Organization: p.Organization, Name: "Uma", Role: User, Version: 1}
	o := Organization{ID: p.Organization, Version: 1}
	by, err := ByPass(Call{At: at}, token, p, s, m, o)
	if err != nil || by.Name != "Uma" || by.Person != p.Person || by.Session.ID != s.ID || len(by.Change().Checks) != 2 {
		t.Fatalf("%+v, %v", by, err)
	}
	for name, edit := range map[string]func(*Call, *Pass, *Session, *Member, *Organization){
		"another token":        func(_ *Call, p *Pass, _ *Session, _ *Member, _ *Organization) { p.Hash = PassToken(*p).Hash() },
		"no hash":              func(_ *Call, p *Pass, _ *Session, _ *Member, _ *Organization) { p.Hash = nil },
		"no pass":              func(_ *Call, p *Pass, _ *Session, _ *Member, _ *Organization) { p.Version = 0 },
		"the session's end":    func(c *Call, _ *Pass, s *Session, _ *Member, _ *Organization) { c.At = s.Ends },
		"signed out":           func(_ *Call, _ *Pass, s *Session, _ *Member, _ *Organization) { s.Ended = &at },
		"no session":           func(_ *Call, _ *Pass, s *Session, _ *Member, _ *Organization) { s.Version = 0 },
		"another session":      func(_ *Call, _ *Pass, s *Session, _ *Member, _ *Organization) { s.ID = "session_2" },
		"another's session":    func(_ *Call, _ *Pass, s *Session, _ *Member, _ *Organization) { s.Person = "person_2" },
		"another member":       func(_ *Call, _ *Pass, _ *Session, m *Member, _ *Organization) { m.Person = "person_2" },
		"no member":            func(_ *Call, _ *Pass, _ *Session, m *Member, _ *Organization) { m.Version = 0 },
		"suspended":            func(_ *Call, _ *Pass, _ *Session, m *Member, _ *Organization) { m.Suspended = &at },
		"another organization": func(_ *Call, _ *Pass, _ *Session, _ *Member, o *Organization) { o.ID = "org_2" },
		"a closed site": func(_ *Call, _ *Pass, _ *Session, _ *Member, o *Organization) {
			o.Relation = &Relation{Provider: "org_2"}
		},
	} {
		c, p, s, m, o := Call{At: at}, p, s, m, o
		edit(&c, &p, &s, &m, &o)
		if by, err := ByPass(c, token, p, s, m, o); fault.Of(err) != fault.Unauthenticated || by.Person != "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAPassTokenHasOneSpellingAndNothingElseIsOne(t *testing.T) {
	at := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	p := Pass{Person: id.New[id.Person](at, "u", 0), Session: id.New[id.Session](at, "u", 0), ID: id.New[id.Pass](at, "u", 0), Credential: id.New[id.Credential](at, "u", 0)}
	text := PassToken(p).Reveal()
	if _, got, ok := ParsePass(text); !ok || got.ID != p.ID || got.Credential != p.Credential || got.Session != p.Session || got.Person != p.Person {
		t.Errorf("%+v", got)
	}
	p.Credential = ""
	if _, got, ok := ParsePass(PassToken(p).Reveal()); !ok || got.Credential != "" {
		t.Errorf("%+v", got)
	}
	for _, bad := range []string{"", "x", text + "A", text + ".A", strings.ToLower(text), strings.Replace(text, "person_", "", 1), strings.Replace(text, "pass_", "session_", 1), " " + text} {
		if _, got, ok := ParsePass(bad); ok || got.Person != "" {
			t.Errorf("%q is one", bad)
		}
	}
}
