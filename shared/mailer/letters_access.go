package mailer

import (
	"fmt"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
)

// accessAsked tells who may decide of a request that waits, and of all that was
// decided without them. Who reads it may be one of many: it says nothing that is
// only right for one.
func accessAsked(n change.Notice, a About) (Told, bool) {
	q := a.Request
	t := Told{Path: requestPath(n)}
	l := Letter{Facts: asks(q), Quote: q.Reason, Button: "See request"}
	who, what := q.Name, q.ResourceName
	switch n.Kind {
	case change.AccessRequested:
		wants := "to be let in to"
		if q.Extends {
			wants = "for more time in"
		}
		t.Text = fmt.Sprintf("%s asks %s %s.", who, wants, what)
		l.Subject = fmt.Sprintf("%s asks %s %s", short(who), wants, short(what))
		l.Small = []string{
			"Opening the link decides nothing. It waits until " + until(q.Lapses, a.Now) + "; after that it lapses by itself.",
			"You are told because you may decide. The clock starts when it is approved, and you may shorten the time.",
		}
	case change.AccessApproved:
		t.Text = fmt.Sprintf("%s approved the request of %s for %s: %d of %d.", n.By, who, what, len(q.Approvals), q.Policy.Needs)
		l.Subject = fmt.Sprintf("%s for %s: %d of %d approvals", short(who), short(what), len(q.Approvals), q.Policy.Needs)
		l.Small = []string{"If you have approved it, there is nothing left to do. It waits until " + until(q.Lapses, a.Now) + "; after that it lapses by itself."}
	case change.AccessDecided: // they might have decided: the dashboard is enough
		t.Quiet, t.Text = true, fmt.Sprintf("%s let %s in to %s.", n.By, who, what)
		if q.State == access.RequestDenied {
			t.Text = fmt.Sprintf("%s denied %s access to %s.", n.By, who, what)
		}
		return t, q.Version != 0 && string(q.State) == n.Tie
	}
	l.Heading = t.Text
	t.Letter = l
	return t, q.Version != 0 && q.At(a.Now) == access.RequestPending
}

// brokeGlass tells everyone who could have approved, loudly, and whatever became
// of it since (rule J12).
func brokeGlass(n change.Notice, a About) (Told, bool) {
	q := a.Request
	words := fmt.Sprintf("%s broke the glass of %s.", q.Name, q.ResourceName)
	l := Letter{
		Subject: fmt.Sprintf("BREAK-GLASS: %s opened %s", short(q.Name), short(q.ResourceName)), Heading: words, Facts: asks(q), Quote: q.Reason,
		Lines: []string{
			"Nobody approved this. It opened at once, on " + stamp(q.Asked) + ", because they said that they were in need.",
			"If it should not be, end it there now. Otherwise one of you owes it a review: after three days without one, they can break the glass there no more.",
		},
		Button: "See what happened",
	}
	if q.Period != nil {
		l.Facts = append(l.Facts, Fact{"Closes", remaining(q.Period.Over(), a.Now)})
	}
	return Told{Text: "BREAK-GLASS: " + words, Path: requestPath(n), Letter: l}, q.Version != 0
}

// accessAnswered tells who asked how it went, and when it ends.
func accessAnswered(n change.Notice, a About) (Told, bool) {
	q := a.Request
	t := Told{Path: requestPath(n)}
	l := Letter{Button: "See request"}
	what, ok := q.ResourceName, q.Version != 0 && string(q.At(a.Now)) == n.Tie
	say := func(subject, format string, words ...any) {
		t.Text, l.Subject = fmt.Sprintf(format, words...), fmt.Sprintf(subject, short(what))
	}
	switch n.Kind {
	case change.AccessDenied:
		say("You are not let in to %s", "%s denied your request for %s.", n.By, what)
		l.Quote = q.Note
	case change.AccessLapsed:
		say("Your request for %s lapsed", "Your request for %s lapsed: nobody decided in time.", what)
		l.Lines = []string{"It waited until " + stamp(q.Lapses) + ". If you still need it, ask again."}
	default:
		ok = accessPeriod(n, a, &l, say) && ok
	}
	l.Heading = t.Text
	t.Letter = l
	return t, ok
}

// accessPeriod tells of a period that opened, ends soon or is over.
func accessPeriod(n change.Notice, a About, l *Letter, say func(subject, format string, words ...any)) bool {
	q, p := a.Request, a.Request.Period
	what := q.ResourceName
	if q.Want == access.Regaining && n.Kind == change.AccessOpened {
		say("You have %s again", "%s gave you %s back.", n.By, what)
		l.Quote, l.Lines = q.Note, []string{"It stays open to you while you use it."}
		return true
	}
	if p == nil {
		return false
	}
	closes := remaining(p.Over(), a.Now)
	switch n.Kind {
	case change.AccessOpened:
		say("You are let in to %s", "%s let you in to %s until %s.", n.By, what, stamp(p.End))
		l.Quote, l.Facts = q.Note, []Fact{{"Opens", stamp(p.Start)}, {"Closes", closes}, {"Let in by", n.By}}
		if q.Granted < q.Length {
			l.Lines = []string{fmt.Sprintf("You asked for %s: it was shortened to %s.", span(q.Length), span(q.Granted))}
		}
		l.Small = []string{"It closes by itself. If you are done before, end it; if you need longer, ask again while it is open."}
		return true
	case change.AccessEnding:
		say("Your access to %s ends soon", "Your access to %s ends on %s.", what, stamp(p.End))
		l.Facts, l.Lines = []Fact{{"Closes", closes}}, []string{"If you need longer, ask now: what is granted begins where this ends."}
		return p.Open(a.Now)
	case change.AccessEnded:
		say("Your access to %s is over", "Your access to %s came to its end.", what)
		if n.By != "" {
			say("Your access to %s was ended", "%s ended your access to %s.", n.By, what)
		}
		l.Lines = []string{"It ended on " + stamp(p.Over()) + ". If you need it again, ask again."}
		return !p.Open(a.Now)
	}
	return false
}

// asks is who asks for what, as a table.
func asks(q access.Request) []Fact {
	out := []Fact{{"Who", q.Name}, {"Resource", q.ResourceName}}
	switch {
	case q.Want == access.Regaining:
		out = append(out, Fact{"For", "access for good: it locked itself after days without use"})
	case q.Extends:
		out = append(out, Fact{"For", span(q.Granted) + " more, from where it ends"})
	default:
		out = append(out, Fact{"For", span(q.Granted)})
	}
	if q.Policy.Needs > 1 && q.Want != access.InNeed { // a broken glass is no approval
		out = append(out, Fact{"Approvals", fmt.Sprintf("%d of %d", len(q.Approvals), q.Policy.Needs)})
	}
	return out
}

// span is a length in words, exactly.
func span(seconds int) string {
	left := time.Duration(seconds) * time.Second
	var out []string
	for _, u := range []struct {
		unit time.Duration
		name string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}, {time.Second, "second"}} {
		if n := left / u.unit; n > 0 {
			out = append(out, count(n*u.unit, u.unit, u.name))
			left -= n * u.unit
		}
	}
	return strings.Join(out, " ")
}

// remaining is an instant with its zone and what remains, to the minute: periods
// are short.
func remaining(t, now time.Time) string {
	left := t.Sub(now).Truncate(time.Minute)
	switch {
	case !now.Before(t):
		return stamp(t)
	case left == 0:
		return stamp(t) + " (in less than a minute)"
	default:
		return stamp(t) + " (in " + span(int(left/time.Second)) + ")"
	}
}

func requestPath(n change.Notice) string {
	return "/organizations/" + n.Home + "/requests/" + n.About
}
