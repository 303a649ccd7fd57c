package access

import (
	"fmt"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// Export lets the caller take a credential along, or says which gate is closed: it
// is a reveal like any (rule G4), by another name. What another organization shares
// stays there, so that stopping it is an end (rules H5, H6). Which of several logins somebody signs
// in with is no matter of what they export.
func Export(by identity.Caller, f Facts) (change.Change, error) {
	if f.Reader.Via == credential.Shared && May(by, f, credential.Read) == nil {
		return change.Change{}, fault.New(fault.Forbidden, "%s shares this: it may be seen here, and is not taken along.", f.Reader.Lender)
	}
	picked := f.Standing.Picked
	ch, err := f.enter(by, credential.Read, used{act: audit.CredentialExported, number: f.Credential.Number, same: f.Credential.Same})
	for i, r := range ch.Records {
		if s, ok := r.(Standing); ok {
			s.Picked = picked
			ch.Records[i] = s
		}
	}
	return ch, err
}

// Beside is a change with another one beside it, of the same caller: both are kept,
// or neither. Two credentials of one resource move one standing.
func Beside(all, next change.Change) change.Change {
	next.Records = slices.DeleteFunc(slices.Clone(next.Records), func(r change.Record) bool {
		s, ok := r.(Standing)
		return ok && slices.ContainsFunc(all.Records, func(before change.Record) bool {
			b, ok := before.(Standing)
			return ok && b.Resource == s.Resource
		})
	})
	all.Add(next)
	return all
}

// MostNotTaken is how many items NotTaken adds to a transaction at most, beside what
// is checked of the caller whatever they do.
const MostNotTaken = 2

// NotTaken puts on record which credentials the caller was refused to take along, as
// a refusal is by itself (rule A1): one line for all of a page, and another, which
// nobody else reads, for those that nobody else may learn of (rule C1).
func NotTaken(by identity.Caller, all []credential.Credential) change.Change {
	if len(all) == 0 {
		return change.Change{}
	}
	var own, known []string
	for _, c := range all {
		if c.Owner != "" && c.Resource == "" {
			own = append(own, string(c.ID))
		} else {
			known = append(known, string(c.ID))
		}
	}
	ch := by.Change()
	said := func(ids []string) string {
		return fmt.Sprintf("%d not taken along: %s", len(ids), strings.Join(ids, ", "))
	}
	if len(known) > 0 {
		ch.Entries = append(ch.Entries, by.Entry(audit.Refused, string(by.Organization), by.Route, said(known)))
	}
	if len(own) > 0 {
		line := by.PersonalEntry(audit.Refused, string(by.Person), by.Route)
		line.Detail = said(own)
		ch.Entries = append(ch.Entries, line)
	}
	return ch
}
