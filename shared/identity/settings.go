package identity

import (
	"cmp"
	"fmt"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
)

// RecordYears is how long the organization's record stays, in years (rule A3).
func (o Organization) RecordYears() int { return cmp.Or(o.AuditYears, audit.Term) }

// KeepRecord sets how long the organization's record stays: 1 to 10 years. A
// shorter term hides what is older, and destroys nothing. The term that holds
// already is no change.
func KeepRecord(by Caller, o Organization, years int) (Organization, change.Change, error) {
	if !by.IsAdmin() || o.Version == 0 || o.ID != by.Organization {
		return Organization{}, change.Change{}, fault.Absent("organization")
	}
	was := o.RecordYears()
	switch {
	case years < 1 || years > audit.LongestTerm:
		return Organization{}, change.Change{}, fault.BadField("body.auditYears", "is not from 1 to %d", audit.LongestTerm)
	case years == was:
		return o, change.Change{}, nil
	}
	o.AuditYears = years
	c := by.Change()
	c.Keep(o)
	c.Entries = append(c.Entries, by.Entry(audit.OrganizationChanged, string(o.ID), o.Name,
		fmt.Sprintf("the record stays %s, not %s", yearsOf(years), yearsOf(was))))
	return o, c, nil
}

func yearsOf(n int) string {
	if n == 1 {
		return "1 year"
	}
	return fmt.Sprintf("%d years", n)
}
