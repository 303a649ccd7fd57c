// Gate-set switches a resource's gate on, or changes what it does (rule J13). The key
// by which the proxy shows that it is the proxy is in this one answer.
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

type function struct {
	table  *table.Table
	origin string
}

func (f function) set(ctx context.Context, c identity.Call, in api.GateSet) (api.GateKey, error) {
	facts := gate.SwitchingOf(in.Organization, in.Resource)
	by, err := f.table.Find(ctx, c, in.Organization, facts.Wanted()...)
	if err != nil {
		return api.GateKey{}, err
	}
	key := gate.NewKey(in.Organization, in.Resource)
	g, made, ch, err := gate.Set(by, facts, in.SignsIn, key, f.origin)
	if err != nil {
		return api.GateKey{}, err
	}
	if err := f.table.Save(ctx, c, ch, nil); err != nil {
		return api.GateKey{}, err
	}
	if !made {
		return api.GateKey{Gate: api.GateFrom(g, c.At)}, nil
	}
	return api.GateKey{Gate: api.GateFrom(g, c.At), Secret: key.Reveal()}, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")), origin: env.Must("ORIGIN")}
	lambdahttp.Start("gate-set", f.table, f.set)
}
