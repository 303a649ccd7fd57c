package importing

import (
	"errors"
	"slices"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
)

// At is the row with the client that it is for, if it names one of those known. What names
// none is a tag.
func (r Row) At(clients []filing.Client) (Row, filing.Client) {
	if r.Client == "" || r.Refused() {
		return r, filing.Client{}
	}
	for _, c := range clients {
		if credential.Sorted(c.Name) == credential.Sorted(r.Client) {
			return r, c
		}
	}
	if len([]rune(r.Client)) > maxTag || len(r.Credential.Tags) >= credential.MaxTags {
		return r.refuse(string(Client), "is no client of yours, and cannot be a tag"), filing.Client{}
	}
	r.Credential.Tags = append(slices.Clone(r.Credential.Tags), r.Client)
	r.Said = append(slices.Clone(r.Said), "its client is none of yours: it is a tag")
	return r, filing.Client{}
}

// Make keeps a row as a credential in one of the import's folders. It is made once:
// its id says which row it is.
func Make(by identity.Caller, im Import, r Row, where access.Filing, home identity.Organization, s credential.Sealed) (credential.Credential, change.Change, error) {
	if err := im.Open(); err != nil {
		return credential.Credential{}, change.Change{}, err
	}
	if err := where.Path.Held(); err != nil {
		return credential.Credential{}, change.Change{}, err
	}
	if err := im.Into(where.Path); err != nil {
		return credential.Credential{}, change.Change{}, err
	}
	if s.Place.Credential != im.Credential(r.Number) {
		return credential.Credential{}, change.Change{}, errors.New("importing: a row is sealed for another place")
	}
	c, ch, err := access.AddCredential(by, where, r.Credential, s)
	if err != nil {
		return c, change.Change{}, err
	}
	ch.Check(im, home) // it was not undone, and the keys it is sealed to were not replaced
	return c, ch, nil
}

// Twin is what a row is a duplicate of, among credentials that have its name: not
// itself, and none that is disabled.
func (im Import) Twin(by identity.Caller, r Row, named []access.Found) (credential.Credential, bool) {
	for _, f := range named {
		c := f.Credential
		if c.Disabled == nil && c.ID != im.Credential(r.Number) && f.Shows(by) && Key(c) == Key(r.Credential) {
			return c, true
		}
	}
	return credential.Credential{}, false
}
