// Credential-change gives a credential a new version, for everybody it is lent to at
// once; people of another organization do, if it is shared with them so (rule H7). It opens the current one, to see whether the new one says another secret (rule
// C12), and shows it to nobody.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ door opening.Door }

func (f function) change(ctx context.Context, c identity.Call, in api.CredentialChange) (api.Credential, error) {
	facts := credential.Changing{Seen: in.Version, Username: in.Username}
	facts.Credential.ID = in.Credential
	facts.Current.Credential = in.Credential
	ring, types := identity.KeyringOf(c, in.Organization), filing.Types{Organization: in.Organization}
	own := credential.Reader{Credential: in.Credential, Organization: in.Organization}
	by, err := f.door.Table.Find(ctx, c, in.Organization, append(ring.Wanted(), &facts.Credential, &facts.Current, &own, &types)...)
	if err != nil {
		return api.Credential{}, err
	}
	facts.Granted, err = f.granted(ctx, by, table.Sealed{Credential: facts.Credential, Current: facts.Current, Reader: own}, &types)
	if err != nil {
		return api.Credential{}, err
	}
	if err := credential.MayRenew(by, facts); err != nil {
		return api.Credential{}, f.door.Table.Told(ctx, by, facts.Credential, err)
	}
	readers, to, err := f.door.Table.ReadersOf(ctx, facts.Credential)
	if err != nil {
		return api.Credential{}, err
	}
	seed, err := credential.ParseSeed("body.seed", in.Seed)
	if err != nil {
		return api.Credential{}, err
	}
	facts.Readers, facts.Days = readers, types.Limit(facts.Credential.Type)
	facts.Blind, err = f.blind(ctx, by, table.Sealed{Credential: facts.Credential, Current: facts.Current, Reader: own})
	if err != nil {
		return api.Credential{}, err
	}
	facts.Again, err = f.door.Says(ctx, c, facts.Current, own, ring, in.Secret)
	if err != nil {
		return api.Credential{}, err
	}
	place := credential.Place{Home: facts.Credential.Home, Credential: in.Credential, Number: facts.Credential.Number + 1}
	sealed, err := envelope.Seal(place, credential.Secrets{Secret: in.Secret, Notes: in.Notes, Seed: seed}, to...)
	if err != nil {
		return api.Credential{}, err
	}
	changed, ch, err := credential.Change(by, facts, sealed)
	if err != nil {
		return api.Credential{}, err
	}
	out := api.CredentialFrom(own.Had(changed), by.Organization, own.Lender)
	if !facts.Blind { // that it is due still says that the secret is the same: whoever guessed it would know
		out = out.Rotation(changed, by)
	}
	return out, f.door.Table.Save(ctx, c, ch, out)
}

// granted is by what the caller changes what another organization shares with theirs,
// which says by its own types when it is old.
func (f function) granted(ctx context.Context, by identity.Caller, s table.Sealed, types *filing.Types) (credential.Granted, error) {
	if s.Reader.Via != credential.Shared {
		return credential.Granted{}, nil
	}
	facts, err := f.door.Table.FactsOf(ctx, by, []table.Sealed{s})
	if err != nil {
		return credential.Granted{}, err
	}
	granted, err := access.Grant(by, facts[0])
	if err != nil {
		return granted, err
	}
	*types = filing.Types{Organization: s.Credential.Home}
	return granted, f.door.Table.Read(ctx, types)
}

// blind reports whether the caller, who may write a credential, may not reveal it.
func (f function) blind(ctx context.Context, by identity.Caller, s table.Sealed) (bool, error) {
	if s.Credential.Own(by) {
		return false, nil
	}
	facts, err := f.door.Table.FactsOf(ctx, by, []table.Sealed{s})
	return err == nil && access.May(by, facts[0], credential.Read) != nil, err
}

func main() {
	f := function{door: opening.Door{
		Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		Keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}}
	lambdahttp.Start("credential-change", f.door.Table, f.change)
}
