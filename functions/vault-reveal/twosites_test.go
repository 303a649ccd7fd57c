package main

import (
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sharing"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

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
