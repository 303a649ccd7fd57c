package tabletest

import (
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// The people of South Fen, where members keep logins of their own for one resource.
var (
	SouthFen   = organization("South Fen")
	Keyholders = id.New[id.Group](keyholding.At, keyholding.ID, 0) // a group: Ugo and Wyn are in it
	Una        = person("Una", "una@southfen.example")             // an admin, who is named to view logins of Intranet
	Ugo        = person("Ugo", "ugo@southfen.example")             // an admin
	Pip        = person("Pip", "pip@southfen.example")             // a user
	Wyn        = person("Wyn", "wyn@southfen.example")             // a user

	keyholding = calling(before(29*day), "people who hold keys")
	intranet   = calling(before(28*day), "Intranet")
	viewing    = calling(before(27*day), "Una may view")
	wanting    = calling(before(2*day), "Una asks for Pip's login")

	Intranet   = identity.Mint[id.Resource](intranet, 0)
	PipRequest = identity.Mint[id.Consent](wanting, 0) // Una asks for PipLogin, and it waits
)

// The logins for Intranet, each its owner's: Pip's and Wyn's are unmanaged, Ugo's is
// managed.
var (
	PipLogin = filed("Intranet, Pip", 26)
	WynLogin = filed("Intranet, Wyn", 25)
	UgoLogin = filed("Intranet, Ugo", 24)
)

// consents is what people of South Fen keep to themselves, and do not.
func (s *story) consents() {
	s.found(SouthFen, "South Fen", identity.Provider, belongs{Una, identity.Admin}, belongs{Ugo, identity.Admin}, belongs{Pip, identity.User}, belongs{Wyn, identity.User})
	people := []identity.Member{{Organization: SouthFen, Person: Ugo.ID}, {Organization: SouthFen, Person: Wyn.ID}}
	s.read(&people[0], &people[1])
	_, ch, err := identity.NewGroup(s.as(Una, SouthFen, keyholding.At, "people who hold keys"), "Keyholders", people)
	s.keep(keyholding, ch, err)
	_, ch, err = access.NewResource(s.as(Una, SouthFen, intranet.At, "Intranet"), "Intranet", "https://intranet.southfen.example")
	s.keep(intranet, ch, err)

	for _, p := range []Person{Pip, Wyn, Ugo} {
		s.ownLogin(p)
	}
	r, una := access.Resource{Organization: SouthFen, ID: Intranet}, identity.Member{Organization: SouthFen, Person: Una.ID}
	s.read(&r, &una)
	_, ch, err = access.SetViewing(s.as(Ugo, SouthFen, viewing.At, "Una may view"), r, access.Naming{Admins: []identity.Member{una}})
	s.keep(viewing, ch, err)

	f := credential.Asking{
		Resource: Intranet, ResourceName: "Intranet", Credential: credential.Credential{ID: PipLogin.ID}, Owner: identity.Member{Organization: SouthFen, Person: Pip.ID},
	}
	s.read(&f.Credential, &f.Owner)
	_, ch, err = credential.AskConsent(s.as(Una, SouthFen, wanting.At, "Una asks for Pip's login"), f, "You are away next week.")
	ch.Due = nil // a test that lets it lapse says when
	s.keep(wanting, ch, err)
}

// ownLogin is somebody's login of their own for Intranet, for which they are assigned.
func (s *story) ownLogin(p Person) {
	l := map[Person]Filed{Pip: PipLogin, Wyn: WynLogin, Ugo: UgoLogin}[p]
	home := identity.Organization{ID: SouthFen}
	f := access.Assigning{
		Resource: access.Resource{Organization: SouthFen, ID: Intranet}, Member: identity.Member{Organization: SouthFen, Person: p.ID}, Own: true,
	}
	s.read(&home, &f.Resource, &f.Member)
	by := s.as(Una, SouthFen, l.made.At.Add(-time.Hour), p.Name+" is assigned")
	_, ch, err := access.Assign(by, f)
	s.keep(by.Call, ch, err)
	s.read(&f.Resource)
	by = s.as(p, SouthFen, l.made.At, l.Name)
	if s.err != nil {
		return
	}
	sealed, err := envelope.Seal(credential.Place{Home: SouthFen, Credential: l.ID, Number: 1}, credential.Secrets{Secret: l.Secret}, credential.To(home))
	s.fail("seal", err)
	_, ch, err = access.AddLogin(by, f.Resource, credential.Credential{Name: l.Name, Username: p.Email, Owner: p.ID, Managed: p == Ugo}, sealed)
	s.keep(by.Call, ch, err)
}
