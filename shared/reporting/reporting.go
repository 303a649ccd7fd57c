// Package reporting answers a page of a report as it was asked for: of now or of a
// day, as JSON or CSV. Who gets in is access's to say, and where it is kept the
// table's.
package reporting

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sheet"
	"github.com/valetkey/valetkey/shared/table"
)

// Find finds a page of lines.
type Find func(table.Reporting, table.Page) (lines []access.Line, next string, err error)

// Answer is a page of a report of an organization. A file is called by what the
// report is about. Errors: Invalid, for a day of which there is none.
func Answer(ctx context.Context, t *table.Table, c identity.Call, home identity.Organization, ask api.ReportAsk, about string, find Find) (api.Report, error) {
	from, to, err := access.DayOf(ask.Day, c.At, home)
	if err != nil {
		return api.Report{}, err
	}
	q := table.Reporting{Organization: home.ID, At: c.At, From: from, To: to}
	lines, next, err := find(q, table.Page{After: ask.After, Limit: ask.Limit})
	if err != nil {
		return api.Report{}, err
	}
	named, err := t.NamedIn(ctx, lines)
	if err != nil {
		return api.Report{}, err
	}
	out := api.Report{Day: ask.Day, Items: []api.ReportLine{}, Next: next}
	for _, l := range lines {
		out.Items = append(out.Items, api.ReportLineFrom(l, named[l.Assignment.Credential], c.At, ask.Day != ""))
	}
	if ask.Format == "csv" {
		out.File = file(out, ask, about, c.At)
	}
	return out, nil
}

// file is a page as CSV: pages put one after the other are one file, and only the
// first has the line of names.
func file(r api.Report, ask api.ReportAsk, about string, at time.Time) *api.File {
	day := ask.Day
	if day == "" {
		day = at.UTC().Format(time.DateOnly)
	}
	out := api.File{Name: about + "-access-" + day + ".csv", Type: api.CSV, Next: r.Next}
	if ask.After == "" {
		out.Body = sheet.CSV(columns...)
	}
	for _, l := range r.Items {
		out.Body = append(out.Body, sheet.CSV(cells(l)...)...)
	}
	return &out
}

// columns names the columns of a report's file.
var columns = []string{
	"name", "role", "resource", "through", "credential", "mode", "policy", "state", "until", "locksIn", "times", "lastUse",
	"requests", "lastRequest", "personId", "resourceId", "groupId", "credentialId", "assignmentId", "requestId",
}

func cells(l api.ReportLine) []string {
	stamp := func(t *time.Time) string {
		if t == nil {
			return ""
		}
		return t.UTC().Format(time.RFC3339)
	}
	through, with, locks, used := "directly", "a login of their own", "", stamp(l.LastUse)
	if l.Group != "" {
		through = l.GroupName
	}
	if l.Credential != "" {
		with = l.CredentialName
	}
	if l.LocksIn != nil {
		locks = strconv.Itoa(*l.LocksIn)
	}
	if !l.LastUseKnown {
		used = "used since: not known for that day"
	}
	times := make([]string, 0, len(l.Times))
	for _, t := range l.Times {
		times = append(times, stamp(&t.From)+" to "+stamp(&t.To))
	}
	return []string{
		l.Name, l.Role, l.ResourceName, through, with, l.Mode, l.PolicyInWords, l.StateInWords, stamp(l.Until), locks, strings.Join(times, "; "), used,
		strconv.Itoa(l.Requests), stamp(l.LastRequest), string(l.Person), string(l.Resource), string(l.Group), string(l.Credential), string(l.Assignment), string(l.Request),
	}
}
