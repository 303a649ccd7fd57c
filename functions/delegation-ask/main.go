// Delegation-ask asks an outside owner for the use of an account, or joins a
// colleague who has asked them already.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
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
	asking, err := delegation.NewAsking(in.Organization, in.Name, in.Address, in.Owner, in.Message)
	if err != nil {
		return api.Resource{}, err
	}
	by, err := f.table.Find(ctx, c, in.Organization, asking.Facts()...)
	if err != nil {
		return api.Resource{}, err
	}
	if err := f.others(ctx, by, &asking); err != nil {
		return api.Resource{}, err
	}
	thing := string(identity.Mint[id.Delegation](c, 0))
	token := identity.NewLinkToken(thing)
	if asking.Joins(by).Version == 0 {
		sealed, err := f.keys.SealLink(ctx, thing, secret.Text(token.Reveal()))
		if err != nil {
			return api.Resource{}, err
		}
		asking.Link = identity.Link{Hash: token.Hash(), Sealed: sealed, Expires: c.At.Add(delegation.LinkLife)}
	}
	r, ch, err := delegation.Ask(by, asking)
	if err != nil {
		return api.Resource{}, err
	}
	out := api.ResourceFrom(r, by, access.Stood{}) // nobody is let in yet
	return out, f.table.Save(ctx, c, ch, out)
}

// others reads who else is asked, and whether the owner is a colleague. Whoever
// asks meanwhile moves the count of what the organization asks: it was read first.
func (f function) others(ctx context.Context, by identity.Caller, a *delegation.Asking) error {
	rows, err := f.table.AskedAt(ctx, by.Organization, a.Known.Address)
	if err != nil {
		return err
	}
	ids := make([]id.Delegation, len(rows))
	for i, r := range rows {
		ids[i] = r.Delegation
	}
	if a.There, err = f.table.Delegations(ctx, ids); err != nil {
		return err
	}
	if a.Full, err = f.table.Delegations(ctx, a.Asks.Full(by.At)); err != nil {
		return err
	}
	var more []change.Record
	if a.Known.Person != "" {
		a.Colleague = identity.Member{Organization: by.Organization, Person: a.Known.Person}
		more = append(more, &a.Colleague)
	}
	if d := a.Joins(by); d.Version != 0 {
		a.Resource = access.Resource{Organization: d.Organization, ID: d.Resource}
		more = append(more, &a.Resource)
	}
	return f.table.Read(ctx, more...)
}

func main() {
	f := function{
		table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}
	lambdahttp.Start("delegation-ask", f.table, f.ask)
}
