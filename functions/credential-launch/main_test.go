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
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: opening.Door{Table: w.Table}}.launch)
	return w
}

func TestALaunchAnswersATicketAndIsOnRecordOnBothSides(t *testing.T) {
	w := told(t)
	got := Read[api.Launched](w.Replay().Never(Social.Secret.Reveal()))
	if got.Ticket == "" || got.Username != "olga.baker" || got.Version != 1 {
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
	if got := Read[api.Launched](w.Replay()); got.Address != agreed || got.Origin != credential.Origin(agreed) {
		t.Errorf("it is filled in at %s", got.Address)
	}
}

func TestALockedOrganizationIsUnlockedBeforeAResourceIsLaunched(t *testing.T) { // rule S9
	w := told(t)
	w.LockUp(Ann, BlueHarbor, MillKey) // whose session is open, and nobody else's
	w.Unchanged(func() { w.Replay().Is(403, "organization-locked").Never(Social.Secret.Reveal()) })
	w.Unlocks(Bob, BlueHarbor, MillKey)
	w.Replay().Is(200)
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

func TestALaunchOpensNothingSoItNeedsNoKMS(t *testing.T) {
	w := told(t)
	w.KMS.Fail(true)
	w.Replay().Is(200)
}

func TestWithoutTheRecordNoTicketIsHandedOut(t *testing.T) {
	w := told(t)
	w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" {
			return dynamo.Throttled(r)
		}
		return nil
	})
	w.Unchanged(func() { w.Replay().Is(503).Never("ticket") })
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
	got := Read[api.Launched](w.Replay(As(Fred), Path("organization", Elsewhere), Path("resource", Gate.Resource), Path("credential", Camera.Credential)))
	if got.Origin != "https://camera.piernine.example" || got.Username != "viewer" {
		t.Errorf("answered %+v at %s", got.Username, got.Address)
	}
	if e := w.Record(PierNine)[0]; e.Action != audit.CredentialLaunched || e.Thing != string(Gate.Delegation) || e.ActorName != "Fred" || e.Actor != "" {
		t.Errorf("on its owner's record: %+v", e.Entry)
	}
}
