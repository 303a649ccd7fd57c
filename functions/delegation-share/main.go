// Delegation-share lends the login that was asked for. It is sealed to both sides
// with their public keys: nothing is opened, and no KMS is needed.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) share(ctx context.Context, c identity.Call, in api.DelegationShare) (api.Delegation, error) {
	facts := delegation.Facts{Delegation: delegation.Delegation{ID: in.Delegation}}
	facts.Home.ID = in.Organization
	by, err := f.table.Find(ctx, c, in.Organization, &facts.Delegation, &facts.Home)
	if err != nil {
		return api.Delegation{}, err
	}
	if err := delegation.MayAnswer(by, facts.Delegation); err != nil {
		return api.Delegation{}, err
	}
	if err := f.table.Read(ctx, facts.Answering()...); err != nil {
		return api.Delegation{}, err
	}
	seed, err := credential.ParseSeed("body.seed", in.Seed)
	if err != nil {
		return api.Delegation{}, err
	}
	place := credential.Place{Home: by.Organization, Credential: identity.Mint[id.Credential](c, 0), Number: 1}
	plain := credential.Secrets{Secret: in.Secret, Notes: in.Notes, Seed: seed}
	sealed, err := envelope.Seal(place, plain, credential.To(facts.Home), credential.To(facts.Asking))
	if err != nil {
		return api.Delegation{}, err
	}
	d, ch, err := delegation.Share(by, facts, in.Username, delegation.Terms{AllowViewing: in.AllowViewing, Ends: in.Ends}, sealed)
	if err != nil {
		return api.Delegation{}, err
	}
	out := api.DelegationFrom(d, sealed.Codes, c.At)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("delegation-share", f.table, f.share)
}
