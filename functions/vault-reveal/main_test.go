package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/sharing"
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

// revealed asks as somebody of an organization for a credential.
func revealed(p Person, o id.Organization, f Filed) Edit {
	return func(e *events.APIGatewayV2HTTPRequest) {
		As(p)(e)
		Path("credential", f.ID)(e)
		Path("organization", o)(e)
	}
}

// omarToo makes Omar, who has unlocked Orchard, a member of Vineyard as well, with
// which Halyard shares Pump.
func omarToo(w *World) {
	m := identity.Member{Organization: Orchard, Person: Omar.ID}
	w.Read(&m)
	m.Organization, m.OrganizationName, m.Groups, m.Version = Vineyard, "Vineyard", nil, 0
	w.Keep(change.Change{Records: []change.Record{m}}, "Omar is of two")
	w.Shares(Hal, Halyard, Pump, Vineyard, sharing.Options{Mode: credential.Read, Everyone: true})
}

// Each has its own organization key: one that is unlocked opens nothing of the other,
// and what is shared with one is not there in the other.
func TestWhoIsOfTwoSitesHasInEachWhatIsTheirsThere(t *testing.T) { // issue 6; rules F6, S3, S9
	w := told(t)
	omarToo(w)
	w.Unchanged(func() {
		w.Replay(revealed(Omar, Vineyard, Pump)).Is(403, "organization-locked").Never(Pump.Secret.Reveal())
		for _, f := range []Filed{Press, Scales, Cellar} {
			w.Replay(revealed(Omar, Vineyard, f)).Is(404, "There is no such credential.").Never(f.Secret.Reveal())
		}
		w.Replay(revealed(Omar, Orchard, Pump)).Is(404, "There is no such credential.").Never(Pump.Secret.Reveal())
		w.Replay(revealed(Omar, Halyard, Pump)).Is(404)
	})
	w.Replay(revealed(Omar, Orchard, Press)).Is(200, Press.Secret.Reveal())

	w.Unlocks(Omar, Vineyard, MillKey)
	w.Replay(revealed(Omar, Vineyard, Pump)).Is(200, Pump.Secret.Reveal())
	open := identity.Unlocked{Person: Omar.ID, Session: Omar.SessionID, Organization: Orchard}
	w.Read(&open)
	w.Keep(change.Change{Drops: []change.Record{open}}, "Orchard is closed again")
	w.Replay(revealed(Omar, Vineyard, Pump)).Is(200, Pump.Secret.Reveal())
	w.Unchanged(func() {
		w.Replay(revealed(Omar, Orchard, Press)).Is(403, "organization-locked").Never(Press.Secret.Reveal())
	})
}

// A row of one organization's lock part, put where another's is looked for, opens
// nothing: it is bound to its place.
func TestTheLockPartOfOneSiteOpensNothingOfAnother(t *testing.T) { // rule F6, design 5
	w := told(t)
	omarToo(w)
	open := identity.Unlocked{Person: Omar.ID, Session: Omar.SessionID, Organization: Orchard}
	w.Read(&open)
	open.Organization, open.Version = Vineyard, 0
	w.Keep(change.Change{Records: []change.Record{open}}, "a row of another")
	if a := w.Replay(revealed(Omar, Vineyard, Pump)); a.StatusCode == 200 {
		t.Error("it opens")
	} else {
		a.Never(Pump.Secret.Reveal())
	}
}

// Each comes after the reveal was judged and before it is kept: it is judged again.
func TestWhatHappensToAShareWhileItIsRevealedComesFirst(t *testing.T) { // issue 6; rules H4, H5, H6, S1, promises 2, 3
	for name, tt := range map[string]struct {
		happens func(*World, sharing.Shared) change.Change
		status  int
	}{
		"it is stopped": {func(w *World, f sharing.Shared) change.Change {
			by := w.CallsIn(Halyard, Hal, T0)
			found, err := w.Operator().FoundOf(w.T.Context(), Halyard, f.Credential)
			if err != nil {
				w.T.Error(err)
			}
			ch, err := sharing.Stop(by, found, f.Reader)
			if err != nil {
				w.T.Error(err)
			}
			return ch
		}, 404},
		"it is disabled there": {func(w *World, f sharing.Shared) change.Change {
			_, ch, err := sharing.Turned(w.CallsIn(Orchard, Orla, T0), f, true)
			if err != nil {
				w.T.Error(err)
			}
			return ch
		}, 403},
		"it may only be used": {func(_ *World, f sharing.Shared) change.Change {
			f.Reader.Mode = credential.Use
			return change.Change{Records: []change.Record{f.Reader}}
		}, 403},
		"it is for others": {func(_ *World, f sharing.Shared) change.Change {
			s := *f.Reader.Share
			s.Groups, s.People = nil, nil
			f.Reader.Share = &s
			return change.Change{Records: []change.Record{f.Reader}}
		}, 404},
		"it came to its end": {func(_ *World, f sharing.Shared) change.Change {
			f.Reader.Ends = &T0
			return change.Change{Records: []change.Record{f.Reader}}
		}, 404},
		"the credential is disabled": {func(w *World, f sharing.Shared) change.Change {
			f.Credential.Disabled = &T0
			return change.Change{Records: []change.Record{f.Credential}}
		}, 403},
		"the site is closed": {func(w *World, _ sharing.Shared) change.Change {
			o := identity.Organization{ID: Orchard}
			w.Read(&o)
			r := *o.Relation
			r.Open, o.Relation = false, &r
			return change.Change{Records: []change.Record{o}}
		}, 403},
		"the relation ends": {func(w *World, _ sharing.Shared) change.Change {
			o := identity.Organization{ID: Orchard}
			w.Read(&o)
			r := *o.Relation
			r.Ended, o.Relation = &T0, &r
			return change.Change{Records: []change.Record{o}}
		}, 403},
	} {
		w := told(t)
		restore := w.Meanwhile(func() {
			f := sharing.SharedOf(Press.ID, Orchard)
			w.Read(f.Wanted()...)
			w.Keep(tt.happens(w, f), name)
		})
		a := w.Replay(revealed(Omar, Orchard, Press)).Never(Press.Secret.Reveal())
		if a.StatusCode != tt.status && a.StatusCode != 409 {
			t.Errorf("%s: answered %d: %s", name, a.StatusCode, a.Body)
		}
		restore()
		w.Replay(revealed(Omar, Orchard, Press)).Is(tt.status).Never(Press.Secret.Reveal())
	}
}
