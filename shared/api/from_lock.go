package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/identity"
)

// LockFrom is an organization's lock, as it stands for a session.
func LockFrom(o identity.Organization, open identity.Unlocked, at time.Time) Lock {
	out := Lock{Set: o.Locked != nil, Resealing: o.Replaced}
	if o.Locked == nil {
		return out
	}
	out.Since, out.By = &o.Locked.Since, o.Locked.By
	if out.Unlocked = open.Open(o.Epoch, at); out.Unlocked {
		out.Until = &open.Until
	}
	return out
}

// LockOpen is the lock of an organization that the session has just opened.
func LockOpen(o identity.Organization, open identity.Unlocked) Lock {
	out := LockFrom(o, identity.Unlocked{}, time.Time{})
	out.Unlocked, out.Until = true, &open.Until
	return out
}

// LockShownFrom is what is shown once of a key that was set.
func LockShownFrom(l Lock, s identity.Shown) LockShown {
	return LockShown{Lock: l, Key: s.Key.Reveal(), Code: s.Code.Reveal()}
}
