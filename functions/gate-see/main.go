// Gate-see shows admins and auditors whether a resource has a gate (rule J13).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/gate"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) see(ctx context.Context, c identity.Call, in api.GateSee) (api.Gate, error) {
	facts := gate.SwitchingOf(in.Organization, in.Resource)
	if _, err := f.table.Find(ctx, c, in.Organization, facts.Wanted()...); err != nil {
		return api.Gate{}, err
	}
	if facts.Resource.Version == 0 {
		return api.Gate{}, fault.Absent("resource")
	}
	return api.GateFrom(facts.Gate, c.At), nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("gate-see", f.table, f.see)
}
