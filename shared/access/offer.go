package access

import (
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// Offered reports whether a browser offers the caller a credential at an origin, and as
// open, or locked: then they may ask (rules G6, J3). By the same gates as the launch
// itself, so that what is offered is not refused a moment later. What is closed to them
// otherwise is not offered; nor a colleague's login, which they may view and not mistake
// for one of theirs.
func Offered(by identity.Caller, f Facts, origin string) (State, bool) {
	if f.Credential.Owner != "" && !f.Credential.Own(by) || credential.Origin(f.Address()) != origin {
		return "", false
	}
	switch err := gate(by, f, credential.Use); {
	case err == nil:
		return IsOpen, true
	case fault.Of(err) == fault.NotOpen:
		return IsLocked, true
	default:
		return "", false
	}
}
