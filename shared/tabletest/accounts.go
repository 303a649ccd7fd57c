package tabletest

import (
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
)

// Account is a resource of Blue Harbor's with what hangs on it. What it does not
// have is "".
type Account struct {
	Name       string
	Resource   id.Resource
	Delegation id.Delegation
	Credential id.Credential
	Assignment id.Assignment
	Link       string      // the mailed link's token
	Secret     secret.Text // the login's password

	asked, shared, assigned identity.Call
}

// account is one that was asked for, shared and assigned so long before T0; 0
// for not at all.
func account(name string, asked, shared, assigned time.Duration) Account {
	a := Account{Name: name, asked: calling(before(asked), "ask for "+name)}
	a.Resource = identity.Mint[id.Resource](a.asked, 0)
	a.Delegation = identity.Mint[id.Delegation](a.asked, 0)
	a.Link = linkText(string(a.Delegation))
	if shared > 0 {
		a.shared = calling(before(shared), "share "+name)
		a.Credential = identity.Mint[id.Credential](a.shared, 0)
		a.Secret = secret.Text("the password of " + name)
	}
	if assigned > 0 {
		a.assigned = calling(before(assigned), "assign "+name)
		a.Assignment = identity.Mint[id.Assignment](a.assigned, 0)
	}
	return a
}

// The resources of Blue Harbor IT.
var (
	Router     = own("Router", 28*day)                                   // its own; Social team may read its company credential
	Social     = account("Social account", 10*day, 9*day, 8*day)         // lent by Olga for use; Social team is on it; Bob used it an hour ago
	Newsletter = account("Newsletter", 8*day, 7*day, 6*day)              // lent by Olga, used by Bob, taken back two minutes ago
	Forum      = account("Old forum", 14*day, 0, 0)                      // asked of somebody who never answered: it lapses at T0
	Shop       = account("Shop account", 2*day, 0, 0)                    // pending, claimed by Olga
	Bakery     = account("Bakery page", time.Hour, 0, 0)                 // pending, asked of Pia; a code is mailed
	Code       = secret.Text("1234 5678")                                // the code mailed for Bakery, good until ten minutes after T0
	Revoked    = calling(before(2*time.Minute), "take back Newsletter")  // when Newsletter was taken back
	LastUse    = before(time.Hour)                                       // of Social, by Bob
	PiaEmail   = "pia@bakery.example"                                    // has no account
	coded      = calling(before(5*time.Minute), "a code for the bakery") // when the code was made
)

func own(name string, made time.Duration) Account {
	a := account(name, made, made, made)
	a.Delegation, a.Link = "", ""
	return a
}

// router is an own resource with a company credential.
func (s *story) router() {
	ann := s.as(Ann, BlueHarbor, Router.asked.At, "ask for Router")
	r, ch, err := access.NewResource(ann, Router.Name, "https://router.blueharbor.example")
	s.keep(ann.Call, ch, err)

	home := identity.Organization{ID: BlueHarbor}
	r = access.Resource{Organization: BlueHarbor, ID: Router.Resource}
	s.read(&home, &r)
	ann = s.as(Ann, BlueHarbor, Router.shared.At, "share Router")
	sealed, err := envelope.Seal(credential.Place{Home: BlueHarbor, Credential: Router.Credential, Number: 1},
		credential.Secrets{Secret: Router.Secret, Notes: "the notes of Router"}, credential.To(home))
	s.fail("seal", err)
	_, ch, err = access.AddLogin(ann, r, credential.Credential{Name: "Router admin", Username: "root"}, sealed)
	s.keep(ann.Call, ch, err)
	s.assign(Router, SocialTeam, credential.Read)
}

// assign puts the group on an account; "" for Bob himself.
func (s *story) assign(a Account, group id.Group, mode credential.Mode) {
	s.put(Bob, group, a, mode, a.assigned)
}

// put puts a group or, for "", somebody themselves on an account.
func (s *story) put(p Person, group id.Group, a Account, mode credential.Mode, c identity.Call) {
	f := access.Assigning{
		Resource:   access.Resource{Organization: BlueHarbor, ID: a.Resource},
		Group:      identity.Group{Organization: BlueHarbor, ID: group},
		Member:     identity.Member{Organization: BlueHarbor, Person: p.ID},
		Credential: credential.Credential{ID: a.Credential},
		Reader:     credential.Reader{Credential: a.Credential, Organization: BlueHarbor},
		Mode:       mode,
	}
	s.read(&f.Resource, &f.Credential, &f.Reader)
	if group != "" {
		s.read(&f.Group)
	} else {
		s.read(&f.Member)
	}
	ann := s.as(Ann, BlueHarbor, c.At, strings.TrimPrefix(c.ID, "story "))
	_, ch, err := access.Assign(ann, f)
	for i, kept := range ch.Records { // Social's assignment is standing by a policy of its own
		if r, ok := kept.(access.Resource); ok && r.ID == Social.Resource {
			r.Assignments[len(r.Assignments)-1].Policy = &access.Policy{}
			ch.Records[i] = r
		}
	}
	s.keep(ann.Call, ch, err)
}

// launch puts a use by Bob on record.
func (s *story) launch(a Account, at time.Time) { s.use(Bob, a, at, "launch "+a.Name) }

func (s *story) use(p Person, a Account, at time.Time, name string) {
	by := s.as(p, BlueHarbor, at, name)
	f := access.FactsOf(p.ID, BlueHarbor, a.Resource, a.Credential)
	s.read(f.Wanted()...)
	ch, err := access.Enter(by, f, credential.Use)
	s.keep(by.Call, ch, err)
}
