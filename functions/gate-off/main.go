// Gate-off switches a resource's gate off, with every way through it (rule J13).
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

func (f function) off(ctx context.Context, c identity.Call, in api.GateOff) (lambdahttp.None, error) {
	facts := gate.SwitchingOf(in.Organization, in.Resource)
	by, err := f.table.Find(ctx, c, in.Organization, facts.Wanted()...)
	if err != nil {
		return lambdahttp.None{}, err
	}
	ch, err := gate.Off(by, facts)
	if err != nil {
		return lambdahttp.None{}, err
	}
	return lambdahttp.None{}, f.table.Save(ctx, c, ch, lambdahttp.None{})
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("gate-off", f.table, f.off)
}
