package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
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
