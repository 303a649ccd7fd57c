package importing

import (
	"slices"
	"strings"
	"unicode"

	"github.com/valetkey/valetkey/shared/fault"
)

// Format is who wrote the file.
type Format string

// The formats. Mapped is any file, its columns said by hand.
const (
	Bitwarden   Format = "bitwarden"
	OnePassword Format = "1password"
	KeePass     Format = "keepass"
	KeePassXC   Format = "keepassxc"
	LastPass    Format = "lastpass"
	Chrome      Format = "chrome"
	Passportal  Format = "passportal"
	Valetkey    Format = "valetkey" // our own export
	Mapped      Format = "columns"
)

// Field is what a column becomes.
type Field string

// The fields of a credential. Extra is kept in the secret notes under the column's name.
const (
	Name     Field = "name"
	Username Field = "username"
	Secret   Field = "secret"
	URL      Field = "url"
	Notes    Field = "notes"
	Seed     Field = "seed"
	Type     Field = "type"
	Tags     Field = "tags"
	Folder   Field = "folder"
	Client   Field = "client"
	Extra    Field = "extra"
	Ignored  Field = "ignored"
)

// several are the fields that more than one column may become.
var several = []Field{Tags, Extra, Ignored}

// shape is how a format's header looks: its columns in plain spelling, and those by
// which it is known, one of each group.
type shape struct {
	format  Format
	needs   [][]string
	columns map[string]Field
}

var shapes = []shape{
	{
		Bitwarden, all("name", "loginusername", "loginpassword"),
		map[string]Field{
			"folder": Folder, "collections": Folder, "favorite": Ignored, "type": Type, "name": Name, "notes": Notes, "fields": Extra,
			"reprompt": Ignored, "loginuri": URL, "loginusername": Username, "loginpassword": Secret, "logintotp": Seed,
		},
	},
	{
		OnePassword, all("title", "username", "password", "otpauth"),
		map[string]Field{
			"title": Name, "url": URL, "urls": URL, "username": Username, "password": Secret, "otpauth": Seed, "favorite": Ignored,
			"archived": Ignored, "tags": Tags, "notes": Notes, "type": Type,
		},
	},
	{
		KeePass, all("account", "loginname", "password", "website"),
		map[string]Field{"account": Name, "loginname": Username, "password": Secret, "website": URL, "comments": Notes},
	},
	{
		KeePassXC, all("group", "title", "username", "password"),
		map[string]Field{
			"group": Folder, "title": Name, "username": Username, "password": Secret, "url": URL, "notes": Notes, "totp": Seed,
			"icon": Ignored, "lastmodified": Ignored, "created": Ignored,
		},
	},
	{
		LastPass, all("url", "username", "password", "extra", "name", "grouping"),
		map[string]Field{
			"url": URL, "username": Username, "password": Secret, "totp": Seed, "extra": Notes, "name": Name, "grouping": Folder, "fav": Ignored,
		},
	},
	{
		Chrome, all("name", "url", "username", "password"),
		map[string]Field{"name": Name, "url": URL, "username": Username, "password": Secret, "note": Notes},
	},
	{
		Passportal, append(all("username", "password"), []string{"passportalid", "clientname", "expires"}, []string{"description", "credentialname"}),
		map[string]Field{
			"passportalid": Ignored, "clientname": Client, "client": Client, "credential": Type, "credentialtype": Type, "type": Type,
			"credentialname": Name, "description": Name, "username": Username, "password": Secret, "expires": Ignored, "notes": Notes,
			"url": URL, "folder": Folder, "totpsecret": Seed,
		},
	},
	{
		Valetkey, all("folder", "client", "name", "type", "username", "password"),
		map[string]Field{
			"folder": Folder, "client": Client, "name": Name, "type": Type, "username": Username, "password": Secret, "secret": Secret,
			"url": URL, "address": URL, "tags": Tags, "notes": Notes, "seed": Seed, "totp": Seed, "resource": Extra,
		},
	},
}

func all(names ...string) [][]string {
	out := make([][]string, len(names))
	for i, n := range names {
		out[i] = []string{n}
	}
	return out
}

// plain is a column's name as it is compared: without case, blanks, marks, and what
// stands in brackets.
func plain(name string) string {
	name, _, _ = strings.Cut(name, "(")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// is reports whether a header is one of the format's, and how many of its columns
// the format knows.
func (s shape) is(names []string) (known int, yes bool) {
	for _, group := range s.needs {
		if !slices.ContainsFunc(group, func(n string) bool { return slices.Contains(names, n) }) {
			return 0, false
		}
	}
	for _, n := range names {
		if _, ok := s.columns[n]; ok {
			known++
		}
	}
	return known, true
}

// detect is the format whose header it is: the one that knows most of its columns.
func detect(names []string) (shape, bool) {
	var best shape
	most := 0
	for _, s := range shapes {
		if known, yes := s.is(names); yes && known > most {
			best, most = s, known
		}
	}
	return best, most > 0
}

// formatOf is the shape that a header has: of the named format, or as it looks.
func formatOf(named Format, names []string) (shape, error) {
	if named == Mapped {
		return shape{format: Mapped}, nil
	}
	looks, some := detect(names)
	if named == "" {
		if !some {
			return shape{}, fault.BadField("body.header", "is of no format that is known: say with columns what each becomes")
		}
		return looks, nil
	}
	at := slices.IndexFunc(shapes, func(s shape) bool { return s.format == named })
	if at < 0 {
		return shape{}, fault.BadField("body.format", "is none that is known")
	}
	if _, yes := shapes[at].is(names); !yes {
		if some {
			return shape{}, fault.BadField("body.format", "is not what the header says: that looks like %s", looks.format)
		}
		return shape{}, fault.BadField("body.header", "lacks %s, which a file of %s has", shapes[at].lacks(names), named)
	}
	return shapes[at], nil
}

// lacks names the first column that a header of the format would have.
func (s shape) lacks(names []string) string {
	for _, group := range s.needs {
		if !slices.ContainsFunc(group, func(n string) bool { return slices.Contains(names, n) }) {
			return group[0]
		}
	}
	return "nothing"
}
