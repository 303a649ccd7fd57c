// Delegation-activity tells an owner who used a loan and when, and who may still
// know the password.
package main

import (
	"context"
	"strings"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) activity(ctx context.Context, c identity.Call, in api.DelegationActivity) (api.Activity, error) {
	d := delegation.Delegation{ID: in.Delegation}
	by, err := f.table.Find(ctx, c, in.Organization, &d)
	if err != nil {
		return api.Activity{}, err
	}
	if err := delegation.Mine(by, d); err != nil {
		return api.Activity{}, err
	}
	entries, next, err := f.table.EntriesOf(ctx, by.Organization, string(d.ID), table.Page(in.Page))
	if err != nil {
		return api.Activity{}, err
	}
	out := api.Activity{Items: []api.AuditEntry{}, People: []api.Knower{}, Next: next}
	for _, e := range entries {
		if !named(in.Person, e.ActorName) {
			continue // a page of what one person did may be short, or empty with more to come
		}
		out.Items = append(out.Items, api.EntryFrom(e.Entry))
	}
	if d.Credential == "" {
		return out, nil
	}
	cred := credential.Credential{ID: d.Credential}
	if err := f.table.Read(ctx, &cred); err != nil {
		return api.Activity{}, err
	}
	out.Version = cred.Number
	if in.After == "" {
		out.People, err = f.people(ctx, d, cred, in.Person)
	}
	return out, err
}

// named reports whether a name is the one asked for. People of the other side
// are known by name only (rule A2).
func named(want, name string) bool {
	want = strings.TrimSpace(want)
	return want == "" || strings.EqualFold(want, name)
}

// people lists who of the other side ever received the login.
func (f function) people(ctx context.Context, d delegation.Delegation, cred credential.Credential, person string) ([]api.Knower, error) {
	all, err := f.table.AllReceiversOf(ctx, cred.ID, d.Organization)
	if err != nil {
		return nil, err
	}
	out := []api.Knower{}
	for _, r := range all {
		if !named(person, r.Name) {
			continue
		}
		out = append(out, api.Knower{
			Name: r.Name, Organization: r.OrganizationName, Uses: r.Uses, First: r.First, Last: r.Last, Lost: r.Lost, MayKnow: r.MayKnow(cred),
		})
	}
	return out, nil
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("delegation-activity", f.table, f.activity)
}
