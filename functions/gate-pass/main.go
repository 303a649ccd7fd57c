// Gate-pass answers the address by which the caller's browser comes in at a gate: with
// a one-time code for this person, session, resource and browser (rule J13).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/gate"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) pass(ctx context.Context, c identity.Call, in api.GatePass) (api.GateWay, error) {
	facts := gate.GivingOf(c.Token.Person, in.Organization, in.Resource)
	by, err := f.table.Find(ctx, c, in.Organization, facts.Wanted()...)
	if err != nil {
		return api.GateWay{}, err
	}
	code, ch, err := gate.Give(by, facts, in.State)
	if err != nil {
		return api.GateWay{}, err
	}
	if err := f.table.Save(ctx, c, ch, nil); err != nil {
		return api.GateWay{}, err
	}
	return api.GateWayFrom(facts.Gate, code, in.To), nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("gate-pass", f.table, f.pass)
}
