package table

import (
	"context"
	"slices"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
)

// WaysOf reads what the ways to credentials are judged by, for members of an
// organization: all but who they are. It is more than one snapshot.
func (t *Table) WaysOf(ctx context.Context, o id.Organization, ids []id.Credential) (map[id.Credential]access.Facts, error) {
	creds, err := t.Credentials(ctx, ids)
	if err != nil {
		return nil, err
	}
	readers, err := readAll(ctx, t, ids, func(c id.Credential) credential.Reader { return credential.Reader{Credential: c, Organization: o} })
	if err != nil {
		return nil, err
	}
	sites, err := t.sitesOf(ctx, o, readers)
	if err != nil {
		return nil, err
	}
	var folders []id.Folder
	var wanted []id.Resource
	out := make(map[id.Credential]access.Facts, len(ids))
	for _, c := range ids {
		f := access.FactsOf("", o, "", c)
		if is, there := creds[c]; there {
			f.Credential = is
		}
		if at := slices.IndexFunc(readers, func(r credential.Reader) bool { return r.Credential == c }); at >= 0 {
			f.Reader = readers[at]
			f.Resource.ID = f.Reader.Had(f.Credential).Resource
			if f.Reader.Via == credential.Shared {
				f.Site = sites[f.Reader.Home]
			}
		}
		if folder := f.Folder(); folder != "" {
			folders = append(folders, folder)
		}
		if f.Resource.ID != "" {
			wanted = append(wanted, f.Resource.ID)
		}
		out[c] = f
	}
	return out, t.placed(ctx, o, out, folders, wanted)
}

// placed fills facts in with what is read for them.
func (t *Table) placed(ctx context.Context, o id.Organization, out map[id.Credential]access.Facts, folders []id.Folder, wanted []id.Resource) error {
	slices.Sort(folders)
	paths, err := t.PathsOf(ctx, o, slices.Compact(folders))
	if err != nil {
		return err
	}
	slices.Sort(wanted)
	resources, err := t.resources(ctx, o, slices.Compact(wanted))
	if err != nil {
		return err
	}
	for c, f := range out {
		if at := slices.IndexFunc(resources, func(r access.Resource) bool { return r.ID == f.Resource.ID }); at >= 0 {
			f.Resource = resources[at]
		}
		f.Path = paths[f.Folder()]
		out[c] = f
	}
	return nil
}

// KnowersOf lists everybody who received a credential, through whichever organization.
func (t *Table) KnowersOf(ctx context.Context, c id.Credential, at Page) ([]credential.Received, string, error) {
	return page[credential.Received](ctx, t, list{pk: "CREDENTIAL#" + string(c), from: "RECEIVED#"}, at)
}
