package mailer

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/gate"
	"github.com/valetkey/valetkey/shared/identity"
)

func TestWhatIsTakenBackAboutAMemberIsNotTold(t *testing.T) {
	removed := func(_ *change.Notice, a *About) { a.Member.Removed = &nine }
	here := func(_ *change.Notice, a *About) { a.Member.Removed, a.Member.Suspended = nil, nil }
	for _, tt := range []struct {
		name string
		kind change.Telling
		edit func(*change.Notice, *About)
		told bool
	}{
		{"a role changed again", change.MemberRole, func(_ *change.Notice, a *About) { a.Member.Role = identity.User }, false},
		{"a role of somebody removed", change.MemberRole, removed, false},
		{"suspended, and resumed", change.MemberSuspended, here, false},
		{"suspended, and removed", change.MemberSuspended, removed, false},
		{"resumed, and suspended again", change.MemberResumed, func(_ *change.Notice, a *About) { a.Member.Suspended = &nine }, false},
		{"removed, and a member again", change.MemberRemoved, here, false},
		{"left, and a member again", change.MemberLeft, here, false},
		{"own access to what is gone", change.OwnAccess, func(_ *change.Notice, a *About) { a.Resource.Version = 0 }, true},
	} {
		n, a := notice(tt.kind)
		tt.edit(&n, &a)
		if _, ok := Compose(n, a); ok != tt.told {
			t.Errorf("%s: told %v", tt.name, ok)
		}
	}
}

func TestAGateThatSignsInIsToldAsWhatItIs(t *testing.T) { // rules J13, G2
	n, a := notice(change.OwnAccess)
	n.Tie = gate.SignsTie
	told, ok := Compose(n, a)
	if !ok || !strings.Contains(told.Text, "made a key with which a proxy signs members in to "+a.Resource.Name) || strings.Contains(told.Text, "themselves") {
		t.Errorf("%+v", told)
	}
}

// rule G2
func TestOwnAccessByAGroupSaysWhichAndToWhatIsGoneSaysSo(t *testing.T) {
	n, a := notice(change.OwnAccess)
	a.Resource.Version, a.Group = 0, identity.Group{ID: "group_a", Name: "Night\nshift", Version: 1}
	told, _ := Compose(n, a)
	if want := "Ada Admin gave themselves access to what the group Night shift is on."; told.Text != want {
		t.Errorf("%q", told.Text)
	}
	a.Group.Version = 0
	if told, _ = Compose(n, a); !strings.Contains(told.Text, "gone by now") {
		t.Errorf("%q", told.Text)
	}
}

func TestEveryRoleHasItsWords(t *testing.T) {
	for role, words := range map[identity.Role]string{
		identity.Admin: "an admin", identity.Reviewer: "a reviewer", identity.Auditor: "an auditor", identity.User: "a user",
	} {
		n, a := notice(change.MemberRole)
		n.Tie, a.Member.Role = string(role), role
		if told, ok := Compose(n, a); !ok || told.Text != "Ada Admin made Bob "+words+" of Fabrikam IT." {
			t.Errorf("%s: %q, %v", role, told.Text, ok)
		}
	}
}

// rule C14
func TestWhatWaitsIsToldOnlyWhileItDoesAndByCountAlone(t *testing.T) {
	for _, tt := range []struct {
		name string
		edit func(*change.Notice, *About)
		told bool
	}{
		{"as it is", func(*change.Notice, *About) {}, true},
		{"nothing waits", func(_ *change.Notice, a *About) { a.Waiting = 0 }, false},
		{"a member again", func(_ *change.Notice, a *About) { a.Member.Removed = nil }, false},
		{"removed again since", func(n *change.Notice, _ *About) { n.Tie = nine.Format(time.RFC3339Nano) }, false},
		{"all of it is gone", func(_ *change.Notice, a *About) { a.Left.Version = 0 }, false},
		{"in its last moment", func(_ *change.Notice, a *About) { a.Now = a.Left.Until.Add(-1) }, true},
		{"at its end", func(_ *change.Notice, a *About) { a.Now = a.Left.Until }, false},
	} {
		for _, kind := range []change.Telling{change.LeftWaiting, change.LeftReminder} {
			n, a := notice(kind)
			tt.edit(&n, &a)
			if _, ok := Compose(n, a); ok != tt.told {
				t.Errorf("%s, %s: told %v", kind, tt.name, ok)
			}
		}
	}
	n, a := notice(change.LeftWaiting)
	a.Member.OrganizationName, a.Waiting = "Fab\r\n<b>rikam", 1
	told, _ := Compose(n, a)
	p := parse(t, told.Letter)
	if !strings.Contains(p.text, "Left: 4 March 2026, 08:59 UTC\nWaits until: 3 April 2026, 08:59 UTC (in 30 days)\n") || strings.Contains(p.html, "<b>rikam") || strings.ContainsAny(p.subject, "\r\n") {
		t.Errorf("%q\n%s", p.subject, p.text)
	}
}

func TestSeeMembersLeadsToTheMembers(t *testing.T) {
	for _, kind := range []change.Telling{change.MemberJoined, change.MemberLeft} {
		told, _ := Compose(notice(kind))
		if l := told.Letter; l.Button != "See members" || l.Link != origin+"/organizations/org_a/members" {
			t.Errorf("%s: %s leads to %s", kind, l.Button, l.Link)
		}
	}
}
