// Resource-assign puts a group or a member on a resource.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) assign(ctx context.Context, c identity.Call, in api.ResourceAssign) (api.Assignment, error) {
	facts := access.Assigning{Own: in.Credential == "", Mode: credential.Mode(in.Mode)}
	facts.Resource = access.Resource{Organization: in.Organization, ID: in.Resource}
	wanted := []change.Record{&facts.Resource}
	switch {
	case (in.Group == "") == (in.Member == ""):
		return api.Assignment{}, fault.BadField("body.group", "name either a group or a member")
	case in.Group != "":
		facts.Group = identity.Group{Organization: in.Organization, ID: in.Group}
		wanted = append(wanted, &facts.Group)
	default:
		facts.Member = identity.Member{Organization: in.Organization, Person: in.Member}
		wanted = append(wanted, &facts.Member)
	}
	if !facts.Own {
		facts.Credential.ID = in.Credential
		facts.Reader = credential.Reader{Credential: in.Credential, Organization: in.Organization}
		wanted = append(wanted, &facts.Credential, &facts.Reader)
	}
	by, err := f.table.Find(ctx, c, in.Organization, wanted...)
	if err != nil {
		return api.Assignment{}, err
	}
	a, ch, err := access.Assign(by, facts)
	if err != nil {
		return api.Assignment{}, err
	}
	out := api.AssignmentFrom(a)
	return out, f.table.Save(ctx, c, ch, out)
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("resource-assign", f.table, f.assign)
}
