package sharing

import (
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// MayOffer reports whether the caller may share anything with the partner so, whatever
// it is: with one whose site is open and has its organization key (rules S1, S4), and
// with whom there is there.
func MayOffer(by identity.Caller, f Sharing, o Options) error {
	if err := MayChoose(by); err != nil {
		return err
	}
	site, err := SiteOf(by, f.To)
	switch {
	case err != nil:
		return err
	case site.Shut() != nil:
		return fault.New(fault.Conflict, "%s is closed to its people: nothing is shared in either direction until it is open.", site.Name)
	case site.Locked == nil:
		return fault.New(fault.Conflict, "%s has no organization key yet: nothing is shared in either direction until one of its admins has set it.", site.Name)
	}
	_, err = f.terms(by, o)
	return err
}

// MayStop refuses who shares nothing with the partner, so that there is nothing of
// theirs to stop.
func MayStop(by identity.Caller, to identity.Organization) error {
	if err := MayChoose(by); err != nil {
		return err
	}
	_, err := SiteOf(by, to)
	return err
}

// Opens reports whether what was sealed to the partner opens there still. After it reset
// its lock that waits to be shared again (rule S6).
func (f Sharing) Opens() bool {
	epoch := f.Before.Key.Epoch
	return epoch == f.To.Epoch || f.To.Replaced != nil && epoch == f.To.Epoch-1 // it is sealing anew
}
