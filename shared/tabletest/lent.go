package tabletest

import (
	"time"

	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Hana administers Pier Nine and has a personal organization. Elsewhere asked her
// for Gate; Pier Nine has a credential for that, Camera, which she may reveal.
var (
	Hana     = person("Hana", "hana@piernine.example")
	PierNine = organization("Pier Nine") // a provider
	HanaHome = identity.PersonalOrganization(Hana.ID)
	Camera   = own("Camera", 28*day)               // Pier Nine's own, with a company credential
	Gate     = account("Gate camera", 2*day, 0, 0) // pending, asked by Elsewhere, claimed by Hana
	atGate   = calling(Gate.asked.At.Add(time.Hour), "claim Gate camera")
)

// pierNine is another organization, and what an owner has who administers it.
func (s *story) pierNine() {
	s.found(PierNine, "Pier Nine", identity.Provider, belongs{Hana, identity.Admin})
	keys, err := s.keys.Make(s.ctx, HanaHome)
	s.fail("Hana's home", err)
	since := before(30 * day)
	var c change.Change
	c.Keep(
		identity.Organization{ID: HanaHome, Name: Hana.Name, Kind: identity.Personal, Since: since, Epoch: keys.Epoch, Public: keys.Public}, keys.Pair,
		identity.Member{
			Organization: HanaHome, OrganizationName: Hana.Name, Kind: identity.Personal, Person: Hana.ID, Name: Hana.Name,
			Email: Hana.Email, Role: identity.Admin, Since: since,
		},
		identity.Belonging{Person: Hana.ID, Organization: HanaHome, Name: Hana.Name, Kind: identity.Personal, Role: identity.Admin},
		identity.Roster{Organization: HanaHome, People: []id.Person{Hana.ID}},
	)
	s.keep(calling(since, "Hana's home"), c, nil)
	s.camera()
	s.gate()
}

func (s *story) camera() {
	hana := s.as(Hana, PierNine, Camera.asked.At, "ask for Camera")
	r, ch, err := access.NewResource(hana, Camera.Name, "https://camera.piernine.example")
	s.keep(hana.Call, ch, err)
	home := identity.Organization{ID: PierNine}
	r = access.Resource{Organization: PierNine, ID: Camera.Resource}
	s.read(&home, &r)
	seed, err := credential.ParseSeed("seed", "JBSWY3DPEHPK3PXP")
	s.fail("a seed", err)
	sealed, err := envelope.Seal(credential.Place{Home: PierNine, Credential: Camera.Credential, Number: 1},
		credential.Secrets{Secret: Camera.Secret, Seed: seed}, credential.To(home))
	s.fail("seal", err)
	hana = s.as(Hana, PierNine, Camera.shared.At, "share Camera")
	_, ch, err = access.AddLogin(hana, r, credential.Credential{Name: "Camera viewer", Username: "viewer"}, sealed)
	s.keep(hana.Call, ch, err)
	f := access.Assigning{
		Resource: r, Member: identity.Member{Organization: PierNine, Person: Hana.ID}, Mode: credential.Read,
		Credential: credential.Credential{ID: Camera.Credential},
		Reader:     credential.Reader{Credential: Camera.Credential, Organization: PierNine},
	}
	s.read(&f.Resource, &f.Member, &f.Credential, &f.Reader)
	hana = s.as(Hana, PierNine, Camera.assigned.At, "assign Camera")
	_, ch, err = access.Assign(hana, f)
	s.keep(hana.Call, ch, err)
}

func (s *story) gate() {
	eve := s.as(Eve, Elsewhere, Gate.asked.At, "ask for Gate camera")
	f, err := delegation.NewAsking(Elsewhere, Gate.Name, "https://gate.piernine.example", Hana.Email, "")
	s.fail("ask for Gate", err)
	s.read(f.Facts()...)
	f.Link = s.link(Gate.Link, string(Gate.Delegation), Gate.asked.At.Add(delegation.LinkLife))
	_, ch, err := delegation.Ask(eve, f)
	s.keep(eve.Call, ch, err)
	d := delegation.Delegation{ID: Gate.Delegation}
	s.read(&d)
	ch, err = delegation.Claim(d, identity.Person{ID: Hana.ID, Name: Hana.Name}, identity.Organization{ID: HanaHome, Name: Hana.Name}, atGate.At)
	s.keep(atGate, ch, err)
}

// LendCamera has Hana answer the request for Gate with Camera, a minute before T0.
func (w *World) LendCamera() {
	w.T.Helper()
	must := func(err error) {
		w.T.Helper()
		if err != nil {
			w.T.Fatal(err)
		}
	}
	l := delegation.Lending{
		Delegation: delegation.Delegation{ID: Gate.Delegation}, Way: access.FactsOf(Hana.ID, PierNine, Camera.Resource, Camera.Credential),
	}
	ring := identity.Keyring{Pair: identity.KeyPair{Organization: PierNine}}
	w.Read(append(l.Way.Wanted(), &l.Delegation, &ring.Pair)...)
	w.Read(l.Answering()...)
	c := calling(before(time.Minute), "lend Camera")
	c.Who, c.Token = identity.Members, Hana.Session()
	by, err := w.Operator().Find(w.T.Context(), c, PierNine)
	must(err)
	opener, err := w.KeysAs(caller.Operator).Unwrap(w.T.Context(), c, ring)
	must(err)
	key, err := opener.Reseal(credential.Place{Home: PierNine, Credential: Camera.Credential, Number: 1}, l.Way.Reader, credential.To(l.Asking))
	must(err)
	_, ch, err := delegation.Lend(by, l, delegation.Terms{}, key)
	must(err)
	w.Keep(ch, "lend Camera")
}
