// Package sheet writes lines that people open in a spreadsheet and programs read:
// CSV and JSON lines.
//
// It guards cells against being taken for formulas: names and messages come from
// strangers, and a spreadsheet runs what looks like a formula. It does not know
// what the lines are about.
package sheet

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"unicode"
)

// CSV is one line of CSV (RFC 4180, but ended by LF), guarded.
func CSV(cells ...string) []byte {
	guarded := make([]string, len(cells))
	for i, c := range cells {
		guarded[i] = Cell(c)
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(guarded) // a buffer takes everything
	w.Flush()
	return b.Bytes()
}

// JSON is one line of JSON lines.
func JSON(line any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // no browser runs it
	err := e.Encode(line)
	return b.Bytes(), err
}

// Cell is the text with a ' before it if a spreadsheet might take it for a
// formula: if it begins with = + - or @, in full width too, or with what a
// spreadsheet drops before looking at it.
func Cell(text string) string {
	first := strings.TrimLeftFunc(text, dropped)
	if first != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(first)[0]) || strings.HasPrefix(text, "\t") || strings.HasPrefix(text, "\r") || strings.HasPrefix(text, "\n") {
		return "'" + text
	}
	return text
}

// dropped reports whether a spreadsheet may drop a character at the beginning of
// a cell: blanks, controls and what has no width.
func dropped(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r)
}
