package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "invitation-resend")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table, keys: w.Keys}.resend)
	return w
}

func TestAnotherLinkIsMailedThatIsGoodForAnotherWeek(t *testing.T) {
	w := told(t)
	old := identity.Invitation{Organization: BlueHarbor, ID: FayInvitation}
	w.Read(&old)
	at := T0.Add(20 * time.Minute)
	var got api.Member
	if made := w.Made(func() { got = Read[api.Member](w.Replay(At(at))) }); made != "AUDIT NOTICE OUT" || got.State != "pending" {
		t.Errorf("made %s, answered %+v", made, got)
	}
	now := identity.Invitation{Organization: BlueHarbor, ID: FayInvitation}
	w.Read(&now)
	token, err := w.KeysAs("outbox-mail").OpenLink(t.Context(), string(FayInvitation), now.Link.Sealed)
	link, ok := identity.ParseLinkToken(token.Reveal(), 2)
	if err != nil || !ok || !link.Opens(now.Link, at) || !now.Link.Expires.Equal(at.Add(identity.InvitationLife)) || string(now.Link.Hash) == string(old.Link.Hash) {
		t.Errorf("the link is %+v: %v", now.Link, err)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.MemberInvited || n[0].To.Address != FayEmail {
		t.Errorf("told: %+v", n)
	}
}

func TestAnInvitationIsMailedThreeTimesADay(t *testing.T) {
	w := told(t)
	w.Replay().Is(200)
	w.Replay().Is(200)
	w.Unchanged(func() { w.Replay().Is(429, "often enough for a day") })
}

func TestOnlyAnAdminSendsAnInvitationThatThereIs(t *testing.T) {
	w := told(t)
	w.Replay(Path("invitation", id.New[id.Invitation](T0, "none", 0))).Is(404)
	w.Replay(As(Bob)).Is(403)
	w.Replay(As(Eve)).Is(404)
	w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404)
	if w.Told() != "" {
		t.Errorf("told: %s", w.Told())
	}
}

func TestWhoeverSendsItAgainHasItInTheirNameFromThenOn(t *testing.T) {
	w := told(t)
	w.Replay(As(Dan)).Is(200)
	inv := identity.Invitation{Organization: BlueHarbor, ID: FayInvitation}
	if w.Read(&inv); inv.By != Dan.ID || inv.ByName != "Dan" {
		t.Errorf("by %s, %s", inv.By, inv.ByName)
	}
}

func TestAPausedOrganizationMailsNobody(t *testing.T) { // rule D9
	w := told(t)
	a := delegation.Asks{Organization: BlueHarbor}
	w.Read(&a)
	a.Paused = &T0
	w.Keep(change.Change{Records: []change.Record{a}}, "paused")
	w.Unchanged(func() { w.Replay().Is(403, "until an operator has looked at it") })
}

func TestAHeldOrganizationMailsNobody(t *testing.T) {
	w := told(t)
	o := identity.Organization{ID: BlueHarbor}
	w.Read(&o)
	o.Held = "its name looks like another's"
	w.Keep(change.Change{Records: []change.Record{o}}, "held")
	w.Replay().Is(403, "waits for an operator")
	if w.Told() != "" {
		t.Errorf("told: %s", w.Told())
	}
}
