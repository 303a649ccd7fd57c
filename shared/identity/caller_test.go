package identity

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// knocking is a call at a route for members, with the session it presents.
func knocking(who Who) (Call, Session) {
	token := NewToken(ann.ID, "session_a")
	c := call("member-role", nine)
	c.Who, c.Token = who, token
	return c, Session{Person: ann.ID, ID: "session_a", Hash: token.Hash(), Ends: nine.Add(time.Hour), Idles: nine.Add(time.Hour), Version: 1}
}

func membership(edit func(*Member)) Member {
	m := Member{
		Organization: id.New[id.Organization](nine, "Fabrikam", 0), OrganizationName: "Fabrikam", Person: ann.ID, Name: "Ann", Role: Admin,
		Since: nine.Add(-time.Hour), Version: 2,
	}
	edit(&m)
	return m
}

func TestSuspendedAndRemovedMembersAreMetAtTheDoor(t *testing.T) { // rule F5, promise 7
	for name, tt := range map[string]struct {
		m    Member
		want fault.Kind
		said string
	}{
		"a member":              {membership(func(*Member) {}), "", ""},
		"no member":             {Member{}, fault.NotFound, "There is no such organization."},
		"removed":               {membership(func(m *Member) { m.Removed = &nine }), fault.NotFound, "There is no such organization."},
		"removed and suspended": {membership(func(m *Member) { m.Removed, m.Suspended = &nine, &nine }), fault.NotFound, "There is no such organization."},
		"suspended":             {membership(func(m *Member) { m.Suspended = &nine }), fault.Forbidden, "suspended: ask an admin there"},
	} {
		c, s := knocking(Members)
		by, err := Authenticate(c, s, Person{}, tt.m, Organization{})
		if wantKind(t, err, tt.want); err != nil && !strings.Contains(err.Error(), tt.said) {
			t.Errorf("%s is told %v", name, err)
		}
		if err != nil && by.Person != "" {
			t.Errorf("%s is somebody: %+v", name, by)
		}
	}
}

func TestARefusalIsOnRecordWhereWhoWasRefusedIsKnown(t *testing.T) { // rule A1
	why := fault.New(fault.Forbidden, "Only an admin of Fabrikam may do this.")
	for name, tt := range map[string]struct {
		m    Member
		edit func(*Call, *Session)
		want bool
	}{
		"a member":           {membership(func(*Member) {}), func(*Call, *Session) {}, true},
		"suspended":          {membership(func(m *Member) { m.Suspended = &nine }), func(*Call, *Session) {}, true},
		"removed":            {membership(func(m *Member) { m.Removed = &nine }), func(*Call, *Session) {}, false},
		"no member":          {Member{}, func(*Call, *Session) {}, false},
		"with another token": {membership(func(*Member) {}), func(c *Call, _ *Session) { c.Token = NewToken(ann.ID, "session_a") }, false},
		"signed out":         {membership(func(*Member) {}), func(_ *Call, s *Session) { s.Ended = &nine }, false},
	} {
		c, s := knocking(Admins)
		tt.edit(&c, &s)
		ch := Refused(c, s, Person{}, tt.m, "person_b", why)
		if len(ch.Entries) == 1 != tt.want {
			t.Errorf("%s: %+v", name, ch.Entries)
			continue
		}
		if !tt.want {
			wantNothing(t, ch)
			continue
		}
		if e := ch.Entries[0]; e.Action != audit.Refused || e.Organization != tt.m.Organization || e.Actor != ann.ID || e.ActorName != "Ann" ||
			e.Thing != "person_b" || e.ThingName != "member-role" || e.Detail != why.Message || e.From != c.From {
			t.Errorf("%s: %+v", name, e)
		}
	}
	c, s := knocking(Anybody)
	if e := Refused(c, s, ann, Member{}, "", why).Entries[0]; e.Account != ann.ID || e.Organization != "" || e.Thing != string(ann.ID) {
		t.Errorf("for no organization: %+v", e)
	}
}

func TestOnlyTheNewestCodeIsMailedAndOnlyWhileItIsGood(t *testing.T) { // promise 4
	c := call("code", nine)
	p, err := Proof{}.Send(c, Code{Hash: []byte("h"), Sealed: []byte("s"), Expires: nine.Add(CodeLife)})
	wantKind(t, err, "")
	used := p
	used.Code = Code{}
	for name, tt := range map[string]struct {
		p    Proof
		call string
		at   time.Time
		want bool
	}{
		"the newest":      {p, c.ID, nine, true},
		"one before it":   {p, "call of before", nine, false},
		"used":            {used, c.ID, nine, false},
		"as it expires":   {p, c.ID, nine.Add(CodeLife), false},
		"just before":     {p, c.ID, nine.Add(CodeLife - time.Millisecond), true},
		"none was mailed": {Proof{}, "", nine, false},
	} {
		if tt.p.Mailed(tt.call, tt.at) != tt.want {
			t.Errorf("%s: mailed is %v", name, !tt.want)
		}
	}
}
