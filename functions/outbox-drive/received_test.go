package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

var stand = id.New[id.Folder](T0, "the stand", 0) // a folder of Orchard, for Pickers

func pressThere(w *World) credential.Reader {
	r := credential.Reader{Credential: Press.ID, Organization: Orchard}
	w.Read(&r)
	return r
}

// pressFiled has Orla file Press in a folder for the pickers, as the route does.
func pressFiled(t *testing.T) *World {
	w := New(t, "outbox-drive")
	w.Keep(change.Change{Records: []change.Record{
		filing.Folder{Organization: Orchard, ID: stand, Name: "Stand", Groups: []id.Group{Pickers}},
		filing.Gated{Organization: Orchard, Group: Pickers, Folder: stand},
	}}, "a folder")
	acts(w, Orchard, Orla, func(by identity.Caller) (change.Change, error) {
		found, err := w.Operator().FoundOf(t.Context(), Orchard, duty(w, Press.ID))
		if err != nil {
			t.Fatal(err)
		}
		_, ch, err := access.Refile(by, access.Filing{Path: standing(w)}, found)
		return ch, err
	})
	settle(w)
	return w
}

func standing(w *World) filing.Path {
	p, err := w.Operator().PathOf(w.T.Context(), Orchard, stand)
	if err != nil {
		w.T.Fatal(err)
	}
	return p
}

// uses has somebody of Orchard receive Press, by every gate.
func uses(w *World, p Person) {
	w.T.Helper()
	acts(w, Orchard, p, func(by identity.Caller) (change.Change, error) {
		_, f, err := w.Operator().FindWay(w.T.Context(), by.Call, Orchard, "", Press.ID)
		if err != nil {
			w.T.Fatal(err)
		}
		return access.Enter(by, f, credential.Read)
	})
}

func regrouped(w *World, closed bool) {
	acts(w, Orchard, Orla, func(by identity.Caller) (change.Change, error) {
		_, ch, err := filing.Regroup(by, standing(w), nil, closed)
		return ch, err
	})
}

// Rules H6, F3, C12: the receiver's folder is regrouped: who may not look there finds it
// no more, lost it, and it is due at home; an admin of theirs has it still.
func TestWhoLosesWhatIsReceivedByTheReceiversFolderIsMarked(t *testing.T) {
	w := pressFiled(t)
	uses(w, Omar)
	uses(w, Orla)
	regrouped(w, true)
	settle(w)
	if x := got(w, Orchard, Omar, Press.ID); x.Lost == nil || !x.Lost.After(x.Last) {
		t.Errorf("Omar %+v", x)
	}
	if x := got(w, Orchard, Orla, Press.ID); x.Lost != nil {
		t.Errorf("Orla %+v", x)
	}
	if c := duty(w, Press.ID); c.DueWhy != credential.Lost || c.Folder != "" {
		t.Errorf("at home %+v", c)
	}
	regrouped(w, false)
	settle(w)
	if r := pressThere(w); r.Gate != "" || r.Posted.Gate != "" {
		t.Errorf("for everyone again, it is behind %+v", r.Filed)
	}
	found, _, err := w.Operator().VaultOf(t.Context(), Orchard, []credential.Audience{credential.Everyone}, table.Page{Limit: 10})
	if err != nil || !slices.ContainsFunc(found, func(c credential.Credential) bool { return c.ID == Press.ID }) {
		t.Errorf("every member finds %d, %v", len(found), err)
	}
}

// Rules F5, C12: a group that a share names is deleted, or somebody leaves it, or leaves
// altogether: what they had by it is lost.
func TestWhoLosesWhatIsReceivedByAGroupOrTheirMembershipIsMarked(t *testing.T) {
	pickers := func(w *World) (identity.Group, identity.Member) {
		g, m := identity.Group{Organization: Orchard, ID: Pickers}, identity.Member{Organization: Orchard, Person: Omar.ID}
		w.Read(&g, &m)
		return g, m
	}
	for name, lose := range map[string]func(*World, identity.Caller) (change.Change, error){
		"deleted": func(w *World, by identity.Caller) (change.Change, error) {
			g, m := pickers(w)
			_, ch, err := identity.DeleteGroup(by, g, []identity.Member{m})
			return ch, err
		},
		"out of it": func(w *World, by identity.Caller) (change.Change, error) {
			g, m := pickers(w)
			_, ch, err := identity.DropFromGroup(by, g, m)
			return ch, err
		},
		"removed": func(w *World, by identity.Caller) (change.Change, error) {
			f := identity.RulingOf(Orchard, Omar.ID)
			w.Read(f.Ending()...)
			return identity.Remove(by, f)
		},
	} {
		w := New(t, "outbox-drive")
		uses(w, Omar)
		uses(w, Orla)
		acts(w, Orchard, Orla, func(by identity.Caller) (change.Change, error) { return lose(w, by) })
		settle(w)
		if x, y := got(w, Orchard, Omar, Press.ID), got(w, Orchard, Orla, Press.ID); x.Lost == nil || y.Lost != nil {
			t.Errorf("%s: Omar lost it at %v, Orla at %v", name, x.Lost, y.Lost)
		}
		if c := duty(w, Press.ID); c.DueWhy != credential.Lost {
			t.Errorf("%s: at home %+v", name, c)
		}
	}
}

// Rule C12: what its receiver disabled, or waits while the site is closed, is not lost.
func TestWhatIsClosedForNowIsNotLost(t *testing.T) {
	w := New(t, "outbox-drive")
	uses(w, Omar)
	acts(w, Orchard, Orla, func(by identity.Caller) (change.Change, error) {
		f := sharing.SharedOf(Press.ID, Orchard)
		w.Read(f.Wanted()...)
		_, ch, err := sharing.Turned(by, f, true)
		return ch, err
	})
	settle(w)
	o := identity.Organization{ID: Orchard}
	w.Read(&o)
	rel := *o.Relation
	rel.Open = false
	o.Relation = &rel
	w.Keep(change.Change{Records: []change.Record{o}}, "closed")
	weighs(w, duty(w, Press.ID).Weigh(T0, T0, Orchard))
	if x := got(w, Orchard, Omar, Press.ID); x.Lost != nil {
		t.Errorf("Omar %+v", x)
	}
}

// Where it was filed before, it is filed when it is shared again, for whom that folder
// is now.
func TestWhatIsSharedAgainIsFoundWhereItsFolderIsNow(t *testing.T) {
	w := pressFiled(t)
	r := pressThere(w)
	ended := r.End(T0, "Hal", duty(w, Press.ID))
	w.Keep(change.Change{Records: []change.Record{ended}}, "stopped")
	weighs(w, duty(w, Press.ID).Found(Orchard, T0))
	regrouped(w, true)
	settle(w)
	now := pressThere(w)
	if now.Posted != nil || now.Gate != stand {
		t.Fatalf("%+v", now)
	}
	now.Ended, now.Share = nil, &credential.Share{Everyone: true}
	regrouped(w, false)
	settle(w)
	w.Keep(change.Change{Records: []change.Record{now}}, "shared again")
	weighs(w, duty(w, Press.ID).Found(Orchard, T0))
	if now = pressThere(w); now.Gate != "" || now.Posted == nil || now.Posted.Folder != stand {
		t.Errorf("%+v, found by %+v", now.Filed, now.Posted)
	}
	w.Unchanged(func() { weighs(w, duty(w, Press.ID).Found(Orchard, T0)) })
}
