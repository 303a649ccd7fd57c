package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// consentTold has a notice of South Fen told, and names whose dashboards and mail
// it came to.
func consentTold(t *testing.T, w *World, deliver func(...change.Order) []string, name string, n change.Notice) (shown, mailed []string) {
	t.Helper()
	n.At, n.Home, n.To.Organization = T0, string(SouthFen), SouthFen
	w.Keep(change.Change{Notices: []change.Notice{n}}, name)
	if failed := deliver(change.Order{ID: id.New[id.Order](T0, "story "+name, 0), At: T0}); len(failed) != 0 {
		t.Errorf("%s: not delivered: %v", n.Kind, failed)
	}
	for _, p := range []Person{Una, Ugo, Pip, Wyn} {
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

// rules C5, C6, C7: each kind is for whom it is for, on the dashboard and by mail.
func TestWhatBecomesOfALoginIsToldToWhomItIsFor(t *testing.T) {
	w, deliver := posting(t)
	q := credential.Request{ID: PipRequest}
	w.Read(&q)
	q.Askers = append(q.Askers, credential.Asker{Person: Ugo.ID, Name: "Ugo", At: T0})
	w.Keep(change.Change{Records: []change.Record{q}}, "Ugo joined")
	n := func(kind change.Telling, about, tie string, to change.Audience) change.Notice {
		return change.Notice{Kind: kind, By: "Una", About: about, Tie: tie, To: to}
	}
	askers := change.Audience{Person: Una.ID, Except: Pip.ID}
	see := func(name string, note change.Notice, shown, mailed []string) {
		t.Helper()
		if a, b := consentTold(t, w, deliver, name, note); !slices.Equal(a, shown) || !slices.Equal(b, mailed) {
			t.Errorf("%s: shown to %v, mailed to %v", name, a, b)
		}
	}
	see("asked", n(change.ConsentRequested, string(PipRequest), "pending", change.Audience{Member: Pip.ID}), []string{"Pip"}, []string{"Pip"})
	if _, mail := mails(t, Pip.Email); mail.Subject != "Una asks for your login Intranet, Pip" {
		t.Errorf("mailed %q", mail.Subject)
	}
	w.Read(&q)
	q.State, q.Decided = credential.RequestDenied, &T0
	w.Keep(change.Change{Records: []change.Record{q}}, "denied")
	see("denied", n(change.ConsentDenied, string(PipRequest), "denied", askers), []string{"Una", "Ugo"}, []string{"Una", "Ugo"})
	see("too late", n(change.ConsentRequested, string(PipRequest), "pending", change.Audience{Member: Pip.ID}), nil, nil)
	see("cancelled", n(change.ConsentCancelled, string(PipRequest), "denied", change.Audience{Member: Pip.ID}), []string{"Pip"}, nil)
	see("changed", n(change.LoginChanged, string(UgoLogin.ID), "", change.Audience{Member: Ugo.ID}), []string{"Ugo"}, []string{"Ugo"})
	see("withdrawn", n(change.ConsentWithdrawn, string(UgoLogin.ID), "", change.Audience{Except: Ugo.ID}), []string{"Una"}, []string{"Una"})
}

// rules C6, F5: who asked and is no admin any more is not told; when none is left,
// the organization's admins are.
func TestTheAskersAreThoseWhoAreAdminsStill(t *testing.T) {
	w, deliver := posting(t)
	q, una := credential.Request{ID: PipRequest}, identity.Member{Organization: SouthFen, Person: Una.ID}
	w.Read(&q, &una)
	q.State, q.Decided, una.Removed = credential.RequestDenied, &T0, &T0
	w.Keep(change.Change{Records: []change.Record{q, una}}, "denied, and Una is gone")
	shown, _ := consentTold(t, w, deliver, "denied", change.Notice{
		Kind: change.ConsentDenied, By: "Pip", About: string(PipRequest), Tie: "denied", To: change.Audience{Person: Una.ID, Except: Pip.ID},
	})
	if !slices.Equal(shown, []string{"Ugo"}) {
		t.Errorf("shown to %v", shown)
	}
}
