package importing

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/secret"
)

// Bounds of what a row says, as the routes that make one credential have them.
const (
	maxName, maxUsername, maxURL = 120, 320, 2000
	maxSecret, maxNotes          = 10_000, 10_000
	maxTag                       = 40
	maxBelow                     = filing.MaxDepth - 1 // folders below the import's own, at the top
)

// Row is one row, taken apart. A refused one says nothing but why.
type Row struct {
	Number     int
	Credential credential.Credential // as lists show it
	Secrets    credential.Secrets
	Folder     []string // the names of folders below the import's own
	Client     string   // a client's name
	Said       []string // what could not be kept in its field, and where it is
	Field, Why string   // why it is refused; "" if it is not
}

// Refused reports whether the row cannot be kept.
func (r Row) Refused() bool { return r.Why != "" }

// refuse is the row without anything that it said.
func (r Row) refuse(field, why string) Row { return Row{Number: r.Number, Field: field, Why: why} }

// row reads the cells of one row.
func (im Import) row(number int, cells []string, types []string) Row {
	r := Row{Number: number}
	if len(cells) != len(im.Columns) {
		return r.refuse("", "has another number of columns than the header")
	}
	values := map[Field]string{}
	var tags, extra []string
	for i, c := range im.Columns {
		cell := cells[i]
		if im.Format == Valetkey {
			cell = unguarded(cell)
		}
		switch {
		case strings.TrimSpace(cell) == "":
		case c.Field == Tags:
			tags = append(tags, tagged(cell)...)
		case c.Field == Extra:
			extra = append(extra, c.Name+": "+cell)
		default:
			values[c.Field] = cell
		}
	}
	r.Credential.Name, r.Credential.Username = strings.TrimSpace(values[Name]), strings.TrimSpace(values[Username])
	r.Credential.Tags, r.Client = tags, strings.TrimSpace(values[Client])
	r.Secrets = credential.Secrets{Secret: secret.Text(values[Secret])}
	r.typed(strings.TrimSpace(values[Type]), types)
	extra = append(r.address(im.Format, strings.TrimSpace(values[URL])), extra...)
	extra = append(r.seed(values[Seed]), extra...)
	r.Secrets.Notes = secret.Text(strings.Join(append(nonempty(values[Notes]), extra...), "\n"))
	r.Folder = folders(im.Format, values[Folder])
	r.named()
	if f, why := r.bounds(); why != "" {
		return r.refuse(string(f), why)
	}
	return r
}

// named gives a row without a name that of its address, or its username.
func (r *Row) named() {
	c := &r.Credential
	if c.Name != "" {
		return
	}
	if c.Name = host(c.URL); c.Name == "" {
		c.Name = c.Username
	}
	if c.Name != "" {
		r.Said = append(r.Said, "it had no name")
	}
}

// typed keeps the type if the organization offers it; another is a tag. What
// managers call a login or a note is no type of ours.
func (r *Row) typed(said string, types []string) {
	if said == "" || slices.Contains([]string{"login", "note", "password"}, strings.ToLower(said)) {
		return
	}
	if at := slices.IndexFunc(types, func(t string) bool { return strings.EqualFold(t, said) }); at >= 0 {
		r.Credential.Type = types[at]
		return
	}
	r.Credential.Tags = append(r.Credential.Tags, said)
	r.Said = append(r.Said, "its type is none of this organization's: it is a tag")
}

// address keeps the first address that a browser may be sent to. What is none, and
// further ones, go into the notes.
func (r *Row) address(f Format, said string) []string {
	if said == "" || f == LastPass && said == "http://sn" { // what LastPass writes for a note
		return nil
	}
	every := []string{said}
	if f == Bitwarden { // it writes all of a login's addresses into one cell
		every = strings.Split(said, ",")
	}
	var left []string
	for _, a := range every {
		clean, err := access.CleanAddress("url", a)
		if a = strings.TrimSpace(a); err == nil && r.Credential.URL == "" && utf8.RuneCountInString(clean) <= maxURL {
			r.Credential.URL = clean
		} else if a != "" {
			left = append(left, "Address: "+a)
		}
	}
	if len(left) > 0 {
		r.Said = append(r.Said, "an address is kept in the notes")
	}
	return left
}

// seed keeps a set-up key for sign-in codes. One that is none goes into the notes.
func (r *Row) seed(said string) []string {
	if strings.TrimSpace(said) == "" {
		return nil
	}
	seed, err := credential.ParseSeed("seed", secret.Text(said))
	if err == nil {
		r.Secrets.Seed = seed
		return nil
	}
	r.Said = append(r.Said, "its set-up key makes no sign-in codes: it is kept in the notes")
	return []string{"Set-up key: " + said}
}

// bounds is the first field that is longer than is kept, and why.
func (r *Row) bounds() (Field, string) {
	c := r.Credential
	for _, b := range []struct {
		field Field
		value string
		most  int
	}{
		{Name, c.Name, maxName},
		{Username, c.Username, maxUsername},
		{Client, r.Client, maxName},
		{Secret, r.Secrets.Secret.Reveal(), maxSecret},
		{Notes, r.Secrets.Notes.Reveal(), maxNotes},
	} {
		if utf8.RuneCountInString(b.value) > b.most {
			return b.field, "is longer than it can be kept"
		}
	}
	switch {
	case c.Name == "":
		return Name, "is empty, and there is no address or username to name it by"
	case len(c.Tags) > credential.MaxTags:
		return Tags, "are too many"
	case slices.ContainsFunc(c.Tags, func(t string) bool { return utf8.RuneCountInString(strings.TrimSpace(t)) > maxTag }):
		return Tags, "hold one that is longer than it can be kept"
	case len(r.Folder) > maxBelow:
		return Folder, "is deeper than it can be made"
	case slices.ContainsFunc(r.Folder, func(n string) bool { return utf8.RuneCountInString(n) > maxName }):
		return Folder, "has a name that is longer than it can be kept"
	}
	return "", ""
}

// folders are the names on the way down to a row's folder.
func folders(f Format, said string) []string {
	cut := "/"
	if f == LastPass {
		cut = `\`
	}
	var out []string
	for i, n := range strings.Split(said, cut) {
		if n = strings.Join(strings.Fields(n), " "); n == "" || i == 0 && f == KeePassXC && n == "Root" {
			continue
		}
		out = append(out, n)
	}
	return out
}

// tagged are the tags in a cell.
func tagged(cell string) []string {
	var out []string
	for _, t := range strings.FieldsFunc(cell, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		if t = strings.TrimSpace(t); t != "" {
			out = append(out, t)
		}
	}
	return out
}

func nonempty(s string) []string {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	return []string{s}
}

// unguarded is a cell of our own export as it was before a ' was put before what a
// spreadsheet might take for a formula.
func unguarded(cell string) string {
	rest, found := strings.CutPrefix(cell, "'")
	if !found {
		return cell
	}
	bare := strings.TrimLeft(rest, "'") // one that began with it got another
	first := strings.TrimLeftFunc(bare, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r)
	})
	if first != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(first)[0]) || strings.HasPrefix(bare, "\t") || strings.HasPrefix(bare, "\r") || strings.HasPrefix(bare, "\n") {
		return rest
	}
	return cell
}

// host is the host of an address, as people know it.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.")
}

// Key is the same of two credentials that have the same name, username and host. No
// secret is in it.
func Key(c credential.Credential) string {
	return credential.Sorted(c.Name) + "\n" + strings.ToLower(strings.TrimSpace(c.Username)) + "\n" + host(c.URL)
}
