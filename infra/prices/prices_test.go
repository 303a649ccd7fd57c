package prices

import (
	"math"
	"slices"
	"testing"
)

func TestEveryPricedUnitIsInTheFileOnceWithItsSource(t *testing.T) {
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Prices) != len(Units) || l.Region == "" || l.Assumed.Milliseconds <= 0 || l.Assumed.Megabytes <= 0 || l.Assumed.Why == "" {
		t.Errorf("%d prices of %d units; assumed %+v", len(l.Prices), len(Units), l.Assumed)
	}
	for _, p := range l.Prices {
		if !slices.Contains(Units, p.Unit) {
			t.Errorf("nothing is counted in %q", p.Unit)
		}
	}
	t.Logf("of %s, not read on the source itself: %q", l.Date, l.Unconfirmed())
}

// By hand, in millionths of a USD, with the file of 2026-11-23.
func TestWhatAUseComesTo(t *testing.T) {
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		use  Use
		want float64
	}{
		"nothing":         {Use{}, 0},
		"80 write units":  {Use{Write: 80}, 50},                                   // 80 x 0.625
		"80 read units":   {Use{Read: 80}, 10},                                    // 80 x 0.125
		"4 transitions":   {Use{Transitions: 4}, 100},                             // 4 x 25
		"3 mails":         {Use{Mails: 3}, 300},                                   // 3 x 100
		"2 KMS calls":     {Use{KMS: 2}, 6},                                       // 2 x 3
		"5 events":        {Use{Bus: 5}, 5},                                       // 5 x 1
		"an API call":     {Use{Calls: 1, API: 1}, 1 + 0.2 + 0.05*13.3334},        // 0.1 s x 0.5 GB
		"10 worker calls": {Use{Calls: 10}, 2 + 0.5*13.3334},                      // no API
		"a plain life":    {Use{80, 80, 10, 1, 4, 3, 2, 5}, 471 + 1 + 2 + 6.6667}, // all of these
	} {
		if got := l.Of(tt.use) * 1e6; math.Abs(got-tt.want) > 1e-6 {
			t.Errorf("%s: %.6f, want %.6f", name, got, tt.want)
		}
	}
}
