package main

import (
	"testing"
	"time"

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
	w := New(t, "share-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

// there is Press as Orchard has it.
var there = []Edit{Path("organization", Orchard)}

func TestItsHomeSeesWithWhomAndHow(t *testing.T) { // rules H3, H4
	w := told(t)
	w.Shares(Hal, Halyard, Press, Vineyard, sharing.Options{Mode: credential.Read, Write: true, Everyone: true, Log: true})
	w.Unchanged(func() {
		got := Read[api.Shares](w.Replay()).Items
		if len(got) != 2 || got[0].PartnerName != "Orchard" || got[1].PartnerName != "Vineyard" || got[0].Received {
			t.Fatalf("%+v", got)
		}
		o, v := got[0], got[1]
		if o.Mode != "read" || o.Everyone || o.Log || len(o.People) != 1 || o.People[0].Name != "Orla" || len(o.Groups) != 1 || o.Groups[0].Name != "Pickers" || o.By != "Hal" {
			t.Errorf("Orchard: %+v", o)
		}
		if v.Mode != "write" || !v.Everyone || !v.Log || v.Partner != Vineyard {
			t.Errorf("Vineyard: %+v", v)
		}
		w.Replay(As(Uma)).Is(200, `"Vineyard"`)
		w.Replay(As(Tess)).Is(403, "Only an admin of Halyard, or who is let share by one, may see this.")
	})
	tess := identity.Member{Organization: Halyard, Person: Tess.ID}
	w.Read(&tess)
	tess.Shares = true
	w.Keep(change.Change{Records: []change.Record{tess}}, "Tess may share")
	w.Replay(As(Tess)).Is(200, `"Vineyard"`)
}

// Who receives it sees how they have it, and of no other whom it is shared with.
func TestTheOtherSideSeesHowItHasItAndNobodyElse(t *testing.T) { // rules H3, S3
	w := told(t)
	w.Shares(Hal, Halyard, Press, Vineyard, sharing.Options{Mode: credential.Use, Everyone: true})
	got := Read[api.Shares](w.Replay(append(there, As(Orla))...).Never("Vineyard")).Items
	if len(got) != 1 || !got[0].Received || got[0].Partner != Halyard || got[0].PartnerName != "Halyard" || got[0].Mode != "read" || len(got[0].People) != 1 || len(got[0].Groups) != 1 {
		t.Errorf("%+v", got)
	}
	w.Replay(append(there, As(Omar))...).Is(200, `"Halyard"`).Never("Orla", "Pickers", "Vineyard")
	w.Replay(append(there, As(Opal))...).Is(404, "There is no such credential.")
}

func TestWhatIsOverIsNotShared(t *testing.T) { // rules H2, H5
	w := told(t)
	r := credential.Reader{Credential: Press.ID, Organization: Orchard}
	w.Read(&r)
	end := T0.Add(time.Minute)
	r.Ends = &end
	w.Keep(change.Change{Records: []change.Record{r}}, "it has an end")
	w.Replay().Is(200, "Orchard")
	w.Replay(At(end)).Is(200, `"items":[]`)
	w.Replay(append(there, As(Orla), At(end))...).Is(404, "There is no such credential.")
}

func TestWhoDoesNotSeeItLearnsNotThatItIsShared(t *testing.T) { // promise 7
	w := told(t)
	folder := filing.Folder{Organization: Halyard, ID: id.New[id.Folder](T0, "for the field", 0), Name: "Field", Groups: []id.Group{Field}}
	w.Keep(change.Change{Records: []change.Record{folder}}, "a folder for the field")
	w.Edits(Press.ID, func(c *credential.Credential) { c.Folder = folder.ID })
	w.Replay(As(Gil)).Is(404, "There is no such credential.")
	w.Replay(As(Vera), Path("organization", Vineyard)).Is(404, "There is no such credential.")
	w.Replay(As(Orla), Path("organization", Orchard), Path("credential", Pump.ID)).Is(404, "There is no such credential.")
	w.Replay(As(Orla)).Is(404, "There is no such organization.")
	w.Replay(Path("credential", id.New[id.Credential](T0, "nothing", 0))).Is(404, "There is no such credential.")
	w.Replay(Path("credential", id.Credential("x"))).Is(400, "path.credential")
	w.Replay(Path("credential", Pump.ID)).Is(200, `"items":[]`)
}

// What is lent to another organization as the answer to a request is no share: it has
// pages of its own.
func TestALoanIsNoShare(t *testing.T) {
	w := told(t)
	w.Replay(As(Olga), Path("organization", OlgaHome), Path("credential", Social.Credential)).Is(200, `"items":[]`)
	w.Replay(As(Ann), Path("organization", BlueHarbor), Path("credential", Social.Credential)).Is(200, `"items":[]`)
}
