package credential

import (
	"slices"

	"github.com/valetkey/valetkey/shared/id"
)

// Narrow is what of all that the caller sees is asked for; what is empty narrows
// nothing.
type Narrow struct {
	Folder    id.Folder
	Client    id.Client
	Owner     id.Person
	Resource  id.Resource
	Tag, Type string
	Disabled  bool
	Due       bool // for rotation: for admins and auditors
}

// Holds reports whether a credential is among what is asked for.
func (n Narrow) Holds(c Credential) bool {
	return (n.Folder == "" || c.Folder == n.Folder) &&
		(n.Client == "" || c.Client == n.Client) &&
		(n.Owner == "" || c.Owner == n.Owner) &&
		(n.Resource == "" || c.Resource == n.Resource) &&
		(n.Type == "" || Tag(c.Type) == Tag(n.Type)) &&
		(n.Tag == "" || slices.ContainsFunc(c.Tags, func(t string) bool { return Tag(t) == Tag(n.Tag) })) &&
		(!n.Disabled || c.Disabled != nil) &&
		(!n.Due || c.Due != nil)
}

// By is the shortest list that has all that is asked for, if there is one beside
// the caller's own lists. whole says that they are an admin or auditor, who have
// the lists of the whole organization.
func (n Narrow) By(whole bool) (Audience, bool) {
	switch {
	case n.Folder != "":
		return In(n.Folder), true
	case n.Owner != "":
		return Audience(n.Owner), true
	case n.Resource != "":
		return Of(n.Resource), true
	case n.Tag != "" && whole:
		return Tagged(n.Tag), true
	case n.Due && whole:
		return Rotating, true
	case n.Disabled && whole:
		return Off, true
	case n.Client != "":
		return Audience(n.Client), true
	}
	return "", false
}
