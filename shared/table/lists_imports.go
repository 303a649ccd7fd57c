package table

import (
	"context"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/importing"
)

const (
	importPrefix = "IMPORT#"
	tallyPrefix  = "TALLY#"
)

func importKey(o id.Organization) string { return "IMPORT#" + string(o) }

// ImportsOf lists an organization's imports, newest first.
func (t *Table) ImportsOf(ctx context.Context, o id.Organization, at Page) ([]importing.Import, string, error) {
	return page[importing.Import](ctx, t, list{pk: importKey(o), from: importPrefix, newest: true}, at)
}

// TalliesOf are all tallies of an import, in order: one for two hundred rows.
func (t *Table) TalliesOf(ctx context.Context, o id.Organization, im id.Import) ([]importing.Tally, error) {
	return every[importing.Tally](ctx, t, list{pk: importKey(o), from: tallyPrefix + string(im) + "#"})
}

// namedAtMost is how many credentials of one name are looked at.
const namedAtMost = 300

// Named are credentials that an audience finds under exactly this name, as lists
// sort it: it costs in proportion to them.
func (t *Table) Named(ctx context.Context, o id.Organization, a credential.Audience, name string) ([]credential.Credential, error) {
	l := list{pk: vaultKey(o, a), from: namePrefix + credential.Sorted(name) + "#", limit: 100}
	var ids []id.Credential
	for more := true; more && len(ids) < namedAtMost; more = l.after != "" {
		items, next, err := t.query(ctx, l)
		if err != nil {
			return nil, err
		}
		for _, item := range items {
			ids = append(ids, postedIn(text(item, sortKey)))
		}
		l.after = next
	}
	return readAll(ctx, t, ids, func(c id.Credential) credential.Credential { return credential.Credential{ID: c} })
}
