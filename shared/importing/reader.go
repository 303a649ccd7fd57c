package importing

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/secret"
)

const text = "body.csv" // the field that the rows come in

// Read takes a page of whole rows apart, as the file has them; first is the number
// of its first row, from 1 and without the header. A page that is no CSV is refused
// as a whole: where one row ends is not known then. A row that cannot be kept says
// why, and the others go on. types are those that the organization offers.
func (im Import) Read(page secret.Text, first int, types []string) ([]Row, error) {
	lines, err := im.lines(page.Reveal(), first)
	if err != nil {
		return nil, err
	}
	rows := make([]Row, len(lines))
	for i, cells := range lines {
		rows[i] = im.row(first+i, cells, types)
	}
	return rows, nil
}

// lines are the cells of a page's rows.
func (im Import) lines(page string, first int) ([][]string, error) {
	page, err := plainly(page)
	if err != nil {
		return nil, err
	}
	if im.Format == KeePass { // it writes a quote and a backslash in a cell with a backslash before it
		page = strings.NewReplacer(`\\`, `\`, `\"`, `""`).Replace(page)
	}
	r := csv.NewReader(strings.NewReader(page))
	r.Comma, _ = utf8.DecodeRuneInString(im.Separator)
	r.FieldsPerRecord = -1 // a row of another length is refused by itself
	var out [][]string
	for {
		cells, err := r.Read()
		switch row := first + len(out); {
		case errors.Is(err, io.EOF):
			return im.whole(out, first)
		case err != nil: // its text says what is wrong with the quotes and where, never what was read
			return nil, fault.BadField(text, "row %d is no CSV: %s", row, quotes(err))
		case len(out) == PageRows:
			return nil, fault.BadField(text, "holds more than %d rows", PageRows)
		case row > MaxRows:
			return nil, fault.BadField(text, "goes beyond row %d, the last of an import", MaxRows)
		case len(cells) > MaxColumns:
			return nil, fault.BadField(text, "row %d has more than %d columns", row, MaxColumns)
		case slices.ContainsFunc(cells, func(c string) bool { return strings.ContainsRune(c, utf8.RuneError) }):
			return nil, fault.BadField(text, "row %d was not UTF-8: save the file as CSV in UTF-8", row)
		}
		out = append(out, cells)
	}
}

// whole refuses a page with no rows, and one that begins with the header.
func (im Import) whole(lines [][]string, first int) ([][]string, error) {
	if len(lines) == 0 {
		return nil, fault.BadField(text, "holds no row")
	}
	if first == 1 && len(lines[0]) == len(im.Columns) {
		header := true
		for i, c := range lines[0] {
			header = header && strings.Join(strings.Fields(c), " ") == im.Columns[i].Name
		}
		if header {
			return nil, fault.BadField(text, "begins with the header: send the rows without it")
		}
	}
	return lines, nil
}

// plainly is a page's text without the mark that it may begin with, its lines ended
// as the reader knows it. What is no text is refused.
func plainly(page string) (string, error) {
	page = strings.TrimPrefix(page, "\ufeff")
	switch {
	case packed(page):
		return "", fault.BadField(text, "is an archive: unpack it, and send the CSV that is in it")
	case strings.ContainsRune(page, 0):
		return "", fault.BadField(text, "is no text, or UTF-16: save the file as CSV in UTF-8")
	case strings.ContainsFunc(page, control):
		return "", fault.BadField(text, "is no text: save the file as CSV in UTF-8")
	}
	if !strings.Contains(page, "\n") {
		page = strings.ReplaceAll(page, "\r", "\n")
	}
	return page, nil
}

// packed reports whether a text begins as archives and spreadsheets do.
func packed(s string) bool {
	return strings.HasPrefix(s, "PK\x03\x04") || strings.HasPrefix(s, "PK\x05\x06") || strings.HasPrefix(s, "\x1f\x8b") || strings.HasPrefix(s, "\xd0\xcf\x11\xe0")
}

// control reports whether a character is in no text: a control other than those
// that end lines and cells.
func control(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f
}

// quotes says what is wrong with a row's quotes.
func quotes(err error) string {
	var p *csv.ParseError
	switch {
	case !errors.As(err, &p):
		return "it cannot be read"
	case errors.Is(p.Err, csv.ErrQuote):
		return fmt.Sprintf("in line %d of this page a quote is not closed, or something follows it", p.Line)
	case errors.Is(p.Err, csv.ErrBareQuote):
		return fmt.Sprintf("in line %d of this page a quote stands in a cell that does not begin with one", p.Line)
	}
	return "it cannot be read"
}
