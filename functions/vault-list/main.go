// Vault-list lists the credentials that the caller sees, by name. The lists only
// find: what is found is judged by where it is now.
package main

import (
	"context"
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

// looks is how often it reads on when nothing of a page is what is asked for: after
// that the page is empty and has a next. hidden is how often when nothing of it is the
// caller's to see, by pages of so many: a next says after what one goes on, so it may
// name nothing but what they see. lists is after how many, of all looks, it looks no
// more: who has very many of them gets shorter pages, not none.
const (
	looks  = 5
	hidden = 30
	lists  = 2_000
	most   = 100
)

func (f function) list(ctx context.Context, c identity.Call, in api.VaultList) (api.FiledPage, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.FiledPage{}, err
	}
	asked := credential.Narrow{
		Folder: in.Folder, Client: in.Client, Owner: in.Owner, Resource: in.Resource, Tag: in.Tag, Type: in.Type,
		Disabled: in.State == "disabled", Due: in.State == "due",
	}
	if asked.Due && !whole(by) {
		return api.FiledPage{}, fault.New(fault.Forbidden, "Only an admin or auditor sees what is due for rotation.")
	}
	audiences, err := f.audiences(ctx, by, asked)
	if err != nil {
		return api.FiledPage{}, err
	}
	p, known := table.Page{After: in.After, Limit: in.Limit}, "" // after what they see last
	for look := 0; look == 0 || (look < looks || known == "" && look < hidden) && look*len(audiences) < lists; look++ {
		some, next, err := f.table.VaultOf(ctx, by.Organization, audiences, p)
		if err != nil {
			return api.FiledPage{}, err
		}
		found, err := f.table.Places(ctx, by.Organization, some)
		if err != nil {
			return api.FiledPage{}, err
		}
		found = slices.DeleteFunc(found, func(x access.Found) bool { return !x.Shows(by) })
		p = table.Page{After: next, Limit: most}
		if len(found) > in.Limit {
			found, p.After = found[:in.Limit], table.AfterPost(found[in.Limit-1].Credential)
		}
		if len(found) > 0 {
			known, p.Limit = table.AfterPost(found[len(found)-1].Credential), in.Limit
		}
		found = slices.DeleteFunc(found, func(x access.Found) bool { return !asked.Holds(x.Credential) })
		switch items := api.FiledOf(found, by); {
		case p.After == "":
			return api.FiledPage{Items: items}, nil
		case len(items) > 0:
			return api.FiledPage{Items: items, Next: known}, nil
		}
	}
	if known == "" {
		return api.FiledPage{}, &fault.Error{Kind: fault.Unavailable, Message: "What is here is being filed anew. Try again in a moment.", RetryAfter: time.Second}
	}
	return api.FiledPage{Items: []api.Filed{}, Next: known}, nil
}

func whole(by identity.Caller) bool { return by.IsAdmin() || by.Role == identity.Auditor }

// audiences are by whose lists it is found: the shortest that has it all, with what
// is the caller's alone and so on no list of the organization's; or all of theirs. Of
// a place that they do not see there is no list for them, and none of a colleague.
func (f function) audiences(ctx context.Context, by identity.Caller, asked credential.Narrow) ([]credential.Audience, error) {
	if own := asked.Owner == by.Person; asked.Owner != "" && !own {
		if !whole(by) {
			return nil, nil
		}
		return []credential.Audience{credential.Logins(asked.Owner)}, nil
	}
	if !whole(by) {
		folder, client := asked.Folder, filing.Client{Organization: by.Organization, ID: asked.Client}
		if folder == "" && client.ID != "" {
			if err := f.table.Read(ctx, &client); err != nil {
				return nil, err
			}
			folder = client.Folder
		}
		path, err := f.table.PathOf(ctx, by.Organization, folder)
		if err != nil || path.Held() != nil || !path.Sees(by) {
			return nil, err
		}
		if at := (access.Resource{Organization: by.Organization, ID: asked.Resource}); at.ID != "" {
			if err := f.table.Read(ctx, &at); err != nil || !at.Sees(by) {
				return nil, err
			}
		}
	}
	if asked.Resource != "" && asked.Folder == "" && !whole(by) { // the list of all for it has every colleague's
		return []credential.Audience{credential.Audience(asked.Resource), credential.Audience(by.Person)}, nil
	}
	only, found := asked.By(whole(by))
	switch {
	case !found:
		return f.table.AudiencesOf(ctx, by)
	case asked.Folder != "" || asked.Owner != "" || asked.Client != "" || asked.Resource != "":
		return []credential.Audience{only}, nil
	default:
		return []credential.Audience{only, credential.Audience(by.Person)}, nil
	}
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("vault-list", f.table, f.list)
}
