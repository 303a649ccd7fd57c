package table

import (
	"context"
	"fmt"
	"strings"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// KnownBy lists which credentials somebody received through an organization.
func (t *Table) KnownBy(ctx context.Context, o id.Organization, p id.Person, at Page) ([]credential.Known, string, error) {
	return page[credential.Known](ctx, t, list{pk: knownKey(o), from: knownHere + string(p) + "#"}, at)
}

// ReceivedBy lists what somebody received through an organization.
func (t *Table) ReceivedBy(ctx context.Context, o id.Organization, p id.Person, at Page) ([]credential.Received, string, error) {
	known, next, err := t.KnownBy(ctx, o, p, at)
	if err != nil {
		return nil, "", err
	}
	all, err := t.receivedAs(ctx, known)
	return all, next, err
}

// KnowledgeOf lists who received what through an organization, by person, and then
// what of its own others received, by theirs.
func (t *Table) KnowledgeOf(ctx context.Context, o id.Organization, at Page) ([]credential.Received, string, error) {
	after, err := at.after("")
	if err != nil {
		return nil, "", err
	}
	if after != "" && !strings.HasPrefix(after, knownHere) && !strings.HasPrefix(after, knownThere) {
		return nil, "", fault.BadField("query.after", "is not the next of a page of this list")
	}
	items, next, err := t.query(ctx, list{pk: knownKey(o), after: after, limit: at.Limit})
	if err != nil {
		return nil, "", err
	}
	known := make([]credential.Known, len(items))
	for i, item := range items {
		if err := decode(item, &known[i]); err != nil {
			return nil, "", fmt.Errorf("table: list who knows what: %w", err)
		}
	}
	if next != "" {
		next = cursor(next)
	}
	all, err := t.receivedAs(ctx, known)
	return all, next, err
}

func (t *Table) receivedAs(ctx context.Context, known []credential.Known) ([]credential.Received, error) {
	return readAll(ctx, t, known, func(k credential.Known) credential.Received {
		return credential.Received{Credential: k.Credential, Organization: k.Organization, Person: k.Person}
	})
}

// Knowing reads what each line is about: the credential and, of those who received
// it through the organization that looks, how they stand there. Each is read once.
func (t *Table) Knowing(ctx context.Context, by identity.Caller, all []credential.Received) ([]credential.Knowing, error) {
	o := by.Organization
	creds, members := map[id.Credential]*credential.Credential{}, map[id.Person]*identity.Member{}
	var wanted []change.Record
	want := func(r change.Record) { wanted = append(wanted, r) }
	for _, r := range all {
		if creds[r.Credential] == nil {
			creds[r.Credential] = &credential.Credential{ID: r.Credential}
			want(creds[r.Credential])
		}
		if r.Organization == o && members[r.Person] == nil {
			members[r.Person] = &identity.Member{Organization: o, Person: r.Person}
			want(members[r.Person])
		}
	}
	for len(wanted) > 0 {
		n := min(len(wanted), maxItems)
		if err := t.Read(ctx, wanted[:n]...); err != nil {
			return nil, err
		}
		wanted = wanted[n:]
	}
	var known []credential.Credential
	for _, c := range creds {
		known = append(known, *c)
	}
	shown, err := t.Shown(ctx, by, known)
	if err != nil {
		return nil, err
	}
	out := make([]credential.Knowing, len(all))
	for i, r := range all {
		out[i] = credential.Knowing{Received: r, Of: shown[r.Credential]}
		if r.Organization == o {
			out[i].Member = *members[r.Person]
		}
	}
	return out, nil
}

// Shown is what the caller's organization may know of credentials: of those that it
// was lent and has no more, what they said at the end.
func (t *Table) Shown(ctx context.Context, by identity.Caller, all []credential.Credential) (map[id.Credential]credential.Credential, error) {
	out := make(map[id.Credential]credential.Credential, len(all))
	var lent []id.Credential
	for _, c := range all {
		if out[c.ID] = c; c.Version != 0 && c.Home != by.Organization {
			lent = append(lent, c.ID)
		}
	}
	ways, err := readAll(ctx, t, lent, func(c id.Credential) credential.Reader {
		return credential.Reader{Credential: c, Organization: by.Organization}
	})
	for _, r := range ways {
		out[r.Credential] = r.Shown(by.At, out[r.Credential])
	}
	return out, err
}
