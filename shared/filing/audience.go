package filing

import (
	"slices"

	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Path is a folder with all those above it: the folder itself first, the one that
// hangs from the top last. The empty path is the top.
type Path []Folder

// Held refuses a path that is not one: a folder missing, or moved while it was
// read. Whoever gets Moved reads again.
func (p Path) Held() error {
	for i, f := range p {
		above := id.Folder("")
		if i+1 < len(p) {
			above = p[i+1].ID
		}
		if !f.Here() || f.Parent != above || f.Organization != p[0].Organization {
			return fault.New(fault.Moved, "the folder has changed meanwhile; look again.")
		}
	}
	return nil
}

// Audience is whom a folder is for, beside admins and auditors, who see that
// everything is there: the zero value is nobody.
type Audience struct {
	Everyone bool
	Groups   []id.Group
	// Gate is the folder that says so: the nearest with groups of its own or for
	// admins only. None: everyone.
	Gate id.Folder
}

// Audience is whom the path's folder is for (rule F3).
func (p Path) Audience() Audience {
	a := Audience{Everyone: true}
	for _, f := range slices.Backward(p) {
		switch {
		case f.Closed:
			a = Audience{Gate: f.ID}
		case len(f.Groups) == 0:
		case a.Everyone:
			a = Audience{Groups: f.Groups, Gate: f.ID}
		default:
			a = Audience{Groups: both(a.Groups, f.Groups), Gate: f.ID}
		}
	}
	return a
}

func both(above, own []id.Group) []id.Group {
	var out []id.Group
	for _, g := range own {
		if slices.Contains(above, g) {
			out = append(out, g)
		}
	}
	return out
}

// Holds reports whether a member is among the audience.
func (a Audience) Holds(by identity.Caller) bool {
	return a.Everyone || slices.ContainsFunc(a.Groups, func(g id.Group) bool { return slices.Contains(by.Groups, g) })
}

// Sees reports whether the caller sees the folder and what is filed in it:
// admins, auditors, and whom it is for.
func (p Path) Sees(by identity.Caller) bool {
	return by.IsAdmin() || by.Role == identity.Auditor || p.Audience().Holds(by)
}
