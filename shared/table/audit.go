package table

import (
	"context"
	"strings"
	"time"

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
	if o != "" {
		wanted[1] = &member
	}
	if err := t.Read(ctx, wanted...); err != nil {
		return err
	}
	c.Repeat = identity.Repeat{} // a repeat of a refused request is judged anew
	return t.Save(ctx, c, identity.Refused(c, session, person, member, thing, why), nil)
}

// monthsAtOnce bounds how many empty months one page looks through.
const monthsAtOnce = 12

// RecordOf reads an organization's record, newest first, month by month back to
// when the organization was made.
func (t *Table) RecordOf(ctx context.Context, o id.Organization, at time.Time, p Page) ([]Entry, string, error) {
	after, err := p.after("")
	if err != nil {
		return nil, "", err
	}
	month := firstOfMonth(at)
	if after != "" {
		when, err := time.Parse(instantLayout, strings.SplitN(after, "#", 2)[0])
		if err != nil {
			return nil, "", fault.BadField("query.after", "is not the next of a page of this list")
		}
		month = firstOfMonth(when)
	}
	oldest := firstOfMonth(id.Made(o))
	var out []Entry
	for n := 0; !month.Before(oldest); month, n = month.AddDate(0, -1, 0), n+1 {
		if n == monthsAtOnce {
			return out, cursor(instant(month.AddDate(0, 1, 0)) + "#"), nil
		}
		some, next, err := page[Entry](ctx, t, list{pk: auditKey(o, month), newest: true}, Page{After: p.After, Limit: p.Limit - len(out)})
		if err != nil {
			return nil, "", err
		}
		out, p.After = append(out, some...), ""
		if next != "" || len(out) >= p.Limit {
			last := out[len(out)-1]
			return out, cursor(keyOf(last).sk), nil
		}
	}
	return out, "", nil
}

func firstOfMonth(t time.Time) time.Time {
	return time.Date(t.UTC().Year(), t.UTC().Month(), 1, 0, 0, 0, 0, time.UTC)
}
