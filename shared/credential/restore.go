package credential

import (
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// MayRestore reports whether the caller may make an earlier version the newest
// again (rule C9). It shows nothing, so it needs no more than writing does (G4). It is
// its home's to do, whoever else may write: earlier versions open by its keys alone.
func MayRestore(by identity.Caller, f Changing, of Version) error {
	c := f.Credential
	if err := MayChange(by, c); err != nil {
		return err
	}
	if err := MayRenew(by, f); err != nil {
		return err
	}
	if of.Stored == 0 || of.Credential != c.ID {
		return fault.Absent("version")
	}
	if of.Number == c.Number {
		return fault.New(fault.Conflict, "Version %d is the current one.", of.Number)
	}
	return nil
}

// Restore makes a new version that says what an earlier one said, sealed to all
// who have the credential today. Whoever received the earlier one may know it.
func Restore(by identity.Caller, f Changing, of Version, s Sealed) (Credential, change.Change, error) {
	if err := MayRestore(by, f, of); err != nil {
		return Credential{}, change.Change{}, err
	}
	return f.renew(by, s, of)
}
