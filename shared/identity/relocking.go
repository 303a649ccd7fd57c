package identity

import (
	"fmt"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
)

// ChangeLock sets another organization key and recovery code for the lock part there
// is: for who typed the old key. Who has unlocked goes on. Whoever kept the old key
// and an old copy of the table, and reaches KMS, still opens that: for this keys are
// replaced.
func ChangeLock(by Caller, f Unlocking, made NewLock) (Organization, change.Change, error) {
	return f.relock(by, made, audit.LockChanged)
}

// RecoverLock does so for who typed the recovery code, which is used up by it.
func RecoverLock(by Caller, f Unlocking, made NewLock) (Organization, change.Change, error) {
	return f.relock(by, made, audit.LockRecovered)
}

func (f Unlocking) relock(by Caller, made NewLock, act audit.Action) (Organization, change.Change, error) {
	if err := MayUnlock(by, f); err != nil {
		return Organization{}, change.Change{}, err
	}
	o, c := f.locked(by, made, act)
	f.right(&c)
	return o, c, nil
}

// MayReplace reports whether the caller may replace the organization's keys: for who
// types the organization key, when nothing is left of the last time.
func MayReplace(by Caller, f Unlocking) error {
	if err := MayUnlock(by, f); err != nil {
		return err
	}
	if at := f.Organization.Replaced; at != nil {
		return fault.New(fault.Conflict, "The keys were replaced at %s, and not everything is sealed anew yet: finish that first.", at.UTC().Format(time.RFC3339))
	}
	return nil
}

// ReplaceKeys gives the organization another key pair, lock part, organization key and
// recovery code. Everybody unlocks again. What the old pair opens goes on to open by
// it until it is sealed anew.
func ReplaceKeys(by Caller, f Unlocking, made NewLock, keys NewKeys, old OldPair) (Organization, change.Change, error) {
	if err := MayReplace(by, f); err != nil {
		return Organization{}, change.Change{}, err
	}
	if keys.Epoch != f.Pair.Epoch+1 || old.Epoch != f.Pair.Epoch {
		return Organization{}, change.Change{}, fmt.Errorf("identity: keys of epoch %d are not replaced by %d", f.Pair.Epoch, keys.Epoch)
	}
	f.Organization.Epoch, f.Organization.Public, f.Organization.Replaced = keys.Epoch, keys.Public, &by.At
	o, c := f.locked(by, made, audit.KeysReplaced)
	pair := keys.Pair
	pair.Version = f.Pair.Version
	old.Walk.Since = by.At
	c.Keep(pair, old)
	f.right(&c)
	return o, c, nil
}

// settled is how long after keys were replaced something may still come in that was
// sealed to the old ones, by a call that had read those: longer than two functions
// run, one that replaced and one that wrote.
const settled = 15 * time.Second

// Resealing reports whether there is something to be sealed anew still.
func (f Unlocking) Resealing(old OldPair) bool {
	return f.Organization.Replaced != nil && old.Version != 0
}

// Resealed is how far it has come: the walk is kept, and once a round that began when
// nothing could come in any more has gone through all, the old pair is destroyed. wait
// is how long a round has to wait to be such a one.
func Resealed(by Caller, f Unlocking, old OldPair, end bool) (done bool, wait time.Duration, c change.Change) {
	c = by.Change()
	from := f.Organization.Replaced.Add(settled)
	if end && old.Walk.Since.Before(from) {
		old.Walk.After, old.Walk.Versions, old.Walk.Since, end = "", "", by.At, false
		wait = max(0, from.Sub(by.At))
	}
	if !end {
		c.Keep(old)
		return false, wait, c
	}
	o, pair := f.Organization, f.Pair
	o.Replaced, pair.Gone = nil, old.Epoch
	c.Keep(o, pair)
	c.Drop(old)
	c.Entries = append(c.Entries, by.Entry(audit.KeysResealed, string(o.ID), o.Name, fmt.Sprintf("%d sealed anew, %d did not open", old.Walk.Sealed, old.Walk.Refused)))
	return true, 0, c
}

// ResetLock gives up what only this organization could open: it has another key pair,
// which is not locked (rule S6). For who types the organization's name.
func ResetLock(by Caller, f Unlocking, old OldPair, typed string, keys NewKeys) (Organization, change.Change, error) {
	if err := MayReset(f, typed); err != nil {
		return Organization{}, change.Change{}, err
	}
	o, pair := f.Organization, keys.Pair
	o.Epoch, o.Public, o.Locked, o.Replaced = keys.Epoch, keys.Public, nil, nil
	pair.Version, pair.Gone = f.Pair.Version, f.Pair.Epoch
	c := by.Change()
	c.Keep(o, pair)
	c.Drop(f.Lock)
	if old.Version != 0 {
		c.Drop(old)
	}
	if f.Open.Version != 0 {
		c.Drop(f.Open)
	}
	c.Entries = append(c.Entries, by.Entry(audit.LockReset, string(o.ID), o.Name, ""))
	c.Notices = append(c.Notices, o.lockTold(by, audit.LockReset))
	return o, c, nil
}

// MayReset reports whether the lock may be reset: there is one, and who asks says
// which organization they mean.
func MayReset(f Unlocking, typed string) error {
	if f.Organization.Locked == nil {
		return fault.New(fault.Conflict, "No organization key is set: there is nothing to reset.")
	}
	if typed != f.Organization.Name {
		return fault.BadField("body.name", "is not the name of the organization: type it as it is, to say that you mean it")
	}
	return nil
}
