// Credential-move files credentials in another folder, one after the other: each in
// its own transaction, so that one that is refused stops no other. Who sends it again
// after it broke off finds those that were moved unchanged.
package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ table *table.Table }

func (f function) move(ctx context.Context, c identity.Call, in api.CredentialMove) (api.Moved, error) {
	by, err := f.table.Find(ctx, c, in.Organization)
	if err != nil {
		return api.Moved{}, err
	}
	out := api.Moved{Items: make([]api.MovedOne, 0, len(in.Credentials))}
	for i, which := range in.Credentials {
		one := c
		one.ID, one.Repeat = fmt.Sprintf("%s-%d", c.ID, i), identity.Repeat{} // the answer is kept with the last
		moved, err := f.tryMove(ctx, one, in.Folder, by.Organization, which)
		var refused *fault.Error
		switch {
		case err == nil:
			out.Items = append(out.Items, moved)
		case errors.As(err, &refused) && refused.Kind != fault.Unavailable:
			if err := f.record(ctx, one, by.Organization, which, err); err != nil {
				return api.Moved{}, err
			}
			out.Items = append(out.Items, api.MovedOne{Credential: which, Outcome: "refused", Reason: said(refused)})
		default:
			return api.Moved{}, err
		}
	}
	if c.Repeat.Key == "" {
		return out, nil
	}
	return out, f.table.Save(ctx, c, by.Change(), out)
}

// tries is how often one is judged anew when something moved meanwhile.
const tries = 5

func (f function) tryMove(ctx context.Context, c identity.Call, to id.Folder, o id.Organization, which id.Credential) (out api.MovedOne, err error) {
	for range tries {
		if out, err = f.one(ctx, c, to, o, which); fault.Of(err) != fault.Moved {
			break
		}
	}
	return out, err
}

// one moves one credential, judged by what is true now.
func (f function) one(ctx context.Context, c identity.Call, to id.Folder, o id.Organization, which id.Credential) (api.MovedOne, error) {
	cred := credential.Credential{ID: which}
	by, err := f.table.Find(ctx, c, o, &cred)
	if err != nil {
		return api.MovedOne{}, err
	}
	found, err := f.table.FoundOf(ctx, o, cred)
	if err != nil {
		return api.MovedOne{}, err
	}
	var where access.Filing
	if where.Path, err = f.table.PathOf(ctx, o, to); err != nil {
		return api.MovedOne{}, err
	}
	if of := where.Path.ClientOf(); of != "" {
		where.Client = filing.Client{Organization: o, ID: of}
		if err := f.table.Read(ctx, &where.Client); err != nil {
			return api.MovedOne{}, err
		}
	}
	_, ch, err := access.Refile(by, where, found)
	if err != nil {
		return api.MovedOne{}, err
	}
	out := api.MovedOne{Credential: which, Outcome: "moved"}
	if len(ch.Records) == 0 {
		out.Outcome = "unchanged"
	}
	return out, f.table.Save(ctx, c, ch, nil)
}

// record keeps that one was refused, as a refused call is (rule A1).
func (f function) record(ctx context.Context, c identity.Call, o id.Organization, which id.Credential, why error) error {
	if !slices.Contains([]fault.Kind{fault.Forbidden, fault.NotFound}, fault.Of(why)) {
		return nil
	}
	return f.table.Refused(ctx, c, o, string(which), why)
}

// said is a refusal in one sentence.
func said(e *fault.Error) string {
	if len(e.Fields) > 0 {
		return e.Fields[0].Name + " " + e.Fields[0].Reason
	}
	return e.Message
}

func main() {
	f := function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}
	lambdahttp.Start("credential-move", f.table, f.move)
}
