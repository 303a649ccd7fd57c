package main

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "folder-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

func seen(a Answer) (names []string) {
	for _, f := range Read[api.Folders](a).Items {
		names = append(names, f.Name)
	}
	slices.Sort(names)
	return names
}

func TestAMemberSeesTheFoldersThatAreForThem(t *testing.T) { // rules F3, F4
	w := told(t)
	for _, tt := range []struct {
		by   Person
		want []string
	}{
		{Rhea, []string{"Contoso", "Fabrikam", "Firewalls", "Northwind", "Owners only", "Spare"}},
		{Val, []string{"Contoso", "Fabrikam", "Firewalls", "Northwind", "Owners only", "Spare"}},
		{Sol, []string{"Contoso", "Fabrikam", "Firewalls", "Northwind", "Spare"}},
		{Tam, []string{"Fabrikam", "Northwind"}},
	} {
		if got := seen(w.Replay(As(tt.by))); !slices.Equal(got, tt.want) {
			t.Errorf("%s sees %v", tt.by.Name, got)
		}
	}
	w.Replay(As(Eve)).Is(404)
}

func TestWhomAFolderIsForIsForAdmins(t *testing.T) {
	w := told(t)
	for _, f := range Read[api.Folders](w.Replay()).Items {
		if f.For != nil || f.Groups != nil || f.All {
			t.Errorf("Sol is told whom %s is for: %+v", f.Name, f)
		}
	}
	for _, f := range Read[api.Folders](w.Replay(As(Rhea))).Items {
		if f.Name == "Firewalls" && (len(f.For) != 1 || f.For[0] != Network || len(f.Path) != 1 || f.Path[0] != "Contoso") {
			t.Errorf("%+v", f)
		}
	}
}

// Where a page ends says nothing of what the caller does not see: neither what it is
// nor that there is any (promise 7, rule F3).
func TestTheNextOfAPageNamesNothingThatIsNotSeen(t *testing.T) {
	w := told(t)
	w.OnlyForAdmins()
	var ch change.Change
	add := func(at time.Time, n int, edit func(*filing.Folder)) {
		for i := range n {
			f := filing.Folder{Organization: Ridge, ID: id.New[id.Folder](at, "hidden", i), Name: fmt.Sprint("Hidden ", i), Since: T0}
			edit(&f)
			ch.Keep(f)
		}
		w.Keep(ch, fmt.Sprint("folders since ", at))
		ch = change.Change{}
	}
	closed := func(f *filing.Folder) { f.Closed = true }
	for i := range 3 { // before, among and behind what Sol sees
		add(T0.AddDate(-1, 0, i), 60, closed)
		add(T0.Add(time.Duration(i)*time.Hour), 60, closed)
	}
	add(T0.Add(30*time.Minute), 1, func(f *filing.Folder) { f.Name = "Everyone's" })
	add(T0.AddDate(0, 0, 1), 1, func(f *filing.Folder) { f.Name, f.Removed = "Removed", &T0 })
	for _, limit := range []int{1, 2, 100} {
		if got := Read[api.Folders](w.Replay(As(Tam), Query("limit", fmt.Sprint(limit)))); len(got.Items) != 1 || got.Next != "" {
			t.Errorf("Tam, by %d: %+v", limit, got)
		}
		var names []string
		for next, pages := "", 0; pages == 0 || next != ""; pages++ {
			edits := []Edit{Query("limit", fmt.Sprint(limit))}
			if next != "" {
				edits = append(edits, Query("after", next))
			}
			got := Read[api.Folders](w.Replay(edits...))
			if next = got.Next; len(got.Items) == 0 || len(got.Items) > limit {
				t.Fatalf("%d folders on page %d by %d", len(got.Items), pages, limit)
			}
			for _, f := range got.Items {
				names = append(names, f.Name)
			}
			last := string(got.Items[len(got.Items)-1].ID)
			if raw, err := base64.RawURLEncoding.DecodeString(next); err != nil || next != "" && !strings.HasSuffix(string(raw), last) {
				t.Errorf("after %s the next is %q, %v", last, raw, err)
			}
		}
		slices.Sort(names)
		if !slices.Equal(names, []string{"Contoso", "Everyone's", "Firewalls", "Spare"}) {
			t.Errorf("by %d Sol sees %v", limit, names)
		}
	}
}
