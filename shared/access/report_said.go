package access

import (
	"fmt"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// DayOf is the day that a report is asked of, as [from, to), in UTC: of today, as
// far as it has been. It is zero for now. Errors: Invalid.
func DayOf(text string, at time.Time, o identity.Organization) (from, to time.Time, err error) {
	if text == "" {
		return from, to, nil
	}
	const field = "query.day"
	from, err = time.Parse(time.DateOnly, text)
	if to = from.AddDate(0, 0, 1); err != nil {
		return from, to, fault.BadField(field, "is no day like %s", at.UTC().Format(time.DateOnly))
	}
	switch {
	case from.After(at):
		return from, to, fault.BadField(field, "has not been yet")
	case !to.After(o.Since):
		return from, to, fault.BadField(field, "was before %s was here", o.Name)
	case !to.After(audit.Floor(at, o.AuditYears)):
		return from, to, fault.BadField(field, "is longer ago than the record is kept")
	}
	return from, earliest(to, at.Add(time.Millisecond)), nil
}

// LocksIn is in how many days, begun ones counted, a standing way locks itself
// unless it is used; 0 if it does not.
func (l Line) LocksIn(at time.Time) int {
	if l.State != IsStanding || l.Until.IsZero() {
		return 0
	}
	return int((l.Until.Sub(at) + 24*time.Hour - 1) / (24 * time.Hour))
}

// Said is the line's state in words: of now or, with day, of that day.
func (l Line) Said(at time.Time, day bool) string {
	stamp := func(t time.Time) string { return t.UTC().Format(time.RFC3339) }
	var words []string
	switch {
	case day && len(l.Spans) > 0:
		words = append(words, "could get in")
	case day:
		words = append(words, "could not get in")
	case l.State == IsOpen:
		words = append(words, "open until "+stamp(l.Until))
	case l.State == IsLocked && !l.Policy.JustInTime:
		words = append(words, fmt.Sprintf("locked itself after %d days without use", l.Policy.LockAfter))
	case l.State == IsStanding && l.LocksIn(at) > 0:
		words = append(words, fmt.Sprintf("standing, locks itself in %d days unless it is used", l.LocksIn(at)))
	case l.State == IsPending:
		words = append(words, "locked, a request waits")
	case l.State == IsClosed:
		words = append(words, "closed: the credential is disabled")
	default:
		words = append(words, string(l.State))
	}
	if day && l.Asks {
		words = append(words, "could ask")
	}
	if l.Void {
		words = append(words, "void: a standing assignment decides")
	}
	if l.Unsure {
		words = append(words, "used since: not known for that day, counted as able")
	}
	return strings.Join(words, "; ")
}
