package table

import (
	"context"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// BelongingsOf lists where a person is a member.
func (t *Table) BelongingsOf(ctx context.Context, p id.Person) ([]identity.Belonging, error) {
	return every[identity.Belonging](ctx, t, list{pk: "PERSON#" + string(p), from: "MEMBER#"})
}

// InboxOf lists what a person was told, newest first.
func (t *Table) InboxOf(ctx context.Context, p id.Person, at Page) ([]Inbox, string, error) {
	return page[Inbox](ctx, t, list{pk: "INBOX#" + string(p), newest: true}, at)
}

// GroupsOf lists an organization's groups.
func (t *Table) GroupsOf(ctx context.Context, o id.Organization, at Page) ([]identity.Group, string, error) {
	return page[identity.Group](ctx, t, list{pk: "ORG#" + string(o), from: "GROUP#"}, at)
}

// AdminsOf lists an organization's active admins.
func (t *Table) AdminsOf(ctx context.Context, o id.Organization) ([]identity.Member, error) {
	r := identity.Roster{Organization: o}
	if err := t.Read(ctx, &r); err != nil {
		return nil, err
	}
	return readAll(ctx, t, r.People, func(p id.Person) identity.Member { return identity.Member{Organization: o, Person: p} })
}

// ResourcesOf lists all resources of an organization.
func (t *Table) ResourcesOf(ctx context.Context, o id.Organization, at Page) ([]access.Resource, string, error) {
	return page[access.Resource](ctx, t, list{pk: "ORG#" + string(o), from: "RESOURCE#"}, at)
}

// ResourcesFor lists the resources that are on the lists of any of these
// audiences, groups and a person: its cost grows with what is on them, not with
// the organization.
func (t *Table) ResourcesFor(ctx context.Context, o id.Organization, audiences []string, at Page) ([]access.Resource, string, error) {
	const prefix = "RESOURCE#"
	after, err := at.after(prefix)
	if err != nil {
		return nil, "", err
	}
	var found []id.Resource
	var horizon id.Resource // beyond it, some audience has not been read
	for _, a := range audiences {
		l := list{pk: audienceKey(o, a), from: prefix, limit: 100}
		if after != "" {
			l.after = after + "~" // behind every assignment of that resource
		}
		items, next, err := t.query(ctx, l)
		if err != nil {
			return nil, "", err
		}
		for _, item := range items {
			r, _, _ := strings.Cut(strings.TrimPrefix(text(item, sortKey), prefix), "#")
			found = append(found, id.Resource(r))
		}
		if last := len(found) - 1; next != "" && (horizon == "" || found[last] < horizon) {
			horizon = found[last]
		}
	}
	slices.Sort(found)
	found = slices.Compact(found)
	more := horizon != ""
	if more {
		found = slices.DeleteFunc(found, func(r id.Resource) bool { return r > horizon })
	}
	if len(found) > at.Limit {
		found, more = found[:at.Limit], true
	}
	out, err := t.resources(ctx, o, found)
	if err != nil || !more || len(found) == 0 {
		return out, "", err
	}
	return out, cursor(prefix + string(found[len(found)-1])), nil
}

func (t *Table) resources(ctx context.Context, o id.Organization, ids []id.Resource) ([]access.Resource, error) {
	return readAll(ctx, t, ids, func(r id.Resource) access.Resource { return access.Resource{Organization: o, ID: r} })
}

// CredentialsOf lists the credentials of a resource, without anything sealed.
func (t *Table) CredentialsOf(ctx context.Context, r id.Resource) ([]credential.Credential, error) {
	sets, err := every[access.Set](ctx, t, list{pk: "RESOURCE#" + string(r), from: "CREDENTIAL#"})
	if err != nil {
		return nil, err
	}
	return readAll(ctx, t, sets, func(s access.Set) credential.Credential { return credential.Credential{ID: s.Credential} })
}

// DelegationsOf lists what an owner's organization was asked for, newest first.
func (t *Table) DelegationsOf(ctx context.Context, o id.Organization, at Page) ([]delegation.Delegation, string, error) {
	held, next, err := page[delegation.Held](ctx, t, list{pk: "ORG#" + string(o), from: "DELEGATION#", newest: true}, at)
	if err != nil {
		return nil, "", err
	}
	all, err := readAll(ctx, t, held, func(h delegation.Held) delegation.Delegation { return delegation.Delegation{ID: h.Delegation} })
	return all, next, err
}

// AllReceiversOf lists everybody who received a credential through an organization.
func (t *Table) AllReceiversOf(ctx context.Context, c id.Credential, through id.Organization) ([]credential.Received, error) {
	return every[credential.Received](ctx, t, list{pk: "CREDENTIAL#" + string(c), from: receivedPrefix(through)})
}

// ReceiversOf is a page of them.
func (t *Table) ReceiversOf(ctx context.Context, c id.Credential, through id.Organization, at Page) ([]credential.Received, string, error) {
	return page[credential.Received](ctx, t, list{pk: "CREDENTIAL#" + string(c), from: receivedPrefix(through)}, at)
}
