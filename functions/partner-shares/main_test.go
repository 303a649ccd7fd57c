package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
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
	w := New(t, "partner-shares")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.shares)
	return w
}

// named is the names of all pages, one at a time.
func named(w *World, edits ...Edit) (out []string) {
	w.T.Helper()
	for after := ""; ; {
		got := Read[api.SharedPage](w.Replay(append(edits, Query("limit", "1"), Query("after", after))...))
		for _, x := range got.Items {
			out = append(out, x.Credential.Name)
		}
		if after = got.Next; after == "" {
			slices.Sort(out)
			return out
		}
	}
}

var received = Query("direction", "received")

func TestEachSideListsWhatItGivesAndWhatItReceives(t *testing.T) { // rule H3
	w := told(t)
	orla := []Edit{As(Orla), Path("organization", Orchard), Path("partner", Halyard)}
	w.Shares(Hal, Halyard, Pump, Orchard, sharing.Options{Mode: credential.Use, Everyone: true})
	w.Unchanged(func() {
		for name, tt := range map[string]struct{ got, want []string }{
			"Halyard gives":    {named(w), []string{Press.Name, Pump.Name}},
			"Halyard receives": {named(w, received), []string{Bins.Name, Scales.Name}},
			"Orchard gives":    {named(w, orla...), []string{Bins.Name, Scales.Name}},
			"Orchard receives": {named(w, append(orla, received)...), []string{Press.Name, Pump.Name}},
			"an auditor":       {named(w, As(Uma)), []string{Press.Name, Pump.Name}},
			"of another site":  {named(w, Path("partner", Vineyard)), nil},
		} {
			if !slices.Equal(tt.got, tt.want) {
				t.Errorf("%s: %v", name, tt.got)
			}
		}
		bins, got := Read[api.SharedPage](w.Replay(received)).Items[0], Read[api.SharedPage](w.Replay(received)).Items[1]
		if bins.Share.Off == nil || bins.Share.OffBy != "Hal" || bins.Share.Mode != "read" {
			t.Errorf("%+v", bins)
		}
		if got.Share.PartnerName != "Orchard" || !got.Share.Received || got.Share.Mode != "write" || got.Credential.From != "Orchard" {
			t.Errorf("%+v", got)
		}
		if got := Read[api.SharedPage](w.Replay()).Items[0]; got.Share.Received || got.Share.PartnerName != "Orchard" || got.Credential.From != "" {
			t.Errorf("%+v", got)
		}
	})
}

func TestOfWhatTheyDoNotSeeNobodyIsToldThatItIsShared(t *testing.T) { // rules S3, G7, promise 7
	w := told(t)
	w.Replay(As(Tess)).Is(403, "who is let share by one")
	for _, p := range []Person{Tess, Omar, Opal} {
		m := identity.Member{Organization: Halyard, Person: p.ID}
		if p.ID != Tess.ID {
			m.Organization = Orchard
		}
		w.Read(&m)
		m.Shares = true
		w.Keep(change.Change{Records: []change.Record{m}}, p.Name+" may share")
	}
	folder := filing.Folder{Organization: Halyard, ID: id.New[id.Folder](T0, "for admins", 0), Name: "Admins", Closed: true}
	w.Keep(change.Change{Records: []change.Record{folder}}, "a folder for admins")
	w.Edits(Press.ID, func(c *credential.Credential) { c.Folder = folder.ID })
	w.Shares(Hal, Halyard, Pump, Orchard, sharing.Options{Mode: credential.Use, Everyone: true})
	there := []Edit{Path("organization", Orchard), Path("partner", Halyard), received}
	for name, tt := range map[string]struct{ got, want []string }{
		"Tess":            {named(w, As(Tess)), []string{Pump.Name}},
		"Omar, a Picker":  {named(w, append(there, As(Omar))...), []string{Press.Name, Pump.Name}},
		"Opal, of no one": {named(w, append(there, As(Opal))...), []string{Pump.Name}},
	} {
		if !slices.Equal(tt.got, tt.want) {
			t.Errorf("%s: %v", name, tt.got)
		}
	}
	w.Replay(append(there, As(Omar))...).Is(200).Never("Pickers", "Orla")
}

func TestWhoIsNoPartnerHasNothing(t *testing.T) { // rules S3, S8, promise 7
	w := told(t)
	for _, o := range []id.Organization{Halyard, Ridge, BlueHarbor, id.New[id.Organization](T0, "nothing", 0)} {
		w.Replay(Path("partner", o)).Is(404, "There is no such partner.")
	}
	w.Replay(As(Orla), Path("organization", Orchard), Path("partner", Vineyard)).Is(404, "There is no such partner.")
	w.Replay(As(Orla)).Is(404, "There is no such organization.")
	w.Replay(Path("partner", id.Organization("x"))).Is(400, "path.partner")
	w.Replay(Query("direction", "both")).Is(400, "query.direction")
	w.Replay(Query("after", "nonsense!")).Is(400, "query.after")
	w.Replay(Query("limit", "101")).Is(400, "query.limit")
}

func TestWhatWasStoppedIsNotListed(t *testing.T) { // rule H5
	w := told(t)
	f := sharing.SharedOf(Press.ID, Orchard)
	w.Read(f.Wanted()...)
	f.Reader.Ended = &T0
	w.Keep(change.Change{Records: []change.Record{f.Reader}}, "its row is still there")
	if got := named(w); got != nil {
		t.Errorf("%v", got)
	}
}
