package credential

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
)

// Bounds of what is posted of one credential.
const (
	MaxWords   = 12
	MaxTags    = 10
	MaxWord    = 40 // characters of a word; the rest is cut off
	sortLength = 80 // characters of a name that lists are sorted by
)

// Audience is one of those whom lists and searches are partitioned by: what they
// find is then judged for the caller. Beside these it is the id of a folder, a
// person, a resource or a client.
type Audience string

// The audiences of a whole organization.
const (
	Everything Audience = "all" // admins and auditors: all but what is somebody's own and for no resource
	Everyone   Audience = "top" // every member
	Off        Audience = "off" // what is disabled of Everything
	Rotating   Audience = "due" // what is due for rotation of it (rule C12)
)

// Tagged is the audience of what of Everything has a tag.
func Tagged(tag string) Audience { return Audience("tag-" + Tag(tag)) }

// At is the audience of what an audience searches that is filled in at an origin: a
// list of its own, so that finding it costs what there is of it (rule G6).
func (a Audience) At(origin string) Audience { return a + "@" + Audience(origin) }

// Post is a row by which a credential is found: by its name, in order, or by a
// word. It only finds.
type Post struct {
	Organization id.Organization `json:"organization"`
	Audience     Audience        `json:"audience"`
	Word         string          `json:"word,omitempty"` // none: by its name
	Name         string          `json:"name,omitempty"` // as it is sorted by
	Credential   id.Credential   `json:"credential"`
	Version      int             `json:"version"`
}

// Seen is the version at which the record was read; 0 for new.
func (r Post) Seen() int { return r.Version }

// posts are the rows of the credential at its home.
func (c Credential) posts() []Post {
	if c.Home == "" {
		return nil
	}
	return c.postsIn(c.Home)
}

// postsIn are its rows for an organization, as it says of itself.
func (c Credential) postsIn(o id.Organization) []Post {
	words, names := c.audiences()
	var out []Post
	if c.Site != "" {
		for _, a := range words {
			names = append(names, a.At(c.Site))
		}
	}
	for _, a := range append(slices.Clone(words), names...) {
		out = append(out, Post{Organization: o, Audience: a, Name: Sorted(c.Name), Credential: c.ID})
	}
	for _, a := range words {
		for _, w := range c.Words {
			out = append(out, Post{Organization: o, Audience: a, Word: w, Credential: c.ID})
		}
	}
	return out
}

// audiences are those who search it, and further lists that it is on.
func (c Credential) audiences() (search, lists []Audience) {
	switch {
	case c.Owner != "" && c.Resource == "": // nobody else knows that there is one (rule C1)
		return []Audience{Audience(c.Owner)}, nil
	case c.Owner != "":
		return []Audience{Audience(c.Owner), Everything}, append(c.marked(), Logins(c.Owner), Of(c.Resource))
	case c.Resource != "":
		search, lists = []Audience{Everything, Audience(c.Resource)}, []Audience{Of(c.Resource)}
	case c.Gate != "":
		search = []Audience{Everything, Audience(c.Gate)}
	default:
		search = []Audience{Everything, Everyone}
	}
	if c.Folder != "" {
		lists = append(lists, In(c.Folder))
	}
	if c.Client != "" {
		lists = append(lists, Audience(c.Client))
	}
	return search, append(lists, c.marked()...)
}

// marked are the lists of what admins and auditors see that has a mark: a tag, or
// that it is disabled.
func (c Credential) marked() []Audience {
	var out []Audience
	for _, t := range c.Tags {
		if a := Tagged(t); !slices.Contains(out, a) && len(out) < MaxTags {
			out = append(out, a)
		}
	}
	if c.Disabled != nil {
		out = append(out, Off)
	}
	if c.Due != nil {
		out = append(out, Rotating)
	}
	return out
}

// In is the audience of what is filed in a folder itself, whoever that is for.
func In(f id.Folder) Audience { return Audience("in-" + string(f)) }

// Of is the audience of all that is for a resource, logins that people keep to
// themselves included: it finds, and who sees which is judged (rule C4).
func Of(r id.Resource) Audience { return Audience("of-" + string(r)) }

// Repost is the credential with the words that it is found by. It keeps the rows by
// which it is found now and was not before, and drops the others. Each row is
// written once.
func Repost(ch *change.Change, was, is Credential) Credential {
	is.Words, is.Site, is.Listed = is.words(), is.site(), true
	swap(ch, was.posts(), is.posts())
	return is
}

// maxSite is the longest origin that is posted: a host has 253 characters.
const maxSite = 300

// site is the origin that it is filled in at; "" where there is none.
func (c Credential) site() string {
	if at := Origin(cmp.Or(c.URL, c.Address)); len(at) <= maxSite {
		return at
	}
	return ""
}

// swap keeps the rows that there are now and were not before, and drops the others.
func swap(ch *change.Change, before, now []Post) {
	for _, p := range now {
		if !slices.Contains(before, p) {
			ch.Keep(p)
		}
	}
	for _, p := range before {
		if !slices.Contains(now, p) {
			p.Version = 1
			ch.Drop(p)
		}
	}
}

// words are the words that a credential is found by: of its name, username,
// address, client, type and tags, in this order, the first MaxWords of them. Its site
// takes the place of one: a change of everything has to fit into a transaction.
func (c Credential) words() []string {
	most := MaxWords
	if c.site() != "" {
		most--
	}
	var out []string
	for _, text := range append([]string{c.Name, c.Username, host(c.URL), c.For, c.Type}, c.Tags...) {
		for _, w := range Split(text) {
			if len(out) < most && !slices.Contains(out, w) {
				out = append(out, w)
			}
		}
	}
	return out
}

// Finds reports whether every word is the beginning of one of the credential's.
func (c Credential) Finds(words []string) bool {
	for _, w := range words {
		if !slices.ContainsFunc(c.Words, func(own string) bool { return strings.HasPrefix(own, w) }) {
			return false
		}
	}
	return true
}

// Split takes a text apart into words as they are compared: without case and
// accents, cut where there is neither a letter nor a digit.
func Split(text string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		if r := []rune(w); len(r) > MaxWord {
			w = string(r[:MaxWord])
		}
		out = append(out, w)
	}
	return out
}

// Sorted is a name as lists are sorted by it. # is what ends it in a key.
func Sorted(name string) string { return Tag(strings.ReplaceAll(name, "#", " ")) }

// Tag is a tag as it is compared: without case and accents.
func Tag(tag string) string {
	s := strings.Join(strings.FieldsFunc(fold(tag), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if r := []rune(s); len(r) > sortLength {
		s = string(r[:sortLength])
	}
	if s == "" {
		return "-"
	}
	return s
}

// fold takes case and accents away where a script has them as marks of their own
// after a Latin, Greek or Cyrillic letter; in other scripts a mark is part of the word.
func fold(s string) string {
	var b strings.Builder
	var base rune
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		if unicode.Is(unicode.Mn, r) && unicode.In(base, unicode.Latin, unicode.Greek, unicode.Cyrillic) {
			continue
		}
		if !unicode.Is(unicode.Mn, r) {
			base = r
		}
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

// host is the part of an address that people remember.
func host(address string) string {
	_, rest, found := strings.Cut(address, "://")
	if !found {
		rest = address
	}
	rest, _, _ = strings.Cut(rest, "/")
	rest, _, _ = strings.Cut(rest, "?")
	return strings.TrimPrefix(rest, "www.")
}
