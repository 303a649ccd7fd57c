package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "invitation-accept")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.accept)
	return w
}

func TestWhoIsInvitedActivatesAndIsAMember(t *testing.T) {
	w := told(t)
	var got api.SignedIn
	made := w.Made(func() { got = Read[api.SignedIn](w.Replay()) })
	if made != "AUDIT MEMBER MEMBER NOTICE OUT PERSON SESSION SIGNIN" {
		t.Errorf("made %s", made)
	}
	m := identity.Member{Organization: BlueHarbor, Person: got.Person.ID}
	inv := identity.Invitation{Organization: BlueHarbor, ID: FayInvitation}
	if w.Read(&m, &inv); m.Role != identity.User || m.Email != FayEmail || inv.Version != 0 {
		t.Errorf("she is %+v", m)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.MemberJoined || n[0].To.Person != Ann.ID {
		t.Errorf("told: %+v", n)
	}
	w.Replay().Is(404) // used
}

func TestAKnownAddressProvesItsAccountInstead(t *testing.T) {
	w := told(t)
	fred := identity.Signin{Address: Fred.Email}
	w.Read(&fred)
	w.Keep(change.Change{Records: []change.Record{identity.Signin{Address: FayEmail, Person: Fred.ID, Verifier: fred.Verifier}}}, "Fred's other address")
	w.Unchanged(func() { w.Replay(Set("password", "not the one of Fred")).Is(401) })
	if got := Read[api.SignedIn](w.Replay(Set("name", nil))); got.Person.ID != Fred.ID || got.Organization != BlueHarbor {
		t.Errorf("joined: %+v", got)
	}
}

func TestALinkThatIsNotGoodMakesNobodyAMember(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(At(T0.Add(identity.InvitationLife))).Is(404)
		w.Replay(Set("token", FayLink[:len(FayLink)-2]+"AA")).Is(404)
		w.Replay(Set("token", Bakery.Link)).Is(404)
		w.Replay(Set("name", nil)).Is(400, "body.name")
		w.Replay(Set("password", "short")).Is(400, "body.password")
	})
}
