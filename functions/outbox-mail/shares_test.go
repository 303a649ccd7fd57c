package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/sharing"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestTheAdminsOfWhoReceivesAreToldThatItIsSharedAndStopped(t *testing.T) { // rules H3, H5
	w, deliver := posting(t)
	n := change.Notice{Kind: change.ShareGiven, By: "Hal", About: string(Press.ID), Home: string(Orchard), To: change.Audience{Organization: Orchard}}
	users, _ := mails(t, Omar.Email)
	if sent, text := tell(t, w, deliver, n, Orla.Email); sent != 1 || !strings.Contains(text, "Hal of Halyard shared Cider press with Orchard.") || !strings.Contains(text, "For: Pickers, Orla") || strings.Contains(text, Press.Secret.Reveal()) {
		t.Errorf("%d mails: %s", sent, text)
	}
	n.Kind = change.ShareStopped
	if sent, _ := tell(t, w, deliver, n, Orla.Email); sent != 0 {
		t.Error("told that it is stopped, which it is not")
	}
	f := sharing.SharedOf(Press.ID, Orchard)
	w.Read(f.Wanted()...)
	ch, err := sharing.Stop(w.CallsIn(Halyard, Hal, T0), access.Found{Credential: f.Credential}, f.Reader)
	if err != nil || len(ch.Notices) != 1 || ch.Notices[0].To.Organization != Orchard {
		t.Fatalf("%+v, %v", ch.Notices, err)
	}
	before, _ := mails(t, Orla.Email)
	ch.Orders = nil // the chores are another's
	w.Keep(ch, "Hal stops it")
	if failed := deliver(change.Order{ID: id.New[id.Order](T0, "story Hal stops it", 0), At: T0}); len(failed) != 0 {
		t.Errorf("not delivered: %v", failed)
	}
	after, mail := mails(t, Orla.Email)
	if after != before+1 || !strings.Contains(mail.Text, "Hal of Halyard stopped sharing Cider press with Orchard.") {
		t.Errorf("%d mails: %s", after-before, mail.Text)
	}
	if now, _ := mails(t, Omar.Email); now != users {
		t.Error("a user is told")
	}
}
