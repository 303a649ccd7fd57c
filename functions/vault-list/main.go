// Vault-list lists the credentials that the caller sees, by name. The lists only
// find: what is found is judged by where it is now.
package main

import (
	"context"
	"slices"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

// looks is how often it reads on when all of a page is not what is asked for, or not
// the caller's to see: after that the page is empty and has a next.
const looks = 5

func (f function) list(ctx context.Context, c identity.Call, in api.VaultList) (api.FiledPage, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.FiledPage{}, err
	}
	asked := credential.Narrow{
		Folder: in.Folder, Client: in.Client, Owner: in.Owner, Tag: in.Tag, Type: in.Type, Disabled: in.State == "disabled", Due: in.State == "due",
	}
	if asked.Due && !by.IsAdmin() && by.Role != identity.Auditor {
		return api.FiledPage{}, fault.New(fault.Forbidden, "Only an admin or auditor sees what is due for rotation.")
	}
	audiences, err := f.audiences(ctx, by, asked)
	if err != nil {
		return api.FiledPage{}, err
	}
	out := api.FiledPage{Next: in.After}
	for range looks {
		some, next, err := f.table.VaultOf(ctx, by.Organization, audiences, table.Page{After: out.Next, Limit: in.Limit})
		if err != nil {
			return api.FiledPage{}, err
		}
		some = slices.DeleteFunc(some, func(c credential.Credential) bool { return !asked.Holds(c) })
		found, err := f.table.Places(ctx, by.Organization, some)
		if err != nil {
			return api.FiledPage{}, err
		}
		if out.Items, out.Next = api.FiledOf(found, by), next; len(out.Items) > 0 || next == "" {
			break
		}
	}
	return out, nil
}

// audiences are by whose lists it is found: the shortest that has it all, with what
// is the caller's alone and so on no list of the organization's; or all of theirs.
func (f function) audiences(ctx context.Context, by identity.Caller, asked credential.Narrow) ([]credential.Audience, error) {
	only, found := asked.By(by.IsAdmin() || by.Role == identity.Auditor)
	switch {
	case !found:
		return f.table.AudiencesOf(ctx, by)
	case asked.Folder != "" || asked.Owner != "" || asked.Client != "":
		return []credential.Audience{only}, nil
	default:
		return []credential.Audience{only, credential.Audience(by.Person)}, nil
	}
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("vault-list", f.table, f.list)
}
