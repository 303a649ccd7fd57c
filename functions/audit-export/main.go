// Audit-export writes an organization's record as CSV or JSON lines, a page at a
// time, newest first. Pages put one after the other are one file: only the first
// has the line of names.
package main

import (
	"context"
	"strings"
	"time"
	"unicode"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/sheet"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) export(ctx context.Context, c identity.Call, in api.AuditExport) (api.File, error) {
	filter, err := audit.Question(in.AuditFilter).Filter()
	if err != nil {
		return api.File{}, err
	}
	home := identity.Organization{ID: in.Organization}
	by, err := f.table.Find(ctx, c, in.Organization, &home)
	if err != nil {
		return api.File{}, err
	}
	lines, next, err := f.table.Lines(ctx, table.Search{
		Organization: by.Organization, At: c.At, Floor: audit.Floor(c.At, home.AuditYears), Filter: filter,
	}, table.Page{After: in.After, Limit: in.Limit})
	if err != nil {
		return api.File{}, err
	}
	out := api.File{Name: nameOf(home, c.At) + "." + in.Format, Type: api.CSV, Next: next}
	if in.Format == "jsonl" {
		out.Type = api.JSONLines
	}
	err = write(&out, lines, in.After == "")
	return out, err
}

// write fills a file with lines, as many as it may hold; the rest are the next
// page's.
func write(f *api.File, lines []table.Entry, first bool) error {
	line := func(e audit.Entry) ([]byte, error) { return sheet.JSON(api.EntryFrom(e)) }
	if f.Type == api.CSV {
		line = cells
		if first {
			f.Body = sheet.CSV("at", "action", "actor", "actorName", "actorOrganization", "thing", "thingName", "detail", "from", "id")
		}
	}
	for i, e := range lines {
		text, err := line(e.Entry)
		if err != nil {
			return err
		}
		if i > 0 && len(f.Body)+len(text) > api.MaxFile {
			f.Next = lines[i-1].Next()
			return nil
		}
		f.Body = append(f.Body, text...)
	}
	return nil
}

func cells(e audit.Entry) ([]byte, error) {
	return sheet.CSV(e.At.UTC().Format("2006-01-02T15:04:05.000Z"), string(e.Action), string(e.Actor), e.ActorName, e.ActorOrganization,
		e.Thing, e.ThingName, e.Detail, e.From, string(e.ID)), nil
}

// nameOf is what the file is called: the organization and the day, in letters
// and digits that every file system takes.
func nameOf(o identity.Organization, at time.Time) string {
	name := strings.Join(strings.FieldsFunc(strings.ToLower(o.Name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}), "-")
	if name == "" {
		name = string(o.ID)
	}
	return name + "-record-" + at.UTC().Format(time.DateOnly)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("audit-export", f.table, f.export)
}
