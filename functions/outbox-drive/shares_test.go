package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sharing"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// pressStops has Hal stop sharing Press with Orchard.
func pressStops(w *World) {
	w.T.Helper()
	acts(w, Halyard, Hal, func(by identity.Caller) (change.Change, error) {
		found, err := w.Operator().FoundOf(w.T.Context(), Halyard, duty(w, Press.ID))
		if err != nil {
			w.T.Fatal(err)
		}
		ch, err := sharing.Stop(by, found, pressThere(w))
		ch.Notices = nil // told by another function
		return ch, err
	})
}

// Who received what is stopped may remember it: they are on the list, it is due at home,
// and is found there no more. At home nobody lost anything. Another secret clears it.
func TestWhatIsStoppedIsDueIfTheyReceivedIt(t *testing.T) { // rules H5, C12, promise 11
	w := New(t, "outbox-drive")
	w.Opened(Tess, Halyard, Press)
	uses(w, Omar)
	pressStops(w)
	settle(w)
	ended := *pressThere(w).Ended
	if x := got(w, Orchard, Omar, Press.ID); x.Lost == nil || x.Lost.Before(ended) || !x.Lost.After(x.Last) {
		t.Errorf("Omar: %+v", x)
	}
	if x := got(w, Halyard, Tess, Press.ID); x.Lost != nil {
		t.Errorf("Tess: %+v", x)
	}
	if c := duty(w, Press.ID); c.DueWhy != credential.Lost {
		t.Errorf("due: %+v", c)
	}
	if r := pressThere(w); r.Posted != nil {
		t.Errorf("it is still found there: %+v", r.Posted)
	}
	for _, a := range []credential.Audience{credential.Everything, credential.Everyone} {
		if all, _, err := w.Operator().SearchVault(t.Context(), Orchard, []credential.Audience{a}, []string{"cider"}); err != nil || len(all) != 0 {
			t.Errorf("%s finds %v, %v", a, all, err)
		}
	}
	w.Says(Halyard, Hal, Press.ID, T0.Add(time.Minute), "another one")
	if c := duty(w, Press.ID); c.DueWhy != "" {
		t.Errorf("after another secret: %+v", c)
	}
}

func TestWhatNobodyThereReceivedIsNotDue(t *testing.T) { // rule H5
	w := New(t, "outbox-drive")
	w.Opened(Tess, Halyard, Press)
	pressStops(w)
	settle(w)
	if c := duty(w, Press.ID); c.DueWhy != "" {
		t.Errorf("due: %+v", c)
	}
}

// What is shared again before its end was walked, with fewer of them, is lost to those
// who are not among them (rule C12).
func TestWhoIsLeftOutWhenItIsSharedAgainLostIt(t *testing.T) {
	w := New(t, "outbox-drive")
	uses(w, Omar)
	uses(w, Orla)
	pressStops(w)
	w.SharesWith(Hal, Halyard, Press, Orchard, sharing.Options{Mode: credential.Read}, Orla)
	settle(w)
	if x := got(w, Orchard, Omar, Press.ID); x.Lost == nil {
		t.Errorf("Omar: %+v", x)
	}
	if x := got(w, Orchard, Orla, Press.ID); x.Lost != nil {
		t.Errorf("Orla: %+v", x)
	}
	if c := duty(w, Press.ID); c.DueWhy != credential.Lost {
		t.Errorf("due: %+v", c)
	}
}

// What the other side wrote stays with who created the credential (rule H5).
func TestAVersionOfTheOtherSideStaysWhenItIsStopped(t *testing.T) {
	w := New(t, "outbox-drive")
	w.Edits(Scales.ID, func(c *credential.Credential) { c.By = "Tess" })
	f := sharing.SharedOf(Scales.ID, Halyard)
	w.Read(f.Wanted()...)
	acts(w, Orchard, Orla, func(by identity.Caller) (change.Change, error) {
		found, err := w.Operator().FoundOf(t.Context(), Orchard, f.Credential)
		if err != nil {
			t.Fatal(err)
		}
		ch, err := sharing.Stop(by, found, f.Reader)
		ch.Notices = nil
		return ch, err
	})
	settle(w)
	is, was := duty(w, Scales.ID), f.Credential
	if is.Number != was.Number || is.By != "Tess" || len(is.Readers) != 1 || is.Readers[0] != Orchard {
		t.Errorf("%+v", is)
	}
	if text, err := w.OpensFor(Orla, Orchard, Scales); err != nil || text != Scales.Secret {
		t.Errorf("at home: %v", err)
	}
}
