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
)

// What waits: the invitation of Fay as a user, whose mail is not sent yet, with
// its link and the order of its mail; the sign-up of Third Tide by Gus, with its
// link; and the notice on Ann's dashboard.
var (
	FayInvitation = identity.Mint[id.Invitation](invited, 0)
	FayLink       = linkText(string(BlueHarbor), string(FayInvitation))
	FayOrder      = change.Order{ID: identity.Mint[id.Order](invited, 0), At: invited.At}
	FayNotice     = identity.Mint[id.Notice](invited, 0)
	GusSignup     = identity.Mint[id.Signup](signedUp, 0)
	GusLink       = linkText(string(GusSignup))
	AnnNotice     = identity.Mint[id.Notice](told, 0)
)

func (s *story) invitation() {
	ann := s.as(Ann, BlueHarbor, invited.At, "invite Fay")
	_, ch, err := identity.Invite(ann, FayEmail, identity.User,
		s.link(FayLink, string(FayInvitation), invited.At.Add(identity.InvitationLife)))
	s.keepAll(ann.Call, ch, err)
}

func (s *story) signup() {
	ch, err := identity.SignUp(signedUp, identity.Signup{
		ID: GusSignup, Organization: "Third Tide", Name: "Gus", Email: GusEmail, Verifier: verifier,
		Link: s.link(GusLink, string(GusSignup), signedUp.At.Add(identity.SignupLife)),
	}, identity.Signin{}, identity.Knocks{Address: identity.Address(GusEmail)})
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
