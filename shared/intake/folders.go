package intake

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/table"
)

// looks is how many folders one call looks into: each takes a query, and a transaction
// if it is empty.
const looks = 50

// place is where an undo goes on: with a row, or after a folder, the deepest first. The
// zero value is the end. What is taken away or moved meanwhile leaves every place where
// it is.
type place struct {
	row    int
	depth  int // of the folder
	folder id.Folder
}

// beforeAll is deeper than any folder.
const beforeAll = filing.MaxPath + 1

func placeOf(s string) (place, error) {
	if s == "" {
		return place{row: 1}, nil
	}
	first, folder, inFolders := strings.Cut(s, "/")
	n, err := strconv.Atoi(first)
	switch {
	case err != nil || n < 1:
		return place{}, fault.BadField("body.from", "is not the next of an answer before")
	case inFolders:
		return place{depth: n, folder: id.Folder(folder)}, nil
	}
	return place{row: n}, nil
}

func (p place) String() string {
	switch {
	case p.depth > 0:
		return fmt.Sprintf("%d/%s", p.depth, p.folder)
	case p.row > 0:
		return strconv.Itoa(p.row)
	}
	return ""
}

// before reports whether a folder is still to be looked at.
func (p place) before(f filing.Path) bool {
	return len(f) < p.depth || len(f) == p.depth && f[0].ID > p.folder
}

// folders takes away those of the import's folders that are empty now, some in a call.
// It answers where to go on.
func (u *undoing) folders(ctx context.Context, from place) (place, error) {
	enough, stop := early(ctx)
	defer stop()
	if enough.Err() != nil {
		return from, nil
	}
	tree, err := u.table.TreeOf(ctx, u.im.Organization)
	if err != nil {
		return place{}, err
	}
	hang := map[id.Folder]int{} // how many folders hang from one
	for _, f := range tree {
		if f.Here() {
			hang[f.Parent]++
		}
	}
	looked := 0
	for _, p := range u.im.Folders(tree) {
		if !from.before(p) {
			continue
		}
		if looked == looks || looked > 0 && enough.Err() != nil {
			return from, nil
		}
		looked++
		gone, err := u.folder(ctx, p[0], hang[p[0].ID] > 0)
		if moved(err) { // it is looked at again, in a tree that is read again
			return from, nil
		}
		if err != nil {
			return place{}, err
		}
		if gone {
			hang[p[0].Parent]--
		}
		from = place{depth: len(p), folder: p[0].ID}
	}
	return place{}, nil
}

// folder takes one away, if it is empty. One that somebody files something in meanwhile
// comes back.
func (u *undoing) folder(ctx context.Context, f filing.Folder, holds bool) (gone bool, err error) {
	if holds {
		return false, nil
	}
	filed, _, err := u.table.VaultOf(ctx, u.im.Organization, []credential.Audience{credential.In(f.ID)}, table.Page{Limit: 1})
	if err != nil || len(filed) > 0 {
		return false, err
	}
	ch, err := filing.Remove(u.by, f, true)
	if err != nil {
		return false, err
	}
	err = u.table.Save(ctx, u.calling("folder "+string(f.ID)), ch, nil)
	return err == nil, err
}
