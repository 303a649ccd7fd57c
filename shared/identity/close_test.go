package identity

import (
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

func TestOnlyAPersonalAccountIsClosed(t *testing.T) {
	personal := Belonging{Organization: "org_p", Kind: Personal, Version: 1}
	team := Belonging{Organization: "org_t", Kind: Provider, Version: 1}
	for name, tt := range map[string]struct {
		all    []Belonging
		others int
		want   fault.Kind
	}{
		"none at all":       {nil, 0, fault.Conflict},
		"a team's alone":    {[]Belonging{team}, 1, fault.Conflict},
		"one's own alone":   {[]Belonging{personal}, 0, ""},
		"one's own and two": {[]Belonging{team, personal, team}, 2, ""},
	} {
		home, others, err := Home(tt.all)
		wantKind(t, err, tt.want)
		if others != tt.others || (err == nil) != (home.Organization == "org_p") {
			t.Errorf("%s: %s and %d others", name, home.Organization, others)
		}
	}
}

// closing is Olga, with a personal account that is hers alone.
func closing() (Caller, Closing) {
	m := Member{Organization: "org_p", OrganizationName: "Olga", Kind: Personal, Person: "person_o", Name: "Olga", Email: "olga@example.com", Role: Admin, Version: 2}
	s := Session{Person: "person_o", ID: "session_a", Ends: nine.Add(SessionLife), Idles: nine.Add(SessionIdle), Version: 1}
	by := Caller{Call: call("account-close", nine), Person: m.Person, Name: m.Name, Email: m.Email, Organization: m.Organization, OrganizationName: m.OrganizationName, Session: s, member: m}
	return by, Closing{
		Person: Person{ID: "person_o", Name: "Olga", Version: 1}, Signin: Signin{Address: "olga@example.com", Person: "person_o", Version: 3},
		Home: Belonging{Person: "person_o", Organization: "org_p", Kind: Personal, Version: 1}, Roster: Roster{Organization: "org_p", People: []id.Person{"person_o"}, Version: 1},
		Logins:   Logins{Person: "person_o", Open: []Login{{ID: "session_a", Ends: s.Ends}, {ID: "session_b", Ends: s.Ends}}, Version: 4},
		Sessions: []Session{s, {Person: "person_o", ID: "session_b", Ends: s.Ends, Idles: s.Idles, Version: 1}},
	}
}

func TestWithTheAccountGoTheSignInAndEverySessionUnlessOthersNeedThem(t *testing.T) { // rules D3, A3, F6
	by, f := closing()
	gone, c := CloseAccount(by, f)
	ended := 0
	for _, r := range c.Records {
		if s, ok := r.(Session); ok && s.Ended != nil {
			ended++
		}
	}
	if p := kept[Person](t, c); !gone || ended != 2 || p.Closed == nil || p.Name != "Olga" || len(c.Drops) != 2 {
		t.Errorf("gone %v, %d sessions ended, %d dropped, %+v", gone, ended, len(c.Drops), p)
	}
	if m := kept[Member](t, c); m.Removed == nil || m.Name != "Olga" || len(f.Roster.People) != 1 {
		t.Errorf("%+v", m)
	}
	if n := c.Notices[0]; n.Kind != change.AccountClosed || n.Tie != "gone" || n.To.Person != "" || n.To.Address != "olga@example.com" {
		t.Errorf("%+v", n)
	}
	if len(c.Entries) != 2 || c.Entries[0].Action != audit.AccountClosed || c.Entries[0].Organization != "org_p" || c.Entries[1].Account != "person_o" {
		t.Errorf("%+v", c.Entries)
	}

	f.Others = 1
	gone, c = CloseAccount(by, f)
	for _, r := range append(c.Records, c.Drops...) {
		switch r.(type) {
		case Session, Signin, Person, Logins:
			t.Errorf("a member elsewhere loses a %T", r)
		}
	}
	checked := false
	for _, r := range c.Checks {
		_, is := r.(Logins)
		checked = checked || is
	}
	if gone || !checked || c.Notices[0].Tie != "stays" || c.Notices[0].To.Person != "person_o" {
		t.Errorf("gone %v, checked %v, %+v", gone, checked, c.Notices)
	}
}

func TestAnAccountThatIsClosedTakesNothingNewAndIsOpenedAgainEmpty(t *testing.T) {
	by, f := closing()
	o := Organization{ID: "org_p", Name: "Olga", Kind: Personal, Version: 1}
	if c, err := IntoHome(by, o); err != nil || len(c.Checks) < 2 {
		t.Errorf("%+v, %v", c.Checks, err)
	}
	begun := BeginClosing(by, o)
	if got := kept[Organization](t, begun); got.Closed == nil || begun.Entries[0].Action != audit.OrganizationClosed {
		t.Errorf("%+v", got)
	}
	o.Closed = &nine
	c, err := IntoHome(by, o)
	wantKind(t, err, fault.Conflict)
	wantNothing(t, c)
	before := by.member
	before.Removed, before.Groups = &nine, []id.Group{"group_a"}
	roster := f.Roster
	roster.People = nil
	got, c := Reopen(by, o, before, roster)
	if m := kept[Member](t, c); got.Closed != nil || !m.IsAdmin() || len(m.Groups) != 0 || !m.Since.Equal(nine) || m.Version != before.Version {
		t.Errorf("%+v, %+v", got, m)
	}
	if r := kept[Roster](t, c); len(r.People) != 1 {
		t.Errorf("%+v", r)
	}
}
