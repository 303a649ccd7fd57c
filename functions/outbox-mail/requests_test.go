package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// toldOf has a notice about a request told, and names who has it on the
// dashboard, and who in a mail.
func toldOf(t *testing.T, w *World, deliver func(...change.Order) []string, n change.Notice) (shown, mailed []string) {
	t.Helper()
	n.At, n.Home, n.To.Organization = T0, string(NorthQuay), NorthQuay
	name := "tell " + string(n.Kind)
	w.Keep(change.Change{Notices: []change.Notice{n}}, name)
	if failed := deliver(change.Order{ID: id.New[id.Order](T0, "story "+name, 0), At: T0}); len(failed) != 0 {
		t.Errorf("%s: not delivered: %v", n.Kind, failed)
	}
	for _, p := range []Person{Ira, Jon, Kay, Lou, Moe} {
		row := table.Inbox{To: string(p.ID), Notice: id.New[id.Notice](T0, "story "+name, 0)}
		if w.Read(&row); row.Version != 0 {
			shown = append(shown, p.Name)
		}
		if row.Mailed != nil {
			mailed = append(mailed, p.Name)
		}
	}
	return shown, mailed
}

// is makes somebody of North Quay what they are for a test.
func is(w *World, p Person, edit func(*identity.Member)) {
	m := identity.Member{Organization: NorthQuay, Person: p.ID}
	w.Read(&m)
	edit(&m)
	w.Keep(change.Change{Records: []change.Record{m}}, p.Name+" is another")
}

func waiting() change.Notice {
	return change.Notice{
		Kind: change.AccessRequested, By: "Jon", About: string(PendingRequest), Tie: "pending",
		To: change.Audience{Decide: Switch.Resource, Except: Jon.ID},
	}
}

// rule J5
func TestAllWhoMayDecideAreToldOfARequestAndNobodyElse(t *testing.T) {
	w, deliver := posting(t)
	shown, mailed := toldOf(t, w, deliver, waiting())
	if want := []string{"Ira", "Kay", "Lou"}; !slices.Equal(shown, want) || !slices.Equal(mailed, want) {
		t.Errorf("shown to %v, mailed to %v", shown, mailed)
	}
	if _, mail := mails(t, Lou.Email); !strings.Contains(mail.Subject, "Jon asks to be let in to Switch") ||
		!strings.Contains(mail.Text, Origin+"/organizations/"+string(NorthQuay)+"/requests/"+string(PendingRequest)) {
		t.Errorf("%s: %s", mail.Subject, mail.Text)
	}
}

// rule J5
func TestWhoMayDecideIsJudgedWhenItIsTold(t *testing.T) {
	w, deliver := posting(t)
	is(w, Kay, func(m *identity.Member) { m.Suspended = &T0 })
	is(w, Lou, func(m *identity.Member) { m.Groups = nil }) // the group's own list only finds
	is(w, Jon, func(m *identity.Member) { m.Role = identity.Admin })
	roster := identity.Roster{Organization: NorthQuay}
	w.Read(&roster)
	roster.People = append(roster.People, Jon.ID)
	w.Keep(change.Change{Records: []change.Record{roster}}, "Jon is an admin")
	n := waiting()
	n.To.Except = Kay.ID // told of what somebody else did
	if shown, _ := toldOf(t, w, deliver, n); !slices.Equal(shown, []string{"Ira"}) {
		t.Errorf("told: %v; never who asked, be they an admin", shown)
	}
}

// rule J5
func TestThatItWasDecidedIsOnTheDashboardsOfTheOthersAndNotMailed(t *testing.T) {
	w, deliver := posting(t)
	n := change.Notice{
		Kind: change.AccessDecided, By: "Ira", About: string(OpenRequest), Tie: "approved", To: change.Audience{Decide: Gateway.Resource, Except: Ira.ID},
	}
	if shown, mailed := toldOf(t, w, deliver, n); !slices.Equal(shown, []string{"Kay"}) || len(mailed) != 0 {
		t.Errorf("shown to %v, mailed to %v", shown, mailed)
	}
}

// rules J4, J7
func TestWhoAskedIsToldOfTheDecisionWhileAMember(t *testing.T) {
	w, deliver := posting(t)
	n := change.Notice{Kind: change.AccessOpened, By: "Ira", About: string(OpenRequest), Tie: "approved", To: change.Audience{Member: Jon.ID}}
	before, _ := mails(t, Jon.Email)
	if shown, mailed := toldOf(t, w, deliver, n); !slices.Equal(shown, []string{"Jon"}) || !slices.Equal(mailed, shown) {
		t.Errorf("shown to %v, mailed to %v", shown, mailed)
	}
	if after, mail := mails(t, Jon.Email); after != before+1 || !strings.Contains(mail.Text, "2 March 2026, 10:00 UTC (in 1 hour)") || !strings.Contains(mail.Text, "> Until noon is fine.") {
		t.Errorf("%s", mail.Text)
	}
	w, deliver = posting(t)
	is(w, Jon, func(m *identity.Member) { m.Removed = &T0 })
	if shown, _ := toldOf(t, w, deliver, n); len(shown) != 0 {
		t.Errorf("told: %v", shown)
	}
}

// rule J12
func TestABrokenGlassIsToldToAllWhoCouldHaveApproved(t *testing.T) {
	w, deliver := posting(t)
	n := change.Notice{
		Kind: change.AccessBrokeGlass, By: "Jon", About: string(GlassRequest), Tie: "approved", To: change.Audience{Decide: Gateway.Resource, Except: Jon.ID},
	}
	if _, mailed := toldOf(t, w, deliver, n); !slices.Equal(mailed, []string{"Ira", "Kay"}) {
		t.Errorf("mailed to %v", mailed)
	}
	if _, mail := mails(t, Kay.Email); !strings.HasPrefix(mail.Subject, "BREAK-GLASS") {
		t.Errorf("%q", mail.Subject)
	}
}

func TestARequestThatWasDecidedMeanwhileIsToldToNobody(t *testing.T) {
	w, deliver := posting(t)
	q := access.Request{ID: PendingRequest}
	w.Read(&q)
	q.State, q.Decided = access.RequestCancelled, &T0
	w.Keep(change.Change{Records: []change.Record{q}}, "cancelled")
	if shown, _ := toldOf(t, w, deliver, waiting()); len(shown) != 0 {
		t.Errorf("told: %v", shown)
	}
}
