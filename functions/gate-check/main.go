// Gate-check answers a reverse proxy that asks whether a request goes through, and
// whose it is (rule J13). What it lets through is on record before.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/gate"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct {
	door   opening.Door
	origin string
}

func (f function) check(ctx context.Context, c identity.Call, in api.GateCheck) (api.Gated, error) {
	key, g, _ := gate.ParseKey(in.Key.Reveal())
	token, pass, _ := identity.ParsePass(in.Pass.Reveal())
	facts := gate.FactsOf(g, pass)
	if err := f.door.Table.Read(ctx, facts.Wanted()...); err != nil {
		return api.Gated{}, err
	}
	if !facts.Shows(key, c.At) {
		return api.Gated{}, f.guessed(ctx, c)
	}
	c = in.By(c)
	out, err := f.through(ctx, c, facts, token, in)
	if err != nil {
		return api.GateOut(in.Forwarded, f.origin, g.Organization, g.Resource, err)
	}
	return out, nil
}

// through lets somebody through, and puts that on record before.
func (f function) through(ctx context.Context, c identity.Call, facts gate.Facts, token identity.LinkToken, in api.GateCheck) (api.Gated, error) {
	if err := f.door.Table.Around(ctx, facts.Home, &facts.Use); err != nil {
		return api.Gated{}, err
	}
	who, ch, err := gate.Check(c, facts, token, in.Place())
	if err != nil {
		return api.Gated{}, err
	}
	var password secret.Text
	if who.Signs {
		password, err = f.door.Sign(ctx, c, facts.Ring(), ch, facts.Current.Version, facts.Use.Reader)
	} else {
		err = f.door.Table.Save(ctx, c, ch, nil)
	}
	if err != nil {
		return api.Gated{}, err
	}
	return api.GateIn(who, facts.Use.Credential.Username, password)
}

// guessed counts a wrong key. It looks up how many there were only now: a good check
// pays nothing for it.
func (f function) guessed(ctx context.Context, c identity.Call) error {
	tries := gate.Guesses(c)
	if err := f.door.Table.Read(ctx, &tries); err != nil {
		return err
	}
	return f.door.Table.Count(ctx, c, gate.Guess(c, tries))
}

func main() {
	f := function{origin: env.Must("ORIGIN"), door: opening.Door{
		Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		Keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}}
	lambdahttp.Start("gate-check", f.door.Table, f.check)
}
