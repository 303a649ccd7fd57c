package table

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
)

// A search reads so many rows of a word and audience at once, and of none more
// than so many times.
const (
	searchStep  = 50
	searchSteps = 10
)

// sought is one word of a search, as far as it is read.
type sought struct {
	word  string
	left  map[credential.Audience]string // where to go on; an audience that is through is not in it
	found []id.Credential
}

// SearchVault finds what some audiences are posted by all the words: by whichever
// word has the fewest matches, so that it costs in proportion to those. Of what is
// another's, its way here says by which words it is found. more says that even that
// one has too many to look at.
func (t *Table) SearchVault(ctx context.Context, o id.Organization, audiences []credential.Audience, words []string) (all []credential.Credential, more bool, err error) {
	var every []*sought
	for _, w := range words {
		s := &sought{word: w, left: map[credential.Audience]string{}}
		for _, a := range audiences {
			s.left[a] = ""
		}
		every = append(every, s)
	}
	rarest, err := t.rarest(ctx, o, every)
	if err != nil || rarest == nil {
		return nil, false, err
	}
	slices.Sort(rarest.found)
	all, err = readAll(ctx, t, slices.Compact(rarest.found), func(c id.Credential) credential.Credential { return credential.Credential{ID: c} })
	all = slices.DeleteFunc(all, func(c credential.Credential) bool { return c.Home == o && !c.Finds(words) })
	slices.SortFunc(all, func(a, b credential.Credential) int {
		return strings.Compare(credential.Sorted(a.Name)+string(a.ID), credential.Sorted(b.Name)+string(b.ID))
	})
	return all, len(rarest.left) > 0, err
}

// step reads a word on in every audience that is not through.
func (t *Table) step(ctx context.Context, o id.Organization, s *sought) error {
	left := slices.Sorted(maps.Keys(s.left))
	lists, ends := make([][]string, len(left)), make([]string, len(left))
	err := beside(len(left), func(i int) error {
		items, next, err := t.query(ctx, list{pk: vaultKey(o, left[i]), from: wordPrefix + s.word, after: s.left[left[i]], limit: searchStep})
		lists[i], ends[i] = sortKeys(items), next
		return err
	})
	for i, a := range left {
		for _, sk := range lists[i] {
			s.found = append(s.found, postedIn(sk))
		}
		if s.left[a] = ends[i]; ends[i] == "" {
			delete(s.left, a)
		}
	}
	return err
}

// rarest reads all words side by side until one is through.
func (t *Table) rarest(ctx context.Context, o id.Organization, every []*sought) (*sought, error) {
	for range searchSteps {
		for _, s := range every {
			if err := t.step(ctx, o, s); err != nil {
				return nil, err
			}
			if len(s.left) == 0 {
				return s, nil
			}
		}
	}
	if len(every) == 0 {
		return nil, nil
	}
	return every[0], nil
}
