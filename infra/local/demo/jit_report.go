package demo

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/valetkey/valetkey/shared/api"
)

// reporting: who gets into the server through what, now and on that day (rule J11).
func (j *jit) reporting() []namedStep {
	return []namedStep{
		{"The report of the server, as a file: who has access through what, under which policy, and how they stand", func() error {
			rows, err := j.file()
			if err != nil {
				return err
			}
			for who, says := range map[string][]string{
				"Bob Reyes": {"Support", "standing, locked after 7 days without use, opened by a reason", "standing"},
				"Cyd Lund":  {"Contractors", "just-in-time, up to 1 hour, 2 to approve, break-glass allowed", "locked"},
				"Dan Voss":  {"", "standing", "standing"},
			} {
				i := slices.IndexFunc(rows, func(row []string) bool { return row[0] == who })
				if i < 0 {
					return fmt.Errorf("it does not name %s", who)
				}
				for _, s := range says {
					if !strings.Contains(strings.Join(rows[i], "|"), s) {
						return fmt.Errorf("of %s it says %q", who, rows[i])
					}
				}
			}
			return nil
		}},
		{"And who could get in on the day on which it all began: Cyd, from when to when", func() error {
			var r api.Report
			day := j.cyds.Opens.UTC().Format("2006-01-02")
			if err := j.ann.must(200, "GET", j.of("/report?day="+day), nil, &r); err != nil {
				return err
			}
			i := slices.IndexFunc(r.Items, func(l api.ReportLine) bool { return l.Name == "Cyd Lund" })
			if i < 0 || len(r.Items[i].Times) == 0 {
				return fmt.Errorf("it does not say that Cyd could")
			}
			for _, t := range r.Items[i].Times {
				j.aside("Cyd Lund  %s to %s", t.From.Format("15:04:05.000"), t.To.Format("15:04:05.000 UTC"))
			}
			return nil
		}},
	}
}

// shown are the columns of the file that the story prints.
var shown = []string{"name", "through", "policy", "state", "locksIn", "lastUse", "requests"}

// file reads the report as CSV and prints it as a table; it answers the rows.
func (j *jit) file() ([][]string, error) {
	a, err := j.ann.ask(http.MethodGet, j.of("/report?format=csv"), nil)
	if err == nil {
		err = a.expect(200, "the report", nil)
	}
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(a.body)).ReadAll()
	if err != nil || len(rows) < 2 {
		return nil, claim(err, false, "it has %d rows", len(rows))
	}
	var table bytes.Buffer
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		for i, cell := range row {
			if slices.Contains(shown, rows[0][i]) {
				fmt.Fprintf(w, "%s\t", cell)
			}
		}
		fmt.Fprintln(w)
	}
	if err := w.Flush(); err != nil {
		return nil, err
	}
	for line := range strings.Lines(table.String()) {
		j.aside("%s", strings.TrimSpace(line))
	}
	return rows[1:], nil
}
