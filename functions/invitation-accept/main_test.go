package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "invitation-accept")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.accept)
	return w
}

func TestWhoIsInvitedActivatesAndIsAMember(t *testing.T) {
	w := told(t)
	var got api.SignedIn
	made := w.Made(func() { got = Read[api.SignedIn](w.Replay()) })
	if made != "AUDIT AUDIT LOGINS MEMBER MEMBER NOTICE OUT PERSON SESSION SIGNIN" {
		t.Errorf("made %s", made)
	}
	m := identity.Member{Organization: BlueHarbor, Person: got.Person.ID}
	inv := identity.Invitation{Organization: BlueHarbor, ID: FayInvitation}
	if w.Read(&m, &inv); m.Role != identity.User || m.Email != FayEmail || inv.Version != 0 {
		t.Errorf("she is %+v", m)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.MemberJoined || n[0].To.Person != Ann.ID {
		t.Errorf("told: %+v", n)
	}
	w.Replay().Is(404) // used
}

// known makes the invited address Fred's.
func known(w *World) {
	fred, none := identity.Signin{Address: Fred.Email}, identity.Signin{Address: FayEmail}
	w.Read(&fred)
	none.Person, none.Verifier = Fred.ID, fred.Verifier
	w.Keep(change.Change{Records: []change.Record{none}}, "Fred's other address")
}

func TestAKnownAddressProvesItsAccountInstead(t *testing.T) {
	w := told(t)
	known(w)
	w.Replay(Set("password", "not the one of Fred")).Is(401)
	if got := Read[api.SignedIn](w.Replay(Set("name", nil), Set("code", nil))); got.Person.ID != Fred.ID || got.Organization != BlueHarbor {
		t.Errorf("joined: %+v", got)
	}
	l := identity.Logins{Person: Fred.ID}
	if w.Read(&l); len(l.Open) != 2 {
		t.Errorf("signed in: %+v", l.Open)
	}
}

// The door of a link is no way round the one of sign-in.
func TestThePasswordOfAKnownAddressIsGuarded(t *testing.T) {
	w := told(t)
	known(w)
	for range 10 {
		w.Replay(Set("password", "not the one of Fred")).Is(401)
	}
	w.Unchanged(func() { w.Replay().Is(429, "Too many wrong passwords") })
}

func TestWhoIsAMemberByNowIsToldSoAndNothingOfThePassword(t *testing.T) {
	w := told(t)
	known(w)
	w.Keep(change.Change{Records: []change.Record{identity.Member{Organization: BlueHarbor, Person: Fred.ID, Name: "Fred", Role: identity.User, Since: T0}}}, "Fred joined")
	w.Unchanged(func() {
		w.Replay().Is(409, "member of Blue Harbor IT already")
		w.Replay(Set("password", "not the one of Fred")).Is(409, "member of Blue Harbor IT already")
	})
}

// Rex was an admin, made himself a way back in, and was removed.
func TestWhoIsNoAdminAnyMoreMakesNobodyOne(t *testing.T) {
	w := told(t)
	inv := identity.Invitation{Organization: BlueHarbor, ID: FayInvitation}
	w.Read(&inv)
	inv.Role, inv.By, inv.ByName = identity.Admin, Rex.ID, "Rex"
	w.Keep(change.Change{Records: []change.Record{inv}}, "Rex's other address")
	w.Unchanged(func() { w.Replay().Is(409, "Rex is no admin of Blue Harbor IT any more") })
	w.Read(&inv)
	inv.By, inv.ByName = Dan.ID, "Dan" // who sent it again
	w.Keep(change.Change{Records: []change.Record{inv}}, "Dan's now")
	w.Replay().Is(201)
}

func TestWhoHasNoAccountTypesTheCodeAndTheFifthWrongOneKillsIt(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("code", nil)).Is(400, "body.code", "is needed")
		w.Replay(At(T0.Add(15*time.Minute))).Is(400, "body.code", "is no longer good")
	})
	for range identity.CodeTries {
		w.Replay(Set("code", "0000 0000")).Is(400, "is not the code that was mailed")
	}
	w.Unchanged(func() { w.Replay().Is(400, "is no longer good") })
}

func TestAnAdminMoreThanThereCanBeIsNone(t *testing.T) {
	w := told(t)
	inv, roster := identity.Invitation{Organization: BlueHarbor, ID: FayInvitation}, identity.Roster{Organization: BlueHarbor}
	w.Read(&inv, &roster)
	inv.Role = identity.Admin
	for n := len(roster.People); n < identity.MaxAdmins; n++ {
		roster.People = append(roster.People, id.New[id.Person](T0, "admin", n))
	}
	w.Keep(change.Change{Records: []change.Record{inv, roster}}, "as many admins as can be")
	w.Unchanged(func() { w.Replay().Is(409, "40 admins at most") })
}

func TestALinkThatIsNotGoodMakesNobodyAMember(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(At(T0.Add(identity.InvitationLife))).Is(404)
		w.Replay(Set("token", FayLink[:len(FayLink)-3]+"ABA")).Is(404)
		w.Replay(Set("token", Bakery.Link)).Is(404)
		w.Replay(Set("name", nil)).Is(400, "body.name")
		w.Replay(Set("password", "short")).Is(400, "body.password")
	})
}

// toContoso has Fred, whose other address it is now, accept what Ridge invited Pat to
// at its site.
func toContoso(w *World) Edit {
	fred, none := identity.Signin{Address: Fred.Email}, identity.Signin{Address: PatEmail}
	w.Read(&fred)
	none.Person, none.Verifier = Fred.ID, fred.Verifier
	w.Keep(change.Change{Records: []change.Record{none}}, "Fred's other address")
	return Set("token", PatLink)
}

// contoso makes Ridge's site another.
func contoso(w *World, edit func(*identity.Relation)) {
	o := identity.Organization{ID: ContosoSite}
	w.Read(&o)
	r := *o.Relation
	edit(&r)
	o.Relation = &r
	w.Keep(change.Change{Records: []change.Record{o}}, "Contoso is another")
}

func closed(r *identity.Relation) { r.Open, r.Turned = false, T0 }

func TestWhomAProviderInvitedToItsSiteJoinsAndBothSidesAreTold(t *testing.T) { // rule S2
	w := told(t)
	link := toContoso(w)
	if got := Read[api.SignedIn](w.Replay(link)); got.Organization != ContosoSite {
		t.Errorf("%+v", got)
	}
	m := identity.Member{Organization: ContosoSite, Person: Fred.ID}
	if w.Read(&m); !m.Active() || m.Role != identity.User {
		t.Errorf("%+v", m)
	}
	if e := w.Record(ContosoSite)[0]; e.Detail != "as user, invited by Rhea of Ridge IT" {
		t.Errorf("on record %+v", e.Entry)
	}
	for _, n := range w.Waiting() {
		there := n.Kind == change.MemberJoined && n.To.Organization == ContosoSite && n.To.Person == "" && n.To.Except == Fred.ID
		here := n.Kind == change.SiteJoined && n.To.Organization == Ridge && n.To.Person == Rhea.ID && n.Tie == string(Ridge)
		if !there && !here {
			t.Errorf("told %+v", n)
		}
	}
	if w.Told() != "member-joined site-joined" {
		t.Errorf("told %s", w.Told())
	}
}

func TestNobodyJoinsASiteThatIsClosedOrAnothersByNow(t *testing.T) { // rule S1
	w := told(t)
	link := toContoso(w)
	contoso(w, closed)
	w.Unchanged(func() { w.Replay(link).Is(403, "Ridge IT closed Contoso") })
	contoso(w, func(r *identity.Relation) { r.Open, r.Ended = true, &T0 })
	w.Unchanged(func() { w.Replay(link).Is(409, "Contoso is no site of Ridge IT any more") })
}

func TestASiteThatIsClosedMeanwhileIsNotJoined(t *testing.T) { // rule S1, promise 3
	w := told(t)
	link := toContoso(w)
	defer w.Meanwhile(func() { contoso(w, closed) })()
	w.Replay(link).Is(403, "Ridge IT closed Contoso")
	m := identity.Member{Organization: ContosoSite, Person: Fred.ID}
	if w.Read(&m); m.Version != 0 {
		t.Errorf("%+v", m)
	}
}

func TestAnAdminOfASiteIsMadeByAnAdminOfItsProvider(t *testing.T) { // rules S2, F4
	w := told(t)
	link := toContoso(w)
	inv, r := identity.Invitation{Organization: ContosoSite, ID: PatInvitation}, identity.Roster{Organization: Ridge}
	w.Read(&inv, &r)
	inv.Role = identity.Admin
	r.People = []id.Person{Sol.ID}
	w.Keep(change.Change{Records: []change.Record{inv, r}}, "Rhea is an admin of Ridge no more")
	w.Unchanged(func() { w.Replay(link).Is(409, "Rhea is no admin of Ridge IT any more") })
	w.Read(&r)
	r.People = []id.Person{Rhea.ID}
	w.Keep(change.Change{Records: []change.Record{r}}, "and again")
	w.Replay(link).Is(201)
	there := identity.Roster{Organization: ContosoSite}
	if w.Read(&there); len(there.People) != 2 {
		t.Errorf("%+v", there)
	}
}
