package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestALockedOrganizationIsUnlockedOnceASession(t *testing.T) { // rule S9
	w := told(t)
	turbine := []Edit{Path("organization", StoneMill), Path("credential", Turbine.ID)}
	w.Replay(append(turbine, As(Ivy))...).Is(200, Turbine.Secret.Reveal())
	w.Unchanged(func() {
		w.Replay(append(turbine, As(Nils))...).Is(403, "urn:valetkey:problem:organization-locked", "unlock it").Never(Turbine.Secret.Reveal())
		w.Replay(As(Nils), Path("organization", StoneMill), Path("credential", Tackle.ID)).Is(403, "organization-locked")
	})
	w.Replay(append(turbine, As(Otto))...).Is(403, "An auditor opens no secret") // the lock is not what keeps him out
	w.Replay(append(turbine, As(Eve))...).Is(404)
}

// Who has the rows of another's session has nothing: only the token opens them.
func TestWhatAnotherSessionUnlockedOpensNothingForThisOne(t *testing.T) {
	w := told(t)
	u := identity.Unlocked{Person: Ivy.ID, Session: Ivy.SessionID, Organization: StoneMill}
	w.Read(&u)
	u.Person, u.Session, u.Version = Nils.ID, Nils.SessionID, 0
	w.Keep(change.Change{Records: []change.Record{u}}, "a row that was moved")
	w.Replay(As(Nils), Path("organization", StoneMill), Path("credential", Turbine.ID)).Is(500).Never(Turbine.Secret.Reveal())
}

func TestTheLockClosesWithTheSession(t *testing.T) {
	w := told(t)
	turbine := []Edit{As(Ivy), Path("organization", StoneMill), Path("credential", Turbine.ID)}
	w.Replay(append(turbine, At(T0.Add(29*time.Minute)))...).Is(200)
	w.Replay(append(turbine, At(T0.Add(31*time.Minute)))...).Is(401) // it idled
	s := identity.Session{Person: Ivy.ID, ID: Ivy.SessionID}
	w.Read(&s)
	s.Ended = &T0
	w.Keep(change.Change{Records: []change.Record{s}}, "signed out")
	w.Replay(turbine...).Is(401)
}
