package tabletest

import (
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

// FayEmail is invited to Blue Harbor and has no account; GusEmail signed up an
// organization and has not confirmed it.
const (
	FayEmail = "fay@blueharbor.example"
	GusEmail = "gus@thirdtide.example"
)

var (
	invited  = calling(before(time.Minute), "invite Fay")
	signedUp = calling(before(10*time.Minute), "sign up Third Tide")
	told     = calling(Social.shared.At, "tell Ann")
	proving  = calling(before(30*time.Second), "a code for Fay") // its code is Code, too
	forgot   = calling(before(2*time.Minute), "Cyd forgot her password")
	moving   = calling(before(3*time.Minute), "Bob wants another address")
)

// BobsNext is the address that Bob wants for his.
const BobsNext = "Bob+new@blueharbor.example"

// What waits: the invitation of Fay as a user, whose mail is not sent yet, with
// its link and the order of its mail; the sign-up of Third Tide by Gus, with its
// link; the notice on Ann's dashboard; Cyd, who forgot her password; and Bob, who
// wants another address. The code that Fay, Cyd and Bob were mailed is Code.
var (
	FayInvitation = identity.Mint[id.Invitation](invited, 0)
	FayLink       = linkText(string(BlueHarbor), string(FayInvitation))
	FayOrder      = change.Order{ID: identity.Mint[id.Order](invited, 0), At: invited.At}
	FayNotice     = identity.Mint[id.Notice](invited, 0)
	GusSignup     = identity.Mint[id.Signup](signedUp, 0)
	GusLink       = linkText(string(GusSignup))
	AnnNotice     = identity.Mint[id.Notice](told, 0)
	CydReset      = identity.Mint[id.Reset](forgot, 0)
	CydToken      = linkText(string(CydReset))
	BobToken      = bits("Bob's new address")
)

func (s *story) invitation() {
	n := identity.Inviting{
		Organization: identity.Organization{ID: BlueHarbor}, Email: FayEmail, Role: identity.User,
		Link: s.link(FayLink, string(FayInvitation), invited.At.Add(identity.InvitationLife)),
	}
	s.read(&n.Organization)
	ann := s.as(Ann, BlueHarbor, invited.At, "invite Fay")
	_, ch, err := identity.Invite(ann, n)
	s.keepAll(ann.Call, ch, err)

	inv := identity.Invitation{Organization: BlueHarbor, ID: FayInvitation}
	s.read(&inv)
	ch, err = identity.SendInvitationCode(proving, inv, mustLink(FayLink), s.code(proving, FayLink, string(FayInvitation)))
	s.keep(proving, ch, err)
}

// code is what is kept of Code, mailed by a call for a thing whose link has the token.
func (s *story) code(c identity.Call, token, thing string) identity.Code {
	sealed, err := s.keys.SealLink(s.ctx, thing, Code)
	s.fail("seal a code", err)
	return identity.Code{Hash: mustLink(token).HashCode(Code), Sealed: sealed, Expires: c.At.Add(identity.CodeLife)}
}

// accounts is Cyd, who forgot her password, and Bob, who wants another address.
func (s *story) accounts() {
	cyd, knocks := identity.Signin{Address: Cyd.Email}, identity.NewKnocking(Cyd.Email, "192.0.2.1")
	s.read(append(knocks.Wanted(), &cyd)...)
	code := s.code(forgot, CydToken, string(CydReset))
	ch, err := identity.AskReset(forgot, identity.Reset{
		ID: CydReset, Link: identity.Link{Hash: mustLink(CydToken).Hash(), Expires: code.Expires},
	}, code, cyd, knocks)
	s.keep(forgot, ch, err)

	code = s.code(moving, BobToken, string(Bob.ID))
	want := identity.NewAddress{Person: Bob.ID, Email: BobsNext, Link: identity.Link{Hash: mustLink(BobToken).Hash(), Expires: code.Expires}}
	want.Proof, err = want.Proof.Send(moving, code)
	s.keep(moving, change.Change{Records: []change.Record{want}}, err)
}

func (s *story) signup() {
	ch, err := identity.SignUp(signedUp, identity.Signup{
		ID: GusSignup, Organization: "Third Tide", Name: "Gus", Email: GusEmail, Verifier: verifier,
		Link: s.link(GusLink, string(GusSignup), signedUp.At.Add(identity.SignupLife)),
	}, identity.Signin{}, identity.NewKnocking(identity.Address(GusEmail), "192.0.2.1"))
	s.keep(signedUp, ch, err)
}

// dashboard has one notice for Ann, mailed when it was told.
func (s *story) dashboard() {
	s.keep(told, change.Change{Records: []change.Record{table.Inbox{
		To: string(Ann.ID), Notice: AnnNotice, Kind: change.DelegationShared, At: told.At,
		Text: "Olga shared access to Social account.", Path: "/organizations/" + string(BlueHarbor), Mailed: &told.At,
	}}}, nil)
}

// swept says that the clock has been here: nothing before eight o'clock is left.
func (s *story) swept() {
	var c change.Change
	for shard := range table.Shards {
		for _, list := range []string{"OUT", "DUE"} {
			c.Keep(table.Mark{List: list, Shard: shard, Hour: T0.Add(-time.Hour)})
		}
	}
	s.keep(calling(T0, "swept"), c, nil)
}
