// Package intake brings the rows of a file in: it reads them, finds what is there
// already, makes their folders, seals and keeps them, several in one transaction.
//
// It stands above table and envelope, and joins them; the rules are importing's. It
// answers nobody and keeps no page: one that was cut off is sent again.
package intake

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"sync"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/importing"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/table"
)

// Page is some whole rows of a file.
type Page struct {
	Organization id.Organization
	Import       id.Import
	First        int // the number of the first of them
	CSV          secret.Text
	Keep         bool // what there is one like is made all the same
}

// at is a page as it is dealt with.
type at struct {
	table   *table.Table
	page    Page
	call    identity.Call
	by      identity.Caller
	im      importing.Import
	home    identity.Organization
	types   filing.Types
	clients []filing.Client
	paths   map[id.Folder]filing.Path
	rowOf   map[id.Credential]int // of this import's credentials, if it was asked for
	rows    []importing.Judged
}

// Judge says what would become of a page's rows. It keeps nothing.
func Judge(ctx context.Context, t *table.Table, c identity.Call, p Page) ([]importing.Judged, error) {
	b, err := open(ctx, t, c, p)
	if err != nil {
		return nil, err
	}
	return b.rows, nil
}

// open reads a page and judges its rows by what is there.
func open(ctx context.Context, t *table.Table, c identity.Call, p Page) (*at, error) {
	b := &at{
		table: t, page: p, call: c, im: importing.Import{Organization: p.Organization, ID: p.Import}, paths: map[id.Folder]filing.Path{},
		home: identity.Organization{ID: p.Organization}, types: filing.Types{Organization: p.Organization},
	}
	var err error
	if b.by, err = t.Find(ctx, c, p.Organization, &b.im, &b.home, &b.types); err != nil {
		return nil, err
	}
	if err := b.im.Open(); err != nil {
		return nil, err
	}
	top, err := t.PathOf(ctx, p.Organization, b.im.Folder)
	if err != nil {
		return nil, err
	}
	if err := b.im.Into(top); err != nil {
		return nil, err
	}
	b.paths[b.im.Folder] = top
	rows, err := b.im.Read(p.CSV, p.First, b.types.Offered())
	if err != nil {
		return nil, err
	}
	return b, b.judge(ctx, rows)
}

// judge says what becomes of rows.
func (b *at) judge(ctx context.Context, rows []importing.Row) error {
	b.rows = make([]importing.Judged, len(rows))
	before := make([]credential.Credential, len(rows))
	wanted := make([]change.Record, len(rows))
	named := false
	for i, r := range rows {
		b.rows[i] = importing.Judged{Row: r, Outcome: importing.New}
		before[i].ID = b.im.Credential(r.Number)
		wanted[i] = &before[i]
		named = named || r.Client != ""
	}
	if err := b.readSome(ctx, wanted); err != nil {
		return err
	}
	if named {
		if err := b.readClients(ctx); err != nil {
			return err
		}
	}
	for i := range b.rows {
		if before[i].Version != 0 {
			b.rows[i].Met(before[i])
		}
	}
	if err := b.room(ctx); err != nil {
		return err
	}
	twins, err := b.like(ctx)
	if err != nil {
		return err
	}
	first := map[string]int{} // of this page, by what makes two the same
	for i := range b.rows {
		b.decide(i, twins[i], first)
	}
	return nil
}

// decide says what becomes of one row that is not there yet.
func (b *at) decide(i int, twin credential.Credential, first map[string]int) {
	j := &b.rows[i]
	if j.Row.Refused() {
		j.Outcome = importing.Refused
		return
	}
	key := importing.Key(j.Row.Credential)
	earlier, again := first[key]
	if !again {
		first[key] = i
	}
	if j.Outcome == importing.There || b.page.Keep {
		return
	}
	switch {
	case twin.ID != "":
		j.Outcome, j.ID, j.Name, j.Twin = importing.Duplicate, twin.ID, twin.Name, b.numberOf(twin)
	case again:
		e := b.rows[earlier].Row
		j.Outcome, j.ID, j.Name, j.Twin = importing.Duplicate, b.im.Credential(e.Number), e.Credential.Name, e.Number
	}
}

// room finds those folders of the rows that are there, and refuses rows that name one
// which cannot be made.
func (b *at) room(ctx context.Context) error {
	wanted := map[id.Folder]bool{}
	for _, j := range b.rows {
		if j.Row.Refused() || j.Outcome == importing.There {
			continue
		}
		for n := range len(j.Row.Folder) + 1 {
			if f := b.im.FolderOf(j.For.ID, j.Row.Folder[:n]); b.paths[f] == nil {
				wanted[f] = true
			}
		}
	}
	found, err := b.table.PathsOf(ctx, b.page.Organization, slices.Collect(maps.Keys(wanted)))
	if err != nil {
		return err
	}
	for f, p := range found {
		if p[0].Version != 0 {
			b.paths[f] = p
		}
	}
	for i := range b.rows {
		j := &b.rows[i]
		if j.Row.Refused() || j.Outcome == importing.There {
			continue
		}
		if why := b.im.Room(b.nearest(j.For.ID, j.Row.Folder)); why != "" {
			j.Refuse(fault.Field{Name: string(importing.Folder), Reason: why})
		}
	}
	return nil
}

// nearest is the folder above a row's, or its own, that is there, and how many are to
// be made below that.
func (b *at) nearest(of id.Client, names []string) (filing.Path, int) {
	for n := len(names); n >= 0; n-- {
		if p := b.paths[b.im.FolderOf(of, names[:n])]; p != nil {
			return p, len(names) - n
		}
	}
	return nil, len(names) + 2 // the client's, which stays at the top, and the import's in it
}

// numberOf is the row that made a credential, if it was one of this import's.
func (b *at) numberOf(c credential.Credential) int {
	if !id.Made(c.ID).Equal(b.im.At) {
		return 0
	}
	if b.rowOf == nil {
		b.rowOf = make(map[id.Credential]int, importing.MaxRows)
		for row := 1; row <= importing.MaxRows; row++ {
			b.rowOf[b.im.Credential(row)] = row
		}
	}
	return b.rowOf[c.ID]
}

// side is how many names are looked up side by side.
const side = 8

// like finds, for each row that would be made, a credential that is like it.
func (b *at) like(ctx context.Context) ([]credential.Credential, error) {
	out, failed := make([]credential.Credential, len(b.rows)), make([]error, len(b.rows))
	if b.page.Keep {
		return out, nil
	}
	var all sync.WaitGroup
	free := make(chan struct{}, side)
	for i, j := range b.rows {
		if j.Row.Refused() || j.Outcome == importing.There {
			continue
		}
		all.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			named, err := b.table.Named(ctx, b.page.Organization, credential.Everything, j.Row.Credential.Name)
			found := make([]access.Found, len(named))
			for n, c := range named {
				found[n] = access.Found{Credential: c}
			}
			failed[i] = err
			out[i], _ = b.im.Twin(b.by, j.Row, found)
		})
	}
	all.Wait()
	for _, err := range failed {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// readClients reads the clients' names, and files by them the rows that name one.
func (b *at) readClients(ctx context.Context) error {
	for p := (table.Page{Limit: 100}); ; {
		some, next, err := b.table.ClientsOf(ctx, b.page.Organization, p)
		if err != nil {
			return err
		}
		b.clients = append(b.clients, some...)
		if p.After = next; next == "" {
			break
		}
	}
	for i := range b.rows {
		b.rows[i].Row, b.rows[i].For = b.rows[i].Row.At(b.clients)
	}
	return nil
}

// readSome reads records, a hundred in one snapshot.
func (b *at) readSome(ctx context.Context, wanted []change.Record) error {
	for len(wanted) > 0 {
		n := min(len(wanted), 100)
		if err := b.table.Read(ctx, wanted[:n]...); err != nil {
			return err
		}
		wanted = wanted[n:]
	}
	return nil
}

// calling is the page's call for one of its parts: what that mints is its own.
func (b *at) calling(part string, n int) identity.Call {
	c := b.call
	c.ID, c.Repeat = c.ID+" "+part+" "+strconv.Itoa(n), identity.Repeat{}
	return c
}

// moved reports whether an error says that something changed since it was read.
func moved(err error) bool { return fault.Of(err) == fault.Moved }
