package importing

import (
	"cmp"
	"slices"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Undo says that an import is undone: no row of it is made from now on. What it
// made is taken away afterwards, in pages. A second time changes nothing.
func Undo(by identity.Caller, im Import) (Import, change.Change, error) {
	switch {
	case im.Version == 0:
		return im, change.Change{}, fault.Absent("import")
	case !by.IsAdmin():
		return im, change.Change{}, fault.New(fault.Forbidden, "Only an admin undoes an import.")
	case im.Undone != nil:
		return im, change.Change{}, nil
	}
	ch := by.Change()
	im.Undone, im.UndoneBy = &by.At, by.Name
	ch.Keep(im)
	ch.Entries = append(ch.Entries, by.Entry(audit.ImportUndone, string(im.ID), im.Name, ""))
	return im, ch, nil
}

// Kept is a credential with all that was stored when it was imported.
type Kept struct {
	Credential credential.Credential
	Version    credential.Version
	Current    credential.Current
	Reader     credential.Reader
	Logged     credential.Logged
	Later      bool // its change log has a line beside that
	Path       filing.Path
}

// Touched is why an import's credential stays: somebody did something with it since.
// "" if nobody did.
func (k Kept) Touched(im Import) string {
	c := k.Credential
	switch {
	case c.Disabled != nil:
		return "it was disabled"
	case c.Number > 1 || c.Revision > 1:
		return "it was changed"
	case len(c.Readers) > 1:
		return "it is shared"
	case k.Reader.LastUse != nil: // every use writes it, and the reader goes only as it was read
		return "somebody received its secret"
	case c.Owner != "" || c.Resource != "":
		return "it is somebody's, or for a resource"
	case k.Later: // that its folder is called, or is for, something else now is no line of its own
		return "it was moved"
	case !im.below(k.Path):
		return "its folder was moved"
	}
	return ""
}

// below reports whether a path is in the folder that the import began with, at the
// top or in a client's.
func (im Import) below(p filing.Path) bool {
	for _, f := range p {
		if f.ID == im.Folder || f.ID == im.FolderOf(p.ClientOf(), nil) {
			return true
		}
	}
	return false
}

// madeFolder reports whether a path ends in a folder that the import made, and that
// hangs where it was made.
func (im Import) madeFolder(p filing.Path) bool {
	var names []string
	for _, f := range p {
		for _, of := range []id.Client{"", p.ClientOf()} {
			if f.ID == im.FolderOf(of, nil) {
				return p[0].ID == im.FolderOf(of, names)
			}
		}
		names = append([]string{f.Name}, names...)
	}
	return false
}

// Remove takes a credential away that nobody has touched since it was imported, as
// if it had not been made; that it was, and is gone, stays on record.
func Remove(by identity.Caller, im Import, k Kept) (change.Change, error) {
	switch {
	case im.Undone == nil:
		return change.Change{}, fault.New(fault.Conflict, "This import was not undone.")
	case k.Credential.Version == 0 || k.Touched(im) != "":
		return change.Change{}, fault.New(fault.Moved, "The credential has changed meanwhile; look again.")
	}
	ch := by.Change()
	credential.Unpost(&ch, k.Credential)
	ch.Drop(k.Credential, k.Version, k.Current, k.Reader, k.Logged)
	ch.Entries = append(ch.Entries, by.Entry(audit.CredentialUndone, string(k.Credential.ID), k.Credential.Name, "of "+im.Name))
	return ch, nil
}

// Folders are those that the import made, named as it named them, each with those above
// it: the deepest first, and of one depth by their ids.
func (im Import) Folders(tree map[id.Folder]filing.Folder) []filing.Path {
	var out []filing.Path
	for at, f := range tree {
		if !f.Here() || !id.Made(at).Equal(im.At) { // most of a tree was made by others
			continue
		}
		if p := filing.PathIn(tree, at); im.madeFolder(p) {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b filing.Path) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a[0].ID, b[0].ID))
	})
	return out
}
