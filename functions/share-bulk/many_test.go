package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// What one of five hundred takes at most; one call more, and one of KMS, is for all.
const (
	many      = 500
	mostCalls = 3
	mostRead  = 28.0
	mostWrite = 30.0
)

// Five hundred are counted, not timed.
func TestFiveHundredAreSharedUpdatedAndStopped(t *testing.T) {
	w := told(t)
	var all []any
	for _, c := range w.Stocks(Hal, Halyard, many, access.Filing{}) {
		all = append(all, c)
	}
	for _, tt := range []struct {
		act  Edit
		want string
	}{{some(all...), "shared"}, {Set("mode", "use"), "updated"}, {stop, "stopped"}} {
		w.Ledger.Reset()
		got := outcomes(Read[api.ShareDone](w.Replay(some(all...), tt.act)))
		if strings.Count(got, tt.want) != many {
			t.Fatalf("%.100s", got)
		}
		calls, kms, read, write := 0.0, 0, 0.0, 0.0
		for _, e := range w.Ledger.Of(w.Name) {
			if e.Service == ledger.KMS {
				kms++
				continue
			}
			calls, read, write = calls+1, read+e.Read, write+e.Write
		}
		t.Logf("%d %s: of each %.2f calls, %.1f read and %.1f write units; KMS %d", many, tt.want, calls/many, read/many, write/many, kms)
		if (calls-1)/many > mostCalls || (read-100)/many > mostRead || (write-100)/many > mostWrite || kms > 1 {
			t.Error("it is more than it was")
		}
	}
}
