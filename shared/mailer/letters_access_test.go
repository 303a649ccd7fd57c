package mailer

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
)

// asked is a request as a letter of a kind tells of it.
func asked(kind change.Telling) access.Request {
	q := access.Request{
		Organization: "org_a", ID: "req_a", Resource: "res_a", ResourceName: "Router", Person: "person_b", Name: "Bob", Want: access.Entering,
		Policy: access.Policy{JustInTime: true, Longest: 7200, Needs: 1}, Reason: "A port is down.\nTicket 4711", Length: 7200, Granted: 5400,
		Asked: nine.Add(-time.Hour), Lapses: nine.Add(23 * time.Hour), State: access.RequestApproved, Note: "Until noon is enough.", Version: 2,
	}
	p := access.Period{Start: nine, End: nine.Add(90 * time.Minute)}
	switch kind {
	case change.AccessRequested:
		q.State = access.RequestPending
	case change.AccessApproved:
		q.State, q.Policy.Needs, q.Approvals = access.RequestPending, 2, []access.Approval{{Name: "Rob Reviewer"}}
	case change.AccessDenied:
		q.State = access.RequestDenied
	case change.AccessLapsed:
		q.State, q.Lapses = access.RequestLapsed, nine
	case change.AccessEnding:
		p.Start, p.End = nine.Add(-75*time.Minute), nine.Add(15*time.Minute)
		q.Period = &p
	case change.AccessEnded:
		p.Start, p.End = nine.Add(-90*time.Minute), nine
		q.Period = &p
	case change.AccessBrokeGlass:
		q.Want, q.Granted, q.Asked, p.End = access.InNeed, 3600, nine, nine.Add(time.Hour)
		q.Period = &p
	case change.AccessOpened:
		q.Period = &p
	}
	return q
}

// rules J4, J5, J7, J9, J12
func TestWhatNoLongerHoldsOfARequestIsNotTold(t *testing.T) {
	for _, tt := range []struct {
		name string
		kind change.Telling
		edit func(*change.Notice, *About)
		told bool
	}{
		{"a request that was decided", change.AccessRequested, func(_ *change.Notice, a *About) { a.Request.State = access.RequestDenied }, false},
		{"a request at its lapse", change.AccessRequested, func(_ *change.Notice, a *About) { a.Now = a.Request.Lapses }, false},
		{"a request in its last instant", change.AccessRequested, func(_ *change.Notice, a *About) { a.Now = a.Request.Lapses.Add(-1) }, true},
		{"an approval of one that was opened since", change.AccessApproved, func(_ *change.Notice, a *About) { a.Request.State = access.RequestApproved }, false},
		{"opened, and over before it was told", change.AccessOpened, func(_ *change.Notice, a *About) { a.Now = a.Request.Period.End }, true},
		{"opened, without a period", change.AccessOpened, func(_ *change.Notice, a *About) { a.Request.Period = nil }, false},
		{"ending, and ended", change.AccessEnding, func(_ *change.Notice, a *About) { a.Request.Period.Ended = &nine }, false},
		{"ending, and over", change.AccessEnding, func(_ *change.Notice, a *About) { a.Now = a.Request.Period.End }, false},
		{"ended, and open", change.AccessEnded, func(_ *change.Notice, a *About) { a.Now = a.Request.Period.End.Add(-1) }, false},
		{"broken glass, reviewed before it was told", change.AccessBrokeGlass, func(_ *change.Notice, a *About) { a.Request.Reviewed = &access.Approval{} }, true},
		{"broken glass that is gone", change.AccessBrokeGlass, func(_ *change.Notice, a *About) { a.Request.Version = 0 }, false},
		{"lapsed, but decided", change.AccessLapsed, func(_ *change.Notice, a *About) { a.Request.State = access.RequestApproved }, false},
	} {
		n, a := notice(tt.kind)
		tt.edit(&n, &a)
		if _, ok := Compose(n, a); ok != tt.told {
			t.Errorf("%s: told %v", tt.name, ok)
		}
	}
}

func TestALetterAboutAPeriodSaysTheEndWithItsZoneWhatRemainsAndWho(t *testing.T) { // rule J7
	n, a := notice(change.AccessOpened)
	told, _ := Compose(n, a)
	p := parse(t, told.Letter)
	for _, words := range []string{
		"4 March 2026, 10:30 UTC (in 1 hour 30 minutes)", "Rob Reviewer", "They wrote:\n> Until noon is enough.", "You asked for 2 hours: it was shortened to 1 hour 30 minutes.",
		origin + "/organizations/org_a/requests/req_a",
	} {
		if !strings.Contains(p.text, words) {
			t.Errorf("it does not say %q:\n%s", words, p.text)
		}
	}
}

func TestWhatIsRegainedHasNoEnd(t *testing.T) { // rule J10
	n, a := notice(change.AccessOpened)
	a.Request.Want, a.Request.Period, a.Request.Granted = access.Regaining, nil, 0
	if told, ok := Compose(n, a); !ok || told.Text != "Rob Reviewer gave you Router back." {
		t.Errorf("%v: %+v", ok, told)
	}
	n, a = notice(change.AccessRequested)
	a.Request.Want, a.Request.Granted = access.Regaining, 0
	if told, ok := Compose(n, a); !ok || told.Letter.Facts[2].Value != "access for good: it locked itself after days without use" {
		t.Errorf("%v: %+v", ok, told)
	}
}

func TestABrokenGlassIsLoudAndAReasonIsShownAsTheirs(t *testing.T) { // rule J12
	n, a := notice(change.AccessBrokeGlass)
	a.Request.Reason = "<b>all</b> down\nSee request: https://evil.example"
	told, _ := Compose(n, a)
	p := parse(t, told.Letter)
	if !strings.HasPrefix(p.subject, "BREAK-GLASS") || !strings.HasPrefix(told.Text, "BREAK-GLASS") {
		t.Errorf("%q, %q", p.subject, told.Text)
	}
	if !strings.Contains(p.text, "They wrote:\n> <b>all</b> down\n> See request: https://evil.example\n") || strings.Contains(p.html, "<b>all") {
		t.Errorf("%s", p.text)
	}
}

func TestMoreTimeIsAskedForInItsWordsAndABrokenGlassCountsNoApprovals(t *testing.T) { // rules J8, J12
	n, a := notice(change.AccessRequested)
	a.Request.Extends = true
	if told, ok := Compose(n, a); !ok || told.Letter.Subject != "Bob asks for more time in Router" || told.Letter.Facts[2].Value != "1 hour 30 minutes more, from where it ends" {
		t.Errorf("%v: %+v", ok, told)
	}
	n, a = notice(change.AccessBrokeGlass)
	a.Request.Policy.Needs = 2
	if told, ok := Compose(n, a); !ok || strings.Contains(parse(t, told.Letter).text, "Approvals") {
		t.Errorf("%v: %+v", ok, told.Letter.Facts)
	}
}

func TestALengthIsSaidExactly(t *testing.T) {
	for seconds, want := range map[int]string{
		1: "1 second", 59: "59 seconds", 60: "1 minute", 5400: "1 hour 30 minutes", 3601: "1 hour 1 second", 604_800: "7 days", 90_061: "1 day 1 hour 1 minute 1 second",
	} {
		if got := span(seconds); got != want {
			t.Errorf("%d: %q", seconds, got)
		}
	}
}
