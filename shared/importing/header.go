package importing

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/valetkey/valetkey/shared/fault"
)

// Header is a file's first line, as its reader took it apart.
type Header struct {
	Names   []string
	Format  Format   // none: as it looks
	Columns []Column // by hand: of a mapped file all, of another those that become something else
}

// columns is what each column becomes.
func (h Header) columns() (Format, []Column, error) {
	names, err := h.named()
	if err != nil {
		return "", nil, err
	}
	look := make([]string, len(names))
	for i, n := range names {
		look[i] = plain(n)
	}
	format := h.Format
	if format == "" && len(h.Columns) > 0 {
		if _, known := detect(look); !known {
			format = Mapped
		}
	}
	s, err := formatOf(format, look)
	if err != nil {
		return "", nil, err
	}
	out := make([]Column, len(names))
	for i, n := range names {
		out[i] = Column{Name: n, Field: Ignored}
		if f, ok := s.columns[look[i]]; ok && look[i] != "" {
			out[i].Field = f
		}
		if at := slices.IndexFunc(out[:i], func(c Column) bool { return c.Field == out[i].Field }); at >= 0 && !slices.Contains(several, out[i].Field) {
			out[i].Field = Extra // like a description beside a name
		}
	}
	if err := h.mapped(out); err != nil {
		return "", nil, err
	}
	return s.format, out, one(out)
}

// named are the columns' names, tidied. One without a name is ignored.
func (h Header) named() ([]string, error) {
	switch {
	case len(h.Names) == 0:
		return nil, fault.BadField("body.header", "is empty")
	case len(h.Names) > MaxColumns:
		return nil, fault.BadField("body.header", "has more than %d columns", MaxColumns)
	}
	var out []string
	for i, n := range h.Names {
		if i == 0 {
			n = strings.TrimPrefix(n, "\ufeff") // the mark that some programs begin a file with
		}
		if i == 0 && packed(n) || strings.ContainsFunc(n, control) {
			return nil, fault.BadField(fmt.Sprintf("body.header[%d]", i), "is no text: save the file as CSV in UTF-8")
		}
		if strings.ContainsRune(n, utf8.RuneError) {
			return nil, fault.BadField(fmt.Sprintf("body.header[%d]", i), "was not UTF-8")
		}
		n = strings.Join(strings.Fields(n), " ")
		if n != "" && slices.ContainsFunc(out, func(x string) bool { return strings.EqualFold(x, n) }) {
			return nil, fault.BadField(fmt.Sprintf("body.header[%d]", i), "is there twice: give one of the two columns another name")
		}
		out = append(out, n)
	}
	if !slices.ContainsFunc(out, func(n string) bool { return n != "" }) {
		return nil, fault.BadField("body.header", "names no column")
	}
	return out, nil
}

// mapped has columns become what was said by hand.
func (h Header) mapped(out []Column) error {
	if h.Format == Mapped && len(h.Columns) == 0 {
		return fault.BadField("body.columns", "are missing: nothing says what each column becomes")
	}
	var said []string
	for i, c := range h.Columns {
		name := strings.Join(strings.Fields(strings.TrimPrefix(c.Name, "\ufeff")), " ")
		at := slices.IndexFunc(out, func(x Column) bool { return name != "" && strings.EqualFold(x.Name, name) })
		switch {
		case at < 0:
			return fault.BadField(fmt.Sprintf("body.columns[%d].column", i), "is not in the header")
		case slices.Contains(said, out[at].Name):
			return fault.BadField(fmt.Sprintf("body.columns[%d].column", i), "is named twice")
		}
		said = append(said, out[at].Name)
		out[at].Field = c.Field
	}
	return nil
}

// one refuses two columns that become the same field, and a file whose rows could
// have no name.
func one(columns []Column) error {
	var taken []Field
	for _, c := range columns {
		if slices.Contains(taken, c.Field) && !slices.Contains(several, c.Field) {
			return fault.BadField("body.columns", "make two columns the %s: only one can be", c.Field)
		}
		taken = append(taken, c.Field)
	}
	if !slices.ContainsFunc([]Field{Name, URL, Username}, func(f Field) bool { return slices.Contains(taken, f) }) {
		return fault.BadField("body.columns", "make none the name, the url or the username: nothing would have a name")
	}
	return nil
}
