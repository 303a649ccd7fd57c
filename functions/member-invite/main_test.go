package main

import (
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "member-invite")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table, keys: w.Keys}.invite)
	return w
}

func TestAnInvitationWaitsAndIsMailed(t *testing.T) {
	w := told(t)
	var got api.Member
	made := w.Made(func() { got = Read[api.Member](w.Replay()) })
	if made != "AUDIT INVITATION NOTICE OUT" || got.State != "pending" || got.Person != "" {
		t.Errorf("made %s, answered %+v", made, got)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.MemberInvited || n[0].To.Address != "ida@blueharbor.example" {
		t.Errorf("told: %+v", n)
	}
}

func TestWhatCannotBeInvitedIsRefusedByName(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("email", "Ida <ida@blueharbor.example>")).Is(400, "body.email")
		w.Replay(Set("role", "owner")).Is(400, "body.role")
		w.Replay(Set("role", nil)).Is(400, "role")
	})
	w.Replay(As(Olga), Path("organization", OlgaHome)).Is(403, "personal account")
}

func TestWithoutKMSNobodyIsInvited(t *testing.T) {
	w := told(t)
	w.KMS.Fail(true)
	w.Unchanged(func() { w.Replay().Is(503) })
}

func TestWhoIsAMemberIsNotInvited(t *testing.T) {
	w := told(t)
	w.Unchanged(func() { w.Replay(Set("email", "BOB@blueharbor.example")).Is(409, "Bob is a member already") })
}

func TestWhoIsInvitedAlreadyIsNotInvitedTwice(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		if got := Read[api.Member](w.Replay(Set("email", "Fay@BlueHarbor.example"))); got.Invitation != FayInvitation || got.State != "pending" {
			t.Errorf("answered %+v", got)
		}
		w.Replay(Set("email", FayEmail), Set("role", "admin")).Is(409, "was invited as user by Ann at 2026-03-02T08:59:00Z: cancel that first")
	})
	w.Replay(Set("email", Eve.Email)).Is(201) // somebody else's member may be ours, too
}

// rule D9: whoever was asked and did not know them is not written to in another way.
func TestAPausedOrganizationInvitesNobody(t *testing.T) {
	w := told(t)
	a := delegation.Asks{Organization: BlueHarbor}
	w.Read(&a)
	a.Paused = &T0
	w.Keep(change.Change{Records: []change.Record{a}}, "paused")
	w.Unchanged(func() { w.Replay().Is(403, "until an operator has looked at it") })
}

func TestTheInvitationsOfADayAreCountedThoughTheyAreTakenBack(t *testing.T) {
	w := told(t)
	got := Read[api.Member](w.Replay())
	inv, a := identity.Invitation{Organization: BlueHarbor, ID: got.Invitation}, delegation.Asks{Organization: BlueHarbor}
	if w.Read(&inv, &a); a.Invited != 1 || a.Day != "2026-03-02" {
		t.Errorf("counted %+v", a)
	}
	a.Invited = 1000
	w.Keep(change.Change{Records: []change.Record{a}, Drops: []change.Record{inv}}, "taken back, a thousand times")
	again := func(e *events.APIGatewayV2HTTPRequest) { e.RequestContext.RequestID = "again" }
	w.Unchanged(func() {
		w.Replay(again).Is(429, "Enough people were invited today")
		w.Replay(again, Set("email", FayEmail)).Is(201) // who waits already costs no mail
	})
}

func TestAHeldOrganizationInvitesNobody(t *testing.T) {
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
