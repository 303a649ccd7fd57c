// Version-restore makes an earlier version of a credential the newest again, sealed to
// everybody who has it today (rule C9). It opens that version and shows it to nobody.
package main

import (
	"context"

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

func (f function) restore(ctx context.Context, c identity.Call, in api.VersionRestore) (api.Filed, error) {
	facts := credential.Changing{Seen: in.Version, Credential: credential.Credential{ID: in.Credential}}
	facts.Current.Credential = in.Credential
	old := credential.Version{Credential: in.Credential, Number: in.Number}
	ring, types := identity.KeyringOf(c, in.Organization), filing.Types{Organization: in.Organization}
	by, err := f.door.Table.Find(ctx, c, in.Organization, append(ring.Wanted(), &facts.Credential, &facts.Current, &old, &types)...)
	if err != nil {
		return api.Filed{}, err
	}
	if err := credential.MayRestore(by, facts, old); err != nil {
		return api.Filed{}, f.door.Table.Told(ctx, by, facts.Credential, err)
	}
	found, err := f.door.Table.FoundOf(ctx, by.Organization, facts.Credential)
	if err != nil {
		return api.Filed{}, err
	}
	readers, to, err := f.door.Table.ReadersOf(ctx, facts.Credential)
	if err != nil {
		return api.Filed{}, err
	}
	facts.Readers, facts.Days = readers, types.Limit(facts.Credential.Type)
	place := credential.Place{Home: by.Organization, Credential: in.Credential, Number: facts.Credential.Number + 1}
	sealed, err := f.door.Again(ctx, c, old, ring, place, to...)
	if err != nil {
		return api.Filed{}, err
	}
	restored, ch, err := credential.Restore(by, facts, old, sealed)
	if err != nil {
		return api.Filed{}, err
	}
	found.Credential = restored
	out := api.FiledFrom(found, by)
	return out, f.door.Table.Save(ctx, c, ch, out)
}

func main() {
	f := function{door: opening.Door{
		Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		Keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}}
	lambdahttp.Start("version-restore", f.door.Table, f.restore)
}
