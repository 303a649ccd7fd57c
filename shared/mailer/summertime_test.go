package mailer

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the zones whose clocks change

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
)

// A period is a length on the clock of the world, not on the wall: where clocks
// change under it, mails still say when it is over, in UTC, and what remains.
func TestNoMailIsAnHourOffWhereClocksChangeUnderAPeriod(t *testing.T) { // rule J7
	for _, tt := range []struct {
		zone, opens string // on the wall there
		ends        string // on the wall there
		mailed      string
	}{
		{"Europe/Berlin", "2026-10-25T01:30:00+02:00", "02:30 CET", "25 October 2026, 01:30 UTC (in 2 hours)"}, // set back at 3 o'clock
		{"Europe/Berlin", "2026-03-29T01:30:00+01:00", "04:30 CEST", "29 March 2026, 02:30 UTC (in 2 hours)"},  // set on at 2 o'clock
		{"America/New_York", "2026-03-08T01:30:00-05:00", "04:30 EDT", "8 March 2026, 08:30 UTC (in 2 hours)"}, // set on at 2 o'clock
		{"America/New_York", "2026-11-01T00:30:00-04:00", "01:30 EST", "1 November 2026, 06:30 UTC (in 2 hours)"},
	} {
		zone, err := time.LoadLocation(tt.zone)
		if err != nil {
			t.Fatal(err)
		}
		opens, err := time.Parse(time.RFC3339, tt.opens)
		if err != nil {
			t.Fatal(err)
		}
		p := access.Period{Start: opens.In(zone), End: opens.In(zone).Add(2 * time.Hour)}
		if wall := p.End.Format("15:04 MST"); wall != tt.ends {
			t.Fatalf("%s: the story is wrong: %s on the wall", tt.opens, wall)
		}
		for _, kind := range []change.Telling{change.AccessOpened, change.AccessBrokeGlass} {
			n, a := notice(kind)
			a.Now, a.Request.Period = p.Start, &p
			told, ok := Compose(n, a)
			if text := parse(t, told.Letter).text; !ok || !strings.Contains(text, tt.mailed) {
				t.Errorf("%s, %s: it does not say %q:\n%s", tt.opens, kind, tt.mailed, text)
			}
		}
		n, a := notice(change.AccessEnding)
		a.Now, a.Request.Period = p.End.Add(-15*time.Minute), &p
		told, _ := Compose(n, a)
		if text := parse(t, told.Letter).text; !strings.Contains(text, strings.Replace(tt.mailed, "in 2 hours", "in 15 minutes", 1)) {
			t.Errorf("%s, ending:\n%s", tt.opens, text)
		}
	}
}
