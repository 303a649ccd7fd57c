// Invitation-resend mails an invitation again, good for another week.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct {
	table *table.Table
	keys  *envelope.Keys
}

func (f function) resend(ctx context.Context, c identity.Call, in api.InvitationResend) (api.Member, error) {
	o := identity.Organization{ID: in.Organization}
	inv := identity.Invitation{Organization: in.Organization, ID: in.Invitation}
	asks := delegation.Asks{Organization: in.Organization}
	by, err := f.table.Find(ctx, c, in.Organization, &o, &inv, &asks)
	if err != nil {
		return api.Member{}, err
	}
	token := identity.NewLinkToken(string(in.Organization), string(in.Invitation))
	sealed, err := f.keys.SealLink(ctx, string(in.Invitation), secret.Text(token.Reveal()))
	if err != nil {
		return api.Member{}, err
	}
	inv, ch, err := identity.Reinvite(by, o, inv, identity.Link{Hash: token.Hash(), Sealed: sealed, Expires: c.At.Add(identity.InvitationLife)})
	if err != nil {
		return api.Member{}, err
	}
	if ch, err = asks.Invites(o, c.At, ch); err != nil {
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
	lambdahttp.Start("invitation-resend", f.table, f.resend)
}
