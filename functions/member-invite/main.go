// Member-invite asks somebody by mail to become a member.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct {
	table *table.Table
	keys  *envelope.Keys
}

func (f function) invite(ctx context.Context, c identity.Call, in api.MemberInvite) (api.Member, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Member{}, err
	}
	if identity.Address(in.Email) == "" {
		return api.Member{}, fault.BadField("body.email", "is no mail address")
	}
	thing := string(identity.Mint[id.Invitation](c, 0))
	token := identity.NewLinkToken(string(by.Organization), thing)
	sealed, err := f.keys.SealLink(ctx, thing, secret.Text(token.Reveal()))
	if err != nil {
		return api.Member{}, err
	}
	link := identity.Link{Hash: token.Hash(), Sealed: sealed, Expires: c.At.Add(identity.InvitationLife)}
	inv, ch, err := identity.Invite(by, in.Email, identity.Role(in.Role), link)
	if err != nil {
		return api.Member{}, err
	}
	out := api.InvitedFrom(inv, c.At)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{
		table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}
	lambdahttp.Start("member-invite", f.table, f.invite)
}
