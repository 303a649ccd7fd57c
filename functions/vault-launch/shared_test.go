package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// with is a launch of a credential for an organization's member.
func with(p Person, o id.Organization, which Filed, more ...Edit) []Edit {
	return append([]Edit{As(p), Path("organization", o), Path("credential", which.ID)}, more...)
}

// Rules H2, H8, G6: who may use it signs in with it, on record on both sides, and who
// may only use it, too.
func TestWhatIsSharedIsSignedInWithInEitherDirection(t *testing.T) {
	w := told(t)
	for _, tt := range []struct {
		who      Person
		at, home id.Organization
		name     string
		which    Filed
	}{{Omar, Orchard, Halyard, "Orchard", Press}, {Tess, Halyard, Orchard, "Halyard", Scales}} {
		r := credential.Reader{Credential: tt.which.ID, Organization: tt.at}
		w.Read(&r)
		r.Mode = credential.Use
		w.Keep(change.Change{Records: []change.Record{r}}, "to use only: "+tt.which.Name)
		got := Read[api.Fill](w.Replay(with(tt.who, tt.at, tt.which)...))
		if got.Secret != tt.which.Secret.Reveal() || got.Address != "https://press.orchard.example" {
			t.Errorf("%s: answered %+v", tt.name, got)
		}
		there, home := launched(w, tt.at, tt.which), launched(w, tt.home, tt.which)
		if there.Actor != tt.who.ID || home.Actor != "" || home.ActorName != tt.who.Name || home.ActorOrganization != tt.name {
			t.Errorf("%s: on record %+v and %+v", tt.name, there, home)
		}
	}
}

// launched is the newest launch of a credential on an organization's record.
func launched(w *World, o id.Organization, which Filed) audit.Entry {
	for _, e := range w.Record(o) {
		if e.Action == audit.CredentialLaunched && e.Thing == string(which.ID) {
			return e.Entry
		}
	}
	return audit.Entry{}
}

func TestWhoDoesNotSignInWithWhatIsShared(t *testing.T) { // promises 2, 7, rules G7, H6, S1, S9
	end := T0.Add(time.Second)
	w := told(t)
	w.Unchanged(func() {
		w.Replay(with(Opal, Orchard, Press)...).Is(404)
		w.Replay(with(Vera, Vineyard, Press)...).Is(404)
		w.Replay(with(Uma, Halyard, Scales)...).Is(403, "An auditor opens no secret.")
	})
	for name, tt := range map[string]struct {
		edit   func(*credential.Reader)
		status int
	}{
		"disabled there": {func(r *credential.Reader) { s := *r.Share; s.Off, r.Share = &T0, &s }, 403},
		"at its end":     {func(r *credential.Reader) { r.Ends = &end }, 404},
		"stopped":        {func(r *credential.Reader) { *r = r.End(T0, "Hal", credential.Credential{}) }, 404},
	} {
		w := told(t)
		r := credential.Reader{Credential: Press.ID, Organization: Orchard}
		w.Read(&r)
		tt.edit(&r)
		w.Keep(change.Change{Records: []change.Record{r}}, name)
		t.Log(name)
		w.Unchanged(func() { w.Replay(with(Omar, Orchard, Press, At(end))...).Is(tt.status).Never(Press.Secret.Reveal()) })
	}
	u := identity.Unlocked{Person: Omar.ID, Session: Omar.SessionID, Organization: Orchard}
	w.Read(&u)
	w.Keep(change.Change{Drops: []change.Record{u}}, "locked again")
	w.Unchanged(func() { w.Replay(with(Omar, Orchard, Press)...).Is(403, "organization-locked") })
	o := identity.Organization{ID: Orchard}
	w.Read(&o)
	closed := *o.Relation
	closed.Open, o.Relation = false, &closed
	w.Keep(change.Change{Records: []change.Record{o}}, "closed")
	w.Unchanged(func() { w.Replay(with(Tess, Halyard, Scales)...).Is(403, "Orchard is closed to its people") })
}
