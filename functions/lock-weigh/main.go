// Lock-weigh counts what a reset of the lock would give up, before it is done (rule S6).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) weigh(ctx context.Context, c identity.Call, in api.LockWeigh) (api.LockWeighed, error) {
	if _, err := f.table.Find(ctx, c, in.Organization); err != nil {
		return api.LockWeighed{}, err
	}
	all, next, err := f.table.HoldingsOf(ctx, in.Organization, table.Page{After: in.After, Limit: in.Limit})
	if err != nil {
		return api.LockWeighed{}, err
	}
	readers, credentials, err := f.table.KeptWith(ctx, all)
	if err != nil {
		return api.LockWeighed{}, err
	}
	w := credential.WeighReset(in.Organization, readers, credentials, c.At)
	return api.LockWeighed{Lost: w.Lost, Lent: w.Lent, Received: w.Received, Next: next}, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("lock-weigh", f.table, f.weigh)
}
