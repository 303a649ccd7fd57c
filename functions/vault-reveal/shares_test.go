package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// of is a reveal of a credential for an organization's member.
func of(p Person, o id.Organization, which Filed, more ...Edit) []Edit {
	return append([]Edit{As(p), Path("organization", o), Path("credential", which.ID)}, more...)
}

// reader edits how an organization has a credential.
func reader(w *World, c Filed, o id.Organization, edit func(*credential.Reader)) {
	w.T.Helper()
	r := credential.Reader{Credential: c.ID, Organization: o}
	if w.Read(&r); r.Version == 0 {
		w.T.Fatal("no such reader")
	}
	edit(&r)
	w.Keep(change.Change{Records: []change.Record{r}}, "another way to "+c.Name)
}

// site edits Orchard, as its provider and its lock make it.
func site(w *World, edit func(*identity.Organization)) {
	w.T.Helper()
	o := identity.Organization{ID: Orchard}
	w.Read(&o)
	relation := *o.Relation
	o.Relation = &relation
	edit(&o)
	w.Keep(change.Change{Records: []change.Record{o}}, fmt.Sprint("Orchard after version ", o.Version))
}

func TestWhatIsSharedIsRevealedInEitherDirectionAndItsHomeSeesByWhom(t *testing.T) { // rules H1, H8, A2
	for _, tt := range []struct {
		who   Person
		of    id.Organization
		name  string
		which Filed
		home  id.Organization
	}{
		{Omar, Orchard, "Orchard", Press, Halyard},
		{Tess, Halyard, "Halyard", Scales, Orchard},
	} {
		w := told(t)
		got := Read[api.Revealed](w.Replay(of(tt.who, tt.of, tt.which)...))
		if got.Secret != tt.which.Secret.Reveal() || got.Username != "keeper" {
			t.Errorf("%s: answered %+v", tt.name, got)
		}
		there, home := w.Record(tt.of)[0], w.Record(tt.home)[0]
		if there.Action != audit.CredentialRevealed || there.Actor != tt.who.ID || there.Thing != string(tt.which.ID) {
			t.Errorf("%s: on record there: %+v", tt.name, there.Entry)
		}
		if home.Action != audit.CredentialRevealed || home.Actor != "" || home.ActorName != tt.who.Name || home.ActorOrganization != tt.name || home.Thing != string(tt.which.ID) || home.From != "" {
			t.Errorf("%s: on record at home: %+v", tt.name, home.Entry)
		}
		r := credential.Received{Credential: tt.which.ID, Organization: tt.of, Person: tt.who.ID}
		if w.Read(&r); r.Uses != 1 || r.OrganizationName != tt.name {
			t.Errorf("%s: received %+v", tt.name, r)
		}
	}
}

func TestWhoIsNotShownWhatIsShared(t *testing.T) { // promise 7, rules G7, S3, F4
	w := told(t)
	w.Unchanged(func() {
		w.Replay(of(Opal, Orchard, Press)...).Is(404).Never(Press.Secret.Reveal())
		w.Replay(of(Vera, Vineyard, Press)...).Is(404)
		w.Replay(of(Vera, Vineyard, Scales)...).Is(404)
		w.Replay(of(Vera, Orchard, Scales)...).Is(404)
		w.Replay(of(Omar, Orchard, Pump)...).Is(404)
		w.Replay(of(Tess, Halyard, Cellar)...).Is(404)
		w.Replay(of(Uma, Halyard, Scales)...).Is(403, "An auditor opens no secret.")
		w.Replay(of(Eve, Elsewhere, Scales)...).Is(404)
	})
}

func TestWhatClosesAShareClosesAReveal(t *testing.T) { // rules H2, H5, H6, S1, promise 2
	end := T0.Add(time.Second)
	for name, tt := range map[string]struct {
		act    func(*World)
		at     time.Time
		status int
		words  string
	}{
		"to use only": {func(w *World) { reader(w, Press, Orchard, func(r *credential.Reader) { r.Mode = credential.Use }) }, T0, 403, "not see it"},
		"disabled by its receiver": {func(w *World) {
			reader(w, Press, Orchard, func(r *credential.Reader) { s := *r.Share; s.Off, s.OffBy, r.Share = &end, "Orla", &s })
		}, end, 403, "Orla disabled this share"},
		"disabled at home":    {func(w *World) { w.Edits(Press.ID, func(c *credential.Credential) { c.Disabled = &T0 }) }, T0, 403, "disabled"},
		"stopped":             {func(w *World) { stop(w, Press, Orchard) }, T0, 404, ""},
		"before its end date": {func(w *World) { reader(w, Press, Orchard, func(r *credential.Reader) { r.Ends = &end }) }, end.Add(-time.Millisecond), 200, ""},
		"at its end date":     {func(w *World) { reader(w, Press, Orchard, func(r *credential.Reader) { r.Ends = &end }) }, end, 404, ""},
		"its site is closed":  {func(w *World) { site(w, func(o *identity.Organization) { o.Relation.Open = false }) }, T0, 403, "Halyard"},
	} {
		w := told(t)
		tt.act(w)
		t.Log(name)
		a := w.Replay(of(Omar, Orchard, Press, At(tt.at))...).Is(tt.status, tt.words)
		if tt.status != 200 {
			a.Never(Press.Secret.Reveal())
		}
	}
	w := told(t) // the provider's people, of what the site shares: suspended both ways, and restored
	site(w, func(o *identity.Organization) { o.Relation.Open = false })
	w.Unchanged(func() { w.Replay(of(Tess, Halyard, Scales)...).Is(403, "Orchard is closed to its people") })
	site(w, func(o *identity.Organization) { o.Relation.Open = true })
	w.Replay(of(Tess, Halyard, Scales)...).Is(200, Scales.Secret.Reveal())
	site(w, func(o *identity.Organization) { o.Relation.Ended = &T0 })
	w.Unchanged(func() { w.Replay(of(Tess, Halyard, Scales)...).Is(403, "nothing to do with") })
}

func TestASiteThatIsLockedIsUnlockedBeforeWhatItReceived(t *testing.T) { // rule S9
	w := told(t)
	u := identity.Unlocked{Person: Omar.ID, Session: Omar.SessionID, Organization: Orchard}
	w.Read(&u)
	w.Keep(change.Change{Drops: []change.Record{u}}, "locked again")
	w.Unchanged(func() {
		w.Replay(of(Omar, Orchard, Press)...).Is(403, "organization-locked").Never(Press.Secret.Reveal())
	})
}

// Promises 2, 10: what ends in the very moment opens for nobody any more, and a new
// version is the one that is seen.
func TestARevealMeetsTheEndOfItsShareAndANewVersion(t *testing.T) {
	for name, tt := range map[string]struct {
		act    func(*World)
		status int
		says   string
	}{
		"stopped": {func(w *World) { stop(w, Press, Orchard) }, 404, ""},
		"disabled": {func(w *World) {
			reader(w, Press, Orchard, func(r *credential.Reader) { s := *r.Share; s.Off, r.Share = &T0, &s })
		}, 403, ""},
		"narrowed": {func(w *World) {
			reader(w, Press, Orchard, func(r *credential.Reader) { s := *r.Share; s.Groups, r.Share = nil, &s })
		}, 404, ""},
		"site closed": {func(w *World) { site(w, func(o *identity.Organization) { o.Relation.Open = false }) }, 403, ""},
		"renewed":     {func(w *World) { w.Says(Halyard, Hal, Press.ID, T0, "a newer secret") }, 200, "a newer secret"},
		"renewed and stopped": {func(w *World) {
			w.Says(Halyard, Hal, Press.ID, T0, "a newer secret")
			stop(w, Press, Orchard)
		}, 404, ""},
	} {
		w := told(t)
		done := w.Meanwhile(func() { tt.act(w) })
		t.Log(name)
		a := w.Replay(of(Omar, Orchard, Press)...).Is(tt.status, tt.says).Never(Press.Secret.Reveal())
		done()
		if tt.status != 200 {
			a.Never("a newer secret")
		}
	}
}

// stop ends a share as its creator does.
func stop(w *World, which Filed, with id.Organization) {
	w.T.Helper()
	c, r := credential.Credential{ID: which.ID}, credential.Reader{Credential: which.ID, Organization: with}
	w.Read(&c, &r)
	w.Keep(change.Change{Records: []change.Record{c.Without(with), r.End(T0, "Hal", c)}}, "stopped: "+which.Name)
}

// Promise 10: a reader who goes on and on while it is rotated is never refused, and
// sees each time one version whole.
func TestAReaderHammeringDuringRotationNeverFailsAndSeesNoMixedVersion(t *testing.T) {
	const versions = 12
	w := told(t)
	secrets := []string{Press.Secret.Reveal()}
	for n := range versions {
		secrets = append(secrets, fmt.Sprint("the secret of version ", n+2))
	}
	ran, stopped := make(chan struct{}), make(chan struct{})
	var reads atomic.Int32
	go func() {
		defer close(ran)
		for last := 1; ; {
			a := w.Replay(of(Omar, Orchard, Press)...)
			var got api.Revealed
			if err := json.Unmarshal([]byte(a.Body), &got); err != nil || a.StatusCode != 200 || got.Version < last || got.Version > len(secrets) || got.Secret != secrets[got.Version-1] {
				t.Errorf("answered %d: version %d after %d, %v", a.StatusCode, got.Version, last, err)
				return
			}
			last = got.Version
			reads.Add(1)
			select {
			case <-stopped:
				if last == versions+1 {
					return
				}
			default:
			}
		}
	}()
	for _, s := range secrets[1:] {
		for before := reads.Load(); reads.Load() == before; { // one reveal at least, at every version
			select {
			case <-ran:
				t.Fatalf("the reader failed after %d reveals", reads.Load())
			case <-t.Context().Done():
				t.Fatal("no reveal is answered")
			default:
				runtime.Gosched()
			}
		}
		w.Says(Halyard, Hal, Press.ID, T0, secret.Text(s))
	}
	close(stopped)
	<-ran
	t.Logf("%d reveals through %d rotations", reads.Load(), versions)
}
