package credential

import (
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
)

// ForgetChore marks everybody of an organization who received a secret as having
// lost the way to it. Thing is the credential, home the organization.
const ForgetChore = "forget"

// Forget marks those who received the credential through an organization that
// lost it. It is idempotent: who is marked already stays as marked. now is when it
// is written down.
func Forget(now time.Time, r Reader, received []Received) change.Change {
	var c change.Change
	if r.Ended == nil {
		return c // it was lent again meanwhile: nobody lost anything
	}
	for _, x := range received {
		if x.Lost == nil {
			Mark(&c, now, *r.Ended, x)
		}
	}
	return c
}

// ForgetMember marks what somebody received before their membership ended at an
// instant as lost. What they have received since they became a member again is
// not. It is idempotent, as Forget is.
func ForgetMember(now, at time.Time, m identity.Member, received []Received) change.Change {
	var c change.Change
	for _, x := range received {
		if x.Lost == nil && (!m.Here() || x.Last.Before(m.Since)) {
			Mark(&c, now, at, x)
		}
	}
	return c
}
