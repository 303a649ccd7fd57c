package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "delegation-revoke")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.revoke)
	return w
}

func TestALoanIsTakenBackAtOnce(t *testing.T) {
	w := told(t)
	if got := Read[api.Delegation](w.Replay()); got.State != "revoked" || !got.Ended.Equal(T0) {
		t.Errorf("answered %+v", got)
	}
	r := credential.Reader{Credential: Social.Credential, Organization: BlueHarbor}
	if w.Read(&r); r.Ended == nil || r.EndedBy != "Olga" || len(r.Key.Bytes) != 0 {
		t.Errorf("the other side's way to it: ended %v by %q, with a key of %d bytes", r.Ended, r.EndedBy, len(r.Key.Bytes))
	}
	if w.Told() != "delegation-revoked" {
		t.Errorf("told: %s", w.Told())
	}
	if plain, err := w.Opens(OlgaHome, Social.Credential); err != nil || plain.Secret != Social.Secret {
		t.Errorf("its owner opens it no more: %v", err)
	}
}

func TestItEndsAfterTheLastUseOnRecord(t *testing.T) {
	w := told(t)
	got := Read[api.Delegation](w.Replay(At(LastUse.Add(-time.Minute)))) // a clock behind
	if want := LastUse.Add(time.Millisecond); !got.Ended.Equal(want) {
		t.Errorf("ended at %s, not %s", got.Ended, want)
	}
}

func TestWhatIsNotLentCannotBeTakenBack(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("delegation", Newsletter.Delegation)).Is(409, "Olga took this back already at 2026-03-02T08:58:00Z.")
		w.Replay(Path("delegation", Shop.Delegation)).Is(409, "it is pending")
		w.Replay(Path("delegation", Forum.Delegation)).Is(404)
		w.Replay(Path("organization", BlueHarbor), As(Ann)).Is(404)
	})
}

func TestWhatAnOrganizationLendsIsTakenBackByAnyOfItsAdmins(t *testing.T) { // rule D2
	w := told(t)
	w.LendCamera()
	w.Keep(change.Change{Records: []change.Record{
		identity.Member{Organization: PierNine, OrganizationName: "Pier Nine", Kind: identity.Provider, Person: Dan.ID, Name: "Dan", Role: identity.Admin},
	}}, "Dan becomes an admin there")
	there := []Edit{Path("organization", PierNine), Path("delegation", Gate.Delegation)}
	w.Replay(append(there, As(Hana), Path("organization", HanaHome))...).Is(404) // it is no longer hers alone
	got := Read[api.Delegation](w.Replay(append(there, As(Dan))...))
	if got.State != "revoked" || !got.HasCodes {
		t.Errorf("answered %+v", got)
	}
	if _, err := w.Opens(Elsewhere, Camera.Credential); err == nil {
		t.Error("they still open it")
	}
	if plain, err := w.Opens(PierNine, Camera.Credential); err != nil || plain.Secret != Camera.Secret {
		t.Errorf("its home does not: %v", err)
	}
	c := credential.Credential{ID: Camera.Credential}
	if w.Read(&c); len(c.Readers) != 1 {
		t.Errorf("read by %v", c.Readers)
	}
}
