// Package opening is the one way a secret is opened: found, judged, unwrapped,
// put on record, and only then made plain, in this order (promise 1, rule C11).
//
// It stands above table and envelope, and joins them; the rule is access.Enter.
// It neither answers nor keeps what it opened.
package opening

import (
	"cmp"
	"context"
	"fmt"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

// Door opens secrets for functions.
type Door struct {
	Table *table.Table
	Keys  *envelope.Keys
}

// Opened is a credential that somebody was let in to.
type Opened struct {
	Address  string // where it is filled in
	Username string
	Plain    credential.Secrets
	Number   int    // of the version
	Code     string // for a launch: the sign-in code of the call's instant, if it has a seed
	CodeEnds int    // how many seconds that is good
}

// Open lets the caller use a credential of a resource, for want. It takes one
// snapshot, at most one KMS call and one transaction. KMS comes before the
// record, so that nothing is on record that could not happen; the plain secret
// comes after it.
func (d Door) Open(ctx context.Context, c identity.Call, in api.CredentialUse, want credential.Mode) (Opened, error) {
	if in.Resource == "" { // by its own address: whether it is for a resource is judged with it
		look := credential.Credential{ID: in.Credential}
		if err := d.Table.Read(ctx, &look); err != nil {
			return Opened{}, err
		}
		in.Resource = look.Resource
	}
	facts := access.FactsOf(c.Token.Person, in.Organization, in.Resource, in.Credential)
	current := credential.Current{Version: credential.Version{Credential: in.Credential}}
	pair := identity.KeyPair{Organization: in.Organization}
	by, err := d.Table.Find(ctx, c, in.Organization, append(facts.Wanted(), &current, &pair)...)
	if err != nil {
		return Opened{}, err
	}
	if facts.Credential.Home == in.Organization {
		if facts.Path, err = d.Table.PathOf(ctx, in.Organization, facts.Credential.Folder); err != nil {
			return Opened{}, err
		}
	}
	ch, err := access.Enter(by, facts, want)
	if err != nil {
		return Opened{}, err
	}
	opener, err := d.Keys.Unwrap(ctx, c.At, pair)
	if err != nil {
		return Opened{}, err
	}
	if err := d.Table.Save(ctx, c, ch, nil); err != nil {
		return Opened{}, err
	}
	plain, err := opener.Open(current.Version, facts.Reader)
	if err != nil {
		return Opened{}, err
	}
	out := Opened{
		Address:  cmp.Or(facts.Credential.URL, facts.Reader.Address, facts.Resource.Address), // the credential's own, and only there (rule G6)
		Username: facts.Credential.Username, Plain: plain, Number: current.Number,
	}
	if facts.Credential.Codes != (plain.Seed != "") {
		return Opened{}, fmt.Errorf("opening: the seed of %s is there and should not be, or the other way round", facts.Credential.ID)
	}
	if out.Plain.Seed = ""; want == credential.Use && plain.Seed != "" { // the seed goes no further: who has it has every code to come
		out.Code, out.CodeEnds, err = credential.CodeAt(plain.Seed, c.At)
	}
	return out, err
}
