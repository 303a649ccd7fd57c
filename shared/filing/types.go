package filing

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// LimitedChore holds all credentials of an organization against the limits of its
// types, which changed. Thing is the organization.
const LimitedChore = "types-limited"

// Offered are the types to choose from.
func (t Types) Offered() []string {
	if len(t.Names) == 0 {
		return Usual
	}
	return t.Names
}

// Limit is after how many days a secret of a type is old; 0 is never.
func (t Types) Limit(kind string) int { return t.Limits[kind] }

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
		c.Orders = append(c.Orders, change.Order{Door: change.Drive, At: by.At, Chore: LimitedChore, Thing: string(t.Organization), Home: string(t.Organization)})
	}
	c.Entries = append(c.Entries, by.Entry(audit.TypesChanged, string(by.Organization), by.OrganizationName, t.said()))
	return t, c, nil
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
