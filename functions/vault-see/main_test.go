package main

import (
	"fmt"
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "vault-see")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.see)
	return w
}

func TestItSaysWhereACredentialIsAndWhatOneMayDoWithIt(t *testing.T) { // rules G1, G5, C9, C10, F4
	w := told(t)
	for _, tt := range []struct {
		who  Person
		what id.Credential
		may  []string
		why  string
	}{
		{Sol, Edge.ID, []string{"use", "reveal"}, ""},
		{Rhea, Edge.ID, []string{"use", "reveal", "write", "log"}, ""},
		{Val, Edge.ID, []string{"log"}, "An auditor opens no secret."},
		{Sol, Insurance.ID, []string{"use", "reveal", "write", "log"}, ""},
		{Tam, Locker.ID, []string{"write", "log"}, "This credential is disabled."},
	} {
		got := Read[api.FiledSeen](w.Replay(As(tt.who), Path("credential", tt.what)))
		if got.ID != tt.what || !slices.Equal(got.May, tt.may) || got.Why != tt.why {
			t.Errorf("%s at %s: %v %q", tt.who.Name, tt.what, got.May, got.Why)
		}
	}
	if got := Read[api.FiledSeen](w.Replay()); got.Folder == "" || got.Client != Contoso || !slices.Equal(got.FolderPath, []string{"Contoso", "Firewalls"}) {
		t.Errorf("where it is: %+v", got)
	}
}

func TestWhatIsSharedSaysWhatOneMayDoWithItAndWaitsOnlyWhileItsSiteIsClosed(t *testing.T) { // rules H2, S1
	w := told(t)
	for _, open := range []bool{true, false} {
		o := identity.Organization{ID: Orchard}
		w.Read(&o)
		o.Relation.Open = open
		w.Keep(change.Change{Records: []change.Record{o}}, fmt.Sprintf("open: %v", open))
		got := Read[api.FiledSeen](w.Replay(As(Tess), Path("organization", Halyard), Path("credential", Scales.ID)))
		want := []string{"use", "reveal", "log"}
		if !open {
			want = []string{}
		}
		if !slices.Equal(got.May, want) || got.Waits == open {
			t.Errorf("open: %v: %v, %q, waits: %v", open, got.May, got.Why, got.Waits)
		}
	}
}

func TestWhatIsForAResourceFollowsItsGates(t *testing.T) { // rules G2, G4
	w := told(t)
	at := []Edit{Path("organization", NorthQuay), Path("credential", Switch.Credential)}
	for who, why := range map[Person]string{Jon: "locked", Ira: "not assigned"} {
		w.Replay(append(at, As(who))...).Is(200, why)
	}
}

func TestNobodyElseLearnsThatThereIsOneAndNothingSecretIsSaid(t *testing.T) { // promises 1, 7, rules C1, F3
	w := told(t)
	w.Unchanged(func() {
		w.Replay().Never(Edge.Secret.Reveal())
		w.Replay(As(Tam)).Is(404)
		w.Replay(Path("credential", Registrar.ID)).Is(404)
		w.Replay(As(Rhea), Path("credential", Insurance.ID)).Is(404)
		w.Replay(As(Val), Path("credential", Insurance.ID)).Is(404)
		w.Replay(As(Eve)).Is(404)
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404)
	})
}
