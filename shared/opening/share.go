package opening

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sharing"
)

// Sharing is a credential that somebody wants to share with a partner, or to share in
// another way (rules H1, H4).
type Sharing struct {
	Home       id.Organization
	Credential id.Credential
	To         id.Organization
	People     []id.Person
	Groups     []id.Group
	Options    sharing.Options
}

// MayShare reports whether the caller may share anything so here and now: the partner
// takes it, and the caller's organization is unlocked.
func (d Door) MayShare(ctx context.Context, c identity.Call, s Sharing) (identity.Caller, error) {
	ring := identity.KeyringOf(c, s.Home)
	f := sharing.SharingOf(access.Facts{}, s.To, s.People, s.Groups)
	by, err := d.Table.Find(ctx, c, s.Home, append(ring.Wanted(), f.Wanted()...)...)
	if err == nil {
		err = sharing.MayOffer(by, f, s.Options)
	}
	if err == nil {
		_, err = d.openers(c, ring).now(ctx)
	}
	return by, err
}

// Share is what comes of it: how it is shared then, with the change that makes it so.
// Only the key of the current version is opened, to be sealed to the partner: nothing
// is shown to anybody.
func (d Door) Share(ctx context.Context, c identity.Call, s Sharing) (r credential.Reader, ch change.Change, amended bool, err error) {
	ring := identity.KeyringOf(c, s.Home)
	f := sharing.SharingOf(access.FactsOf(c.Token.Person, s.Home, "", s.Credential), s.To, s.People, s.Groups)
	by, way, err := d.Table.FindWay(ctx, c, s.Home, "", s.Credential, append(ring.Wanted(), f.Wanted()...)...)
	if err != nil {
		return r, ch, false, err
	}
	f.Way = way
	amended = f.Live(by.At)
	if err := sharing.MayShare(by, f, s.Options); err != nil {
		return r, ch, amended, err
	}
	var key credential.SealedKey
	if !amended || !f.Opens() {
		cred := way.Credential
		key, err = d.Reseal(ctx, c, ring, credential.Place{Home: cred.Home, Credential: cred.ID, Number: cred.Number}, way.Reader, credential.To(f.To))
		if err != nil {
			return r, ch, amended, err
		}
	}
	if amended {
		r, ch, err = sharing.Amend(by, f, s.Options, key)
	} else {
		r, ch, err = sharing.Share(by, f, s.Options, key)
	}
	return r, ch, amended, err
}
