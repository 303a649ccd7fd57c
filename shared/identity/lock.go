package identity

import (
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// Locked says for everybody that an organization's key is set, without what opens it.
type Locked struct {
	Since time.Time `json:"since"`
	By    string    `json:"by"` // who set it, or changed it last
}

// Lock is how the lock part of a locked organization is kept: twice, each time
// sealed inside by what a person knows and outside by the KMS data key of the
// organization's key pair. Neither the organization key nor the recovery code is
// kept. It lies beside the key pair, where only opening and locking functions read.
type Lock struct {
	Organization id.Organization `json:"organization"`
	Epoch        int             `json:"epoch"` // of the lock part: that of the key pair it was made for
	Cost         Cost            `json:"cost"`
	Salt         []byte          `json:"salt"`
	Wrapped      []byte          `json:"wrapped"`  // under Argon2id of the organization key
	Recovery     []byte          `json:"recovery"` // under the recovery code
	Since        time.Time       `json:"since"`
	By           string          `json:"by"`
	Version      int             `json:"version"`
}

// Cost is what Argon2id takes for one organization key.
type Cost struct {
	Memory uint32 `json:"memory"` // KiB
	Passes uint32 `json:"passes"`
	Lanes  uint8  `json:"lanes"`
}

// OldPair is the key pair that was replaced, until everything it opened is sealed
// anew. Its inside is sealed by the new lock part: who has unlocked opens both.
type OldPair struct {
	KeyPair
	// Walk is how far sealing anew has come.
	Walk Walk `json:"walk"`
}

// Walk is how far the list of what an organization can open is gone through.
type Walk struct {
	Since    time.Time `json:"since"`              // when this round began
	After    string    `json:"after,omitempty"`    // where it goes on
	Versions string    `json:"versions,omitempty"` // and where within the credential that comes next
	Sealed   int       `json:"sealed"`             // how many keys were sealed anew
	Refused  int       `json:"refused"`            // how many did not open
}

// Unlocked is the lock part, opened for one session and one organization: sealed
// under a key that only the session's token makes. It ends with the session, since
// without that nobody is let in, however long it is stored.
type Unlocked struct {
	Person       id.Person       `json:"person"`
	Session      id.Session      `json:"session"`
	Organization id.Organization `json:"organization"`
	Epoch        int             `json:"epoch"` // of the lock part
	Part         []byte          `json:"part"`
	Until        time.Time       `json:"until"`
	Version      int             `json:"version"`
}

// Open reports whether it opens at an instant what the lock part of an epoch seals:
// that epoch is the organization's own, for keys and lock part are made together.
func (u Unlocked) Open(epoch int, at time.Time) bool {
	return u.Version != 0 && u.Epoch == epoch && at.Before(u.Until)
}

// Keyring is what opens for a call what was sealed to an organization, as one
// snapshot says: its key pair, and the lock part if the session has unlocked it.
type Keyring struct {
	Pair KeyPair
	Open Unlocked
}

// KeyringOf is the keyring of an organization for a call, to be read.
func KeyringOf(c Call, o id.Organization) Keyring {
	return Keyring{
		Pair: KeyPair{Organization: o}, Open: Unlocked{Person: c.Token.Person, Session: c.Token.Session, Organization: o},
	}
}

// Wanted is what is to be read of it.
func (r *Keyring) Wanted() []change.Record { return []change.Record{&r.Pair, &r.Open} }

// Opens refuses what was sealed to a key pair that is gone.
func (p KeyPair) Opens(epoch int) error {
	if epoch <= p.Gone || epoch > p.Epoch {
		return fault.New(fault.Conflict, "It was sealed with keys that were replaced since: it opens no more.")
	}
	return nil
}

// KeyTries counts wrong organization keys and recovery codes that a person typed
// for an organization.
type KeyTries struct {
	Person       id.Person       `json:"person"`
	Organization id.Organization `json:"organization"`
	Since        time.Time       `json:"since"`
	Count        int             `json:"count"`
	Version      int             `json:"version"`
}

// Unlocking is what is known when somebody unlocks, or does something about the lock.
type Unlocking struct {
	Organization Organization
	Pair         KeyPair
	Lock         Lock
	Open         Unlocked
	Tries        KeyTries
}

// Shown is what is shown once of a key that was set: neither is kept.
type Shown struct {
	Key  secret.Text // "" if it was chosen: who chose it knows it
	Code secret.Text // for recovery, good once
}

// Garbage is when the record is of no more use.
func (r Unlocked) Garbage() time.Time { return r.Until }
func (r KeyTries) Garbage() time.Time { return r.Since.Add(leftovers) }

// Seen is the version at which the record was read; 0 for new.
func (r Lock) Seen() int     { return r.Version }
func (r OldPair) Seen() int  { return r.Version }
func (r Unlocked) Seen() int { return r.Version }
func (r KeyTries) Seen() int { return r.Version }
