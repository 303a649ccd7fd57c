package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "vault-search")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.search)
	return w
}

func found(a Answer) (names []string) {
	for _, c := range Read[api.FiledFound](a).Items {
		names = append(names, c.Name)
	}
	return names
}

func TestASearchFindsWhatTheCallerSeesAndNothingElse(t *testing.T) { // rules C1, F3
	w := told(t)
	for _, tt := range []struct {
		by    Person
		words string
		want  []string
	}{
		{Sol, "edge", []string{Edge.Name}},
		{Sol, "CONTOSO", []string{Edge.Name}},
		{Sol, "fire adm", []string{Edge.Name}},
		{Sol, "registrar", nil},
		{Sol, "bicy", []string{Insurance.Name}},
		{Rhea, "bicy", nil},
		{Val, "bicy", nil},
		{Tam, "edge", nil},
		{Rhea, "r", []string{Registrar.Name}},
		{Rhea, "edge registrar", nil},
		{Tam, "wifi", []string{Wifi.Name}},
		{Val, "wireless", []string{Wifi.Name}},
	} {
		if got := found(w.Replay(As(tt.by), Query("words", tt.words))); !slices.Equal(got, tt.want) {
			t.Errorf("%s, %q: %v", tt.by.Name, tt.words, got)
		}
	}
}

func TestASearchForNothingIsRefused(t *testing.T) {
	w := told(t)
	w.Replay(Query("words", "-!-")).Is(400, "query.words")
	w.Replay(Query("words", "")).Is(400, "query.words")
	w.Replay(Query("words", strings.Repeat("x", 201))).Is(400, "query.words")
	w.Replay(As(Eve)).Is(404)
}
