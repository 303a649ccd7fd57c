package main

import (
	"strings"
	"sync"
	"testing"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "credential-reveal")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: opening.Door{Table: w.Table, Keys: w.Keys}}.reveal)
	return w
}

func TestWhereTheModeAllowsASecretIsShownAndOnRecord(t *testing.T) {
	w := told(t)
	got := Read[api.Revealed](w.Replay())
	if got.Secret != Router.Secret.Reveal() || got.Notes != "the notes of Router" || got.Username != "root" {
		t.Errorf("answered %+v", got)
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.CredentialRevealed || e.Actor != Bob.ID {
		t.Errorf("on record: %+v", e.Entry)
	}
}

func TestWhatMayOnlyBeUsedIsNotShown(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("resource", Social.Resource), Path("credential", Social.Credential)).Is(403, "not see it").Never(Social.Secret.Reveal())
		w.Replay(As(Ann)).Is(403, "You are not assigned to Router").Never(Router.Secret.Reveal()) // being admin opens nothing
		w.Replay(As(Cyd)).Is(404)
	})
}

func TestALockedOrganizationIsUnlockedBeforeAResourcesSecretIsShown(t *testing.T) { // rule S9
	w := told(t)
	w.LockUp(Ann, BlueHarbor, MillKey) // whose session is open, and nobody else's
	w.Unchanged(func() {
		w.Replay().Is(403, "organization-locked").Never(Router.Secret.Reveal())
		w.Replay(As(Ann)).Is(403, "You are not assigned to Router") // and a key opens no gate
	})
	w.Unlocks(Bob, BlueHarbor, MillKey)
	w.Replay().Is(200, Router.Secret.Reveal())
}

// Between what a reveal reads and what it puts on record, its organization's keys are
// replaced, everything is sealed anew and the old keys are destroyed.
func TestARevealWhileKeysAreReplacedShowsTheSecretOrAsksForTheNewKey(t *testing.T) { // rule S9
	w := told(t)
	w.LockUp(Ann, BlueHarbor, MillKey)
	w.Unlocks(Bob, BlueHarbor, MillKey)
	done := w.Meanwhile(func() { w.ReplaceKeysOf(Ann, BlueHarbor); w.SealsAnew(Ann, BlueHarbor) })
	if a := w.Replay(); a.StatusCode != 200 {
		a.Is(403, "organization-locked").Never(Router.Secret.Reveal())
	} else if a.Is(200, Router.Secret.Reveal()); w.Record(BlueHarbor)[0].Action != audit.CredentialRevealed && w.Record(BlueHarbor)[1].Action != audit.CredentialRevealed {
		t.Error("it is not on record")
	}
	done()
	w.Replay().Is(403, "organization-locked")
	w.Unlocks(Bob, BlueHarbor, NextKey)
	w.Replay().Is(200, Router.Secret.Reveal())
}

func TestARevealIsNeverRepeatedFromAStore(t *testing.T) {
	w := told(t)
	for n := range 2 {
		w.Replay(Header("idempotency-key", "k1")).Is(200, Router.Secret.Reveal())
		if got := len(w.Record(BlueHarbor)); w.Record(BlueHarbor)[0].Action != audit.CredentialRevealed {
			t.Errorf("reveal %d is not on record (%d entries)", n+1, got)
		}
	}
	for k, v := range w.Items() {
		if strings.Contains(v, Router.Secret.Reveal()) || strings.HasPrefix(k, "IDEM#") {
			t.Errorf("kept: %s", k)
		}
	}
}

func TestASeedIsNeverShownNorACode(t *testing.T) { // promise 1
	w := told(t)
	a := w.Replay(As(Hana), Path("organization", PierNine), Path("resource", Camera.Resource), Path("credential", Camera.Credential))
	a.Is(200, Camera.Secret.Reveal()).Never("JBSWY3DP", "otpauth", `"code"`, `"seed"`)
}

func fen(l Filed, p Person) []Edit {
	return []Edit{As(p), Path("organization", SouthFen), Path("resource", Intranet), Path("credential", l.ID)}
}

// Rules C4, C5, promise 9: the one who is named sees another's managed login, and
// nobody sees an unmanaged one but its owner.
func TestAColleaguesLoginIsShownToWhomIsNamedIfItsOwnerConsents(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(fen(PipLogin, Una)...).Is(403, "has not allowed admin access").Never(PipLogin.Secret.Reveal())
		w.Replay(fen(PipLogin, Wyn)...).Is(404)
		w.Replay(fen(UgoLogin, Pip)...).Is(404)
	})
	if got := Read[api.Revealed](w.Replay(fen(UgoLogin, Una)...)); got.Secret != UgoLogin.Secret.Reveal() {
		t.Errorf("answered %+v", got)
	}
	got := credential.Received{Credential: UgoLogin.ID, Organization: SouthFen, Person: Una.ID}
	if w.Read(&got); got.Uses != 1 {
		t.Errorf("received %+v", got)
	}
	var lines []string
	for _, e := range w.Record(SouthFen) {
		if e.Action == audit.CredentialRevealed {
			lines = append(lines, e.ActorName+" "+e.Detail)
		}
	}
	if len(lines) != 1 || lines[0] != "Una with Intranet, Ugo" {
		t.Errorf("on record %v", lines)
	}
	w.Replay(fen(PipLogin, Pip)...).Is(200, PipLogin.Secret.Reveal())
}

// Promises 3 and 9: whatever closes it between the look and the record, the secret
// does not leave.
func TestWhatIsClosedMeanwhileIsNotShown(t *testing.T) {
	for name, edit := range map[string]func(*access.Resource, *credential.Credential){
		"consent taken back": func(_ *access.Resource, c *credential.Credential) { c.Managed = false },
		"named no more":      func(r *access.Resource, _ *credential.Credential) { r.Viewing = nil },
	} {
		w := told(t)
		var once sync.Once
		remove := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
			if r.Operation == "TransactWriteItems" {
				once.Do(func() {
					r, c := access.Resource{Organization: SouthFen, ID: Intranet}, credential.Credential{ID: UgoLogin.ID}
					w.Read(&r, &c)
					edit(&r, &c)
					w.Keep(change.Change{Records: []change.Record{r, c}}, name)
				})
			}
			return nil
		})
		if a := w.Replay(fen(UgoLogin, Una)...).Never(UgoLogin.Secret.Reveal()); a.StatusCode < 400 {
			t.Errorf("%s: %d", name, a.StatusCode)
		}
		remove()
	}
}
