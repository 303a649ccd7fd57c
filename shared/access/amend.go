package access

import (
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
)

// Amendment is what of a credential is said anew; nil stays as it is.
type Amendment struct {
	Name, Type, Username, URL *string
	Tags                      []string
}

// Amend says something anew of a credential that lists show (rule C2). A type that
// is no longer offered stays until another is chosen (rule C8).
func Amend(by identity.Caller, f credential.Amending, types filing.Types, a Amendment) (credential.Credential, change.Change, error) {
	c := f.Credential
	for _, of := range []struct {
		said *string
		into *string
	}{{a.Name, &c.Name}, {a.Type, &c.Type}, {a.Username, &c.Username}, {a.URL, &c.URL}} {
		if of.said != nil {
			*of.into = strings.TrimSpace(*of.said)
		}
	}
	if a.Tags != nil {
		c.Tags = a.Tags
	}
	if err := credential.MayChange(by, f.Credential); err != nil { // what is wrong with it is for whoever may
		return f.Credential, change.Change{}, err
	}
	if err := tidy(&c); err != nil {
		return f.Credential, change.Change{}, err
	}
	if c.Type != f.Credential.Type && c.Type != "" && !slices.Contains(types.Offered(), c.Type) {
		return f.Credential, change.Change{}, fault.BadField("body.type", "is none of this organization's types")
	}
	f.Days = types.Limit(c.Type)
	return credential.Amend(by, f, c)
}
