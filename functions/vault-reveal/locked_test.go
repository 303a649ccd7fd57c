package main

import (
	"sync"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
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

// While what the old keys open is sealed anew, each is opened by the keys that it was
// sealed to; after a reset it opens no more, and says so.
func TestWhatIsNotSealedAnewYetOpensByTheOldKeys(t *testing.T) {
	w := told(t)
	turbine := []Edit{As(Ivy), Path("organization", StoneMill), Path("credential", Turbine.ID)}
	w.ReplaceKeys()
	w.Replay(turbine...).Is(200, Turbine.Secret.Reveal())
	old, pair := identity.OldPair{KeyPair: identity.KeyPair{Organization: StoneMill}}, identity.KeyPair{Organization: StoneMill}
	w.Read(&old, &pair)
	w.Keep(change.Change{Drops: []change.Record{old}}, "the end of it")
	w.Unchanged(func() { w.Replay(turbine...).Is(409, "changed meanwhile") }) // the reader that was read is an earlier one
	pair.Gone = 1
	w.Keep(change.Change{Records: []change.Record{pair}}, "gone")
	w.Unchanged(func() { w.Replay(turbine...).Is(409, "replaced since: it opens no more") })
}

// Sealing anew ends between the reading of a reader and of the keys it was sealed to.
func TestAUseThatMeetsTheEndOfSealingAnewIsJudgedAnew(t *testing.T) {
	w := told(t)
	w.ReplaceKeys()
	old := identity.OldPair{KeyPair: identity.KeyPair{Organization: StoneMill}}
	w.Read(&old)
	var once sync.Once
	end := func() {
		r := credential.Reader{Credential: Turbine.ID, Organization: StoneMill}
		o, pair := identity.Organization{ID: StoneMill}, identity.KeyPair{Organization: StoneMill}
		w.Read(&r, &o, &pair)
		ring := identity.KeyringOf(identity.Call{Token: Ivy.Session()}, StoneMill)
		w.Read(ring.Wanted()...)
		ring.Pair = old.KeyPair
		opener, err := w.KeysAs("operator").Unwrap(t.Context(), identity.Call{At: T0, Token: Ivy.Session()}, ring)
		if err != nil {
			t.Error(err)
			return
		}
		r.Key, err = opener.Reseal(credential.Place{Home: StoneMill, Credential: Turbine.ID, Number: r.Number}, r, credential.To(o))
		if err != nil {
			t.Error(err)
		}
		pair.Gone = 1
		w.Keep(change.Change{Records: []change.Record{r, pair}, Drops: []change.Record{old}}, "the end of it")
	}
	done := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactGetItems" && len(r.Keys) == 1 && r.Touches("KEY") {
			once.Do(end)
		}
		return nil
	})
	w.Replay(As(Ivy), Path("organization", StoneMill), Path("credential", Turbine.ID)).Is(200, Turbine.Secret.Reveal())
	done()
}
