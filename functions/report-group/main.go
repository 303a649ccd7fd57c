// Report-group says who gets into what through a group: now, or on a day, be the
// group deleted since (rule J11). As JSON or CSV, a page at a time.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/reporting"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) group(ctx context.Context, c identity.Call, in api.ReportGroup) (api.Report, error) {
	home := identity.Organization{ID: in.Organization}
	g := identity.Group{Organization: in.Organization, ID: in.Group}
	_, err := f.table.Find(ctx, c, in.Organization, &home, &g)
	if err != nil {
		return api.Report{}, err
	}
	if known, err := f.known(ctx, g, in.Day != ""); err != nil {
		return api.Report{}, err
	} else if !known {
		return api.Report{}, fault.Absent("group")
	}
	return reporting.Answer(ctx, f.table, c, home, in.ReportAsk, string(g.ID), func(q table.Reporting, p table.Page) ([]access.Line, string, error) {
		return f.table.ReportOfGroup(ctx, q, g.ID, p)
	})
}

// known reports whether there is such a group here or, for the report of a day,
// was: one that was deleted is on record.
func (f function) known(ctx context.Context, g identity.Group, once bool) (bool, error) {
	if g.Here() || !once {
		return g.Here(), nil
	}
	lines, _, err := f.table.EntriesOf(ctx, g.Organization, string(g.ID), table.Page{Limit: 1})
	return len(lines) > 0, err
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("report-group", f.table, f.group)
}
