// Left-list says what waits for the caller where they are no member any more, and
// until when (rule C14).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

const (
	places = 10 // how many organizations one page looks into
	shown  = 50 // how many credentials of each it names
)

type function struct{ table *table.Table }

func (f function) list(ctx context.Context, c identity.Call, in api.LeftList) (api.LeftPage, error) {
	by, err := f.table.Find(ctx, c, "")
	if err != nil {
		return api.LeftPage{}, err
	}
	lefts, next, err := f.table.LeftsOf(ctx, by.Person, table.Page{After: in.After, Limit: places})
	if err != nil {
		return api.LeftPage{}, err
	}
	out := api.LeftPage{Items: []api.Left{}, Next: next}
	for _, l := range lefts {
		m := identity.Member{Organization: l.Organization, Person: by.Person}
		if err := f.table.Read(ctx, &m); err != nil {
			return api.LeftPage{}, err
		}
		if access.MayLook(by, m) != nil {
			continue // back there, or over
		}
		all, more, err := f.table.LeftIn(ctx, l, table.Page{Limit: shown})
		if err != nil {
			return api.LeftPage{}, err
		}
		if len(all) > 0 || more != "" {
			out.Items = append(out.Items, api.LeftFrom(m, all, more != ""))
		}
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("left-list", f.table, f.list)
}
