package main

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "client-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

func TestAMemberSeesTheClientsTheyWorkFor(t *testing.T) { // rule S7
	w := told(t)
	for by, want := range map[Person]int{Rhea: 3, Val: 3, Sol: 3, Tam: 2} {
		got := Read[api.Clients](w.Replay(As(by)))
		if len(got.Items) != want || want == 3 && (got.Items[0].Name != "Contoso" || got.Items[0].Folder != ContosoFolder) {
			t.Errorf("%s sees %+v", by.Name, got)
		}
	}
	w.Replay(As(Eve)).Is(404)
}

// Where a page ends says nothing of a client that the caller does not work for (promise
// 7, rule S7).
func TestTheNextOfAPageNamesNoClientThatIsNotSeen(t *testing.T) {
	w := told(t)
	w.OnlyForAdmins()
	for day := range 4 {
		var ch change.Change
		for i := range 40 { // before and behind Contoso, all in a folder for admins only
			since := T0.AddDate(0, 0, 60*(day-2))
			ch.Keep(filing.Client{Organization: Ridge, ID: id.New[id.Client](since, fmt.Sprint("client ", day), i), Name: fmt.Sprint("Hidden ", day, i), Folder: Closed, Since: since})
		}
		w.Keep(ch, fmt.Sprint("clients of day ", day))
	}
	for _, limit := range []string{"1", "2", "100"} {
		if got := Read[api.Clients](w.Replay(As(Sol), Query("limit", limit))); len(got.Items) != 1 || got.Items[0].ID != Contoso || got.Next != "" {
			t.Errorf("Sol sees by %s: %+v", limit, got)
		}
		if got := Read[api.Clients](w.Replay(As(Tam), Query("limit", limit))); len(got.Items) != 0 || got.Next != "" {
			t.Errorf("Tam sees by %s: %+v", limit, got)
		}
	}
	seen := map[id.Client]bool{}
	for next, pages := "", 0; pages == 0 || next != ""; pages++ {
		edits := []Edit{As(Rhea), Query("limit", "50")}
		if next != "" {
			edits = append(edits, Query("after", next))
		}
		got := Read[api.Clients](w.Replay(edits...))
		for _, cl := range got.Items {
			seen[cl.ID] = true
		}
		next = got.Next
		if raw, err := base64.RawURLEncoding.DecodeString(next); err != nil || next != "" && !strings.HasSuffix(string(raw), string(got.Items[49].ID)) {
			t.Errorf("the next is %q, %v", raw, err)
		}
	}
	if len(seen) != 163 {
		t.Errorf("Rhea sees %d of 163", len(seen))
	}
}
