package filing

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// LimitedChore holds all credentials of an organization against the limits of its
// types, which changed. Thing is the organization.
const LimitedChore = "types-limited"

// ForcedChore copies an organization's list to the sites it forces it on, after it
// changed. Thing is the organization.
const ForcedChore = "types-forced"

// Offered are the types to choose from.
func (t Types) Offered() []string {
	switch {
	case t.Forced != nil:
		return t.Forced.Names
	case len(t.Names) == 0:
		return Usual
	default:
		return t.Names
	}
}

// Limit is after how many days a secret of a type is old; 0 is never.
func (t Types) Limit(kind string) int { return t.limits()[kind] }

func (t Types) limits() map[string]int {
	if t.Forced != nil {
		return t.Forced.Limits
	}
	return t.Limits
}

// Limit is a type whose secrets grow old (rule C12).
type Limit struct {
	Type string
	Days int
}

// SetTypes makes the organization's own list of types (rule C8), with after how many
// days secrets of them are old (rule C12). Credentials of a type that is no longer
// offered keep it, and are never old. Limits that are nil stay as they are, for the
// types that stay.
func SetTypes(by identity.Caller, t Types, names []string, limits []Limit) (Types, change.Change, error) {
	if err := by.ForTeam(); err != nil {
		return t, change.Change{}, err
	}
	if t.Forced != nil {
		return t, change.Change{}, fault.New(fault.Forbidden, "%s has %s use its own list of types: it is changed there.", t.Forced.Name, by.OrganizationName)
	}
	tidy, err := tidyTypes(names)
	if err != nil {
		return t, change.Change{}, err
	}
	was := t.Limits
	t.Limits, err = t.limited(tidy, limits)
	if err != nil {
		return t, change.Change{}, err
	}
	if slices.Equal(tidy, t.Offered()) && maps.Equal(t.Limits, was) {
		return t, change.Change{}, nil
	}
	t.Organization, t.Names = by.Organization, tidy
	c := by.Change()
	c.Keep(t)
	if !maps.Equal(t.Limits, was) {
		c.Orders = append(c.Orders, t.order(by.At, LimitedChore))
	}
	c.Orders = append(c.Orders, t.order(by.At, ForcedChore))
	c.Entries = append(c.Entries, by.Entry(audit.TypesChanged, string(by.Organization), by.OrganizationName, t.said()))
	return t, c, nil
}

// Force has another organization's list take the place of t's own (rule C8), which
// is kept and comes back with Free. It answers false if that is so already.
func (t Types) Force(at time.Time, by id.Organization, name string, list Types) (Types, []change.Order, bool) {
	f := &Forced{By: by, Name: name, Names: list.Offered(), Limits: list.limits(), Since: at}
	if was := t.Forced; was != nil && was.By == by && slices.Equal(was.Names, f.Names) && maps.Equal(was.Limits, f.Limits) {
		return t, nil, false
	}
	now := t
	now.Forced = f
	return now, t.aged(at, now), true
}

// Free gives t its own list back. It answers false if it has it.
func (t Types) Free(at time.Time) (Types, []change.Order, bool) {
	now := t
	now.Forced = nil
	return now, t.aged(at, now), t.Forced != nil
}

// aged orders that secrets are held against other limits, where they are others.
func (t Types) aged(at time.Time, now Types) []change.Order {
	if maps.Equal(t.limits(), now.limits()) {
		return nil
	}
	return []change.Order{t.order(at, LimitedChore)}
}

func (t Types) order(at time.Time, chore string) change.Order {
	return change.Order{Door: change.Drive, At: at, Chore: chore, Thing: string(t.Organization), Home: string(t.Organization)}
}

func tidyTypes(names []string) ([]string, error) {
	var tidy []string
	for _, n := range names {
		n = strings.Join(strings.Fields(n), " ")
		switch {
		case n == "":
			return nil, fault.BadField("body.types", "has an empty one")
		case slices.ContainsFunc(tidy, func(x string) bool { return strings.EqualFold(x, n) }):
			return nil, fault.BadField("body.types", "names %s twice", n)
		}
		tidy = append(tidy, n)
	}
	if len(tidy) == 0 || len(tidy) > MaxTypes {
		return nil, fault.BadField("body.types", "are 1 to %d", MaxTypes)
	}
	return tidy, nil
}

// limited are the limits of types that are offered.
func (t Types) limited(names []string, limits []Limit) (map[string]int, error) {
	out := map[string]int{}
	if limits == nil {
		for kind, days := range t.Limits {
			if slices.Contains(names, kind) {
				out[kind] = days
			}
		}
		return out, nil
	}
	for _, l := range limits {
		l.Type = strings.Join(strings.Fields(l.Type), " ")
		_, twice := out[l.Type]
		switch {
		case !slices.Contains(names, l.Type):
			return nil, fault.BadField("body.limits", "names a type that is not on the list")
		case twice:
			return nil, fault.BadField("body.limits", "names %s twice", l.Type)
		case l.Days < 1 || l.Days > MaxLimit:
			return nil, fault.BadField("body.limits", "are 1 to %d days", MaxLimit)
		}
		out[l.Type] = l.Days
	}
	return out, nil
}

// said is the list in words.
func (t Types) said() string {
	out := make([]string, len(t.Names))
	for i, n := range t.Names {
		switch days := t.Limits[n]; days {
		case 0:
			out[i] = n
		case 1:
			out[i] = n + " (1 day)"
		default:
			out[i] = fmt.Sprintf("%s (%d days)", n, days)
		}
	}
	return strings.Join(out, ", ")
}
