package table

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Refused keeps on record that a call was refused (rule A1), if whoever made it
// is known where it was made. o is the organization it was for; "" for none.
func (t *Table) Refused(ctx context.Context, c identity.Call, o id.Organization, thing string, why error) error {
	session := identity.Session{Person: c.Token.Person, ID: c.Token.Session}
	person := identity.Person{ID: c.Token.Person}
	member := identity.Member{Organization: o, Person: c.Token.Person}
	wanted := []change.Record{&session, &person}
	if o != "" && c.Who != identity.Anybody { // what anybody may do is on the record of who did
		wanted[1] = &member
	}
	if err := t.Read(ctx, wanted...); err != nil {
		return err
	}
	c.Repeat = identity.Repeat{} // a repeat of a refused request is judged anew
	return t.Save(ctx, c, identity.Refused(c, session, person, member, thing, why), nil)
}

// Search is whose record is read, and which lines of it.
type Search struct {
	Organization id.Organization
	Account      id.Person // a person's own record instead, which has no indexes
	At           time.Time // the instant of the call: there are no lines of later months
	Floor        time.Time // what is older is not shown (rule A3)
	audit.Filter
}

// What one page of a record costs at most, however long and however empty the
// record is: lines that are looked at and months that are looked into. A page
// may be short, or empty, and still have a next.
const (
	linesAtOnce  = 1000
	linesByQuery = 250 // when most of them may not be meant
	monthsAtOnce = 12
)

// Lines reads a record, newest first: month by month back to when its owner was
// made or, for a person or thing, by the index, which may lag a moment behind.
func (t *Table) Lines(ctx context.Context, s Search, p Page) ([]Entry, string, error) {
	w, err := s.walk(p)
	if err != nil || w.over() {
		return nil, "", err
	}
	var out []Entry
	for looked := 0; looked < linesAtOnce && w.months < monthsAtOnce; {
		want := p.Limit - len(out)
		if s.Action != "" {
			want = min(linesByQuery, linesAtOnce-looked)
		}
		some, more, err := w.read(ctx, t, want)
		if err != nil {
			return nil, "", err
		}
		looked += len(some)
		for _, e := range some {
			w.last = keyOf(e).sk
			if !s.Meant(e.Entry) {
				continue
			}
			if out = append(out, e); len(out) == p.Limit {
				return out, cursor(w.last), nil
			}
		}
		if !more && !w.earlier() {
			return out, "", nil
		}
	}
	return out, cursor(w.last), nil
}

// Line is the line itself.
func (r Entry) Line() audit.Entry { return r.Entry }

// Next is the cursor of the page that begins after the line.
func (r Entry) Next() string { return cursor(keyOf(r).sk) }

// RecordOf reads all of an organization's record, newest first.
func (t *Table) RecordOf(ctx context.Context, o id.Organization, at time.Time, p Page) ([]Entry, string, error) {
	return t.Lines(ctx, Search{Organization: o, At: at}, p)
}

// EntriesOf lists an organization's record of one thing, newest first.
func (t *Table) EntriesOf(ctx context.Context, o id.Organization, thing string, p Page) ([]Entry, string, error) {
	return t.Lines(ctx, Search{Organization: o, Filter: audit.Filter{Thing: thing}}, p)
}

// walk is where the reading of a record stands.
type walk struct {
	Search
	low, high string    // sort keys between which lines lie; each begins a line's own
	start     string    // the sort key to read on after, in this partition; "" from its newest
	last      string    // the sort key after which there is more
	month     time.Time // of the partition
	oldest    time.Time
	months    int // done
}

// walk begins where the page does. Errors: Invalid, for a cursor of another list.
func (s Search) walk(p Page) (*walk, error) {
	made := id.Made(s.Organization)
	if s.Account != "" {
		made = id.Made(s.Account)
	}
	from := later(s.From, s.Floor)
	w := &walk{Search: s, low: instant(from), high: "~", month: firstOfMonth(s.At), oldest: firstOfMonth(later(made, from))}
	if !s.To.IsZero() {
		w.high = instant(s.To)
		if last := firstOfMonth(s.To.Add(-time.Millisecond)); last.Before(w.month) {
			w.month = last
		}
	}
	if p.After == "" {
		return w, nil
	}
	unknown := fault.BadField("query.after", "is not the next of a page of this list")
	sk, err := base64.RawURLEncoding.Strict().DecodeString(p.After)
	if err != nil || !utf8.Valid(sk) {
		return nil, unknown
	}
	w.start = string(sk)
	stamp, _, found := strings.Cut(w.start, "#")
	when, err := time.Parse(instantLayout, stamp)
	if err != nil || !found || w.start > w.high || !s.indexed() && firstOfMonth(when).After(w.month) {
		return nil, unknown
	}
	w.last, w.month = w.start, firstOfMonth(when)
	return w, nil
}

// over reports whether nothing of what is asked for is left.
func (w *walk) over() bool {
	return w.low > w.high || w.start != "" && w.start < w.low || !w.indexed() && w.month.Before(w.oldest)
}

func (s Search) indexed() bool { return s.Account == "" && (s.Person != "" || s.Thing != "") }

// read reads lines of the partition, and says whether it has more.
func (w *walk) read(ctx context.Context, t *Table, limit int) ([]Entry, bool, error) {
	l := list{from: w.low, to: w.high, newest: true, limit: limit, after: w.start}
	switch {
	case w.Account != "":
		l.pk = auditKey(w.Account, w.month)
	case w.Thing != "":
		l.index, l.pk = byThing, thingKey(w.Organization, w.Thing)
	case w.Person != "":
		l.index, l.pk = byActor, actorKey(w.Organization, w.Person)
	default:
		l.pk = auditKey(w.Organization, w.month)
	}
	if l.index != "" && w.start != "" {
		pkName, skName := l.keys()
		l.start = key{auditKey(w.Organization, w.month), w.start}.attributes()
		l.start[pkName], l.start[skName] = str(l.pk), str(w.start)
	}
	items, next, err := t.query(ctx, l)
	if err != nil {
		return nil, false, err
	}
	out := make([]Entry, len(items))
	for i, item := range items {
		if err := decode(item, &out[i]); err != nil {
			return nil, false, fmt.Errorf("table: read the record: %w", err)
		}
	}
	if next != "" {
		if w.start = next; w.indexed() {
			w.month = firstOfMonth(out[len(out)-1].At)
		}
	}
	return out, next != "", nil
}

// earlier moves to the month before, if there is one.
func (w *walk) earlier() bool {
	if w.indexed() {
		return false
	}
	w.start, w.last = "", instant(w.month)+"#"
	w.month = w.month.AddDate(0, -1, 0)
	w.months++
	return !w.month.Before(w.oldest)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func firstOfMonth(t time.Time) time.Time {
	return time.Date(t.UTC().Year(), t.UTC().Month(), 1, 0, 0, 0, 0, time.UTC)
}
