// Share-bulk shares several credentials with a partner, updates how those are shared
// that are, or stops it (rules H1, H4, H5), one after the other: each in its own
// transaction, judged by what is true by then, so that one that is refused stops no
// other. Who sends it again after it broke off finds what was done unchanged.
package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/bulk"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/table"
)

type function struct{ door opening.Door }

func (f function) bulk(ctx context.Context, c identity.Call, in api.ShareBulk) (api.ShareDone, error) {
	by, act, err := f.actOf(ctx, c, in)
	if err != nil {
		return api.ShareDone{}, err
	}
	all, err := bulk.Each(ctx, f.door.Table, c, by.Organization, in.Credentials, act)
	if err != nil {
		return api.ShareDone{}, err
	}
	out := api.ShareDone{Items: make([]api.ShareOne, len(all))}
	for i, one := range all {
		out.Items[i] = api.ShareOne(one)
	}
	if c.Repeat.Key == "" {
		return out, nil
	}
	return out, f.door.Table.Save(ctx, c, by.Change(), out)
}

// actOf is what is done to each, once nothing is in the way of all of them.
func (f function) actOf(ctx context.Context, c identity.Call, in api.ShareBulk) (identity.Caller, bulk.Act, error) {
	save := f.saving(len(in.Credentials))
	all := opening.Sharing{Home: in.Organization, To: in.Partner, People: in.People, Groups: in.Groups, Options: in.Options()}
	if !in.Stop {
		by, err := f.door.MayShare(ctx, c, all)
		return by, func(ctx context.Context, c identity.Call, which id.Credential) (bulk.One, error) {
			one := all
			one.Credential = which
			return f.share(ctx, c, one, save)
		}, err
	}
	to := identity.Organization{ID: in.Partner}
	by, err := f.door.Table.Find(ctx, c, in.Organization, &to)
	if err == nil {
		err = sharing.MayStop(by, to)
	}
	if err == nil && in.Chooses() {
		err = fault.BadField("body.stop", "has no use for options")
	}
	return by, func(ctx context.Context, c identity.Call, which id.Credential) (bulk.One, error) {
		return f.stop(ctx, c, in.Organization, to, which, save)
	}, err
}

// saves keeps what is done to one credential.
type saves func(context.Context, identity.Call, change.Change) error

// saving keeps what is done to each of so many, with one notice for all.
func (f function) saving(many int) saves {
	told := false
	return func(ctx context.Context, c identity.Call, ch change.Change) error {
		if many > 1 {
			sharing.TellOnce(&ch, told)
		}
		err := f.door.Table.Save(ctx, c, ch, nil)
		told = told || err == nil && len(ch.Notices) > 0
		return err
	}
}

func (f function) share(ctx context.Context, c identity.Call, s opening.Sharing, save saves) (bulk.One, error) {
	_, ch, amended, err := f.door.Share(ctx, c, s)
	switch {
	case err != nil:
		return bulk.One{}, err
	case len(ch.Records) == 0:
		return bulk.One{Outcome: bulk.Unchanged, Reason: "It is shared so already."}, nil
	case amended:
		return bulk.One{Outcome: "updated"}, save(ctx, c, ch)
	}
	return bulk.One{Outcome: "shared"}, save(ctx, c, ch)
}

func (f function) stop(ctx context.Context, c identity.Call, o id.Organization, to identity.Organization, which id.Credential, save saves) (bulk.One, error) {
	is := sharing.SharedOf(which, to.ID)
	by, err := f.door.Table.Find(ctx, c, o, is.Wanted()...)
	if err != nil {
		return bulk.One{}, err
	}
	found, err := f.door.Table.FoundOf(ctx, o, is.Credential)
	if err != nil {
		return bulk.One{}, err
	}
	ch, err := sharing.Stop(by, found, is.Reader)
	switch {
	case err == nil:
		return bulk.One{Outcome: "stopped"}, save(ctx, c, ch)
	case found.Keeps(by) && (is.Reader.Via != credential.Shared || is.Reader.Over(by.At)):
		return bulk.One{Outcome: bulk.Unchanged, Reason: "It is not shared with " + to.Name + "."}, nil
	case fault.Of(err) == fault.NotFound && found.Keeps(by) != found.Shows(by):
		return bulk.One{}, fault.New(fault.Forbidden, "It is shared with %s: who shares it stops that.", by.OrganizationName)
	case fault.Of(err) == fault.NotFound:
		return bulk.One{}, fault.Absent("credential")
	}
	return bulk.One{}, err
}

func main() {
	f := function{opening.Door{
		Table: table.Open(env.AWS("dynamodb"), env.Must("TABLE")),
		Keys:  envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
	}}
	lambdahttp.Start("share-bulk", f.door.Table, f.bulk)
}
