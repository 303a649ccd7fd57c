package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "vault-here")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.here)
	return w
}

const (
	edge   = "https://fw.contoso.example"
	router = "https://router.blueharbor.example"
	loans  = "https://account.example"
	press  = "https://press.orchard.example"
)

// here is what somebody is offered at an origin, each with its state.
func here(w *World, p Person, o id.Organization, origin string) (out []string) {
	w.T.Helper()
	for _, x := range Read[api.HerePage](w.Replay(As(p), Path("organization", o), Query("origin", origin))).Items {
		out = append(out, x.Name+" "+x.State)
	}
	return out
}

func offered(t *testing.T, who string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s is offered %q, not %q", who, got, want)
	}
}

func TestASiteOffersWhatTheCallerMaySignInWithThereAndNothingElse(t *testing.T) { // rules C1, F3, G5, G6
	w := told(t)
	w.Unchanged(func() {
		w.Replay().Never(Edge.Secret.Reveal())
		offered(t, "Sol, who works for Contoso,", here(w, Sol, Ridge, edge), "Edge firewall open")
		offered(t, "Rhea, an admin,", here(w, Rhea, Ridge, edge), "Edge firewall open")
		offered(t, "Tam, who does not see the folder,", here(w, Tam, Ridge, edge))
		offered(t, "Val, an auditor,", here(w, Val, Ridge, edge))
		w.Replay(As(Eve)).Is(404)
	})
	got := Read[api.HerePage](w.Replay())
	if one := got.Items[0]; one.Username != "admin" || one.Credential != Edge.ID || one.Access != nil || got.Locked || got.Next != "" {
		t.Errorf("%+v", got)
	}
}

func TestOnlyTheVeryOriginOfTheAddressFindsIt(t *testing.T) { // rule G6
	w := told(t)
	for _, other := range []string{
		"http://fw.contoso.example", "https://fw.contoso.example:8443", "https://contoso.example", "https://www.fw.contoso.example", "https://fw.contoso.example.evil.example",
		"https://fw.contoso.exampl", "https://xn--fw-3ia.contoso.example", "http://fw.contoso.example:443", "https://evilfw.contoso.example",
	} {
		offered(t, "at "+other+" Sol", here(w, Sol, Ridge, other))
	}
	for address, origin := range map[string]string{
		"https://FW.Contoso.example:443/login?next=/": edge,
		"https://bücher.example/anmelden":             "https://xn--bcher-kva.example",
		"http://fw.contoso.example":                   "http://fw.contoso.example",
		"fw.contoso.example:8443":                     "https://fw.contoso.example:8443",
		"http://[2001:DB8::1]:8080/x":                 "http://[2001:db8::1]:8080",
	} {
		w.Edits(Edge.ID, func(c *credential.Credential) { c.URL = address })
		offered(t, "at "+origin+" Sol", here(w, Sol, Ridge, origin), "Edge firewall open")
	}
}

func TestWhatIsNoOriginIsRefusedByName(t *testing.T) { // promise 12
	w := told(t)
	for _, no := range []string{
		"https://fw.contoso.example/", "https://FW.contoso.example", "https://fw.contoso.example:443", "fw.contoso.example", "https://u@fw.contoso.example",
		"javascript:alert(1)", "https://", "https://büch.example", "null    ", "https://" + strings.Repeat("a", 300) + ".example", "https://a#b",
	} {
		w.Replay(Query("origin", no)).Is(400, "origin")
	}
	w.Replay(Query("origin", "")).Is(400, "origin")
}

func TestAnAmendedMovedOrDisabledCredentialIsFoundAsItIsNow(t *testing.T) { // rules C10, F3, G6
	w := told(t)
	w.Edits(Edge.ID, func(c *credential.Credential) { c.URL = "https://new.contoso.example" })
	offered(t, "at its former address Sol", here(w, Sol, Ridge, edge))
	offered(t, "at the new one Sol", here(w, Sol, Ridge, "https://new.contoso.example"), "Edge firewall open")
	w.Edits(Edge.ID, func(c *credential.Credential) { c.Folder, c.Gate, c.URL = Closed, Closed, edge })
	offered(t, "after it was moved Sol", here(w, Sol, Ridge, edge))
	offered(t, "and Rhea", here(w, Rhea, Ridge, edge), "Edge firewall open")
	w.Edits(Edge.ID, func(c *credential.Credential) { c.Disabled = &T0 })
	offered(t, "once it is disabled Rhea", here(w, Rhea, Ridge, edge))
	w.Edits(Insurance.ID, func(c *credential.Credential) { c.URL = edge })
	offered(t, "one's own: Sol", here(w, Sol, Ridge, edge), "Bicycle insurance open")
	offered(t, "a colleague's own: Rhea", here(w, Rhea, Ridge, edge))
}

func TestACredentialWithoutAnAddressIsFoundAtThatOfItsResource(t *testing.T) { // rules G3, G4
	w := told(t)
	offered(t, "Bob, who is assigned,", here(w, Bob, BlueHarbor, router), "Router admin open")
	offered(t, "Ann, an admin who is not,", here(w, Ann, BlueHarbor, router)) // rule G2
	w.Edits(Router.Credential, func(c *credential.Credential) { c.URL = "https://router.example" })
	offered(t, "at the resource's, which comes second, Bob", here(w, Bob, BlueHarbor, router))
	offered(t, "at its own Bob", here(w, Bob, BlueHarbor, "https://router.example"), "Router admin open")
}

func TestALockedResourceIsOfferedWithWhatARequestTakes(t *testing.T) { // rules J3, J4
	w := told(t)
	at := func(a Account) string {
		return "https://" + string(a.Resource[len(a.Resource)-4:]) + ".northquay.example"
	}
	low := func(a Account) string { return credential.Origin(at(a)) }
	page := Read[api.HerePage](w.Replay(As(Jon), Path("organization", NorthQuay), Query("origin", low(Switch))))
	if len(page.Items) != 1 || page.Items[0].State != "pending" || page.Items[0].Access.Request != PendingRequest {
		t.Errorf("where Jon asked: %+v", page.Items)
	}
	page = Read[api.HerePage](w.Replay(As(Jon), Path("organization", NorthQuay), Query("origin", low(Gateway))))
	if len(page.Items) != 1 || page.Items[0].State != "open" || page.Items[0].Access.Until == nil || page.Items[0].ResourceName != "Gateway" {
		t.Errorf("where Jon is in: %+v", page.Items)
	}
	w.SignedIn(Jon, LetIn.Add(3*time.Hour))
	page = Read[api.HerePage](w.Replay(As(Jon), Path("organization", NorthQuay), Query("origin", low(Gateway)), At(LetIn.Add(2*time.Hour))))
	if len(page.Items) != 1 || page.Items[0].State != "locked" || page.Items[0].Access.Policy.Longest != 4*60*60 || page.Items[0].Access.Policy.Needs != 1 {
		t.Errorf("at the end of the period: %+v", page.Items)
	}
	offered(t, "Ira, an admin who is not assigned,", here(w, Ira, NorthQuay, low(Gateway)))
}

func TestWhatAnotherLendsOrSharesIsOfferedToWhomItIsFor(t *testing.T) { // rules D5, G7, H6
	w := told(t)
	w.Had(Social.Credential, BlueHarbor)
	offered(t, "Bob, at what Olga lends,", here(w, Bob, BlueHarbor, loans), "Social account open")
	offered(t, "Ann, who is not assigned,", here(w, Ann, BlueHarbor, loans))
	offered(t, "Omar, one of those it is shared with,", here(w, Omar, Orchard, press), "Bottle bins open", "Cellar door open", "Cider press open", "Scales open")
	offered(t, "Opal, who is not,", here(w, Opal, Orchard, press), "Bottle bins open", "Cellar door open", "Scales open")
	w.Edits(Press.ID, func(c *credential.Credential) { c.URL = "https://press.halyard.example" })
	w.Had(Press.ID, Orchard)
	offered(t, "Omar, where it is filled in now,", here(w, Omar, Orchard, "https://press.halyard.example"), "Cider press open")
	if page := Read[api.HerePage](w.Replay(As(Omar), Path("organization", Orchard), Query("origin", "https://press.halyard.example"))); page.Items[0].Lender != "Halyard" {
		t.Errorf("whose it is: %+v", page.Items)
	}
}

func TestALockedOrganizationSaysSo(t *testing.T) { // rule S9
	w := told(t)
	for who, locked := range map[Person]bool{Omar: false, Opal: true} {
		if got := Read[api.HerePage](w.Replay(As(who), Path("organization", Orchard), Query("origin", press))); got.Locked != locked || len(got.Items) == 0 {
			t.Errorf("%s: %+v", who.Name, got)
		}
	}
}

func TestAColleaguesLoginIsNobodysToSignInWithHere(t *testing.T) { // rules C4, C5
	w := told(t)
	const intranet = "https://intranet.southfen.example"
	offered(t, "Ugo", here(w, Ugo, SouthFen, intranet), "Intranet, Ugo open")
	offered(t, "Una, who may view it,", here(w, Una, SouthFen, intranet))
	offered(t, "Pip", here(w, Pip, SouthFen, intranet), "Intranet, Pip open")
}

func TestManyAtOneSiteComeInPagesAndEachOnce(t *testing.T) {
	w := told(t)
	w.Stocks(Hal, Halyard, 60, access.Filing{})
	var names []string
	for after := ""; ; {
		edits := []Edit{As(Hal), Path("organization", Halyard), Query("origin", press), Query("limit", "25")}
		if after != "" {
			edits = append(edits, Query("after", after))
		}
		got := Read[api.HerePage](w.Replay(edits...))
		for _, x := range got.Items {
			names = append(names, credential.Sorted(x.Name))
		}
		if len(got.Items) > 25 || after != "" && after == got.Next {
			t.Fatalf("a page of %d, and then %q", len(got.Items), got.Next)
		}
		if after = got.Next; after == "" {
			break
		}
	}
	if !slices.IsSorted(names) || len(slices.Compact(names)) != 63 { // Press, Pump and Scales beside
		t.Errorf("%d were offered, sorted %v", len(names), slices.IsSorted(names))
	}
	w.Replay(Query("after", "nonsense")).Is(400)
}

func TestAskingCostsByTheSiteAndNotByWhatThereIs(t *testing.T) {
	w := told(t)
	before, _ := w.Queries(func() { w.Replay(As(Rhea)).Is(200) })
	w.Shelve(Shelf{Like: credential.Credential{Name: "Tenant " + Unit, URL: "https://login.example"}, N: 2000})
	after, most := w.Queries(func() { w.Replay(As(Rhea)).Is(200) })
	if before != after || most > 10 {
		t.Errorf("%d queries, of %d at most a time, where it took %d", after, most, before)
	}
}
