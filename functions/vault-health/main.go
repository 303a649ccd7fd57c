// Vault-health says how strong, old and reused passwords are, a page at a time. It
// opens them to compare them: nobody is shown any, and nothing of it is kept but
// that it was done (rule C11, promise 1).
package main

import (
	"cmp"
	"context"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/strength"
	"github.com/valetkey/valetkey/shared/table"
)

const (
	usual = 50  // credentials of a page
	aged  = 365 // days after which a password is old, if its type has no limit of its own
)

type function struct{ door opening.Door }

func (f function) health(ctx context.Context, c identity.Call, in api.VaultHealth) (api.HealthPage, error) {
	c.Repeat = identity.Repeat{} // what is computed is not kept, to be answered again or for anything
	out := api.HealthPage{Items: []api.Health{}}
	types := filing.Types{Organization: in.Organization}
	var err error
	out.Next, err = f.door.Compare(ctx, c, in.Organization, access.Judging{Own: in.Of == "me"},
		table.Page{After: in.After, Limit: cmp.Or(in.Limit, usual)}, func(one opening.Compared) {
			out.Items = append(out.Items, judged(c, types, one))
		}, &types)
	return out, err
}

// judged says of a secret what may be said.
func judged(c identity.Call, types filing.Types, one opening.Compared) api.Health {
	cred := one.Credential
	if !one.Reveals { // who could write what they may not reveal would see that they wrote what it said before
		cred.Since = cred.Changed
	}
	out := api.Health{ID: cred.ID, Name: cred.Name, Days: age(cred, c.At), Closed: one.Closed}
	out.Old = out.Days >= cmp.Or(types.Limit(cred.Type), aged)
	if one.Closed {
		out.Reason = "It was sealed with keys that were replaced since."
		return out
	}
	var beside []string // who could rename what they may not reveal would try words by it
	if one.Reveals {
		beside = []string{cred.Name, cred.Username, cred.For}
	}
	good := strength.Of(one.Secret, beside...)
	out.Strength, out.Reason, out.Empty, out.Reused = good.Score, good.Reason, one.Secret == "", one.Mark
	return out
}

// age is for how many whole days the secret has said what it says: one that was
// restored, since that was said first.
func age(c credential.Credential, at time.Time) int {
	since := c.Since
	if since.IsZero() { // from before that was kept
		since = c.Changed
	}
	return max(0, int(at.Sub(since)/(24*time.Hour)))
}

func main() {
	f := function{door: opening.Door{
		Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		Keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}}
	lambdahttp.Start("vault-health", f.door.Table, f.health)
}
