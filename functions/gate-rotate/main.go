// Gate-rotate gives a gate another key, which is in this one answer. The one before is
// good for a day.
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

func (f function) rotate(ctx context.Context, c identity.Call, in api.GateRotate) (api.GateKey, error) {
	facts := gate.SwitchingOf(in.Organization, in.Resource)
	by, err := f.table.Find(ctx, c, in.Organization, facts.Wanted()...)
	if err != nil {
		return api.GateKey{}, err
	}
	key := gate.NewKey(in.Organization, in.Resource)
	g, ch, err := gate.Rotate(by, facts, key)
	if err != nil {
		return api.GateKey{}, err
	}
	if err := f.table.Save(ctx, c, ch, nil); err != nil {
		return api.GateKey{}, err
	}
	return api.GateKey{Gate: api.GateFrom(g, c.At), Secret: key.Reveal()}, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("gate-rotate", f.table, f.rotate)
}
