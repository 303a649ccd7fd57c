package importing

import (
	"cmp"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// File is what is said of a file before any of its rows.
type File struct {
	Name      string
	Separator string // none: a comma
	Header    Header
}

// Begin begins an import, with its folder for admins only (rules C13, F3).
func Begin(by identity.Caller, f File) (Import, change.Change, error) {
	im := Import{
		Organization: by.Organization, ID: identity.Mint[id.Import](by.Call, 0), Name: strings.Join(strings.Fields(f.Name), " "),
		Separator: cmp.Or(f.Separator, ","), At: by.At, Person: by.Person, By: by.Name,
	}
	switch {
	case !by.IsAdmin():
		return Import{}, change.Change{}, fault.New(fault.Forbidden, "Only an admin imports.")
	case im.Name == "":
		return Import{}, change.Change{}, fault.BadField("body.name", "is empty")
	case !slices.Contains([]string{",", ";", "\t"}, im.Separator):
		return Import{}, change.Change{}, fault.BadField("body.separator", "is a comma, a semicolon or a tab")
	}
	var err error
	if im.Format, im.Columns, err = f.Header.columns(); err != nil {
		return Import{}, change.Change{}, err
	}
	im.Folder, im.FolderName = im.FolderOf("", nil), shortened("Import "+im.Name, 100)+" "+by.At.UTC().Format("2006-01-02")
	_, ch, err := filing.Placed(by, im.Folder, nil, im.FolderName, true)
	if err != nil {
		return Import{}, change.Change{}, err
	}
	ch.Keep(im)
	ch.Entries = append(ch.Entries, by.Entry(audit.ImportBegun, string(im.ID), im.Name, "into "+im.FolderName))
	return im, ch, nil
}

func shortened(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// Open refuses rows of an import that is not there, or was undone.
func (im Import) Open() error {
	switch {
	case im.Version == 0:
		return fault.Absent("import")
	case im.Undone != nil:
		return fault.New(fault.Conflict, "%s undid this import at %s.", im.UndoneBy, im.Undone.UTC().Format("2006-01-02T15:04:05Z"))
	}
	return nil
}

// Holds reports whether a path is one of the import's folders, for admins only
// still: what is imported starts there and nowhere else (rule F3).
func (im Import) Holds(p filing.Path) bool {
	for _, f := range p {
		if f.Closed && (f.ID == im.Folder || f.ID == im.FolderOf(p.ClientOf(), nil)) {
			return true
		}
	}
	return false
}

// Room is why a row cannot go so many folders below a path; "" if it can. The empty
// path is the top.
func (im Import) Room(p filing.Path, further int) string {
	switch {
	case len(p) > 0 && (!p[0].Here() || !im.Holds(p)):
		return "was taken out of this import's, or away"
	case further > 0 && len(p)+further > filing.MaxDepth:
		return "is deeper than it can be made"
	}
	return ""
}

// Into refuses rows in a folder that is none of the import's any more.
func (im Import) Into(p filing.Path) error {
	if len(p) == 0 || !p[0].Here() || !im.Holds(p) {
		return fault.New(fault.Conflict, "The folder of this import was moved or taken away, or is not for admins only any more: begin another.")
	}
	return nil
}
