package main

import (
	"sync"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "vault-reveal")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: opening.Door{Table: w.Table, Keys: w.Keys}}.reveal)
	return w
}

func TestWhoSeesItMayRevealItAndIsOnRecord(t *testing.T) { // rules G5, C11
	w := told(t)
	if got := Read[api.Revealed](w.Replay()); got.Secret != Edge.Secret.Reveal() || got.Username != "admin" {
		t.Errorf("answered %+v", got)
	}
	if e := w.Record(Ridge)[0]; e.Action != audit.CredentialRevealed || e.Actor != Sol.ID || e.Thing != string(Edge.ID) {
		t.Errorf("on record: %+v", e.Entry)
	}
	w.Replay(As(Rhea)).Is(200, Edge.Secret.Reveal())
}

func TestNobodyElseLearnsThatThereIsOne(t *testing.T) { // promise 7, rules C1, F3, F4
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Tam)).Is(404).Never(Edge.Secret.Reveal())
		w.Replay(Path("credential", Registrar.ID)).Is(404).Never(Registrar.Secret.Reveal())
		w.Replay(As(Rhea), Path("credential", Insurance.ID)).Is(404).Never(Insurance.Secret.Reveal())
		w.Replay(As(Val), Path("credential", Insurance.ID)).Is(404)
		w.Replay(As(Eve)).Is(404)
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404)
	})
	w.Replay(As(Val)).Is(403, "An auditor opens no secret").Never(Edge.Secret.Reveal())
}

func TestOnesOwnIsOnOnesOwnRecordOnly(t *testing.T) { // rule C1
	w := told(t)
	before := len(w.Record(Ridge))
	w.Replay(Path("credential", Insurance.ID)).Is(200, Insurance.Secret.Reveal())
	if after := w.Record(Ridge); len(after) != before {
		t.Errorf("the organization's record says %+v", after[0].Entry)
	}
}

// Rule G4: what is for a resource is had through the resource, whatever address it
// is asked for by.
func TestAResourcesCredentialIsHeldAgainstItsResource(t *testing.T) {
	w := told(t)
	by := []Edit{Path("organization", NorthQuay), Path("credential", Switch.Credential)}
	w.Replay(append(by, As(Jon))...).Is(403, "locked").Never(Switch.Secret.Reveal())
	w.Replay(append(by, As(Ira))...).Is(403, "not assigned").Never(Switch.Secret.Reveal())
	w.Replay(As(Bob), Path("organization", BlueHarbor), Path("credential", Router.Credential)).Is(200, Router.Secret.Reveal())
}

// The group loses the folder after the reveal was judged and before it is kept.
func TestAFolderClosedMeanwhileRevealsNothing(t *testing.T) {
	w := told(t)
	defer w.Meanwhile(func() {
		f := filing.Folder{Organization: Ridge, ID: ContosoFolder}
		w.Read(&f)
		f.Groups, f.Closed = nil, true
		w.Keep(change.Change{Records: []change.Record{f}}, "for admins only now")
	})()
	w.Replay().Is(404).Never(Edge.Secret.Reveal())
}

// Rule C10: it is disabled after the reveal was judged and before it is kept.
func TestOneThatIsDisabledMeanwhileIsNotRevealed(t *testing.T) {
	w := told(t)
	defer w.Meanwhile(func() {
		c := credential.Credential{ID: Edge.ID}
		w.Read(&c)
		c.Disabled = &T0
		w.Keep(change.Change{Records: []change.Record{c}}, "disabled meanwhile")
	})()
	w.Replay().Is(403, "This credential is disabled.").Never(Edge.Secret.Reveal())
}

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
