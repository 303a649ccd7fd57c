package table

import (
	"context"
	"slices"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Told is why the caller may not write a credential as they may be told it. It
// reads where the credential is only if that matters: for who is refused as a
// stranger would be.
func (t *Table) Told(ctx context.Context, by identity.Caller, c credential.Credential, err error) error {
	if fault.Of(err) != fault.NotFound || c.Version == 0 || c.Home != by.Organization && !slices.Contains(c.Readers, by.Organization) {
		return err
	}
	found, missed := t.FoundOf(ctx, by.Organization, c)
	if missed != nil {
		return missed
	}
	return found.Told(by, err)
}

// Written reads a credential that the caller is about to write, with where it is and,
// if others have it too, its readers; or says why they may not write it. more are
// facts of their own, read with it.
func (t *Table) Written(ctx context.Context, c identity.Call, o id.Organization, which id.Credential, more ...change.Record) (by identity.Caller, found access.Found, readers []credential.Reader, err error) {
	cred := credential.Credential{ID: which}
	if by, err = t.Find(ctx, c, o, append(more, &cred)...); err != nil {
		return by, found, nil, err
	}
	if err := credential.MayWrite(by, cred); err != nil {
		return by, found, nil, t.Told(ctx, by, cred, err)
	}
	if found, err = t.FoundOf(ctx, o, cred); err != nil {
		return by, found, nil, err
	}
	readers, err = t.LentTo(ctx, cred)
	return by, found, readers, err
}

// FoundOf reads where one credential is.
func (t *Table) FoundOf(ctx context.Context, o id.Organization, c credential.Credential) (access.Found, error) {
	found, err := t.Places(ctx, o, []credential.Credential{c})
	if err != nil {
		return access.Found{}, err
	}
	return found[0], nil
}

// LogOf lists the lines of a credential's change log, newest first.
func (t *Table) LogOf(ctx context.Context, c id.Credential, at Page) ([]credential.Logged, string, error) {
	return page[credential.Logged](ctx, t, list{pk: "CREDENTIAL#" + string(c), from: logPrefix, newest: true}, at)
}

// ReadersOf reads the readers of a credential, and the public keys to seal to.
func (t *Table) ReadersOf(ctx context.Context, c credential.Credential) ([]credential.Reader, []credential.Recipient, error) {
	readers := make([]credential.Reader, len(c.Readers))
	orgs := make([]identity.Organization, len(c.Readers))
	var wanted []change.Record
	for i, o := range c.Readers {
		readers[i].Credential, readers[i].Organization, orgs[i].ID = c.ID, o, o
		wanted = append(wanted, &readers[i], &orgs[i])
	}
	for some := range slices.Chunk(wanted, maxItems) { // what is kept holds only while the readers are as they were
		if err := t.Read(ctx, some...); err != nil {
			return nil, nil, err
		}
	}
	to := make([]credential.Recipient, len(orgs))
	for i, o := range orgs {
		to[i] = credential.To(o)
	}
	return readers, to, nil
}

// LentTo reads the readers of a credential that others have too; where nobody else
// has it there is nothing to read.
func (t *Table) LentTo(ctx context.Context, c credential.Credential) ([]credential.Reader, error) {
	if len(c.Readers) < 2 {
		return nil, nil
	}
	readers, _, err := t.ReadersOf(ctx, c)
	return readers, err
}
