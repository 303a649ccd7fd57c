package intake

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/importing"
	"github.com/valetkey/valetkey/shared/table"
)

const (
	// spare is how long before its end a function begins no further rows, so that
	// it can say how far it got.
	spare = 1500 * time.Millisecond
	// most is what one transaction takes.
	most = 100
	// tries is how often the same is tried when another page is in its way.
	tries = 5
)

// Bring brings a page's rows in. next is the first that there was no time for; 0 if
// all were dealt with. answer makes what the caller is told, which is kept for a
// repeat of the call.
func Bring[Out any](ctx context.Context, t *table.Table, c identity.Call, p Page, answer func(rows []importing.Judged, next int) Out) (Out, error) {
	var none Out
	b, err := open(ctx, t, c, p)
	if err != nil {
		return none, err
	}
	arrived := func(t importing.Tally) importing.Tally { return t.Begun(p.First, len(b.rows)) }
	if err := b.tally(ctx, b.calling("begun", 0), arrived, nil); err != nil {
		return none, err
	}
	enough, stop := early(ctx)
	defer stop()
	next, err := b.make(ctx, enough)
	if err != nil {
		return none, err
	}
	done := b.rows
	if next > 0 {
		done = b.rows[:next-p.First]
	}
	out := answer(done, next)
	return out, b.tally(ctx, c, func(t importing.Tally) importing.Tally { return t.Done(done) }, out)
}

// early ends when nothing further is begun.
func early(ctx context.Context) (context.Context, context.CancelFunc) {
	if end, some := ctx.Deadline(); some {
		return context.WithDeadline(ctx, end.Add(-spare))
	}
	return context.WithCancel(ctx)
}

// tally writes down what is known of the page's rows.
func (b *at) tally(ctx context.Context, c identity.Call, edit func(importing.Tally) importing.Tally, answer any) error {
	for try := 1; ; try++ {
		blocks := b.im.Blocks(b.page.First, len(b.rows))
		wanted := make([]change.Record, len(blocks))
		for i := range blocks {
			wanted[i] = &blocks[i]
		}
		if err := b.table.Read(ctx, wanted...); err != nil {
			return err
		}
		ch := b.by.Change()
		ch.Check(b.im) // no row arrives after it was undone
		for _, t := range blocks {
			if now := edit(t); now.Rows != t.Rows || len(now.Problems)+len(t.Problems) > 0 {
				ch.Keep(now)
			}
		}
		if err := b.table.Save(ctx, c, ch, answer); err == nil || !moved(err) || try == tries {
			return err
		}
	}
}

// pack is some rows that are kept in one transaction.
type pack struct {
	at      []int // of the page's rows
	change  change.Change
	folders []id.Folder
}

// size is how many items it makes, at most.
func (p pack) size() int {
	c := p.change
	return len(c.Records) + len(c.Drops) + len(c.Entries) + len(c.Notices) + len(c.Due) + len(c.Orders) + len(p.folders) + len(p.at) + 4 // each row's holding; session, member, keys, import
}

// with is the pack with another row.
func (p pack) with(i int, ch change.Change) pack {
	p.at = append(slices.Clone(p.at), i)
	var all change.Change
	all.Add(p.change)
	all.Add(ch)
	p.change, p.folders = all, slices.Clone(p.folders)
	for _, r := range ch.Checks {
		if f, ok := r.(filing.Folder); ok && !slices.Contains(p.folders, f.ID) {
			p.folders = append(p.folders, f.ID)
		}
	}
	return p
}

// make makes the rows that are new. The answer is the number of the first that
// there was no time for, or 0.
func (b *at) make(ctx, enough context.Context) (int, error) {
	var p pack
	some := false // were kept: a page always gets on
	for i := range b.rows {
		if b.rows[i].Outcome != importing.New {
			continue
		}
		if some && enough.Err() != nil {
			break
		}
		ch, err := b.one(ctx, i)
		if err != nil {
			return 0, err
		}
		if b.rows[i].Outcome != importing.New {
			continue
		}
		further := p.with(i, ch)
		if len(p.at) > 0 && further.size() > most {
			if err := b.keep(ctx, p); err != nil {
				return 0, err
			}
			further, some = pack{}.with(i, ch), true
		}
		p = further
	}
	if err := b.keep(ctx, p); err != nil {
		return 0, err
	}
	for _, j := range b.rows {
		if j.Outcome == importing.New {
			return j.Row.Number, nil
		}
	}
	return 0, nil
}

// one is the change that makes a row; a rule may refuse the row by it.
func (b *at) one(ctx context.Context, i int) (change.Change, error) {
	j := &b.rows[i]
	where := access.Filing{Types: b.types, Client: j.For}
	var err error
	if where.Path, err = b.path(ctx, j.For, j.Row.Folder); err != nil {
		return change.Change{}, refuse(j, importing.Folder, err) // one above was moved meanwhile
	}
	if why := b.im.Room(where.Path, 0); why != "" {
		j.Refuse(fault.Field{Name: string(importing.Folder), Reason: why})
		return change.Change{}, nil
	}
	place := credential.Place{Home: b.page.Organization, Credential: b.im.Credential(j.Row.Number), Number: 1}
	sealed, err := envelope.Seal(place, j.Row.Secrets, credential.To(b.home))
	if err != nil {
		return change.Change{}, err
	}
	made, ch, err := importing.Make(b.by, b.im, j.Row, where, b.home, sealed)
	if err != nil {
		return change.Change{}, refuse(j, "", err)
	}
	j.ID, j.Name = made.ID, made.Name
	return ch, nil
}

// refuse refuses a row by what a rule says of one of its fields; f is that field, if it
// is not as the rule names it. Any other error is everybody's.
func refuse(j *importing.Judged, f importing.Field, err error) error {
	var wrong *fault.Error
	if !errors.As(err, &wrong) || wrong.Kind != fault.Invalid || len(wrong.Fields) == 0 {
		return err
	}
	said := wrong.Fields[0]
	if f != "" {
		said.Name = string(f)
	}
	j.Refuse(said)
	return nil
}

// keep keeps a pack's rows. Those that another page made meanwhile are there.
func (b *at) keep(ctx context.Context, p pack) error {
	if len(p.at) == 0 {
		return nil
	}
	err := b.table.Save(ctx, b.calling("row", b.rows[p.at[0]].Row.Number), p.change, nil)
	if err == nil {
		for _, i := range p.at {
			b.rows[i].Outcome = importing.Made
		}
		return nil
	}
	if !moved(err) {
		return err
	}
	before := make([]credential.Credential, len(p.at))
	wanted := make([]change.Record, len(p.at))
	for n, i := range p.at {
		before[n].ID = b.im.Credential(b.rows[i].Row.Number)
		wanted[n] = &before[n]
	}
	if err := b.table.Read(ctx, wanted...); err != nil {
		return err
	}
	var left pack
	for n, i := range p.at {
		if before[n].Version != 0 {
			b.rows[i].Met(before[n])
			continue
		}
		ch, err := b.one(ctx, i)
		if err != nil {
			return err
		}
		if b.rows[i].Outcome == importing.New {
			left = left.with(i, ch)
		}
	}
	if len(left.at) == len(p.at) {
		return err // the import, its folders or the caller changed: all is judged anew
	}
	return b.keep(ctx, left)
}

// path is the folder of a client's, or none's, by the names on the way down. It is
// made if there is none yet.
func (b *at) path(ctx context.Context, of filing.Client, names []string) (filing.Path, error) {
	f := b.im.FolderOf(of.ID, names)
	if p, known := b.paths[f]; known {
		return p, nil
	}
	p, err := b.folder(ctx, f, of, names)
	if err != nil {
		return nil, err
	}
	b.paths[f] = p
	return p, nil
}

// folder makes a folder that is not there: one that another page makes meanwhile is.
func (b *at) folder(ctx context.Context, f id.Folder, of filing.Client, names []string) (filing.Path, error) {
	var above filing.Path
	var err error
	name, closed := b.im.FolderName, len(names) == 0
	if closed {
		above, err = b.table.PathOf(ctx, b.page.Organization, of.Folder)
	} else {
		name = names[len(names)-1]
		above, err = b.path(ctx, of, names[:len(names)-1])
	}
	if err != nil || !closed && (!b.im.Holds(above) || !above[0].Here()) {
		return above, err // what is above was taken away: so is this
	}
	made, ch, err := filing.Placed(b.by, f, above, name, closed)
	if err != nil {
		return nil, err
	}
	ch.Check(b.im)
	err = b.table.Save(ctx, b.calling("folder "+string(f), 0), ch, nil)
	if moved(err) {
		p, unread := b.table.PathOf(ctx, b.page.Organization, f)
		if unread != nil || p[0].Version != 0 {
			return p, unread
		}
	}
	if err != nil {
		return nil, err // what is above has changed: all is judged anew
	}
	made.Version = 1
	return append(filing.Path{made}, above...), nil
}
