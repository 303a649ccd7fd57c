package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "import-create")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.create)
	return w
}

func TestAnImportBeginsWithAFolderForAdminsOnly(t *testing.T) { // rules C13, F3, A1
	w := told(t)
	got := Read[api.Import](w.Replay())
	if got.Format != "chrome" || got.FolderName != "Import more.csv 2026-03-02" || got.By != "Mo" || len(got.Columns) != 5 || got.Columns[3] != (api.ImportColumn{Column: "password", Is: "secret"}) {
		t.Errorf("answered %+v", got)
	}
	f := filing.Folder{Organization: ElmStreet, ID: got.Folder}
	if w.Read(&f); !f.Here() || !f.Closed || f.Name != got.FolderName || f.Parent != "" {
		t.Errorf("its folder: %+v", f)
	}
	if r := w.Record(ElmStreet); r[0].Action != audit.ImportBegun && r[1].Action != audit.ImportBegun {
		t.Errorf("on record: %+v", r[:2])
	}
}

func TestWhatColumnsBecomeMayBeSaidByHand(t *testing.T) { // rule C13
	w := told(t)
	got := Read[api.Import](w.Replay(Set("separator", ";"), Set("header", []string{"\ufeffWhat", "Login", "PIN", "Colour", ""}), Set("columns", []api.ImportColumn{
		{Column: "What", Is: "name"}, {Column: "login", Is: "username"}, {Column: "PIN", Is: "secret"}, {Column: "Colour", Is: "extra"},
	})))
	var is []string
	for _, c := range got.Columns {
		is = append(is, c.Is)
	}
	if got.Format != "columns" || got.Separator != ";" || !slices.Equal(is, []string{"name", "username", "secret", "extra", "ignored"}) || got.Columns[0].Column != "What" {
		t.Errorf("answered %+v", got)
	}
}

func TestAFileThatIsNoneIsRefusedByField(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("name", " ")).Is(400, "body.name")
		w.Replay(Set("separator", "x")).Is(400, "body.separator")
		w.Replay(Set("format", "excel")).Is(400, "body.format")
		w.Replay(Set("format", "bitwarden")).Is(400, "body.format", "looks like chrome")
		w.Replay(Set("format", "keepass"), Set("header", []string{"a", "b"})).Is(400, "body.header", "lacks account")
		w.Replay(Set("header", []string{})).Is(400, "body.header")
		w.Replay(Set("header", []string{"", " "})).Is(400, "body.header", "names no column")
		w.Replay(Set("header", []string{"a", "b"})).Is(400, "body.header", "of no format")
		w.Replay(Set("header", []string{"name", "url", "username", "password", "Password"})).Is(400, "body.header[4]", "there twice")
		w.Replay(Set("header", []string{"PK\x03\x04\x14"})).Is(400, "body.header[0]", "no text")
		w.Replay(Set("header", []string{"n\x00a\x00m\x00e\x00"})).Is(400, "body.header[0]", "no text")
		w.Replay(Set("header", []string{"name", "pass\ufffdword"})).Is(400, "body.header[1]", "UTF-8")
		w.Replay(Set("header", slices.Repeat([]string{"x"}, 201))).Is(400, "body.header")
		w.Replay(Set("header", []string{strings.Repeat("x", 201)})).Is(400, "body.header[0]")
		w.Replay(Set("format", "columns")).Is(400, "body.columns", "missing")
		w.Replay(Set("columns", []api.ImportColumn{{Column: "colour", Is: "name"}})).Is(400, "body.columns[0].column", "not in the header")
		w.Replay(Set("columns", []api.ImportColumn{{Column: "note", Is: "name"}})).Is(400, "body.columns", "two columns the name")
		w.Replay(Set("columns", []api.ImportColumn{{Column: "note", Is: "colour"}})).Is(400, "body.columns[0].is")
		w.Replay(As(Lin)).Is(403, "Only an admin")
		w.Replay(As(Nel)).Is(403)
		w.Replay(As(Eve)).Is(404)
	})
}
