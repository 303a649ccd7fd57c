package main

import (
	"testing"
	"time"

	. "github.com/valetkey/valetkey/shared/tabletest"
)

// A member has a list for each resource that is theirs: a search reads each of them
// for its first word, ten side by side.
func TestASearchOfAMemberWithAThousandResourcesReadsEachListOnce(t *testing.T) {
	const n = 1_000
	w := told(t)
	w.Assigns(n)
	before, _ := w.Queries(func() { w.Replay(As(Tam), Query("words", "device")) })
	for words, want := range map[string]int{"u0000777": 1, "device u000077": 10, "device": 100, "nowhere": 0} {
		began := time.Now()
		var units float64
		found := 0
		queries, most := w.Queries(func() { units, found = cost(w, Query("words", words)) })
		t.Logf("%q in %d lists: %d found, %d queries, %d at once, %.1f units, %v", words, n, found, queries, most, units, time.Since(began).Round(time.Millisecond))
		if found != want || queries > n+before+5 || most < 2 || most > 10 {
			t.Errorf("%q: %d found by %d queries, %d at once", words, found, queries, most)
		}
	}
}
