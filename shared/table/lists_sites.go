package table

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sharing"
)

// SitesOf lists a provider's sites.
func (t *Table) SitesOf(ctx context.Context, provider id.Organization, at Page) ([]identity.Organization, string, error) {
	rows, next, err := page[sharing.Site](ctx, t, list{pk: "ORG#" + string(provider), from: sitePrefix}, at)
	if err != nil {
		return nil, "", err
	}
	all, err := readAll(ctx, t, rows, func(s sharing.Site) identity.Organization { return identity.Organization{ID: s.Site} })
	out := all[:0]
	for _, o := range all {
		if o.IsSiteOf(provider) { // the row only finds
			out = append(out, o)
		}
	}
	return out, next, err
}

// ChosenOf lists the groups of an organization, then its active members, of whom a
// word of the name begins so; "" for all. Its reader is of another organization.
func (t *Table) ChosenOf(ctx context.Context, o id.Organization, beginning string, at Page) ([]sharing.Chosen, string, error) {
	return Shown(at, func(p Page) ([]sharing.Chosen, string, error) {
		all, next, err := t.choosable(ctx, o, p)
		return slices.DeleteFunc(all, func(c sharing.Chosen) bool {
			return !c.Group.Here() && !c.Member.Active() || !begins(c.Group.Name+c.Member.Name, beginning)
		}), next, err
	}, func(c sharing.Chosen) string {
		if c.Group.ID != "" {
			return cursor(keyOf(c.Group).sk)
		}
		return cursor(keyOf(c.Member).sk)
	})
}

// choosable is a page of all groups and members, and an empty one for each invitation:
// whom they invited is theirs to know.
func (t *Table) choosable(ctx context.Context, o id.Organization, at Page) ([]sharing.Chosen, string, error) {
	after, err := at.after("")
	if err != nil {
		return nil, "", err
	}
	items, next, err := t.query(ctx, list{pk: "ORG#" + string(o), from: "GROUP#", to: "MEMBER#~", after: after, limit: at.Limit})
	if err != nil {
		return nil, "", err
	}
	out := make([]sharing.Chosen, len(items))
	for i, item := range items {
		switch kind, _, _ := strings.Cut(text(item, sortKey), "#"); kind {
		case "GROUP":
			err = decode(item, &out[i].Group)
		case "MEMBER":
			err = decode(item, &out[i].Member)
		}
		if err != nil {
			return nil, "", fmt.Errorf("table: list whom to choose: %w", err)
		}
	}
	if next != "" {
		next = cursor(next)
	}
	return out, next, nil
}

// begins reports whether a name, or a word of it, begins so.
func begins(name, beginning string) bool {
	name, beginning = strings.ToLower(name), strings.ToLower(strings.TrimSpace(beginning))
	return strings.HasPrefix(name, beginning) || strings.Contains(name, " "+beginning)
}

// HandedTo lists what an organization shares with another, each as one snapshot says.
func (t *Table) HandedTo(ctx context.Context, home, to id.Organization, at Page) ([]sharing.Shared, string, error) {
	rows, next, err := page[sharing.Handed](ctx, t, list{pk: vaultKey(home, with(to)), from: handedPrefix}, at)
	if err != nil {
		return nil, "", err
	}
	out := make([]sharing.Shared, len(rows))
	for i, r := range rows {
		out[i] = sharing.SharedOf(r.Credential, to)
	}
	some := slices.Collect(slices.Chunk(out, maxItems/2))
	err = beside(len(some), func(i int) error {
		var wanted []change.Record
		for j := range some[i] {
			wanted = append(wanted, some[i][j].Wanted()...)
		}
		return t.Read(ctx, wanted...)
	})
	return out, next, err
}

// AfterHanded is the cursor of the page that begins after a credential that is shared.
func AfterHanded(c id.Credential) string {
	return cursor(keyOf(sharing.Handed{Credential: c}).sk)
}

// Most is how many credentials HandedCount counts at most.
const Most = 1000

// HandedCount counts what an organization shares with another, up to Most.
func (t *Table) HandedCount(ctx context.Context, home, to id.Organization) (n int, more bool, err error) {
	rows, next, err := t.query(ctx, list{pk: vaultKey(home, with(to)), from: handedPrefix, limit: Most})
	return len(rows), next != "", err
}
