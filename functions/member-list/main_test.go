package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "member-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

func TestWhoIsInvitedIsListedBeforeTheMembers(t *testing.T) {
	w := told(t)
	var seen []string
	for after := ""; ; {
		edits := []Edit{Query("limit", "2")}
		if after != "" {
			edits = append(edits, Query("after", after))
		}
		p := Read[api.Members](w.Replay(edits...))
		for _, m := range p.Items {
			seen = append(seen, m.Email+" "+m.State)
		}
		if after = p.Next; after == "" {
			break
		}
	}
	if len(seen) != 5 || seen[0] != FayEmail+" pending" || !slices.Contains(seen, Bob.Email+" active") {
		t.Errorf("listed: %v", seen)
	}
}

func TestAnInvitationThatIsOverIsSaidToBe(t *testing.T) {
	w := told(t)
	late := identity.Invitation{Organization: BlueHarbor, ID: FayInvitation}
	w.Read(&late)
	late.Link.Expires = T0
	w.Keep(change.Change{Records: []change.Record{late}}, "over")
	if got := Read[api.Members](w.Replay()); got.Items[0].State != "expired" {
		t.Errorf("listed: %+v", got.Items[0])
	}
}
