package tabletest

import (
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// social is lent, assigned and used.
func (s *story) social() {
	s.ask(Social, Olga.Email)
	s.claim(Social)
	s.share(Social, false)
	s.assign(Social, SocialTeam, credential.Use)
	s.launch(Social, LastUse)
}

// newsletter was lent with viewing, and taken back; who received it is still to
// be written down.
func (s *story) newsletter() {
	s.ask(Newsletter, Olga.Email)
	s.claim(Newsletter)
	s.share(Newsletter, true)
	s.assign(Newsletter, "", credential.Read)
	s.launch(Newsletter, before(2*day))

	olga := s.as(Olga, OlgaHome, Revoked.At, "take back Newsletter")
	f := delegation.Facts{Delegation: delegation.Delegation{ID: Newsletter.Delegation}}
	s.read(&f.Delegation)
	s.read(append(f.AskingSide(), f.Lent()...)...)
	_, ch, err := delegation.Revoke(olga, f)
	ch.Notices = nil
	s.keepAll(olga.Call, ch, err)
}

// forum is a request that nobody answered.
func (s *story) forum() { s.ask(Forum, "nobody@forum.example") }

// shop waits for Olga's answer.
func (s *story) shop() {
	s.ask(Shop, Olga.Email)
	s.claim(Shop)
}

// bakery waits for Pia, who has no account and a code in her mailbox.
func (s *story) bakery() {
	s.ask(Bakery, PiaEmail)
	d := delegation.Delegation{ID: Bakery.Delegation}
	s.read(&d)
	token := mustLink(Bakery.Link)
	sealed, err := s.keys.SealLink(s.ctx, string(d.ID), Code)
	s.fail("seal a code", err)
	ch, err := delegation.SendCode(coded, d, token, identity.Code{
		Hash: token.HashCode(Code), Sealed: sealed, Expires: coded.At.Add(identity.CodeLife),
	})
	s.keep(coded, ch, err)
}

func (s *story) ask(a Account, email string) {
	ann := s.as(Ann, BlueHarbor, a.asked.At, "ask for "+a.Name)
	f, err := delegation.NewAsking(BlueHarbor, a.Name, "https://account.example/"+string(a.Resource[len(a.Resource)-4:]), email, "We look after it for you.")
	s.fail("ask for "+a.Name, err)
	s.read(f.Facts()...)
	f.Link = s.link(a.Link, string(a.Delegation), a.asked.At.Add(delegation.LinkLife))
	_, ch, err := delegation.Ask(ann, f)
	s.keep(ann.Call, ch, err)
}

// claim makes a request Olga's, an hour after it was asked.
func (s *story) claim(a Account) {
	d := delegation.Delegation{ID: a.Delegation}
	s.read(&d)
	c := calling(a.asked.At.Add(time.Hour), "claim "+a.Name)
	ch, err := delegation.Claim(d, identity.Person{ID: Olga.ID, Name: Olga.Name}, identity.Organization{ID: OlgaHome, Name: "Olga"}, c.At)
	s.keep(c, ch, err)
}

func (s *story) share(a Account, viewing bool) {
	home := identity.Organization{ID: OlgaHome}
	f := delegation.Facts{Delegation: delegation.Delegation{ID: a.Delegation}}
	s.read(&f.Delegation, &home)
	s.read(f.Answering()...)
	sealed, err := envelope.Seal(credential.Place{Home: OlgaHome, Credential: a.Credential, Number: 1},
		credential.Secrets{Secret: a.Secret}, credential.To(home), credential.To(f.Asking))
	s.fail("seal", err)
	olga := s.as(Olga, OlgaHome, a.shared.At, "share "+a.Name)
	_, ch, err := delegation.Share(olga, f, "olga.baker", delegation.Terms{AllowViewing: viewing}, sealed)
	s.keep(olga.Call, ch, err)
}

// ForgetOrder is what is left to do of Newsletter's end.
var ForgetOrder = change.Order{ID: identity.Mint[id.Order](Revoked, 0), At: Revoked.At}
