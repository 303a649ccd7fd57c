package main

import (
	"fmt"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "knowledge-credential")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.credential)
	return w
}

func knowers(w *World, edits ...Edit) (out string) {
	w.T.Helper()
	for after := ""; ; {
		got := Read[api.Knowledge](w.Replay(append([]Edit{Query("after", after), Query("limit", "1")}, edits...)...))
		for _, l := range got.Items {
			out += fmt.Sprintf("%s of %s (%s) %t; ", l.PersonName, l.Organization, l.Member, l.Current)
		}
		if after = got.Next; after == "" {
			return out
		}
	}
}

// rules C12, A2
func TestAtHomeEverybodyIsListedAndElsewhereOnesOwnOnly(t *testing.T) {
	w := told(t)
	if got := knowers(w); got != "Sal of Blue Harbor IT (suspended) true; Rex of Blue Harbor IT (removed) true; " {
		t.Errorf("the router's: %s", got)
	}
	social := Path("credential", Social.Credential)
	r := credential.Received{Credential: Social.Credential, Organization: Elsewhere, OrganizationName: "Elsewhere", Person: Eve.ID, Name: "Eve", Uses: 1, First: T0, Last: T0}
	w.Keep(change.Change{Records: []change.Record{r.Having(1)}}, "it is lent elsewhere too")
	if got := knowers(w, social); got != "Bob of Blue Harbor IT (active) true; " {
		t.Errorf("the borrower reads %s", got)
	}
	olga := []Edit{As(Olga), Path("organization", OlgaHome), social}
	if got := knowers(w, olga...); got != "Bob of Blue Harbor IT (other) true; Eve of Elsewhere (other) true; " && got != "Eve of Elsewhere (other) true; Bob of Blue Harbor IT (other) true; " {
		t.Errorf("its owner reads %s", got)
	}
	w.Edits(Social.Credential, func(c *credential.Credential) { c.Number++ })
	if got := knowers(w, append(olga, Query("current", "true"))...); got != "" {
		t.Errorf("after it changed: %s", got)
	}
	if got := knowers(w, Query("lost", "true")); got != "Rex of Blue Harbor IT (removed) true; " {
		t.Errorf("who lost it: %s", got)
	}
}

func TestWhatIsAnothersOwnIsNotThere(t *testing.T) { // rules C1, F4, promise 7
	w := told(t)
	w.Receives(Sol, Insurance)
	w.Receives(Sol, Edge)
	w.Unchanged(func() {
		ridge := Path("organization", Ridge)
		for _, p := range []Person{Rhea, Val} {
			w.Replay(As(p), ridge, Path("credential", Insurance.ID)).Is(404, "no such credential")
			w.Replay(As(p), ridge, Path("credential", Edge.ID)).Is(200, `"Sol"`).Never(Edge.Secret.Reveal())
		}
		w.Replay(As(Sol), ridge, Path("credential", Edge.ID)).Is(403)
		w.Replay(Path("credential", Edge.ID)).Is(404, "no such credential")
		w.Replay(Path("credential", id.New[id.Credential](T0, "nothing", 0))).Is(404, "no such credential")
		w.Replay(Path("credential", id.Credential("x"))).Is(400, "path.credential")
		w.Replay(As(Eve)).Is(404)
		w.Replay(Query("after", "x")).Is(400, "query.after")
	})
	w.Replay(Query("format", "csv")).Is(200)
}

// Rules H8, C12, A2: its home sees who received it on the other side, by name and
// organization; the other side its own people, and a third one nothing.
func TestItsHomeSeesWhoReceivedWhatItShares(t *testing.T) {
	w := told(t)
	for _, tt := range []struct {
		who Person
		in  id.Organization
	}{{Tess, Halyard}, {Orla, Orchard}} {
		_, f, err := w.Operator().FindWay(t.Context(), w.CallsIn(tt.in, tt.who, T0).Call, tt.in, "", Scales.ID)
		if err != nil {
			t.Fatal(err)
		}
		ch, err := access.Enter(w.CallsIn(tt.in, tt.who, T0), f, credential.Read)
		if err != nil {
			t.Fatal(err)
		}
		w.Keep(ch, tt.who.Name+" receives Scales")
	}
	scales := Path("credential", Scales.ID)
	if got := knowers(w, As(Hal), Path("organization", Halyard), scales); got != "Tess of Halyard (active) true; " {
		t.Errorf("Halyard reads %s", got)
	}
	home := []Edit{As(Orla), Path("organization", Orchard), scales}
	if got := knowers(w, home...); got != "Tess of Halyard (other) true; Orla of Orchard (active) true; " && got != "Orla of Orchard (active) true; Tess of Halyard (other) true; " {
		t.Errorf("Orchard reads %s", got)
	}
	w.Replay(As(Vera), Path("organization", Vineyard), scales).Is(404)
	w.Replay(As(Tess), Path("organization", Halyard), scales).Is(403)
	c, r := credential.Credential{ID: Scales.ID}, credential.Reader{Credential: Scales.ID, Organization: Halyard}
	w.Read(&c, &r)
	w.Keep(change.Change{Records: []change.Record{c.Without(Halyard), r.End(T0, "Orla", c)}}, "stopped")
	if got := knowers(w, As(Hal), Path("organization", Halyard), scales); got != "Tess of Halyard (active) true; " { // they may remember it (rule H5)
		t.Errorf("after its end Halyard reads %s", got)
	}
}
