package opening

import (
	"context"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/identity"
)

// Home is the caller's personal organization, made on the spot if they have none,
// or theirs again if they had closed it. The change makes or checks it.
func (d Door) Home(ctx context.Context, by identity.Caller) (identity.Organization, change.Change, error) {
	all, err := d.Table.BelongingsOf(ctx, by.Person)
	if err != nil {
		return identity.Organization{}, change.Change{}, err
	}
	o := identity.Organization{ID: identity.PersonalOrganization(by.Person)}
	b, _, none := identity.Home(all)
	if none == nil {
		o.ID = b.Organization
	}
	before, roster := identity.Member{Organization: o.ID, Person: by.Person}, identity.Roster{Organization: o.ID}
	if err := d.Table.Read(ctx, &o, &before, &roster); err != nil {
		return identity.Organization{}, change.Change{}, err
	}
	switch {
	case none == nil:
		ch, err := identity.IntoHome(by, o)
		return o, ch, err
	case o.Version != 0:
		o, ch := identity.Reopen(by, o, before, roster)
		return o, ch, nil
	}
	keys, err := d.Keys.Make(ctx, o.ID)
	if err != nil {
		return identity.Organization{}, change.Change{}, err
	}
	made := identity.Settle(by, keys)
	made.Change.Add(by.Change())
	return made.Organization, made.Change, nil
}

// Elsewhere seals what a credential says for another place, for who takes it there.
// Nobody is shown anything, so the new credential itself is what is on record.
func (d Door) Elsewhere(ctx context.Context, c identity.Call, v credential.Version, by credential.Reader, ring identity.Keyring, at credential.Place, to ...credential.Recipient) (credential.Sealed, error) {
	opener, err := d.openers(c, ring).of(ctx, by.Key)
	if err != nil {
		return credential.Sealed{}, err
	}
	plain, err := opener.Open(v, by)
	if err != nil {
		return credential.Sealed{}, err
	}
	return envelope.Seal(at, plain, to...)
}
