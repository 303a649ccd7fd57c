// Resource-see shows one resource with its assignments and credential sets.
package main

import (
	"cmp"
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) see(ctx context.Context, c identity.Call, in api.ResourceSee) (api.ResourceDetail, error) {
	r := access.Resource{Organization: in.Organization, ID: in.Resource}
	standing := access.Standing{Resource: in.Resource, Person: c.Token.Person}
	by, err := f.table.Find(ctx, c, in.Organization, &r, &standing)
	if err != nil {
		return api.ResourceDetail{}, err
	}
	if !r.Sees(by) {
		return api.ResourceDetail{}, fault.Absent("resource")
	}
	pending := access.Request{ID: standing.Pending}
	if pending.ID != "" {
		if err := f.table.Read(ctx, &pending); err != nil {
			return api.ResourceDetail{}, err
		}
	}
	all, err := f.table.CredentialsOf(ctx, r.ID)
	if err != nil {
		return api.ResourceDetail{}, err
	}
	out := api.ResourceDetail{
		Resource:    api.ResourceFrom(r, by, access.Stood{Standing: standing, Pending: pending}),
		Assignments: []api.Assignment{}, Credentials: []api.Credential{}, Picked: standing.Picked,
	}
	if by.IsAdmin() || by.Role == identity.Auditor {
		void, err := f.table.VoidOf(ctx, r)
		if err != nil {
			return api.ResourceDetail{}, err
		}
		policies := api.PoliciesFrom(r, void)
		viewing := api.ViewingFrom(r, by)
		out.Policies, out.Viewing = &policies, &viewing
	}
	for _, a := range r.AssignmentsSeen(by) {
		out.Assignments = append(out.Assignments, api.AssignmentFrom(a))
	}
	had, err := f.table.Had(ctx, by.Organization, all)
	if err != nil {
		return api.ResourceDetail{}, err
	}
	for i, one := range had {
		if cred, sees := one.Login(by, all[i]); sees && r.SeesLogin(by, cred) {
			out.Credentials = append(out.Credentials, api.CredentialFrom(cred, by.Organization, cmp.Or(r.Lender(), one.Reader.Lender)).Rotation(cred, by))
		}
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("resource-see", f.table, f.see)
}
