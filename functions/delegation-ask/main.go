// Delegation-ask asks an outside owner for the use of an account.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct {
	table *table.Table
	keys  *envelope.Keys
}

func (f function) ask(ctx context.Context, c identity.Call, in api.DelegationAsk) (api.Resource, error) {
	asking := delegation.Asking{Name: in.Name, Address: in.Address, Email: in.Owner, Message: in.Message}
	asking.Organization.ID = in.Organization
	asking.Known.Address = identity.Address(in.Owner)
	if asking.Known.Address == "" {
		return api.Resource{}, fault.BadField("body.owner", "is no mail address")
	}
	by, err := f.table.Find(ctx, c, in.Organization, &asking.Organization, &asking.Known)
	if err != nil {
		return api.Resource{}, err
	}
	asking.Colleague = identity.Member{Organization: in.Organization, Person: asking.Known.Person}
	if err := f.table.Read(ctx, &asking.Colleague); err != nil {
		return api.Resource{}, err
	}
	thing := string(identity.Mint[id.Delegation](c, 0))
	token := identity.NewLinkToken(thing)
	sealed, err := f.keys.SealLink(ctx, thing, secret.Text(token.Reveal()))
	if err != nil {
		return api.Resource{}, err
	}
	asking.Link = identity.Link{Hash: token.Hash(), Sealed: sealed, Expires: c.At.Add(delegation.LinkLife)}
	r, ch, err := delegation.Ask(by, asking)
	if err != nil {
		return api.Resource{}, err
	}
	out := api.ResourceFrom(r, by)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{
		table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}
	lambdahttp.Start("delegation-ask", f.table, f.ask)
}
