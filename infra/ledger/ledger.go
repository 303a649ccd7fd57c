// Package ledger is what every route costs: the calls it makes, the items they
// touch, their read and write units and its KMS calls, counted at the transport
// while the real binary answers its recorded event. ledger.txt is the ledger; a
// test counts again and compares.
//
// On the same stack its tests play what needs every function at once: the
// strangers at each door, and races between two functions. It holds no prices
// and no times: the units are those of the API, the speed of one machine says
// nothing.
package ledger

import (
	"fmt"
	"strings"

	"github.com/valetkey/valetkey/infra/local/ledger"
)

// Row is what one call of a route or worker takes, from a cold start.
type Row struct {
	Name      string
	Snapshots int // TransactGetItems
	Gets      int // GetItem
	Queries   int
	Writes    int // TransactWriteItems
	Items     int // asked for, found or written
	Read      float64
	Write     float64
	KMS       int
	Mails     int
}

// Add adds up what a function asked for. What it did not get is an error: the
// ledger is of good days.
func (r *Row) Add(entries []ledger.Entry) error {
	for _, e := range entries {
		if e.Fault != "" {
			return fmt.Errorf("%s was answered %s to %s", r.Name, e.Fault, e.Operation)
		}
		switch {
		case e.Service == ledger.KMS:
			r.KMS++
			continue
		case e.Service == ledger.SES:
			r.Mails++
			continue
		case e.Operation == "TransactGetItems":
			r.Snapshots++
		case e.Operation == "GetItem":
			r.Gets++
		case e.Operation == "Query":
			r.Queries++
		case e.Operation == "TransactWriteItems":
			r.Writes++
		default:
			return fmt.Errorf("%s asked for %s", r.Name, e.Operation)
		}
		r.Items += e.Items
		r.Read += e.Read
		r.Write += e.Write
	}
	return nil
}

// Table is the ledger as it is checked in.
func Table(rows []Row) string {
	var b strings.Builder
	b.WriteString("What one call takes, from a cold start, with the recorded event of each (go test ./infra/ledger -update).\n\n")
	line := "%-22s %10s %5s %8s %7s %6s %6s %6s %4s %6s\n"
	fmt.Fprintf(&b, line, "", "snapshots", "gets", "queries", "writes", "items", "read", "write", "KMS", "mails")
	for _, r := range rows {
		fmt.Fprintf(&b, line, r.Name, count(r.Snapshots), count(r.Gets), count(r.Queries), count(r.Writes), count(r.Items),
			units(r.Read), units(r.Write), count(r.KMS), count(r.Mails))
	}
	return b.String()
}

func count(n int) string {
	if n == 0 {
		return "-"
	}
	return fmt.Sprint(n)
}

func units(n float64) string {
	if n == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f", n)
}
