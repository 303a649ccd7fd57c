package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestWhomAProviderInvitesToItsSiteIsToldWhoAndOnWhoseBehalf(t *testing.T) { // rule S2
	w, deliver := posting(t)
	n := change.Notice{Kind: change.MemberInvited, By: "Rhea", About: string(PatInvitation), Home: string(ContosoSite), To: change.Audience{Address: PatEmail}}
	if sent, text := tell(t, w, deliver, n, PatEmail); sent != 1 || !strings.Contains(text, "Invited by: Rhea of Ridge IT") || !strings.Contains(text, PatLink) || !strings.Contains(text, "a user of Contoso") {
		t.Errorf("%d mails: %s", sent, text)
	}
	n.Kind, n.To = change.SiteInvited, change.Audience{Organization: ContosoSite}
	if sent, text := tell(t, w, deliver, n, Cora.Email); sent != 1 || !strings.Contains(text, "Rhea of Ridge IT invited "+PatEmail+" to Contoso as a user.") || strings.Contains(text, PatLink) {
		t.Errorf("%d mails: %s", sent, text)
	}
}

func TestTheAdminsOfASiteAreToldThatItIsClosedWhileItIs(t *testing.T) { // rule S1
	n := change.Notice{Kind: change.SiteClosed, By: "Rhea", About: string(ContosoSite), Home: string(ContosoSite), To: change.Audience{Organization: ContosoSite}}
	for _, open := range []bool{true, false} {
		w, deliver := posting(t)
		o := identity.Organization{ID: ContosoSite}
		w.Read(&o)
		r := *o.Relation
		r.Open = open
		o.Relation = &r
		w.Keep(change.Change{Records: []change.Record{o}}, "Contoso is turned")
		users, _ := mails(t, Cem.Email)
		sent, text := tell(t, w, deliver, n, Cora.Email)
		if open && sent != 0 || !open && (sent != 1 || !strings.Contains(text, "Rhea of Ridge IT closed Contoso to its people.")) {
			t.Errorf("open %v: %d mails: %s", open, sent, text)
		}
		if now, _ := mails(t, Cem.Email); now != users {
			t.Error("a user is told")
		}
	}
}

func TestBothSidesAreToldThatItEnded(t *testing.T) { // rule S1
	w, deliver := posting(t)
	o := identity.Organization{ID: ContosoSite}
	w.Read(&o)
	r := *o.Relation
	r.Ended = &T0
	o.Relation = &r
	w.Keep(change.Change{Records: []change.Record{o}}, "it ended")
	n := change.Notice{Kind: change.RelationEnded, By: "Rhea of Ridge IT", About: string(ContosoSite), Home: string(ContosoSite), To: change.Audience{Organization: ContosoSite}}
	if sent, text := tell(t, w, deliver, n, Cora.Email); sent != 1 || !strings.Contains(text, "Contoso is no site of Ridge IT any more: Rhea of Ridge IT ended that.") {
		t.Errorf("%d mails: %s", sent, text)
	}
}
