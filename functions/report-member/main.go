// Report-member says what a member gets into, through what: now, or on a day (rule
// J11). As JSON or CSV, a page at a time.
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

func (f function) member(ctx context.Context, c identity.Call, in api.ReportMember) (api.Report, error) {
	home := identity.Organization{ID: in.Organization}
	m := identity.Member{Organization: in.Organization, Person: in.Person}
	_, err := f.table.Find(ctx, c, in.Organization, &home, &m)
	if err != nil {
		return api.Report{}, err
	}
	if m.Version == 0 {
		return api.Report{}, fault.Absent("member")
	}
	return reporting.Answer(ctx, f.table, c, home, in.ReportAsk, string(m.Person), func(q table.Reporting, p table.Page) ([]access.Line, string, error) {
		return f.table.ReportOfMember(ctx, q, m, p)
	})
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("report-member", f.table, f.member)
}
