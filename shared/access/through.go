package access

import (
	"cmp"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Through is Enter for a gate, which signs the caller in itself (rule J13): they are
// shown nothing.
func Through(by identity.Caller, f Facts) (change.Change, error) {
	return f.enter(by, credential.Use, used{act: audit.CredentialLaunched, number: f.Credential.Number, same: f.Credential.Same, detail: "by its gate"})
}

// Gated is a use that a gate put on record: for a minute, what follows is the same one.
type Gated struct {
	At         time.Time     `json:"at"`
	Credential id.Credential `json:"credential,omitempty"` // signed in with; none: they were let through, and no more
	Number     int           `json:"number,omitempty"`     // of its version
}

// Covers reports whether a use at an instant is the one on record. Requests do not
// always arrive in their order.
func (g *Gated) Covers(at time.Time, with id.Credential, number int) bool {
	return g != nil && g.Credential == with && g.Number == number && at.Before(g.At.Add(time.Minute)) && g.At.Before(at.Add(time.Minute))
}

// Address is where the credential is filled in: its own address comes first (rule G6).
// What is shared to be used, and not seen, goes nowhere that only its receiver says.
func (f Facts) Address() string {
	own := cmp.Or(f.Credential.URL, f.Reader.Address)
	if f.Reader.Via == credential.Shared && f.Reader.Mode != credential.Read {
		return own
	}
	return cmp.Or(own, f.Resource.Address)
}
