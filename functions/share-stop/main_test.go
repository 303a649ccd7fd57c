package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/sharing"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "share-stop")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.stop)
	return w
}

func TestItIsClosedToEverybodyThereAtOnce(t *testing.T) { // rules H5, A2
	w := told(t)
	w.Opened(Omar, Orchard, Press)
	w.Replay().Is(204)
	r := credential.Reader{Credential: Press.ID, Organization: Orchard}
	if w.Read(&r); r.Ended == nil || r.EndedBy != "Hal" || len(r.Key.Bytes) != 0 {
		t.Errorf("%+v", r)
	}
	c := credential.Credential{ID: Press.ID}
	if w.Read(&c); len(c.Readers) != 1 || c.Home != Halyard {
		t.Errorf("%+v", c.Readers)
	}
	if _, err := w.Opens(Orchard, Press.ID); err == nil {
		t.Error("Orchard's key pair still opens it")
	}
	if _, err := w.Opens(Halyard, Press.ID); err != nil {
		t.Errorf("at home: %v", err)
	}
	for o, detail := range map[id.Organization]string{Halyard: "with Orchard", Orchard: ""} {
		if e := w.Record(o)[0]; e.Action != audit.ShareStopped || e.ActorName != "Hal" || e.Detail != detail || e.ThingName != Press.Name {
			t.Errorf("on record of %s: %+v", o, e.Entry)
		}
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.ShareStopped || n[0].To.Organization != Orchard || n[0].By != "Hal" {
		t.Errorf("told: %+v", n)
	}
}

func TestASiteStopsWhatItSharesAndWhatWasStoppedIsSharedAgain(t *testing.T) { // rules H5, H1
	w := told(t)
	orla := []Edit{As(Orla), Path("organization", Orchard), Path("credential", Scales.ID), Path("partner", Halyard)}
	w.Replay(orla...).Is(204)
	w.Shares(Orla, Orchard, Scales, Halyard, sharing.Options{Mode: credential.Use, Everyone: true})
	w.Replay(orla...).Is(204)
	w.Unchanged(func() { w.Replay(orla...).Is(409, "Orla stopped sharing this with Halyard at 2026-03-02T09:00:00Z.") })
}

func TestOnlyAnAdminOrWhoSharedItStops(t *testing.T) { // rules H5, H6
	w := told(t)
	w.Unchanged(func() {
		for _, p := range []Person{Tess, Uma} {
			w.Replay(As(p)).Is(403, "Only an admin, or who shared it and may share, stops a share.")
		}
		received := []Edit{Path("organization", Orchard), Path("partner", Halyard)}
		for _, p := range []Person{Orla, Omar} { // its receiver disables it, and does not end it
			w.Replay(append(received, As(p))...).Is(404, "There is no such share.")
		}
		w.Replay(As(Orla), Path("organization", Orchard), Path("partner", Orchard)).Is(404, "There is no such share.")
	})
	tess := identity.Member{Organization: Halyard, Person: Tess.ID}
	w.Read(&tess)
	tess.Shares = true
	w.Keep(change.Change{Records: []change.Record{tess}}, "Tess may share")
	w.Replay(As(Tess)).Is(403)
	w.Shares(Tess, Halyard, Pump, Orchard, sharing.Options{Mode: credential.Read, Everyone: true})
	w.Replay(As(Tess), Path("credential", Pump.ID)).Is(204)
}

func TestWhoDoesNotSeeItLearnsNothing(t *testing.T) { // promise 7
	w := told(t)
	folder := filing.Folder{Organization: Halyard, ID: id.New[id.Folder](T0, "for the field", 0), Name: "Field", Groups: []id.Group{Field}}
	w.Keep(change.Change{Records: []change.Record{folder}}, "a folder for the field")
	w.Edits(Press.ID, func(c *credential.Credential) { c.Folder = folder.ID })
	w.Unchanged(func() {
		w.Replay(As(Gil)).Is(404, "There is no such share.")
		w.Replay(As(Tess)).Is(403)
		w.Replay(Path("credential", Pump.ID)).Is(404, "There is no such share.")
		w.Replay(Path("credential", id.New[id.Credential](T0, "nothing", 0))).Is(404, "There is no such share.")
		for _, o := range []id.Organization{Vineyard, Halyard, Ridge, id.New[id.Organization](T0, "nothing", 0)} {
			w.Replay(Path("partner", o)).Is(404, "There is no such share.")
		}
		w.Replay(As(Vera), Path("organization", Vineyard)).Is(404, "There is no such share.")
		w.Replay(As(Vera)).Is(404, "There is no such organization.")
		w.Replay(Path("partner", id.Organization("x"))).Is(400, "path.partner")
		w.Replay(Path("credential", id.Credential("../x"))).Is(400, "path.credential")
		w.Replay(Nobody).Is(401)
	})
	w.Replay().Is(204)
}

// Nothing of a secret is needed to end what is shared: it takes no unlocked session,
// and it ends while the site is closed, or is no site any more (design 5, rule S1).
func TestAShareIsStoppedWhateverBecameOfTheSite(t *testing.T) {
	for name, edit := range map[string]func(*identity.Relation){
		"closed": func(r *identity.Relation) { r.Open = false },
		"ended":  func(r *identity.Relation) { r.Ended = &T0 },
	} {
		w := told(t)
		o := identity.Organization{ID: Orchard}
		w.Read(&o)
		r := *o.Relation
		edit(&r)
		o.Relation = &r
		w.Keep(change.Change{Records: []change.Record{o}}, "the site is "+name)
		w.Replay().Is(204)
	}
}

func TestOfTwoWhoStopItOneIsToldOfTheOther(t *testing.T) { // promise 5
	w := told(t)
	w.Replay(Header("idempotency-key", "once")).Is(204)
	w.Replay(Header("idempotency-key", "once")).Is(204)
	w.Unchanged(func() { w.Replay(Header("idempotency-key", "twice")).Is(409, "Hal stopped sharing this with Orchard") })
}
