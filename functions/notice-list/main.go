// Notice-list lists what the caller was told, newest first.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) list(ctx context.Context, c identity.Call, in api.NoticeList) (api.Notices, error) {
	by, err := f.table.Find(ctx, c, "")
	if err != nil {
		return api.Notices{}, err
	}
	all, next, err := f.table.InboxOf(ctx, by.Person, table.Page(in.Page))
	if err != nil {
		return api.Notices{}, err
	}
	out := api.Notices{Items: []api.NoticeSeen{}, Next: next}
	for _, n := range all {
		out.Items = append(out.Items, api.NoticeSeen{
			ID: n.Notice, Kind: string(n.Kind), At: n.At, Text: n.Text, Link: n.Path, Seen: n.Read,
		})
		if !n.Read {
			out.Unseen++
		}
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("notice-list", f.table, f.list)
}
