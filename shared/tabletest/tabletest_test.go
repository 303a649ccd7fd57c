package tabletest

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/identity"
)

var update = flag.Bool("update", false, "write the recorded events anew")

func TestMain(m *testing.M) { Main(m) }

func TestTheRecordedEventsAreWhatTheStorySays(t *testing.T) {
	all, err := Generate()
	if err != nil {
		t.Fatal(err)
	}
	root, err := Root()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{api.Console.Name: true}
	for name, want := range all {
		known[name] = true
		file := filepath.Join(root, "events", name+".json")
		if _, said := Requests[name]; !said && isRoute(name) && sameRoute(t, file, want) {
			continue // made from its row; its body may have been made better by hand
		}
		if *update {
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
			t.Errorf("events/%s.json is not what the story says: go generate ./shared/tabletest (%v)", name, err)
		}
	}
	files, err := filepath.Glob(filepath.Join(root, "events", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if name := strings.TrimSuffix(filepath.Base(f), ".json"); !known[name] {
			t.Errorf("events/%s.json is of no route and no worker", name)
		}
	}
}

func isRoute(name string) bool {
	_, ok := api.Named(name)
	return ok
}

// sameRoute reports whether a recorded event is of the route that want is of.
func sameRoute(t *testing.T, file string, want []byte) bool {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		return false
	}
	var got, good events.APIGatewayV2HTTPRequest
	if json.Unmarshal(raw, &got) != nil || json.Unmarshal(want, &good) != nil {
		return false
	}
	return got.RouteKey == good.RouteKey && got.RequestContext.RequestID == good.RequestContext.RequestID
}

func TestTheRowAloneMakesAGoodRequest(t *testing.T) {
	got := example(ByName("resource-create"))
	if got.By != Ann || got.Body["name"] != "example" || got.Body["address"] != "example" {
		t.Errorf("made %+v", got)
	}
	if got := example(ByName("member-invite")); got.Body["email"] != "jo@example.com" || got.Body["role"] != "admin" {
		t.Errorf("made %+v", got)
	}
	if got := example(ByName("person-me")); got.Body != nil || got.By != Ann {
		t.Errorf("made %+v", got)
	}
}

func TestTheStoryIsAsItIsTold(t *testing.T) {
	w := New(t, "")
	router := access.Resource{Organization: BlueHarbor, ID: Router.Resource}
	social := delegation.Delegation{ID: Social.Delegation}
	newsletter := delegation.Delegation{ID: Newsletter.Delegation}
	forum := delegation.Delegation{ID: Forum.Delegation}
	shop := delegation.Delegation{ID: Shop.Delegation}
	bakery := delegation.Delegation{ID: Bakery.Delegation}
	signup := identity.Signup{ID: GusSignup}
	fay := identity.Invitation{Organization: BlueHarbor, ID: FayInvitation}
	sal, rex := identity.Member{Organization: BlueHarbor, Person: Sal.ID}, identity.Member{Organization: BlueHarbor, Person: Rex.ID}
	w.Read(&sal, &rex)
	w.Read(&router, &social, &newsletter, &forum, &shop, &bakery, &signup, &fay)
	for name, ok := range map[string]bool{
		"router":     len(router.Assignments) == 3 && router.Assignments[0].ID == Router.Assignment,
		"Sal":        sal.Here() && sal.Suspended.Equal(Suspended) && router.Assignments[1].Member == Sal.ID,
		"Rex":        rex.Removed.Equal(Removed) && rex.EndedBy == "Ann" && router.Assignments[2].Member == Rex.ID,
		"social":     social.At(T0) == access.Shared && social.Credential == Social.Credential,
		"newsletter": newsletter.At(T0) == access.Revoked && newsletter.Ended.Equal(Revoked.At),
		"forum":      forum.State == access.Pending && forum.At(T0) == access.Lapsed,
		"shop":       shop.At(T0) == access.Pending && shop.OwnerPerson == Olga.ID,
		"bakery":     bakery.At(T0) == access.Pending && bakery.Owner == "" && bakery.Proof.Count == 1,
		"sign-up":    signup.Version == 1,
		"invitation": fay.Email == FayEmail && fay.Proof.Count == 1,
	} {
		if !ok {
			t.Errorf("%s is not as told", name)
		}
	}
	items := w.Items()
	for _, o := range []string{encode(FayOrder.ID), encode(ForgetOrder.ID)} {
		found := false
		for k := range items {
			found = found || strings.HasPrefix(k, "OUT#") && strings.HasSuffix(k, strings.Trim(o, `"`))
		}
		if !found {
			t.Errorf("the order %s does not wait", o)
		}
	}
}

func TestTwoWorldsDifferOnlyInTheirTables(t *testing.T) {
	a, b := New(t, ""), New(t, "")
	if !maps.Equal(a.Items(), b.Items()) {
		t.Error("their items differ")
	}
	if a.table == b.table {
		t.Error("they have one table")
	}
}
