package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// A member has a list for each resource that is theirs: a page reads each of them
// once, ten side by side, and answers the same as ever.
func TestAPageOfAMemberWithAThousandResourcesReadsEachListOnce(t *testing.T) {
	const n = 1_000
	w := told(t)
	before, _ := w.Queries(func() { w.Replay() })
	w.Assigns(n)
	var got []string
	for next := ""; len(got) < 200; {
		w.Ledger.Reset()
		var page api.FiledPage
		began := time.Now()
		queries, most := w.Queries(func() { page = Read[api.FiledPage](w.Replay(Query("limit", "100"), Query("after", next))) })
		took := time.Since(began)
		var units float64
		for _, e := range w.Ledger.Of(w.Name) {
			units += e.Read
		}
		t.Logf("a page of %d lists: %d queries, %d at once, %.1f units, %v", n, queries, most, units, took.Round(time.Millisecond))
		if queries > n+before+1 || most < 2 || most > 10 {
			t.Errorf("%d queries, %d at once, of %d lists", queries, most, n)
		}
		for _, c := range page.Items {
			got = append(got, c.Name)
		}
		next = page.Next
	}
	for i, name := range got[1:200] { // the first is his own
		if want := fmt.Sprintf("Device u%07d", i); name != want {
			t.Fatalf("row %d is %s, not %s", i, name, want)
		}
	}
}
