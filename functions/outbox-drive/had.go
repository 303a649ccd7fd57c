package main

import (
	"context"
	"reflect"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// had has an organization, or all whom a credential is lent to, find it by what it
// says now: each in its own transaction, for it has a row for each word. What is
// found so already stays.
func (f function) had(ctx context.Context, c identity.Call, cred id.Credential, o id.Organization) error {
	is := credential.Credential{ID: cred}
	if err := f.table.Read(ctx, &is); err != nil {
		return err
	}
	orgs := is.Having(o)
	readers := make([]credential.Reader, len(orgs))
	wanted := make([]change.Record, len(orgs))
	for i, org := range orgs {
		readers[i] = credential.Reader{Credential: cred, Organization: org}
		wanted[i] = &readers[i]
	}
	if err := f.table.Read(ctx, wanted...); err != nil {
		return err
	}
	for _, r := range readers {
		ch := change.Change{Checks: []change.Record{is}} // it says this still
		now, err := f.placed(ctx, &ch, r)
		if err != nil {
			return err
		}
		now = now.Repost(&ch, is)
		if r.Version == 0 || reflect.DeepEqual(now.Posted, r.Posted) {
			continue
		}
		ch.Keep(now)
		if err := f.table.Save(ctx, c, ch, nil); err != nil {
			return err
		}
	}
	return nil
}

// placed is a way with the place where its organization files it as that is now: the
// folder may have moved while nothing was shared that is filed there.
func (f function) placed(ctx context.Context, ch *change.Change, r credential.Reader) (credential.Reader, error) {
	if r.Folder == "" || r.Ended != nil {
		return r, nil
	}
	p, err := f.table.PathOf(ctx, r.Organization, r.Folder)
	if err != nil {
		return r, err
	}
	where, err := f.filing(ctx, r.Organization, p)
	if err != nil {
		return r, err
	}
	if is := where.Now(r.Filed); is != r.Filed {
		r.Filed = is
		for _, folder := range p {
			ch.Check(folder)
		}
	}
	return r, nil
}
