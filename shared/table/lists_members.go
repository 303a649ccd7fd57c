package table

import (
	"context"
	"fmt"
	"strings"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Belonger is a member or, with Member at version 0, somebody invited.
type Belonger struct {
	Member     identity.Member
	Invitation identity.Invitation
}

// MembersOf lists who is invited to an organization, then its members.
func (t *Table) MembersOf(ctx context.Context, o id.Organization, at Page) ([]Belonger, string, error) {
	return t.belongers(ctx, o, "INVITATION#", at, func(b Belonger) bool { return b.Member.Removed == nil })
}

// PastMembersOf lists who was a member of an organization.
func (t *Table) PastMembersOf(ctx context.Context, o id.Organization, at Page) ([]Belonger, string, error) {
	return t.belongers(ctx, o, "MEMBER#", at, func(b Belonger) bool { return b.Member.Removed != nil })
}

// skims is how many times a page is filled up when much of what is read is not
// asked for: after that it is a short one, with a next.
const skims = 10

func (t *Table) belongers(ctx context.Context, o id.Organization, from string, at Page, meant func(Belonger) bool) ([]Belonger, string, error) {
	after, err := at.after("")
	if err != nil {
		return nil, "", err
	}
	var out []Belonger
	for range skims {
		items, next, err := t.query(ctx, list{
			pk: "ORG#" + string(o), from: from, to: "MEMBER#~", after: after, limit: at.Limit - len(out),
		})
		if err != nil {
			return nil, "", err
		}
		for _, item := range items {
			var b Belonger
			var into any = &b.Member
			if strings.HasPrefix(text(item, sortKey), "INVITATION#") {
				into = &b.Invitation
			}
			if err := decode(item, into); err != nil {
				return nil, "", fmt.Errorf("table: list a member: %w", err)
			}
			if meant(b) {
				out = append(out, b)
			}
		}
		if after = next; after == "" {
			return out, "", nil
		}
		if len(out) == at.Limit {
			break
		}
	}
	return out, cursor(after), nil
}

// EndingOf is the first of what an audience, a group or a person, is on: at most
// limit assignments. more says that there are others.
func (t *Table) EndingOf(ctx context.Context, o id.Organization, audience string, at Page) (f access.Ending, next string, err error) {
	f.Listed, next, err = page[access.Listed](ctx, t, list{pk: audienceKey(o, audience), from: "RESOURCE#"}, at)
	if err != nil {
		return f, "", err
	}
	f.Resources, err = t.resources(ctx, o, resourcesIn(f.Listed))
	return f, next, err
}

// ListedFor counts on how many resources an audience is, and how many it is named
// to view.
func (t *Table) ListedFor(ctx context.Context, o id.Organization, audience string) (int, error) {
	all, err := every[access.Listed](ctx, t, list{pk: audienceKey(o, audience), from: "RESOURCE#"})
	if err != nil {
		return 0, err
	}
	views, err := t.viewedBy(ctx, o, audience)
	return len(resourcesIn(all)) + views, err
}

// resourcesIn is each resource that is listed once: its rows stand together.
func resourcesIn(all []access.Listed) []id.Resource {
	var out []id.Resource
	for i, l := range all {
		if i == 0 || l.Resource != all[i-1].Resource {
			out = append(out, l.Resource)
		}
	}
	return out
}

// MembersIn reads members by their persons; who never was one is left out.
func (t *Table) MembersIn(ctx context.Context, o id.Organization, all []id.Person) ([]identity.Member, error) {
	return readAll(ctx, t, all, func(p id.Person) identity.Member { return identity.Member{Organization: o, Person: p} })
}

// Credentials reads credentials, without anything sealed, by their ids.
func (t *Table) Credentials(ctx context.Context, ids []id.Credential) (map[id.Credential]credential.Credential, error) {
	all, err := readAll(ctx, t, ids, func(c id.Credential) credential.Credential { return credential.Credential{ID: c} })
	out := make(map[id.Credential]credential.Credential, len(all))
	for _, c := range all {
		out[c.ID] = c
	}
	return out, err
}
