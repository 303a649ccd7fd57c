// Delegation-lend answers a request with a credential of an organization that its
// owner administers. Only the key of the current version is opened, to be sealed
// to who asked: nothing is shown to anybody.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ door opening.Door }

func (f function) lend(ctx context.Context, c identity.Call, in api.DelegationLend) (api.Delegation, error) {
	l := delegation.Lending{Delegation: delegation.Delegation{ID: in.Delegation}}
	ring := identity.KeyringOf(c, in.Organization)
	by, way, err := f.door.Table.FindWay(ctx, c, in.Organization, in.Resource, in.Credential, append(ring.Wanted(), &l.Delegation)...)
	if err != nil {
		return api.Delegation{}, err
	}
	l.Way = way
	if err := delegation.Claimed(by, l.Delegation); err != nil {
		return api.Delegation{}, err
	}
	if err := f.door.Table.Read(ctx, l.Answering()...); err != nil {
		return api.Delegation{}, err
	}
	terms := delegation.Terms{AllowViewing: in.AllowViewing, Ends: in.Ends}
	if err := delegation.MayLend(by, l, terms); err != nil {
		return api.Delegation{}, err
	}
	cred := l.Way.Credential
	key, err := f.door.Reseal(ctx, c, ring, credential.Place{Home: cred.Home, Credential: cred.ID, Number: cred.Number}, l.Way.Reader, credential.To(l.Asking))
	if err != nil {
		return api.Delegation{}, err
	}
	d, ch, err := delegation.Lend(by, l, terms, key)
	if err != nil {
		return api.Delegation{}, err
	}
	out := api.DelegationFrom(d, cred.Codes, c.At)
	return out, f.door.Table.Save(ctx, c, ch, out)
}

func main() {
	f := function{door: opening.Door{
		Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		Keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}}
	lambdahttp.Start("delegation-lend", f.door.Table, f.lend)
}
