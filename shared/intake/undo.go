package intake

import (
	"context"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/importing"
	"github.com/valetkey/valetkey/shared/table"
)

// atOnce is how many credentials one call takes away at most.
const atOnce = 50

// Undone is what one call took away.
type Undone struct {
	Removed int
	Stay    []Stays
	Next    string // where to go on from; "": all was looked at
}

// Stays is a credential that somebody touched since.
type Stays struct {
	Row        int
	Credential credential.Credential
	Why        string
}

// undoing is an import while it is undone.
type undoing struct {
	table *table.Table
	call  identity.Call
	by    identity.Caller
	im    importing.Import
	out   Undone
}

// Undo undoes an import: the first call says so, which ends it, and every one takes
// some of what it made away, from where the one before says. The last ones take its
// empty folders. answer makes what the caller is told, which is kept for a repeat of
// the last call.
func Undo[Out any](ctx context.Context, t *table.Table, c identity.Call, o id.Organization, im id.Import, from string, answer func(Undone) Out) (Out, error) {
	var none Out
	u := &undoing{table: t, call: c, im: importing.Import{Organization: o, ID: im}}
	at, err := placeOf(from)
	if err != nil {
		return none, err
	}
	if err := u.begin(ctx); err != nil {
		return none, err
	}
	if at.row > 0 {
		if at, err = u.rows(ctx, at.row); err != nil {
			return none, err
		}
	}
	if at.row == 0 {
		if at, err = u.folders(ctx, at); err != nil {
			return none, err
		}
	}
	u.out.Next = at.String()
	out := answer(u.out)
	if u.out.Next != "" || c.Repeat.Key == "" {
		return out, nil
	}
	return out, t.Save(ctx, c, u.by.Change(), out)
}

// begin ends the import, if that was not done yet: no row of it is made from then on.
func (u *undoing) begin(ctx context.Context) error {
	var err error
	if u.by, err = u.table.Find(ctx, u.call, u.im.Organization, &u.im); err != nil {
		return err
	}
	ended, ch, err := importing.Undo(u.by, u.im)
	if err != nil {
		return err
	}
	if u.im.Undone == nil {
		if err := u.table.Save(ctx, u.calling("begin"), ch, nil); err != nil {
			return err
		}
		ended.Version++
	}
	u.im = ended
	return nil
}

// rows takes away what some rows made. It answers where to go on.
func (u *undoing) rows(ctx context.Context, from int) (place, error) {
	tallies, err := u.table.TalliesOf(ctx, u.im.Organization, u.im.ID)
	if err != nil {
		return place{}, err
	}
	rows, next := []int{}, place{depth: beforeAll}
	for _, tally := range tallies {
		for _, row := range tally.Arrived() {
			if row >= from {
				rows = append(rows, row)
			}
		}
	}
	if len(rows) > atOnce {
		rows, next = rows[:atOnce], place{row: rows[atOnce]}
	}
	for try := 1; ; try++ {
		u.out.Stay = nil
		if err = u.remove(ctx, rows); !moved(err) || try == tries {
			return next, err
		}
	}
}

func (u *undoing) calling(part string) identity.Call {
	c := u.call
	c.ID, c.Repeat = c.ID+" "+part, identity.Repeat{}
	return c
}

// kept reads what there is of some rows.
func (u *undoing) kept(ctx context.Context, rows []int) ([]importing.Kept, error) {
	out := make([]importing.Kept, len(rows))
	var wanted []change.Record
	for i, row := range rows {
		c := u.im.Credential(row)
		k := &out[i]
		k.Credential.ID, k.Reader = c, credential.Reader{Credential: c, Organization: u.im.Organization}
		k.Version, k.Logged = credential.Version{Credential: c, Number: 1}, credential.Logged{Credential: c, Turn: 1}
		k.Current.Version = credential.Version{Credential: c}
		wanted = append(wanted, &k.Credential, &k.Reader, &k.Version, &k.Logged, &k.Current)
	}
	if err := (&at{table: u.table}).readSome(ctx, wanted); err != nil {
		return nil, err
	}
	var folders []id.Folder
	for i, k := range out {
		folders = append(folders, k.Credential.Folder)
		if k.Credential.Version < 2 {
			continue
		}
		lines, _, err := u.table.LogOf(ctx, k.Credential.ID, table.Page{Limit: 2})
		if err != nil {
			return nil, err
		}
		out[i].Later = len(lines) > 1
	}
	paths, err := u.table.PathsOf(ctx, u.im.Organization, some(folders))
	for i, k := range out {
		out[i].Path = paths[k.Credential.Folder]
	}
	return out, err
}

func some(folders []id.Folder) []id.Folder {
	seen := map[id.Folder]bool{"": true}
	var out []id.Folder
	for _, f := range folders {
		if !seen[f] {
			seen[f] = true
			out = append(out, f)
		}
	}
	return out
}

// remove takes away what some rows made, several in one transaction.
func (u *undoing) remove(ctx context.Context, rows []int) error {
	all, err := u.kept(ctx, rows)
	if err != nil {
		return err
	}
	var together change.Change
	var first, many int
	flush := func() error {
		if many == 0 {
			return nil
		}
		err := u.table.Save(ctx, u.calling("row "+string(u.im.Credential(first))), together, nil)
		if err == nil {
			u.out.Removed += many
		}
		together, many = change.Change{}, 0
		return err
	}
	for i, k := range all {
		if k.Credential.Version == 0 {
			continue
		}
		if why := k.Touched(u.im); why != "" {
			u.out.Stay = append(u.out.Stay, Stays{rows[i], k.Credential, why})
			continue
		}
		ch, err := importing.Remove(u.by, u.im, k)
		if err != nil {
			return err
		}
		// with each reader goes its holding; session and member are checked
		if len(together.Drops)+len(together.Entries)+len(ch.Drops)+len(ch.Entries)+many+1+2 > most {
			if err := flush(); err != nil {
				return err
			}
		}
		if many == 0 {
			first = rows[i]
		}
		together.Add(ch)
		many++
	}
	return flush()
}
