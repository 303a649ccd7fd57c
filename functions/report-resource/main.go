// Report-resource says who gets into a resource, through what: now, or on a day
// (rule J11). As JSON or CSV, a page at a time.
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

func (f function) resource(ctx context.Context, c identity.Call, in api.ReportResource) (api.Report, error) {
	home := identity.Organization{ID: in.Organization}
	r := access.Resource{Organization: in.Organization, ID: in.Resource}
	_, err := f.table.Find(ctx, c, in.Organization, &home, &r)
	if err != nil {
		return api.Report{}, err
	}
	if r.Version == 0 {
		return api.Report{}, fault.Absent("resource")
	}
	return reporting.Answer(ctx, f.table, c, home, in.ReportAsk, string(r.ID), func(q table.Reporting, p table.Page) ([]access.Line, string, error) {
		return f.table.ReportOfResource(ctx, q, r, p)
	})
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("report-resource", f.table, f.resource)
}
