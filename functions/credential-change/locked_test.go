package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// Writing needs no unlocking. What cannot be compared clears no rotation that is due
// (rule C12); who has unlocked writes what is compared.
func TestALockedOrganizationsSecretIsWrittenWithoutUnlocking(t *testing.T) {
	w := told(t)
	w.Edits(Turbine.ID, func(c *credential.Credential) { c.Due, c.DueWhy = &T0, credential.Lost })
	is := func() credential.Credential { c := credential.Credential{ID: Turbine.ID}; w.Read(&c); return c }
	turbine := []Edit{As(Ivy), Path("organization", StoneMill), Path("credential", Turbine.ID), Set("username", nil)}
	u := identity.Unlocked{Person: Ivy.ID, Session: Ivy.SessionID, Organization: StoneMill}
	w.Read(&u)
	w.Keep(change.Change{Drops: []change.Record{u}}, "locked again")

	w.Replay(append(turbine, Set("version", 2), Set("secret", "a brass key"))...).Is(201)
	if c := is(); c.Number != 3 || c.DueWhy != credential.Lost {
		t.Errorf("version %d, due %q", c.Number, c.DueWhy)
	}
	u.Version = 0
	w.Keep(change.Change{Records: []change.Record{u}}, "unlocked")
	w.Replay(append(turbine, Set("version", 3), Set("secret", "an iron key"))...).Is(201)
	if c := is(); c.Number != 4 || c.Due != nil {
		t.Errorf("version %d, due %q", c.Number, c.DueWhy)
	}
}

// What was sealed to keys that are gone can be written anew (rule S6).
func TestWhatAResetGaveUpIsWrittenAnew(t *testing.T) {
	w := told(t)
	pair := identity.KeyPair{Organization: StoneMill}
	w.Read(&pair)
	pair.Epoch, pair.Lock, pair.Gone = 2, 0, 1
	w.Keep(change.Change{Records: []change.Record{pair}}, "a reset")
	w.Replay(As(Ivy), Path("organization", StoneMill), Path("credential", Turbine.ID), Set("username", nil), Set("version", 2)).Is(201)
}
