// Vault-here lists what the caller may sign in with at a site, or ask for: what the
// browser extension offers on a page. The lists only find: what is found is judged by
// the gates that a launch is judged by.
package main

import (
	"context"
	"slices"
	"time"

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

// looks is how often it reads on when nothing of a page is offered; hidden is how often
// when nothing of it is the caller's to see: a next names nothing but what they see.
const (
	looks  = 5
	hidden = 30
)

func (f function) here(ctx context.Context, c identity.Call, in api.VaultHere) (api.HerePage, error) {
	o, ring := identity.Organization{ID: in.Organization}, identity.KeyringOf(c, in.Organization)
	by, err := f.table.Find(ctx, c, in.Organization, &o, &ring.Open)
	if err != nil {
		return api.HerePage{}, err
	}
	if credential.Origin(in.Origin) != in.Origin {
		return api.HerePage{}, fault.BadField("query.origin", "is no origin: write it as a browser does, like https://example.com")
	}
	audiences, err := f.table.AudiencesOf(ctx, by)
	if err != nil {
		return api.HerePage{}, err
	}
	for i, a := range audiences {
		audiences[i] = a.At(in.Origin)
	}
	out := api.HerePage{Items: []api.Here{}, Locked: o.Locked != nil && !ring.Open.Open(o.Epoch, c.At)}
	p, known := table.Page(in.Page), "" // after what they see last
	for look := 0; look < looks || known == "" && look < hidden; look++ {
		some, next, err := f.table.VaultOf(ctx, by.Organization, audiences, p)
		if err != nil {
			return api.HerePage{}, err
		}
		items, seen, err := f.offered(ctx, by, some, in.Origin)
		if err != nil {
			return api.HerePage{}, err
		}
		if seen != "" {
			known = seen
		}
		out.Items = append(out.Items, items...)
		switch p.After = next; {
		case next == "":
			return out, nil
		case len(out.Items) > 0:
			out.Next = known
			return out, nil
		}
	}
	if known == "" {
		return api.HerePage{}, &fault.Error{Kind: fault.Unavailable, Message: "What is here is being filed anew. Try again in a moment.", RetryAfter: time.Second}
	}
	out.Next = known
	return out, nil
}

// offered are those of some found credentials that the caller is offered, and where a
// page goes on after the last of them that they see.
func (f function) offered(ctx context.Context, by identity.Caller, some []credential.Credential, origin string) ([]api.Here, string, error) {
	sealed := make([]table.Sealed, len(some))
	wanted := make([]change.Record, len(some))
	for i, x := range some {
		sealed[i] = table.Sealed{Credential: x, Reader: credential.Reader{Credential: x.ID, Organization: by.Organization}}
		wanted[i] = &sealed[i].Reader
	}
	if err := f.table.Read(ctx, wanted...); err != nil {
		return nil, "", err
	}
	facts, err := f.table.FactsOf(ctx, by, sealed)
	if err != nil {
		return nil, "", err
	}
	seen := ""
	var asked []access.Resource
	for _, x := range facts {
		if found, _, err := access.Look(by, x); err == nil {
			seen = table.AfterPost(found.Credential)
		}
		if !slices.ContainsFunc(asked, func(r access.Resource) bool { return r.ID == x.Resource.ID }) {
			asked = append(asked, x.Resource)
		}
	}
	stood, err := f.table.StoodOf(ctx, by, asked...)
	return api.HereOf(facts, by, stood, origin), seen, err
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("vault-here", f.table, f.here)
}
