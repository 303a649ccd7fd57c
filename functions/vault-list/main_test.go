package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "vault-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

func seen(a Answer) (names []string) {
	for _, c := range Read[api.FiledPage](a).Items {
		names = append(names, c.Name)
	}
	return names
}

func TestEverybodySeesWhatIsForThemAndNothingElse(t *testing.T) { // rules C1, F3, F4, G5
	w := told(t)
	for _, tt := range []struct {
		by   Person
		want []string
	}{
		{Rhea, []string{Registrar.Name, Edge.Name, Wifi.Name}},
		{Val, []string{Registrar.Name, Edge.Name, Wifi.Name}},
		{Sol, []string{Insurance.Name, Edge.Name, Wifi.Name}},
		{Tam, []string{Wifi.Name, Locker.Name}}, // disabled, and listed still (rule C10)
	} {
		a := w.Replay(As(tt.by))
		if got := seen(a); !slices.Equal(got, tt.want) {
			t.Errorf("%s sees %v", tt.by.Name, got)
		}
		for _, f := range []Filed{Wifi, Edge, Registrar, Insurance, Locker} {
			a.Never(f.Secret.Reveal())
		}
	}
	w.Replay(As(Eve)).Is(404)
}

func TestAListIsOfAFolderOrAClientOrOnesOwn(t *testing.T) {
	w := told(t)
	for query, want := range map[string][]string{
		"folder=" + string(Firewalls): {Edge.Name}, "folder=" + string(ContosoFolder): nil, "folder=" + string(Closed): nil,
		"client=" + string(Contoso): {Edge.Name}, "owner=" + string(Sol.ID): {Insurance.Name}, "owner=" + string(Tam.ID): nil,
	} {
		name, value, _ := strings.Cut(query, "=")
		if got := seen(w.Replay(Query(name, value))); !slices.Equal(got, want) {
			t.Errorf("%s: %v", query, got)
		}
	}
	if got := seen(w.Replay(As(Rhea), Query("owner", string(Sol.ID)))); got != nil {
		t.Errorf("an admin sees %v of Sol's own", got)
	}
	w.Replay(Query("folder", "x")).Is(400, "query.folder")
}

// Rule F3: a group taken off a folder is out of everything in it at once, whatever
// has been posted.
func TestWhoAFolderIsNoLongerForSeesNothingInItAtOnce(t *testing.T) {
	w := told(t)
	f := filing.Folder{Organization: Ridge, ID: ContosoFolder}
	w.Read(&f)
	f.Groups, f.Closed = nil, true
	w.Keep(change.Change{Records: []change.Record{f}}, "for admins only now")
	if got := seen(w.Replay()); !slices.Equal(got, []string{Insurance.Name, Wifi.Name}) {
		t.Errorf("Sol sees %v", got)
	}
}
