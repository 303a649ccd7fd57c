package identity

import (
	"fmt"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// knock is a signed-in call of somebody with a role, at a route for who.
func knock(who Who, role Role, kind Kind) (Caller, error) {
	token := NewToken(ann.ID, id.New[id.Session](nine, "s", 0))
	c := call("test", nine)
	c.Who, c.Token = who, token
	s := Session{Person: ann.ID, ID: token.Session, Hash: token.Hash(), Ends: nine.Add(time.Hour), Idles: nine.Add(time.Hour), Version: 2}
	m := Member{Organization: "org_a", OrganizationName: "Fabrikam", Kind: kind, Person: ann.ID, Name: "Ann here", Email: "ann@fabrikam.example", Role: role, Groups: []id.Group{"group_a"}, Version: 5}
	if role == "" {
		m = Member{}
	}
	return Authenticate(c, s, ann, m, Organization{})
}

func admin(kind Kind) Caller {
	by, err := knock(Admins, Admin, kind)
	if err != nil {
		panic(err)
	}
	return by
}

func TestWhoMayKnockIsOneTableOfRouteAndRole(t *testing.T) {
	roles := []Role{"", User, Reviewer, Auditor, Admin}
	for who, want := range map[Who][]fault.Kind{ // in the order of roles
		Anybody: {"", "", "", "", ""},
		Members: {fault.NotFound, "", "", "", ""},
		Readers: {fault.NotFound, fault.Forbidden, fault.Forbidden, "", ""},
		Admins:  {fault.NotFound, fault.Forbidden, fault.Forbidden, fault.Forbidden, ""},
	} {
		for i, role := range roles {
			by, err := knock(who, role, Provider)
			if fault.Of(err) != want[i] || (err == nil) != (want[i] == "") {
				t.Errorf("%q at a route for %s: %v, want %q", role, who, err, want[i])
			}
			if err == nil && (by.Person != ann.ID || (who == Anybody) != (by.Organization == "") || by.IsAdmin() != (role == Admin && who != Anybody)) {
				t.Errorf("%q at a route for %s is %+v", role, who, by)
			}
		}
	}
	if by, err := knock(Anyone, Admin, Provider); err == nil || fault.Of(err) != "" {
		t.Errorf("a route for anyone has the caller %+v, %v", by, err)
	}
}

func TestOnlyTheTokenOfAnOpenSessionMakesACaller(t *testing.T) {
	token := NewToken(ann.ID, "session_s")
	open := Session{Person: ann.ID, ID: "session_s", Hash: token.Hash(), Ends: nine.Add(time.Hour), Idles: nine.Add(time.Hour), Version: 1}
	for name, spoil := range map[string]func(*Session, *Call){
		"no such session":   func(s *Session, _ *Call) { *s = Session{} },
		"never kept":        func(s *Session, _ *Call) { s.Version = 0 },
		"another's token":   func(_ *Session, c *Call) { c.Token = NewToken(ann.ID, "session_s") },
		"no token":          func(_ *Session, c *Call) { c.Token = Token{} },
		"no hash":           func(s *Session, _ *Call) { s.Hash = nil },
		"signed out":        func(s *Session, _ *Call) { s.Ended = &nine },
		"over":              func(s *Session, c *Call) { c.At = s.Ends; s.Idles = s.Ends.Add(time.Hour) },
		"idle":              func(s *Session, c *Call) { c.At = s.Idles; s.Ends = s.Idles.Add(time.Hour) },
		"idle for a second": func(s *Session, c *Call) { c.At = s.Idles.Add(time.Second); s.Ends = s.Idles.Add(time.Hour) },
	} {
		s, c := open, call("test", nine)
		c.Who, c.Token = Members, token
		spoil(&s, &c)
		if by, err := Authenticate(c, s, ann, Member{Version: 1, Role: Admin, Organization: "org_a"}, Organization{}); fault.Of(err) != fault.Unauthenticated || by.Person != "" {
			t.Errorf("%s: %v, %v", name, by.Person, err)
		}
	}
}

func TestACallersChangeChecksTheirSessionAndMembership(t *testing.T) {
	by := admin(Provider)
	ch := by.Change()
	if len(ch.Checks) != 2 || ch.Checks[0].(Session).Version != 2 || ch.Checks[1].(Member).Version != 5 {
		t.Errorf("checks %+v", ch.Checks)
	}
	nowhere, err := knock(Anybody, "", Provider)
	wantKind(t, err, "")
	if ch := nowhere.Change(); len(ch.Checks) != 1 {
		t.Errorf("checks %+v", ch.Checks)
	}
}

func TestTheOtherSideSeesACallerByNameAndOrganizationOnly(t *testing.T) {
	by := admin(Provider)
	own, other := by.Entry(audit.CredentialLaunched, "res_a", "Shop", "d"), by.EntryFor("org_b", audit.CredentialLaunched, "deleg_a", "Shop", "d")
	if own.Organization != "org_a" || own.Actor != ann.ID || own.ActorName != "Ann here" || own.From == "" || own.ActorOrganization != "" {
		t.Errorf("%+v", own)
	}
	if other.Organization != "org_b" || other.Actor != "" || other.From != "" || other.ActorName != "Ann here" || other.ActorOrganization != "Fabrikam" {
		t.Errorf("%+v", other)
	}
}

func TestAGroupTakesEachMemberOnceAndNobodyIntoMoreThanFifty(t *testing.T) {
	groups := func(n int) (out []id.Group) {
		for i := range n {
			out = append(out, id.Group(fmt.Sprint("group_", i)))
		}
		return out
	}
	member := func(p id.Person, n int) Member {
		return Member{Person: p, Name: string(p), Groups: groups(n), Version: 1}
	}
	for _, tt := range []struct {
		name    string
		members []Member
		want    fault.Kind
	}{
		{"nobody yet", nil, ""},
		{"in 49 groups", []Member{member("person_a", 49), member("person_b", 0)}, ""},
		{"in 50 groups", []Member{member("person_a", 0), member("person_b", 50)}, fault.Invalid},
		{"the last one twice", []Member{member("person_a", 0), member("person_b", 0), member("person_b", 0)}, fault.Invalid},
		{"the last one a stranger", []Member{member("person_a", 0), {Person: "person_b"}}, fault.Invalid},
	} {
		g, ch, err := NewGroup(admin(Provider), " Sales ", tt.members)
		wantKind(t, err, tt.want)
		if err != nil {
			wantNothing(t, ch)
			continue
		}
		if g.Name != "Sales" || len(g.Members) != len(tt.members) || len(ch.Records) != len(tt.members)+1 {
			t.Errorf("%s: %+v", tt.name, g)
		}
		for i, m := range tt.members {
			now := ch.Records[i].(Member)
			if len(now.Groups) != len(m.Groups)+1 || now.Groups[len(m.Groups)] != g.ID || len(tt.members[i].Groups) != len(m.Groups) {
				t.Errorf("%s: %+v", tt.name, now)
			}
		}
	}
	_, _, err := NewGroup(admin(Provider), " \t", nil)
	wantKind(t, err, fault.Invalid)
	_, _, err = NewGroup(admin(Personal), "Sales", nil)
	wantKind(t, err, fault.Forbidden)
}

func TestMakingAGroupLeavesTheCallersSliceAlone(t *testing.T) {
	roomy := make([]id.Group, 1, 8)
	roomy[0] = "group_x"
	m := Member{Person: "person_a", Groups: roomy, Version: 1}
	if _, _, err := NewGroup(admin(Provider), "Sales", []Member{m}); err != nil || roomy[:2][1] != "" {
		t.Errorf("%v, %v", roomy[:2], err)
	}
}
