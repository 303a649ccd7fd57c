package table

import (
	"context"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// loginsOfOne is how many of somebody's logins are looked at when they are counted.
const loginsOfOne = 500

// LoginsOf lists somebody's own logins for resources, by name: the first of them.
// What is personal is not on this list, nor felt in its length (rule C1).
func (t *Table) LoginsOf(ctx context.Context, o id.Organization, p id.Person) (all []credential.Credential, more bool, err error) {
	for at := (Page{Limit: 100}); ; {
		some, next, err := t.VaultOf(ctx, o, []credential.Audience{credential.Logins(p)}, at)
		if err != nil {
			return nil, false, err
		}
		all = append(all, some...)
		if at.After = next; next == "" || len(all) >= loginsOfOne {
			return all, next != "", nil
		}
	}
}

// LeavingOf is what of somebody's logins would be closed to all, or stay, if they
// went now.
func (t *Table) LeavingOf(ctx context.Context, o id.Organization, p id.Person) (credential.Leaving, error) {
	all, more, err := t.LoginsOf(ctx, o, p)
	return credential.LeavingWith(o, p, all, more), err
}

// LeftsOf lists where somebody was a member, in no order of time.
func (t *Table) LeftsOf(ctx context.Context, p id.Person, at Page) ([]identity.Left, string, error) {
	return page[identity.Left](ctx, t, list{pk: "PERSON#" + string(p), from: leftPrefix}, at)
}

// LeftIn lists the first of what somebody left behind in an organization.
func (t *Table) LeftIn(ctx context.Context, l identity.Left, at Page) (all []credential.Credential, next string, err error) {
	some, next, err := t.VaultOf(ctx, l.Organization, []credential.Audience{credential.Audience(l.Person)}, at)
	for _, c := range some {
		if c.LeftBehind(l.Organization, l.Person, l.Until) {
			all = append(all, c)
		}
	}
	return all, next, err
}

// LentFrom lists what was ever lent from the organization that somebody left, and is
// there still.
func (t *Table) LentFrom(ctx context.Context, l identity.Left, at Page) ([]credential.Credential, string, error) {
	some, next, err := t.DelegationsOf(ctx, l.Organization, at)
	if err != nil {
		return nil, "", err
	}
	var ids []id.Credential
	for _, d := range some {
		if d.Owner == l.Organization && d.Credential != "" {
			ids = append(ids, d.Credential)
		}
	}
	all, err := readAll(ctx, t, ids, func(c id.Credential) credential.Credential { return credential.Credential{ID: c} })
	return all, next, err
}

// WaysEver lists every organization's way to a credential, those that ended too.
func (t *Table) WaysEver(ctx context.Context, c id.Credential) ([]credential.Reader, error) {
	return every[credential.Reader](ctx, t, list{pk: "CREDENTIAL#" + string(c), from: "READER#"})
}

// RestOf is the next piece of what is left of a destroyed credential, beside who
// received it; empty if nothing is.
func (t *Table) RestOf(ctx context.Context, c id.Credential, limit int) ([]credential.Version, []credential.Logged, []credential.Reader, error) {
	pk := "CREDENTIAL#" + string(c)
	versions, _, err := page[credential.Version](ctx, t, list{pk: pk, from: "VERSION#"}, Page{Limit: limit})
	if err != nil || len(versions) > 0 {
		return versions, nil, nil, err
	}
	lines, _, err := page[credential.Logged](ctx, t, list{pk: pk, from: logPrefix}, Page{Limit: limit})
	if err != nil || len(lines) > 0 {
		return nil, lines, nil, err
	}
	readers, _, err := page[credential.Reader](ctx, t, list{pk: pk, from: "READER#"}, Page{Limit: limit})
	return nil, nil, readers, err
}

// AskedFor reads the credential requests that hang on logins, by their ids.
func (t *Table) AskedFor(ctx context.Context, logins []credential.Credential) (map[id.Consent]credential.Request, error) {
	var ids []id.Consent
	for _, c := range logins {
		if c.Asked != "" {
			ids = append(ids, c.Asked)
		}
	}
	all, err := readAll(ctx, t, ids, func(q id.Consent) credential.Request { return credential.Request{ID: q} })
	out := make(map[id.Consent]credential.Request, len(all))
	for _, q := range all {
		out[q.ID] = q
	}
	return out, err
}
