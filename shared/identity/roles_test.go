package identity

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// ruling is about Bob, a user of Fabrikam's with two admins, Ann and Cid.
func ruling(edit ...func(*Ruling)) Ruling {
	f := Ruling{
		Member: Member{
			Organization: "org_a", OrganizationName: "Fabrikam", Kind: Provider, Person: "person_bob", Name: "Bob", Email: "bob@fabrikam.example",
			Role: User, Groups: []id.Group{"group_a"}, Since: nine.Add(-time.Hour), Version: 3,
		},
		Belonging: Belonging{Person: "person_bob", Organization: "org_a", Name: "Fabrikam", Kind: Provider, Role: User, Version: 2},
		Roster:    Roster{Organization: "org_a", People: []id.Person{ann.ID, "person_cid"}, Version: 4},
	}
	for _, e := range edit {
		e(&f)
	}
	return f
}

func is(role Role) func(*Ruling) {
	return func(f *Ruling) {
		f.Member.Role, f.Belonging.Role = role, role
		if role == Admin && f.Member.IsAdmin() {
			f.Roster.People = append(slices.Clone(f.Roster.People), f.Member.Person)
		}
	}
}

// oneself is the caller of admin(Provider).
func oneself(f *Ruling) {
	f.Member.Person, f.Member.Name, f.Member.Version, f.Belonging.Person = ann.ID, "Ann here", 5, ann.ID
	f.Member.Role = Admin
}

func alone(f *Ruling) { f.Roster.People = []id.Person{f.Member.Person} }
func suspended(f *Ruling) {
	at := nine.Add(-time.Minute)
	f.Member.Suspended, f.Member.EndedBy = &at, "Cid"
}

func removed(f *Ruling) {
	at := nine.Add(-time.Minute)
	f.Member.Removed, f.Member.EndedBy = &at, "Cid"
}
func stranger(f *Ruling)  { f.Member.Version = 0 }
func elsewhere(f *Ruling) { f.Member.Organization = "org_b" }

// roster is the roster that a change keeps; nil if it keeps none.
func roster(c change.Change) []id.Person {
	for _, r := range c.Records {
		if x, ok := r.(Roster); ok {
			return x.People
		}
	}
	return nil
}

// told is the kinds of a change's notices, each with whom it is for.
func told(c change.Change) string {
	var out []string
	for _, n := range c.Notices {
		out = append(out, fmt.Sprintf("%s to %s%s-%s", n.Kind, n.To.Person, n.To.Organization, n.To.Except))
	}
	return strings.Join(out, ", ")
}

// rule F4
func TestARoleMovesTheRosterWithItAndTellsWhomItConcerns(t *testing.T) {
	bob := "member-role to person_bob-"
	admins := "member-role to org_a-" + string(ann.ID)
	for _, tt := range []struct {
		name   string
		f      Ruling
		to     Role
		want   fault.Kind
		roster int // how many admins there are then; 0: it does not move
		told   string
	}{
		{"a user becomes a reviewer", ruling(), Reviewer, "", 2, bob}, // as many admins as before, and a reviewer
		{"a user becomes an auditor", ruling(), Auditor, "", 0, bob},
		{"a user becomes an admin", ruling(), Admin, "", 3, admins},
		{"an admin becomes a user", ruling(is(Admin)), User, "", 2, bob},
		{"a suspended user becomes an admin", ruling(suspended), Admin, "", 0, admins + ", " + bob},
		{"a suspended admin becomes a user", ruling(suspended, is(Admin)), User, "", 0, bob},
		{"oneself", ruling(oneself), User, "", 1, ""},
		{"oneself, the last admin", ruling(oneself, alone), User, fault.Conflict, 0, ""},
		{"the role they have", ruling(), User, "", 0, ""},
		{"somebody removed", ruling(removed), Reviewer, fault.Conflict, 0, ""},
		{"nobody", ruling(stranger), Reviewer, fault.NotFound, 0, ""},
		{"another organization's", ruling(elsewhere), Reviewer, fault.NotFound, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			people := slices.Clone(tt.f.Roster.People)
			m, ch, err := SetRole(admin(Provider), tt.f, tt.to)
			wantKind(t, err, tt.want)
			if err != nil {
				wantNothing(t, ch)
				return
			}
			if m.Role != tt.to || told(ch) != tt.told || len(roster(ch)) != tt.roster {
				t.Errorf("%s; told: %s; roster: %v", m.Role, told(ch), roster(ch))
			}
			if !slices.Equal(people, tt.f.Roster.People) {
				t.Error("the caller's roster is changed")
			}
			if tt.f.Member.Role == tt.to {
				wantNothing(t, ch)
				return
			}
			if b := kept[Belonging](t, ch); b.Role != tt.to {
				t.Errorf("their own row says %s", b.Role)
			}
			if e := entry(t, ch, audit.MemberRole); e.Detail != "from "+string(tt.f.Member.Role)+" to "+string(tt.to) || e.Thing != string(m.Person) {
				t.Errorf("%+v", e)
			}
		})
	}
	_, ch, err := SetRole(admin(Personal), ruling(), Reviewer)
	wantKind(t, err, fault.Forbidden)
	wantNothing(t, ch)
}

func TestAnOrganizationHasFortyAdminsAtMost(t *testing.T) {
	f := ruling(func(f *Ruling) {
		f.Roster.People = nil
		for i := range MaxAdmins {
			f.Roster.People = append(f.Roster.People, id.Person(fmt.Sprint("person_", i)))
		}
	})
	_, ch, err := SetRole(admin(Provider), f, Admin)
	wantKind(t, err, fault.Conflict)
	wantNothing(t, ch)
	_, ch, err = Resume(admin(Provider), ruling(suspended, func(g *Ruling) { g.Member.Role, g.Roster = Admin, f.Roster }))
	wantKind(t, err, fault.Conflict)
	wantNothing(t, ch)
}

// rules F4, F5
func TestSuspendingClosesAndResumingOpensWithEverythingKept(t *testing.T) {
	for _, tt := range []struct {
		name   string
		act    func(Caller, Ruling) (Member, change.Change, error)
		f      Ruling
		want   fault.Kind
		says   string
		roster int
	}{
		{"suspend a user", Suspend, ruling(), "", "", 0},
		{"suspend an admin", Suspend, ruling(is(Admin)), "", "", 2},
		{"suspend oneself", Suspend, ruling(oneself), fault.Forbidden, "yourself", 0},
		{"suspend the only admin on the roster", Suspend, ruling(is(Admin), alone), fault.Conflict, "The last admin stays", 0},
		{"suspend who is suspended", Suspend, ruling(suspended), fault.Conflict, "Cid suspended Bob already at 2026-03-04T08:59:00Z", 0},
		{"suspend who is gone", Suspend, ruling(removed), fault.Conflict, "Cid ended it at 2026-03-04T08:59:00Z", 0},
		{"suspend nobody", Suspend, ruling(stranger), fault.NotFound, "", 0},
		{"resume a user", Resume, ruling(suspended), "", "", 0},
		{"resume an admin", Resume, ruling(suspended, is(Admin)), "", "", 3},
		{"resume who is not suspended", Resume, ruling(), fault.Conflict, "Bob is not suspended", 0},
		{"resume who is gone", Resume, ruling(suspended, removed), fault.Conflict, "no longer a member", 0},
		{"resume nobody", Resume, ruling(stranger), fault.NotFound, "", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, ch, err := tt.act(admin(Provider), tt.f)
			wantKind(t, err, tt.want)
			if err != nil {
				if wantNothing(t, ch); !strings.Contains(err.Error(), tt.says) {
					t.Errorf("says %v", err)
				}
				return
			}
			closed := m.Suspended != nil
			if closed == (tt.f.Member.Suspended != nil) || m.Active() == closed || len(m.Groups) != 1 || m.Role != tt.f.Member.Role {
				t.Errorf("%+v", m)
			}
			if closed && (!m.Suspended.Equal(nine) || m.EndedBy != "Ann here") || !closed && m.EndedBy != "" {
				t.Errorf("by %q at %v", m.EndedBy, m.Suspended)
			}
			if b := kept[Belonging](t, ch); b.Suspended != closed {
				t.Errorf("their own row: %+v", b)
			}
			if len(roster(ch)) != tt.roster || len(ch.Notices) != 1 || ch.Notices[0].To != (change.Audience{Person: m.Person, Address: m.Email}) {
				t.Errorf("roster %v; told %+v", roster(ch), ch.Notices)
			}
		})
	}
}
