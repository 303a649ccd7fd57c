package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
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
