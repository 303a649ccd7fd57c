package access

import (
	"slices"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
)

// Export lets the caller take a credential along, or says which gate is closed: it
// is a reveal like any (rule G4), by another name. Which of several logins somebody
// signs in with is no matter of what they export.
func Export(by identity.Caller, f Facts) (change.Change, error) {
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
