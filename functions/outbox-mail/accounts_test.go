package main

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// tell has a notice told, and counts the mails to an address that come of it.
func tell(t *testing.T, w *World, deliver func(...change.Order) []string, n change.Notice, to string) (int, string) {
	t.Helper()
	n.At = T0
	before, _ := mails(t, to)
	w.Keep(change.Change{Notices: []change.Notice{n}}, "tell "+string(n.Kind))
	if failed := deliver(change.Order{ID: id.New[id.Order](T0, "story tell "+string(n.Kind), 0), At: T0}); len(failed) != 0 {
		t.Errorf("%s: not delivered: %v", n.Kind, failed)
	}
	after, mail := mails(t, to)
	return after - before, mail.Text
}

func TestACodeIsMailedToTheMailboxItProves(t *testing.T) {
	inv, reset, want := identity.Invitation{Organization: BlueHarbor, ID: FayInvitation}, identity.Reset{ID: CydReset}, identity.NewAddress{Person: Bob.ID}
	w, deliver := posting(t)
	w.Read(&inv, &reset, &want)
	for _, n := range []change.Notice{
		{Kind: change.InvitationCode, About: string(FayInvitation), Home: string(BlueHarbor), To: change.Audience{Address: FayEmail}, Tie: inv.Proof.Call},
		{Kind: change.PasswordReset, About: string(CydReset), To: change.Audience{Address: Cyd.Email}, Tie: reset.Proof.Call},
		{Kind: change.AddressCode, About: string(Bob.ID), To: change.Audience{Address: BobsNext}, Tie: want.Proof.Call},
	} {
		if sent, text := tell(t, w, deliver, n, n.To.Address); sent != 1 || !strings.Contains(text, Code.Reveal()) || strings.Contains(text, CydToken) {
			t.Errorf("%s: %d mails: %s", n.Kind, sent, text)
		}
	}
}

func TestNobodyIsMailedACodeForAnAddressWithoutAnAccount(t *testing.T) {
	w, deliver := posting(t)
	reset := identity.Reset{ID: CydReset}
	w.Read(&reset)
	reset.Person, reset.Address = "", "nobody@blueharbor.example"
	w.Keep(change.Change{Records: []change.Record{reset}}, "nobody's")
	n := change.Notice{Kind: change.PasswordReset, About: string(CydReset), To: change.Audience{Address: reset.Address}, Tie: reset.Proof.Call}
	if sent, text := tell(t, w, deliver, n, reset.Address); sent != 0 {
		t.Errorf("mailed: %s", text)
	}
}

func TestAChangedPasswordOrAddressIsOnTheDashboardAndMailed(t *testing.T) {
	w, deliver := posting(t)
	for _, n := range []change.Notice{
		{Kind: change.PasswordChanged, About: string(Bob.ID), To: change.Audience{Person: Bob.ID, Address: Bob.Email}},
		{Kind: change.AddressChanged, About: string(Bob.ID), To: change.Audience{Person: Bob.ID, Address: Bob.Email}},
	} {
		if sent, text := tell(t, w, deliver, n, Bob.Email); sent != 1 || !strings.Contains(text, "If this was not you") {
			t.Errorf("%s: %d mails: %s", n.Kind, sent, text)
		}
		row := table.Inbox{To: string(Bob.ID), Notice: id.New[id.Notice](T0, "story tell "+string(n.Kind), 0)}
		if w.Read(&row); row.Text == "" || row.Path != "/account" {
			t.Errorf("%s: on the dashboard: %+v", n.Kind, row)
		}
	}
	known := change.Notice{Kind: change.AddressKnown, About: Eve.Email, To: change.Audience{Address: Eve.Email}}
	if sent, text := tell(t, w, deliver, known, Eve.Email); sent != 1 || !strings.Contains(text, "has an account") {
		t.Errorf("%d mails: %s", sent, text)
	}
}

// rule C14
func TestWhatWaitsIsMailedToWhoIsGoneByItsCount(t *testing.T) {
	w, deliver := posting(t)
	l := identity.Left{Organization: FernHill, Person: Ned.ID}
	w.Read(&l)
	n := change.Notice{
		Kind: change.LeftWaiting, About: string(Ned.ID), Home: string(FernHill), By: "Kit", Tie: l.Until.UTC().Format(time.RFC3339Nano),
		To: change.Audience{Person: Ned.ID, Address: Ned.Email},
	}
	sent, text := tell(t, w, deliver, n, Ned.Email)
	if sent != 1 || !strings.Contains(text, "Waits until: 22 March 2026, 09:00 UTC") || !strings.Contains(text, "/left") || strings.Contains(text, NedNote.Name) {
		t.Errorf("%d mails: %s", sent, text)
	}
	w.Returns(T0)
	n.Kind = change.LeftReminder
	if sent, text := tell(t, w, deliver, n, Ned.Email); sent != 0 {
		t.Errorf("told who is back: %s", text)
	}
}
