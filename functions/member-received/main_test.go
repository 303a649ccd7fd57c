package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "member-received")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.received)
	return w
}

// rule C12
func TestWhatAMemberReceivedIsListedWithWhetherTheyMayKnowIt(t *testing.T) {
	w := told(t)
	got := Read[api.Received](w.Replay())
	if len(got.Items) != 2 || got.Next != "" {
		t.Fatalf("answered %+v", got)
	}
	for _, r := range got.Items {
		if !r.MayKnow || r.Uses != 1 || r.First.IsZero() || !r.First.Equal(r.Last) || r.Name == "" || r.Lost != nil {
			t.Errorf("%+v", r)
		}
	}
}

func TestARotatedSecretIsKnownNoMore(t *testing.T) {
	w := told(t)
	c := credential.Credential{ID: Social.Credential}
	w.Read(&c)
	c.Number++
	w.Keep(change.Change{Records: []change.Record{c}}, "rotated")
	for _, r := range Read[api.Received](w.Replay()).Items {
		if r.MayKnow == (r.Credential == Social.Credential) {
			t.Errorf("%+v", r)
		}
	}
}

// Rules C12, H5: of what was taken back nothing is told that came after.
func TestOfWhatWasTakenBackItIsListedWhatTheyKnewAtTheEnd(t *testing.T) {
	w := told(t)
	c := credential.Credential{ID: Newsletter.Credential}
	w.Read(&c)
	c.Name, c.Number = "Next campaign", c.Number+1
	w.Keep(change.Change{Records: []change.Record{c}}, "renamed and rotated")
	for _, r := range Read[api.Received](w.Replay().Never("Next campaign")).Items {
		if !r.MayKnow || r.Credential == Newsletter.Credential && r.Name != "Newsletter" {
			t.Errorf("%+v", r)
		}
	}
}

func TestItIsPagedAndAnswersForWhoIsGone(t *testing.T) {
	w := told(t)
	first := Read[api.Received](w.Replay(Query("limit", "1")))
	rest := Read[api.Received](w.Replay(Query("after", first.Next)))
	if len(first.Items) != 1 || len(rest.Items) != 1 || first.Items[0].Credential == rest.Items[0].Credential || rest.Next != "" {
		t.Errorf("answered %+v, then %+v", first, rest)
	}
	if got := Read[api.Received](w.Replay(Path("person", Rex.ID))); len(got.Items) != 1 || got.Items[0].Credential != Router.Credential {
		t.Errorf("answered %+v", got)
	}
	if got := Read[api.Received](w.Replay(Path("person", Ann.ID))); got.Items == nil || len(got.Items) != 0 {
		t.Errorf("answered %+v", got)
	}
}

func TestItIsForAdminsAndAuditorsAndHoldsNoSecret(t *testing.T) {
	w := told(t)
	w.Replay(As(Ann)).Is(200).Never(Social.Secret.Reveal(), Newsletter.Secret.Reveal())
	w.Replay(As(Bob)).Is(403)
	w.Replay(Path("person", Eve.ID)).Is(404, "member")
	w.Replay(Query("after", "x")).Is(400, "query.after")
}

func TestWhatIsAMembersOwnIsOnNobodyElsesList(t *testing.T) { // rule C1
	w := told(t)
	w.Receives(Sol, Insurance)
	w.Receives(Sol, Wifi)
	got := Read[api.Received](w.Replay(As(Rhea), Path("organization", Ridge), Path("person", Sol.ID)))
	if len(got.Items) != 1 || got.Items[0].Credential != Wifi.ID {
		t.Errorf("answered %+v", got)
	}
}
