// Site-invite has a provider ask somebody by mail to become a member of its site
// (rule S2).
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
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

func (f function) invite(ctx context.Context, c identity.Call, in api.SiteInvite) (api.Member, error) {
	n := identity.Inviting{
		Organization: identity.Organization{ID: in.Site}, Roster: identity.Roster{Organization: in.Site}, Email: in.Email, Role: identity.Role(in.Role),
	}
	known := identity.Signin{Address: identity.Address(in.Email)}
	asks := delegation.Asks{Organization: in.Organization} // read before Pending: whoever invites meanwhile moves it
	by, err := f.table.Find(ctx, c, in.Organization, &n.Organization, &n.Roster, &asks, &known)
	if err != nil {
		return api.Member{}, err
	}
	n.Member = identity.Member{Organization: in.Site, Person: known.Person} // nobody's, if the address has no account
	if err := f.table.Read(ctx, &n.Member); err != nil {
		return api.Member{}, err
	}
	if n.Pending, err = f.table.InvitationsOf(ctx, in.Site); err != nil {
		return api.Member{}, err
	}
	if n.Link, err = f.link(ctx, c, in.Site); err != nil {
		return api.Member{}, err
	}
	inv, ch, err := identity.InviteToSite(by, n)
	if err != nil {
		return api.Member{}, err
	}
	if ch, err = asks.Invites(by.Home(), c.At, ch); err != nil {
		return api.Member{}, err
	}
	out := api.InvitedFrom(inv, c.At)
	return out, f.table.Save(ctx, c, ch, out)
}

// link is what is kept of the mailed link.
func (f function) link(ctx context.Context, c identity.Call, site id.Organization) (identity.Link, error) {
	thing := string(identity.Mint[id.Invitation](c, 0))
	token := identity.NewLinkToken(string(site), thing)
	sealed, err := f.keys.SealLink(ctx, thing, secret.Text(token.Reveal()))
	return identity.Link{Hash: token.Hash(), Sealed: sealed, Expires: c.At.Add(identity.InvitationLife)}, err
}

func main() {
	f := function{
		table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}
	lambdahttp.Start("site-invite", f.table, f.invite)
}
