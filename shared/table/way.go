package table

import (
	"context"
	"slices"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// FindWay is Find with what the caller's use of a credential is judged by. One that is
// asked for by its own address, with no resource, is judged by its resource, if it is
// for one. The folders, and the site among two that share, are read after the snapshot,
// and so are checked by whatever is kept (access.Enter).
func (t *Table) FindWay(ctx context.Context, c identity.Call, o id.Organization, r id.Resource, which id.Credential, wanted ...change.Record) (identity.Caller, access.Facts, error) {
	if r == "" {
		look, reader := credential.Credential{ID: which}, credential.Reader{Credential: which, Organization: o}
		if err := t.Read(ctx, &look, &reader); err != nil {
			return identity.Caller{}, access.Facts{}, err
		}
		r = reader.Had(look).Resource
	}
	f := access.FactsOf(c.Token.Person, o, r, which)
	by, err := t.Find(ctx, c, o, append(f.Wanted(), wanted...)...)
	if err != nil {
		return by, f, err
	}
	err = t.Around(ctx, by.Home(), &f)
	return by, f, err
}

// Around reads what a use in an organization is judged by and only the snapshot names:
// the site among two that share, and the folders.
func (t *Table) Around(ctx context.Context, home identity.Organization, f *access.Facts) (err error) {
	if f.Reader.Via == credential.Shared && !home.IsSiteOf(f.Reader.Home) {
		f.Site.ID = f.Reader.Home
		if err := t.Read(ctx, &f.Site); err != nil {
			return err
		}
	}
	f.Path, err = t.PathOf(ctx, home.ID, f.Folder())
	return err
}

// sitesOf reads which of an organization and each of some others that share with it is
// a site, by the other's id.
func (t *Table) sitesOf(ctx context.Context, o id.Organization, readers []credential.Reader) (map[id.Organization]identity.Organization, error) {
	all := []id.Organization{o}
	for _, r := range readers {
		if r.Via == credential.Shared {
			all = append(all, r.Home)
		}
	}
	if len(all) == 1 {
		return nil, nil
	}
	slices.Sort(all)
	rows, err := readAll(ctx, t, slices.Compact(all), func(x id.Organization) identity.Organization { return identity.Organization{ID: x} })
	if err != nil {
		return nil, err
	}
	var own identity.Organization
	for _, x := range rows {
		if x.ID == o {
			own = x
		}
	}
	out := map[id.Organization]identity.Organization{}
	for _, x := range rows {
		if out[x.ID] = x; own.IsSiteOf(x.ID) {
			out[x.ID] = own
		}
	}
	return out, nil
}
