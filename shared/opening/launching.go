package opening

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Launch puts a use on record and answers the ticket by which it is filled in. It
// opens nothing, so it takes no KMS call; it needs what an opening would, so that
// nothing is on record that could not happen.
func (d Door) Launch(ctx context.Context, c identity.Call, in api.CredentialUse) (api.Launched, error) {
	f, err := d.find(ctx, c, in)
	if err != nil {
		return api.Launched{}, err
	}
	token := access.TicketToken(c)
	t, ch, err := access.Launch(f.by, f.facts, f.facts.Address(), token)
	if err != nil {
		return api.Launched{}, err
	}
	if err := f.ring.Pair.Opens(f.facts.Reader.Key.Epoch); err != nil {
		return api.Launched{}, err
	}
	if f.ring.Pair.Lock != 0 {
		if _, err := envelope.PartOf(c, f.ring); err != nil {
			return api.Launched{}, err
		}
	}
	if err := d.Table.Save(ctx, c, ch, nil); err != nil {
		return api.Launched{}, err
	}
	return api.Launched{
		Ticket: token.Reveal(), Ends: t.Expires, Origin: t.Origin,
		Address: f.facts.Address(), Username: f.facts.Credential.Username, Version: t.Number,
	}, nil
}

// Fill redeems the ticket of a launch: who it is for, once, and only while every gate
// is open still.
func (d Door) Fill(ctx context.Context, c identity.Call, in api.CredentialFill) (Opened, error) {
	token, ok := identity.ParseLinkToken(in.Ticket.Reveal(), 1)
	if !ok || !id.Valid(id.Ticket("").Prefix(), token.Thing(0)) {
		return Opened{}, fault.BadField("body.ticket", "is no ticket of a launch")
	}
	t := access.Ticket{ID: id.Ticket(token.Thing(0))}
	if err := d.Table.Read(ctx, &t); err != nil {
		return Opened{}, err
	}
	use := api.CredentialUse{Organization: in.Organization, Resource: t.Resource, Credential: in.Credential}
	f, err := d.find(ctx, c, use, &t) // as it is in the snapshot that decides
	if err != nil {
		return Opened{}, err
	}
	ch, err := access.Redeem(f.by, f.facts, t, token, f.facts.Address(), in.Origin)
	if err != nil {
		return Opened{}, err
	}
	plain, err := d.open(ctx, c, f, ch, f.current.Version, f.facts.Reader)
	if err != nil {
		return Opened{}, err
	}
	out := Opened{Address: f.facts.Address(), Username: f.facts.Credential.Username, Plain: plain, Number: f.current.Number}
	if err := out.takeSeed(f, c, true); err != nil {
		return Opened{}, err
	}
	return out, nil
}
