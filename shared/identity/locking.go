package identity

import (
	"strconv"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// Wrong organization keys and recovery codes are counted per person and organization:
// keyTries in keySpan, whatever network they come from.
const (
	keyTries = 10
	keySpan  = 15 * time.Minute
)

// UnlockingOf is what is to be read when a call does something about a lock.
func UnlockingOf(c Call, o id.Organization) Unlocking {
	ring := KeyringOf(c, o)
	return Unlocking{
		Organization: Organization{ID: o}, Pair: ring.Pair, Open: ring.Open, Lock: Lock{Organization: o},
		Tries: KeyTries{Person: c.Token.Person, Organization: o},
	}
}

// Wanted is what is to be read of it.
func (f *Unlocking) Wanted() []change.Record {
	return []change.Record{&f.Organization, &f.Pair, &f.Lock, &f.Open, &f.Tries}
}

// Ring is what the session opens.
func (f Unlocking) Ring() Keyring { return Keyring{Pair: f.Pair, Open: f.Open} }

// NewLock is what envelope makes of a lock: what is kept, and the session's own way to it.
type NewLock struct {
	Lock Lock
	Pair KeyPair // as the lock part seals it
	Open Unlocked
}

// MaySetLock reports whether the caller may set an organization key where none is.
func MaySetLock(by Caller, f Unlocking) error {
	if err := by.ForTeam(); err != nil {
		return err
	}
	if l := f.Organization.Locked; l != nil {
		return fault.New(fault.Conflict, "%s set an organization key at %s: change it instead.", l.By, l.Since.UTC().Format(time.RFC3339))
	}
	return nil
}

// SetLock sets the organization key: what the organization's private key opens needs
// it from now on. Nothing that was sealed changes.
func SetLock(by Caller, f Unlocking, made NewLock) (Organization, change.Change, error) {
	if err := MaySetLock(by, f); err != nil {
		return Organization{}, change.Change{}, err
	}
	o, c := f.locked(by, made, audit.LockSet)
	made.Pair.Version = f.Pair.Version
	c.Keep(made.Pair)
	return o, c, nil
}

// locked keeps another way to the lock part, and says who made it.
func (f Unlocking) locked(by Caller, made NewLock, act audit.Action) (Organization, change.Change) {
	o, l, open := f.Organization, made.Lock, made.Open
	o.Locked = &Locked{Since: by.At, By: by.Name}
	l.Since, l.By, l.Version = by.At, by.Name, f.Lock.Version
	open.Version = f.Open.Version
	c := by.Change()
	c.Keep(o, l, open)
	by.knows(&c, o.Epoch)
	c.Entries = append(c.Entries, by.Entry(act, string(o.ID), o.Name, ""))
	c.Notices = append(c.Notices, o.lockTold(by, act))
	return o, c
}

// lockTold tells the other admins.
func (o Organization) lockTold(by Caller, act audit.Action) change.Notice {
	return change.Notice{
		Kind: change.LockChanged, At: by.At, By: by.Name, To: change.Audience{Organization: o.ID, Except: by.Person},
		About: string(o.ID), Home: string(o.ID), Tie: string(act),
	}
}

// knows notes that the caller knows the organization key.
func (by Caller) knows(c *change.Change, epoch int) {
	if m := by.member; m.Knows != epoch {
		m.Knows = epoch
		c.Keep(m)
	}
}

// knew asks the admins whether to replace the key that somebody knew who is gone
// (rule S9). Whether it is the key still is seen when they are told.
func (m Member) knew(c *change.Change, by Caller) {
	if m.Knows != 0 {
		c.Notices = append(c.Notices, change.Notice{
			Kind: change.KeyKnown, At: by.At, By: by.Name, To: change.Audience{Organization: m.Organization},
			About: string(m.Person), Home: string(m.Organization), Tie: strconv.Itoa(m.Knows),
		})
	}
}

// MayUnlock reports whether the caller may type the organization key, or the recovery
// code. Who has typed too many wrong ones waits.
func MayUnlock(by Caller, f Unlocking) error {
	if by.Role == Auditor {
		return fault.New(fault.Forbidden, "An auditor opens no secret.")
	}
	if f.Organization.Locked == nil {
		return fault.New(fault.Conflict, "No organization key is set: there is nothing to unlock.")
	}
	return f.Tries.may(by.At)
}

func (t KeyTries) may(at time.Time) error {
	if t = t.in(at); t.Count >= keyTries {
		return &fault.Error{
			Kind: fault.TooMany, Message: "Too many wrong organization keys were typed. Try again later.",
			RetryAfter: t.Since.Add(keySpan).Sub(at),
		}
	}
	return nil
}

// MayTake reports whether somebody who is no member any more, and takes what is theirs
// along (rule C14), may type the organization key: it opens for that call alone. right
// is what has to hold of a right one.
func MayTake(by Caller, f Unlocking) (right change.Change, err error) {
	right = by.Change()
	right.Check(f.Lock)
	f.right(&right)
	return right, f.Tries.may(by.At)
}

// Unlock keeps the lock part for the caller's session.
func Unlock(by Caller, f Unlocking, open Unlocked) (change.Change, error) {
	if err := MayUnlock(by, f); err != nil {
		return change.Change{}, err
	}
	open.Version = f.Open.Version
	c := by.Change()
	c.Keep(open)
	by.knows(&c, f.Pair.Lock)
	c.Check(f.Lock) // a key changed meanwhile is not the one that was typed
	f.right(&c)
	c.Entries = append(c.Entries, by.Entry(audit.LockOpened, string(f.Organization.ID), f.Organization.Name, ""))
	return c, nil
}

// right forgets the wrong keys that were typed before the right one; if none were,
// none may be counted meanwhile: however many are tried at once, no more than may be
// are told anything.
func (f Unlocking) right(c *change.Change) {
	if f.Tries.Count == 0 {
		c.Check(f.Tries)
		return
	}
	t := f.Tries
	t.Count = 0
	c.Keep(t)
}

// WrongKey counts a wrong organization key or recovery code, and puts it on record.
func WrongKey(by Caller, f Unlocking, field string) *Wrong {
	t := f.Tries.in(by.At)
	t.Count++
	what := "the organization key"
	if field == "body.code" {
		what = "the recovery code"
	}
	w := &Wrong{Why: fault.BadField(field, "is not %s", what)}
	w.Counted.Keep(t)
	line := by.Entry(audit.LockRefused, string(f.Organization.ID), f.Organization.Name, what)
	line.Organization = f.Organization.ID // who takes along what is theirs calls for none
	w.Counted.Entries = append(w.Counted.Entries, line)
	return w
}

// CloseLock forgets what the caller's session has unlocked.
func CloseLock(by Caller, o Organization, open Unlocked) change.Change {
	if open.Version == 0 {
		return change.Change{}
	}
	c := by.Change()
	c.Drop(open)
	c.Entries = append(c.Entries, by.Entry(audit.LockClosed, string(o.ID), o.Name, ""))
	return c
}

// in is the count in the span of an instant: a new one begins when the old is over.
func (t KeyTries) in(at time.Time) KeyTries {
	if !at.Before(t.Since.Add(keySpan)) {
		t.Since, t.Count = at, 0
	}
	return t
}
