package table

import (
	"context"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// PathOf reads a folder and all those above it. One that moved meanwhile is walked
// up step by step; what comes out still has to hold (filing.Path.Held).
func (t *Table) PathOf(ctx context.Context, o id.Organization, f id.Folder) (filing.Path, error) {
	if f == "" {
		return nil, nil
	}
	found, err := t.PathsOf(ctx, o, []id.Folder{f})
	return found[f], err
}

// PathsOf reads the paths of some folders: what they say is above them in one
// snapshot of up to a hundred folders.
func (t *Table) PathsOf(ctx context.Context, o id.Organization, ids []id.Folder) (map[id.Folder]filing.Path, error) {
	known := map[id.Folder]filing.Folder{}
	read := func(wanted []id.Folder) error {
		slices.Sort(wanted)
		all, err := readAll(ctx, t, slices.Compact(wanted), func(f id.Folder) filing.Folder { return filing.Folder{Organization: o, ID: f} })
		for _, f := range all {
			known[f.ID] = f
		}
		return err
	}
	if err := read(slices.Clone(ids)); err != nil {
		return nil, err
	}
	var above []id.Folder
	for _, f := range known {
		above = append(above, f.Path...)
	}
	if err := read(above); err != nil {
		return nil, err
	}
	out := map[id.Folder]filing.Path{}
	for _, f := range ids {
		var p filing.Path
		for at := f; at != "" && len(p) <= filing.MaxDepth; at = p[len(p)-1].Parent {
			if _, there := known[at]; !there {
				if err := read([]id.Folder{at}); err != nil {
					return nil, err
				}
			}
			p = append(p, known[at]) // version 0 if there is none: such a path does not hold
		}
		out[f] = p
	}
	return out, nil
}

// FoldersOf lists an organization's folders, each with those above it.
func (t *Table) FoldersOf(ctx context.Context, o id.Organization, at Page) ([]filing.Path, string, error) {
	some, next, err := page[filing.Folder](ctx, t, list{pk: "ORG#" + string(o), from: "FOLDER#"}, at)
	if err != nil {
		return nil, "", err
	}
	ids := make([]id.Folder, len(some))
	for i, f := range some {
		ids[i] = f.ID
	}
	paths, err := t.PathsOf(ctx, o, ids)
	out := make([]filing.Path, len(some))
	for i, f := range ids {
		out[i] = paths[f]
	}
	return out, next, err
}

// TreeOf is the whole tree of an organization's folders.
func (t *Table) TreeOf(ctx context.Context, o id.Organization) (map[id.Folder]filing.Folder, error) {
	all, err := every[filing.Folder](ctx, t, list{pk: "ORG#" + string(o), from: "FOLDER#"})
	out := make(map[id.Folder]filing.Folder, len(all))
	for _, f := range all {
		out[f.ID] = f
	}
	return out, err
}

// ClientsOf lists an organization's clients.
func (t *Table) ClientsOf(ctx context.Context, o id.Organization, at Page) ([]filing.Client, string, error) {
	return page[filing.Client](ctx, t, list{pk: "ORG#" + string(o), from: "CLIENT#"}, at)
}

// AudiencesOf are those by whose lists the caller finds credentials: admins and
// auditors the whole organization's and their own; others every member's, their
// own, and those of the folders and resources that their groups or they are named by.
func (t *Table) AudiencesOf(ctx context.Context, by identity.Caller) ([]credential.Audience, error) {
	own := credential.Audience(by.Person)
	if by.IsAdmin() || by.Role == identity.Auditor {
		return []credential.Audience{credential.Everything, own}, nil
	}
	out := []credential.Audience{credential.Everyone, own}
	for _, a := range by.Audiences() {
		l := list{pk: audienceKey(by.Organization, a), limit: 1000}
		for more := true; more; more = l.after != "" {
			items, next, err := t.query(ctx, l)
			if err != nil {
				return nil, err
			}
			for _, item := range items {
				_, thing, _ := strings.Cut(text(item, sortKey), "#")
				thing, _, _ = strings.Cut(thing, "#")
				if found := credential.Audience(thing); !slices.Contains(out, found) {
					out = append(out, found)
				}
			}
			l.after = next
		}
	}
	return out, nil
}

// VaultOf lists what some audiences find, by name.
func (t *Table) VaultOf(ctx context.Context, o id.Organization, audiences []credential.Audience, at Page) ([]credential.Credential, string, error) {
	after, err := at.after(namePrefix)
	if err != nil {
		return nil, "", err
	}
	var rows []string // sort keys
	var horizon string
	for _, a := range audiences {
		items, next, err := t.query(ctx, list{pk: vaultKey(o, a), from: namePrefix, after: after, limit: at.Limit})
		if err != nil {
			return nil, "", err
		}
		for _, item := range items {
			rows = append(rows, text(item, sortKey))
		}
		if next != "" && (horizon == "" || next < horizon) {
			horizon = next
		}
	}
	slices.Sort(rows)
	rows = slices.Compact(rows) // one's own login is on two lists
	more := horizon != ""
	if more {
		rows = slices.DeleteFunc(rows, func(sk string) bool { return sk > horizon })
	}
	if len(rows) > at.Limit {
		rows, more = rows[:at.Limit], true
	}
	next := ""
	if more && len(rows) > 0 {
		next = cursor(rows[len(rows)-1])
	}
	out, err := readAll(ctx, t, rows, func(sk string) credential.Credential { return credential.Credential{ID: postedIn(sk)} })
	return out, next, err
}

// AfterPost is the cursor of the page that begins after a credential.
func AfterPost(c credential.Credential) string {
	return cursor(keyOf(credential.Post{Organization: c.Home, Name: credential.Sorted(c.Name), Credential: c.ID}).sk)
}

// postedIn is the credential that a row names.
func postedIn(sk string) id.Credential { return id.Credential(sk[strings.LastIndexByte(sk, '#')+1:]) }

// A search reads so many rows of a word and audience at once, and of none more
// than so many times.
const (
	searchStep  = 50
	searchSteps = 10
)

// Sought is one word of a search, as far as it is read.
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

// rarest reads all words side by side until one is through.
func (t *Table) rarest(ctx context.Context, o id.Organization, every []*sought) (*sought, error) {
	for range searchSteps {
		for _, s := range every {
			for a, after := range s.left {
				items, next, err := t.query(ctx, list{pk: vaultKey(o, a), from: wordPrefix + s.word, after: after, limit: searchStep})
				if err != nil {
					return nil, err
				}
				for _, item := range items {
					s.found = append(s.found, postedIn(text(item, sortKey)))
				}
				if s.left[a] = next; next == "" {
					delete(s.left, a)
				}
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

// Places reads where found credentials are: their folders' paths and resources, and
// by which way the organization has what is another's.
func (t *Table) Places(ctx context.Context, o id.Organization, all []credential.Credential) ([]access.Found, error) {
	out, err := t.had(ctx, o, all)
	if err != nil {
		return nil, err
	}
	var folders []id.Folder
	var resources []id.Resource
	for _, f := range out {
		c := f.Credential
		if c.Folder != "" {
			folders = append(folders, c.Folder)
		}
		if c.Resource != "" {
			resources = append(resources, c.Resource)
		}
	}
	slices.Sort(folders)
	slices.Sort(resources)
	paths, err := t.PathsOf(ctx, o, slices.Compact(folders))
	if err != nil {
		return nil, err
	}
	some, err := t.resources(ctx, o, slices.Compact(resources))
	if err != nil {
		return nil, err
	}
	for i, f := range out {
		out[i].Path = paths[f.Credential.Folder]
		if at := slices.IndexFunc(some, func(r access.Resource) bool { return r.ID == f.Credential.Resource }); at >= 0 {
			out[i].Resource = some[at]
		}
	}
	return out, nil
}

// had is each credential as the organization has it, which costs a read for those of
// others.
func (t *Table) had(ctx context.Context, o id.Organization, all []credential.Credential) ([]access.Found, error) {
	var others []id.Credential
	for _, c := range all {
		if c.Home != o {
			others = append(others, c.ID)
		}
	}
	readers, err := readAll(ctx, t, others, func(c id.Credential) credential.Reader { return credential.Reader{Credential: c, Organization: o} })
	if err != nil {
		return nil, err
	}
	ways := map[id.Credential]credential.Reader{}
	for _, r := range readers {
		ways[r.Credential] = r
	}
	out := make([]access.Found, len(all))
	for i, c := range all {
		out[i].Credential = c
		if r, there := ways[c.ID]; there {
			out[i].Credential, out[i].Reader = r.Had(c), r
		}
	}
	return out, nil
}
