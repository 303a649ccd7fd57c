package main

import (
	"reflect"
	"slices"
	"testing"
	"time"

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
	w := New(t, "resource-see")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.see)
	return w
}

func TestAMemberSeesTheirWayInAndNoSecret(t *testing.T) {
	w := told(t)
	got := Read[api.ResourceDetail](w.Replay())
	if len(got.Credentials) != 1 || got.Credentials[0].Username != "root" || len(got.Assignments) != 1 || len(got.Opens) != 1 || got.Opens[0].Mode != "read" {
		t.Errorf("Bob sees %+v", got)
	}
	w.Replay(Path("resource", Social.Resource)).Is(200, `"from":"Olga"`, `"mode":"use"`).Never(Social.Secret.Reveal(), "olga@")
}

func TestWhatIsNotOpenToAMemberIsNotThere(t *testing.T) {
	w := told(t)
	for _, a := range []Account{Newsletter, Shop, Bakery, Forum} { // Bob is assigned to the first, which was taken back
		w.Replay(Path("resource", a.Resource)).Is(404)
		w.Replay(As(Ann), Path("resource", a.Resource)).Is(200)
	}
}

func TestAnAdminSeesWhoLendsItAndSinceWhenItIsGone(t *testing.T) {
	w := told(t)
	got := Read[api.ResourceDetail](w.Replay(As(Ann), Path("resource", Newsletter.Resource)))
	if got.State != "revoked" || got.Lender.Name != "Olga" || got.Lender.Email != Olga.Email || !got.Lender.Since.Equal(Revoked.At) {
		t.Errorf("Ann sees %+v", got.Lender)
	}
}

// Rules H5, A2: what its owner makes of it after the end is theirs.
func TestWhatWasTakenBackShowsWhatItSaidAtTheEnd(t *testing.T) {
	w := told(t)
	see := func() api.Credential {
		return Read[api.ResourceDetail](w.Replay(As(Ann), Path("resource", Newsletter.Resource))).Credentials[0]
	}
	before := see()
	c := credential.Credential{ID: Newsletter.Credential}
	w.Read(&c)
	c.Name, c.Username, c.URL, c.Number, c.Changed, c.By, c.Type = "Next campaign", "olga.new", "https://new.example", 2, T0, "Oleg", "Website"
	w.Keep(change.Change{Records: []change.Record{c}}, "its owner goes on")
	if after := see(); !reflect.DeepEqual(before, after) || before.Name != "Newsletter" || before.Username != "olga.baker" || before.Version != 1 {
		t.Errorf("Ann saw %+v, and sees %+v", before, after)
	}
}

func TestHowTheCallerStandsIsSaidWithWhatTheyAskedFor(t *testing.T) { // rules J3, J12
	w := told(t)
	see := func(a Account, more ...Edit) api.ResourceDetail {
		edits := append([]Edit{As(Jon), Path("organization", NorthQuay), Path("resource", a.Resource)}, more...)
		return Read[api.ResourceDetail](w.Replay(edits...))
	}
	got := see(Gateway)
	if len(got.Access) != 1 || len(got.Opens) != 1 {
		t.Fatalf("Jon sees %+v", got)
	}
	end := LetIn.Add(2 * time.Hour)
	a := got.Access[0]
	if a.State != "open" || a.Until == nil || !a.Until.Equal(end) || a.Request != OpenRequest || a.Assignment != Gateway.Assignment || a.Credential != Gateway.Credential || !a.Policy.JustInTime || a.BreakGlass {
		t.Errorf("Jon stands to Gateway as %+v", a)
	}
	got = see(Switch)
	if a := got.Access[0]; a.State != "pending" || a.Until != nil || a.Request != PendingRequest || !a.BreakGlass || len(got.Opens) != 0 {
		t.Errorf("Jon stands to Switch as %+v", a)
	}
	got = Read[api.ResourceDetail](w.Replay(As(Ira), Path("organization", NorthQuay), Path("resource", Switch.Resource)))
	if got.Access == nil || len(got.Access) != 0 {
		t.Errorf("Ira, who decides and is not assigned, stands as %+v", got.Access)
	}
}

func TestAdminsAndAuditorsSeeHowItOpensAndForWhomThatIsVoid(t *testing.T) { // rules F4, J1
	w := told(t)
	r := access.Resource{Organization: BlueHarbor, ID: Router.Resource}
	w.Read(&r)
	r.Approvers = []id.Group{SocialTeam}
	r.Policy = &access.Policy{JustInTime: true, Longest: 3600, Needs: 1}
	r.Assignments = append(r.Assignments, access.Assignment{
		ID: Social.Assignment, Member: Bob.ID, Name: "Bob", Credential: Router.Credential, Mode: "read", Policy: &access.Policy{}, Since: T0,
	})
	w.Keep(change.Change{Records: []change.Record{r}}, "Bob is on the Router himself")
	for _, p := range []Person{Ann, Cyd} {
		got := Read[api.ResourceDetail](w.Replay(As(p))).Policies
		if got == nil || got.Policy == nil || got.Policy.Longest != 3600 || len(got.Assignments) != len(r.Assignments) ||
			!slices.Equal(got.Assignments[0].Void, []string{"Bob"}) || !slices.Equal(got.Approvers, r.Approvers) {
			t.Errorf("%s sees %+v", p.Name, got)
		}
	}
	if got := Read[api.ResourceDetail](w.Replay()); got.Policies != nil || len(got.Access) != 1 || got.Access[0].State != "standing" {
		t.Errorf("Bob sees %+v, stands as %+v", got.Policies, got.Access)
	}
}

// Rule C12: it is the home's to rotate, and its admins' to know.
func TestAnAdminSeesWhatIsDueForRotationAtHome(t *testing.T) {
	w := told(t)
	for _, a := range []Account{Router, Social} {
		w.Edits(a.Credential, func(c *credential.Credential) { c.Due, c.DueWhy = &LetIn, credential.Lost })
	}
	for _, tt := range []struct {
		by  Person
		of  Account
		due string
	}{{Ann, Router, "lost"}, {Bob, Router, ""}, {Ann, Social, ""}} {
		got := Read[api.ResourceDetail](w.Replay(As(tt.by), Path("resource", tt.of.Resource))).Credentials
		if len(got) != 1 || got[0].Due != tt.due || (got[0].DueSince == nil) != (tt.due == "") {
			t.Errorf("%s sees of %s %+v", tt.by.Name, tt.of.Name, got)
		}
	}
}

// Rules G3, G7: a login that is shared is on the resource's list for whom both sides
// allow, as its organization has it; what was stopped is on none.
func TestALoginThatIsSharedIsSeenByWhomBothSidesAllow(t *testing.T) {
	w := told(t)
	shed := access.Resource{Organization: Orchard, ID: id.New[id.Resource](T0, "the shed", 0), Name: "Shed"}
	for i, p := range []Person{Omar, Opal} {
		shed.Assignments = append(shed.Assignments, access.Assignment{
			ID: id.New[id.Assignment](T0, "on the shed", i), Member: p.ID, Name: p.Name, Credential: Press.ID, Mode: credential.Use, Since: T0,
		})
	}
	r := credential.Reader{Credential: Press.ID, Organization: Orchard}
	w.Read(&r)
	r.Resource = shed.ID
	w.Keep(change.Change{Records: []change.Record{shed, r, access.Set{Resource: shed.ID, Credential: Press.ID}}}, "a login of the shed")
	w.Edits(Press.ID, func(c *credential.Credential) { c.Tags = []string{"halyards-own"} })
	sees := func(p Person) []api.Credential {
		return Read[api.ResourceDetail](w.Replay(As(p), Path("organization", Orchard), Path("resource", shed.ID)).Never("halyards-own")).Credentials
	}
	for _, p := range []Person{Orla, Omar} {
		if got := sees(p); len(got) != 1 || got[0].ID != Press.ID {
			t.Errorf("%s sees %+v", p.Name, got)
		}
	}
	if got := sees(Opal); len(got) != 0 {
		t.Errorf("Opal sees %+v", got)
	}
	w.Read(&r)
	r.Ended = &T0
	w.Keep(change.Change{Records: []change.Record{r}}, "stopped")
	for _, p := range []Person{Orla, Omar} {
		if got := sees(p); len(got) != 0 {
			t.Errorf("stopped, %s sees %+v", p.Name, got)
		}
	}
}
