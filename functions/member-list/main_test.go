package main

import (
	"fmt"
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
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
	if len(seen) != 6 || !slices.Contains(seen, Sal.Email+" suspended") || seen[0] != FayEmail+" pending" || !slices.Contains(seen, Bob.Email+" active") {
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

// rule A3
func TestWhoWasAMemberIsListedByTheNameTheyHad(t *testing.T) {
	w := told(t)
	got := Read[api.Members](w.Replay(Query("state", "removed")))
	if len(got.Items) != 1 || got.Items[0].Name != "Rex" || got.Items[0].State != "removed" {
		t.Errorf("listed: %+v", got.Items)
	}
	w.Replay(Query("state", "all")).Is(400, "query.state")
}

func TestAPageIsFilledUpPastThoseWhoAreGone(t *testing.T) {
	w := told(t)
	for first := range 3 {
		var c change.Change
		for i := range 40 {
			c.Keep(identity.Member{Organization: BlueHarbor, Person: id.New[id.Person](Removed, "gone", first*40+i), Name: "Gone", Removed: &Removed})
		}
		w.Keep(c, fmt.Sprint("gone ", first))
	}
	here := 0
	for after, pages := "", 0; ; pages++ {
		edits := []Edit{Query("limit", "4")}
		if after != "" {
			edits = append(edits, Query("after", after))
		}
		p := Read[api.Members](w.Replay(edits...))
		if here += len(p.Items); len(p.Items) > 4 || pages > 20 {
			t.Fatalf("%d on page %d", len(p.Items), pages)
		}
		if after = p.Next; after == "" {
			break
		}
	}
	if here != 6 {
		t.Errorf("%d are here", here)
	}
}
