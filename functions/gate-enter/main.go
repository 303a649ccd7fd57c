// Gate-enter uses a one-time code that a browser brings to a gate, and gives it the
// cookie of that host (rule J13). Only the gate's proxy is answered.
package main

import (
	"context"
	"errors"

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

func (f function) enter(ctx context.Context, c identity.Call, in api.GateEnter) (api.Gated, error) {
	key, g, _ := gate.ParseKey(in.Key.Reveal())
	code, pass, _ := identity.ParsePass(in.Code.Reveal())
	facts, tries := gate.ComingOf(g, pass), gate.Guesses(c)
	if err := f.table.Read(ctx, append(facts.Wanted(), &tries)...); err != nil {
		return api.Gated{}, err
	}
	if !facts.Shows(key, c.At) {
		return api.Gated{}, f.table.Count(ctx, c, gate.Guess(c, tries))
	}
	c = in.By(c)
	token, ch, err := gate.Redeem(c, facts, code, in.State, in.Place())
	if err == nil {
		err = f.table.Save(ctx, c, ch, nil)
	}
	var counted *identity.Wrong
	if errors.As(err, &counted) {
		err = f.table.Count(ctx, c, err)
	}
	if err != nil {
		return api.GateOut(in.Forwarded, f.origin, g.Organization, g.Resource, err)
	}
	return api.GateEntered(token, facts.Session.Ends.Sub(c.At), in.To), nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")), origin: env.Must("ORIGIN")}
	lambdahttp.Start("gate-enter", f.table, f.enter)
}
