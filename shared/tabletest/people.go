package tabletest

import (
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
)

// Password is everybody's.
const Password secret.Text = "a lantern over the pier"

// verifier is Password's: hashing it for each person of each test would take
// longer than the test.
const verifier identity.Verifier = "$argon2id$v=19$m=47104,t=1,p=1$EuMYlkIKaz1d2e/somDvGA$qspzD6UoU1zhor5Q3J75hfDqUMSgCwD8pxEvmbuAKj8"

// Person is somebody in the story, with one open session.
type Person struct {
	ID        id.Person
	SessionID id.Session
	Name      string
	Email     string
}

// Token is what the person's session presents.
func (p Person) Token() string {
	return "vk1." + strings.TrimPrefix(string(p.ID), "person_") + "." + strings.TrimPrefix(string(p.SessionID), "session_") + "." + bits(p.Name)
}

// Session is the token, read.
func (p Person) Session() identity.Token {
	t, ok := identity.ParseToken(p.Token())
	if !ok {
		panic("tabletest: " + p.Name + " has no token")
	}
	return t
}

func person(name, email string) Person {
	return Person{
		ID: id.New[id.Person](before(30*day), "story "+name, 0), SessionID: id.New[id.Session](signedIn, "story "+name, 0),
		Name: name, Email: email,
	}
}

// signedIn is when everybody's session began: it idles half an hour after T0.
var signedIn = before(30 * time.Minute)

// The people. Gone is Dan's other session, which he ended.
var (
	Ann  = person("Ann", "ann@blueharbor.example")  // admin of Blue Harbor IT
	Dan  = person("Dan", "dan@blueharbor.example")  // its other admin
	Bob  = person("Bob", "bob@blueharbor.example")  // a user there, in the group Social team
	Cyd  = person("Cyd", "cyd@blueharbor.example")  // its auditor
	Sal  = person("Sal", "sal@blueharbor.example")  // a user there, suspended two days ago
	Rex  = person("Rex", "rex@blueharbor.example")  // was one until yesterday; his session is open as anybody's
	Eve  = person("Eve", "eve@elsewhere.example")   // admin of Elsewhere
	Fred = person("Fred", "fred@elsewhere.example") // a user there
	Olga = person("Olga", "olga@baker.example")     // an outside owner
	Gone = Person{ID: Dan.ID, SessionID: id.New[id.Session](signedIn, "story Gone", 0), Name: "Gone", Email: Dan.Email}
)

// The organizations.
var (
	BlueHarbor = organization("Blue Harbor IT") // a provider
	Elsewhere  = organization("Elsewhere")      // another, that has nothing to do with anybody
	OlgaHome   = organization("Olga")           // Olga's own, personal
)

// SocialTeam is Blue Harbor's only group; Bob is its only member.
var SocialTeam = id.New[id.Group](grouped.At, grouped.ID, 0)

var grouped = calling(before(29*day), "a group")

func organization(name string) id.Organization {
	return id.New[id.Organization](before(30*day), "story "+name, 0)
}

// people makes organizations, members and sessions. They are written as they
// are: the rules that make them make tokens that differ in every run.
func (s *story) people() {
	s.found(BlueHarbor, "Blue Harbor IT", identity.Provider,
		belongs{Ann, identity.Admin}, belongs{Dan, identity.Admin}, belongs{Bob, identity.User}, belongs{Cyd, identity.Auditor},
		belongs{Sal, identity.User}, belongs{Rex, identity.User})
	s.found(Elsewhere, "Elsewhere", identity.Provider, belongs{Eve, identity.Admin}, belongs{Fred, identity.User})
	s.found(OlgaHome, "Olga", identity.Personal, belongs{Olga, identity.Admin})
	gone := sessionOf(Gone)
	gone.Ended = &signedIn
	s.keep(calling(T0, "Gone"), change.Change{Records: []change.Record{gone}}, nil) // no longer in his list
	ann := s.as(Ann, BlueHarbor, grouped.At, "a group")
	bob := identity.Member{Organization: BlueHarbor, Person: Bob.ID}
	s.read(&bob)
	_, ch, err := identity.NewGroup(ann, "Social team", []identity.Member{bob})
	s.keep(ann.Call, ch, err)
}

type belongs struct {
	person Person
	role   identity.Role
}

func (s *story) found(o id.Organization, name string, kind identity.Kind, all ...belongs) {
	since := before(30 * day)
	keys, err := s.keys.Make(s.ctx, o)
	s.fail(name, err)
	var c change.Change
	c.Keep(identity.Organization{ID: o, Name: name, Kind: kind, Since: since, Epoch: keys.Epoch, Public: keys.Public}, keys.Pair)
	join(&c, o, name, kind, since, all)
	s.keep(calling(since, name), c, nil)
}

// join makes people, with a session each, members of an organization.
func join(c *change.Change, o id.Organization, name string, kind identity.Kind, since time.Time, all []belongs) {
	roster := identity.Roster{Organization: o}
	for _, b := range all {
		p := b.person
		switch b.role {
		case identity.Admin:
			roster.People = append(roster.People, p.ID)
		case identity.Reviewer:
			roster.Reviewers = append(roster.Reviewers, p.ID)
		}
		c.Keep(
			identity.Person{ID: p.ID, Name: p.Name, Email: p.Email, Since: since},
			identity.Signin{Address: identity.Address(p.Email), Person: p.ID, Verifier: verifier},
			identity.Member{
				Organization: o, OrganizationName: name, Kind: kind, Person: p.ID, Name: p.Name, Email: p.Email, Role: b.role, Since: since,
			},
			identity.Belonging{Person: p.ID, Organization: o, Name: name, Kind: kind, Role: b.role},
			sessionOf(p),
			identity.Logins{Person: p.ID, Open: []identity.Login{{ID: p.SessionID, Ends: signedIn.Add(identity.SessionLife)}}})
	}
	c.Keep(roster)
}

func sessionOf(p Person) identity.Session {
	return identity.Session{
		Person: p.ID, ID: p.SessionID, Hash: p.Session().Hash(),
		Since: signedIn, Ends: signedIn.Add(identity.SessionLife), Idles: signedIn.Add(identity.SessionIdle),
		From: "192.0.2.1", Agent: "a browser",
	}
}
