package delegation

import (
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// Amending is what an owner changes of a loan. What is nil stays.
type Amending struct {
	AllowViewing *bool
	Ends         *time.Time
	Endless      bool         // the end date is taken away
	Way          access.Facts // the caller's own way to what is lent, if a resource of theirs has it
}

// Amend changes the terms of a loan (rules D5, D6): the next use is judged by
// the new ones, and nobody is interrupted.
func Amend(by identity.Caller, f Facts, a Amending) (Delegation, change.Change, error) {
	d := f.Delegation
	if err := MayRevoke(by, d); err != nil {
		return d, change.Change{}, err
	}
	t, said, err := d.amended(by.At, a)
	if err != nil {
		return d, change.Change{}, err
	}
	shows := t.AllowViewing && !d.AllowViewing && f.Credential.Resource != ""
	if shows { // nobody lets others see what they may not see themselves (rule H1)
		if err := access.May(by, a.Way, credential.Read); err != nil {
			return d, change.Change{}, err
		}
	}
	d.AllowViewing, d.Ends = t.AllowViewing, t.Ends
	reader := f.Reader
	reader.Mode, reader.Ends = d.Mode(), d.Ends
	c := by.Change()
	c.Keep(d, reader)
	if shows {
		c.Check(a.Way.Resource, a.Way.Reader)
	}
	c.Keep(f.Resource.WithLoan(d.ID, func(l *access.Loan) { l.Mode, l.Ends = d.Mode(), d.Ends }))
	d.record(&c, by, audit.DelegationAmended, strings.Join(said, ", "))
	c.Notices = append(c.Notices, d.tellAsker(change.DelegationAmended, by.At, by.Name))
	if a.Ends != nil {
		d.due(&c)
	}
	return d, c, nil
}

// amended is the new terms, and in words what is new about them.
func (d Delegation) amended(at time.Time, a Amending) (Terms, []string, error) {
	t := Terms{AllowViewing: d.AllowViewing, Ends: d.Ends}
	var said []string
	if a.AllowViewing != nil && *a.AllowViewing != d.AllowViewing {
		t.AllowViewing = *a.AllowViewing
		said = append(said, map[bool]string{true: "viewing allowed", false: "viewing no longer allowed"}[t.AllowViewing])
	}
	if a.Ends != nil && a.Endless {
		return t, nil, fault.BadField("body.endless", "and an end date cannot both be")
	}
	if a.Endless && d.Ends != nil {
		t.Ends = nil
		said = append(said, "without an end date")
	}
	if a.Ends != nil {
		moved, err := Terms{Ends: a.Ends}.good(at)
		if err != nil {
			return t, nil, err
		}
		if d.Ends == nil || !moved.Ends.Equal(*d.Ends) {
			t.Ends = moved.Ends
			said = append(said, "until "+moved.Ends.Format(time.RFC3339))
		}
	}
	if len(said) == 0 {
		return t, nil, fault.New(fault.Invalid, "Nothing about the loan would be another than it is.")
	}
	return t, said, nil
}
