package credential

import (
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Bounds of whom a share names: the reader carries them all, so that a use takes one
// snapshot.
const (
	MaxSharedPeople = 50
	MaxSharedGroups = 10
)

// Share is for whom of an organization a credential is that another shares with it
// (rules H2, G7), and whether it takes it.
type Share struct {
	Everyone bool          `json:"everyone,omitempty"`
	People   []SharedWith  `json:"people,omitempty"`
	Groups   []SharedGroup `json:"groups,omitempty"`
	Write    bool          `json:"write,omitempty"` // they may give it new versions (rule H7)
	Log      bool          `json:"log,omitempty"`   // they see its change log
	Person   id.Person     `json:"person"`          // who shared it
	By       string        `json:"by"`              // their name
	Since    time.Time     `json:"since"`
	Off      *time.Time    `json:"off,omitempty"` // its receiver disabled it (rule H6)
	OffBy    string        `json:"offBy,omitempty"`
}

// SharedWith is a member there who was chosen, and since when: who was removed and
// invited again is another.
type SharedWith struct {
	Person id.Person `json:"person"`
	Name   string    `json:"name"`
	Since  time.Time `json:"since"`
}

// SharedGroup is a group there that was chosen.
type SharedGroup struct {
	Group id.Group `json:"group"`
	Name  string   `json:"name"`
}

// Holds reports whether the share is for the caller, who is a member there.
func (s *Share) Holds(by identity.Caller) bool {
	return s != nil && (s.Everyone ||
		slices.ContainsFunc(s.People, func(p SharedWith) bool { return p.Person == by.Person && !p.Since.Before(by.Since) }) ||
		slices.ContainsFunc(s.Groups, func(g SharedGroup) bool { return slices.Contains(by.Groups, g.Group) }))
}

// Terms is on what terms a credential is shared.
type Terms struct {
	Share
	Lender  string // the organization's name
	Address string // where it is filled in, unless the credential says
	Mode    Mode   // the most that may be done with it there
	Ends    *time.Time
}

// ShareWith adds a reader to a credential, by the key of its current version. before
// is the row of what the same organization had, if it had it: where it filed that, it
// finds this.
func (c Credential) ShareWith(before Reader, to identity.Organization, t Terms, key SealedKey) (Credential, Reader) {
	var login id.Resource // what it was a login of there
	if before.Via == Shared {
		login = before.Resource
	}
	c = c.Without(to.ID) // it came to its end date, and that is not written down yet
	c.Readers = append(c.Readers, to.ID)
	return c, Reader{
		Credential: c.ID, Organization: to.ID, Name: to.Name, Via: Shared, Home: c.Home, Share: &t.Share, Resource: login, Filed: before.Filed,
		Lender: t.Lender, Address: t.Address, Mode: t.Mode, Ends: t.Ends, Number: c.Number, Key: key,
		LastUse: before.LastUse, Posted: before.Posted, Version: before.Version,
	}
}

// FiledAs is where a credential is filed, for an organization that it is shared with.
func FiledAs(c Credential) Filed { return Filed{c.Folder, c.Client, c.For, c.Gate} }

// Without is the credential as one that an organization has no more.
func (c Credential) Without(o id.Organization) Credential {
	c.Readers = slices.DeleteFunc(slices.Clone(c.Readers), func(x id.Organization) bool { return x == o })
	return c
}

// Granted is by what people change a credential that another organization shares with
// theirs (rule H7). access.Grant makes it, when every gate is open to them.
type Granted struct {
	Reader Reader          // their organization's
	While  []change.Record // what must not have moved, for it to hold
}

// mayChange is MayChange, and for people of another organization whether they were let
// in to change it.
func (f Changing) mayChange(by identity.Caller) error {
	r, c := f.Granted.Reader, f.Credential
	switch {
	case r.Version == 0:
		return MayChange(by, c)
	case r.Via != Shared || r.Credential != c.ID || r.Organization != by.Organization || r.Home != c.Home || r.Over(by.At):
		return fault.Absent("credential")
	case r.Share.Off != nil || !r.Share.Write || r.Mode != Read || c.Disabled != nil:
		return fault.New(fault.Forbidden, "%s shares %s to be read, not to be changed.", r.Lender, c.Name)
	}
	return nil
}
