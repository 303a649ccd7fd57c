// Notice-seen marks notices of the caller's as seen.
package main

import (
	"context"
	"slices"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) seen(ctx context.Context, c identity.Call, in api.NoticesSeen) (lambdahttp.None, error) {
	slices.Sort(in.Notices)
	notices := slices.Compact(in.Notices) // named twice is marked once
	rows := make([]table.Inbox, len(notices))
	wanted := make([]change.Record, len(notices))
	for i, n := range notices {
		rows[i].Notice = n
		rows[i].To = string(c.Token.Person) // only ever one's own
		wanted[i] = &rows[i]
	}
	by, err := f.table.Find(ctx, c, "", wanted...)
	if err != nil {
		return lambdahttp.None{}, err
	}
	ch := by.Change()
	for _, row := range rows {
		if row.Version != 0 && !row.Read {
			row.Read = true
			ch.Keep(row)
		}
	}
	return lambdahttp.None{}, f.table.Save(ctx, c, ch, nil)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("notice-seen", f.table, f.seen)
}
