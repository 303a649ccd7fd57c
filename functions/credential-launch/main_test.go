package main

import (
	"testing"
	"time"

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
	w := New(t, "credential-launch")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: opening.Door{Table: w.Table, Keys: w.Keys}}.launch)
	return w
}

func TestALaunchAnswersWhatTheBrowserNeedsAndIsOnRecordOnBothSides(t *testing.T) {
	w := told(t)
	got := Read[api.Fill](w.Replay())
	if got.Secret != Social.Secret.Reveal() || got.Username != "olga.baker" || got.Version != 1 {
		t.Errorf("answered %+v", got)
	}
	here, there := w.Record(BlueHarbor)[0], w.Record(OlgaHome)[0]
	if here.Action != audit.CredentialLaunched || here.Actor != Bob.ID || !here.At.Equal(T0) {
		t.Errorf("on record here: %+v", here.Entry)
	}
	if there.Action != audit.CredentialLaunched || there.Actor != "" || there.ActorName != "Bob" || there.ActorOrganization != "Blue Harbor IT" || there.From != "" {
		t.Errorf("on the owner's record: %+v", there.Entry)
	}
}

func TestALentLoginIsFilledInOnlyWhereItsOwnerAgreed(t *testing.T) { // rule G6
	w := told(t)
	r := access.Resource{Organization: BlueHarbor, ID: Social.Resource}
	w.Read(&r)
	agreed := r.Address
	r.Address = "https://elsewhere.example"
	w.Keep(change.Change{Records: []change.Record{r}}, "the resource moves")
	if got := Read[api.Fill](w.Replay()); got.Address != agreed {
		t.Errorf("it is filled in at %s", got.Address)
	}
}

func TestALockedOrganizationIsUnlockedBeforeAResourceIsLaunched(t *testing.T) { // rule S9
	w := told(t)
	w.LockUp(Ann, BlueHarbor, MillKey) // whose session is open, and nobody else's
	w.Unchanged(func() { w.Replay().Is(403, "organization-locked").Never(Social.Secret.Reveal()) })
	w.Unlocks(Bob, BlueHarbor, MillKey)
	w.Replay().Is(200, Social.Secret.Reveal())
}

func TestALaunchThatArrivesLateMovesNoLastUseBack(t *testing.T) {
	w := told(t)
	w.Replay().Is(200)
	w.Replay(At(T0.Add(-time.Minute))).Is(200)
	r := credential.Reader{Credential: Social.Credential, Organization: BlueHarbor}
	w.Read(&r)
	if !r.LastUse.Equal(T0) {
		t.Errorf("last use is %s", r.LastUse)
	}
}

func TestOnlyWhoIsAssignedLaunches(t *testing.T) {
	w := told(t)
	newsletter := []Edit{Path("resource", Newsletter.Resource), Path("credential", Newsletter.Credential)}
	w.Unchanged(func() {
		w.Replay(As(Ann)).Is(403, "You are not assigned to Social account")
		w.Replay(As(Cyd)).Is(404)
		w.Replay(newsletter...).Is(404)
		w.Replay(append(newsletter, As(Dan))...).Is(403, "Olga took this back at 2026-03-02T08:58:00Z.")
		w.Replay(Path("credential", Router.Credential)).Is(404) // of another resource
	})
}

func TestWithoutKMSNothingIsOnRecordThatDidNotHappen(t *testing.T) {
	w := told(t)
	w.KMS.Fail(true)
	w.Unchanged(func() {
		a := w.Replay().Is(503, "Nothing was done").Never(Social.Secret.Reveal())
		if a.Headers["retry-after"] == "" {
			t.Error("it does not say when to come back")
		}
	})
}

func TestWithoutTheRecordNoSecretIsHandedOut(t *testing.T) {
	w := told(t)
	w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" {
			return dynamo.Throttled(r)
		}
		return nil
	})
	w.Unchanged(func() { w.Replay().Is(503).Never(Social.Secret.Reveal()) })
}

// camera has Hana launch Camera, which has a seed.
var camera = []Edit{As(Hana), Path("organization", PierNine), Path("resource", Camera.Resource), Path("credential", Camera.Credential)}

func TestALaunchAnswersTheCodeOfItsInstantAndNeverTheSeed(t *testing.T) { // promise 1
	w := told(t)
	at := T0.Add(12 * time.Second)
	a := w.Replay(append(camera, At(at))...)
	got := Read[api.Fill](a)
	code, left, err := credential.CodeAt("otpauth://totp/?secret=JBSWY3DPEHPK3PXP", at)
	if err != nil || got.Code != code || got.CodeEnds != left || left != 18 {
		t.Errorf("answered %q for %d s, want %q for %d s, %v", got.Code, got.CodeEnds, code, left, err)
	}
	a.Never("JBSWY3DP", "otpauth")
	later := Read[api.Fill](w.Replay(append(camera, At(at.Add(time.Minute)))...))
	if later.Code == got.Code {
		t.Error("a minute later it is the same")
	}
	if plain := Read[api.Fill](w.Replay()); plain.Code != "" || plain.CodeEnds != 0 {
		t.Errorf("a login without a seed has a code: %+v", plain)
	}
}

func TestASeedThatIsTakenAwayIsMissed(t *testing.T) {
	w := told(t)
	current := credential.Current{Version: credential.Version{Credential: Camera.Credential}}
	w.Read(&current)
	delete(current.Fields, "seed")
	w.Keep(change.Change{Records: []change.Record{current}}, "somebody meddles")
	w.Replay(camera...).Is(500).Never(Camera.Secret.Reveal())
}

func TestALoanIsClosedFromItsEndDateOnThoughNobodyWroteItDown(t *testing.T) { // promise 2
	w := told(t)
	r := credential.Reader{Credential: Social.Credential, Organization: BlueHarbor}
	w.Read(&r)
	ends := T0.Add(time.Minute)
	r.Ends = &ends
	w.Keep(change.Change{Records: []change.Record{r}}, "an end date")
	w.Replay(At(ends.Add(-time.Millisecond))).Is(200)
	w.Replay(At(ends)).Is(404)
	w.Replay(As(Dan), At(ends)).Is(403, "Olga lent this until 2026-03-02T09:01:00Z.")
}

func TestALentCompanyLoginIsFilledInWhereItsOwnersUseIt(t *testing.T) { // rule G6
	w := told(t)
	w.LendCamera()
	r := access.Resource{Organization: Elsewhere, ID: Gate.Resource}
	w.Read(&r)
	r.Assignments = []access.Assignment{{ID: Social.Assignment, Member: Fred.ID, Name: "Fred", Credential: Camera.Credential, Mode: credential.Use, Since: T0}}
	w.Keep(change.Change{Records: []change.Record{r}}, "Fred is put on it")
	got := Read[api.Fill](w.Replay(As(Fred), Path("organization", Elsewhere), Path("resource", Gate.Resource), Path("credential", Camera.Credential)))
	if got.Address != "https://camera.piernine.example" || got.Username != "viewer" || got.Secret != Camera.Secret.Reveal() || len(got.Code) != 6 {
		t.Errorf("answered %+v at %s", got.Username, got.Address)
	}
	if e := w.Record(PierNine)[0]; e.Action != audit.CredentialLaunched || e.Thing != string(Gate.Delegation) || e.ActorName != "Fred" || e.Actor != "" {
		t.Errorf("on its owner's record: %+v", e.Entry)
	}
}
