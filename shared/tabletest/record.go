package tabletest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

// OnRecord puts lines on record as they are, past the proxy. Their instants and
// ids are given them by n: line n is of the instant at(n).
func (w *World) OnRecord(lines int, at func(n int) time.Time, line func(n int) audit.Entry) {
	w.T.Helper()
	if lines == 0 {
		return
	}
	model := w.firstOnRecord(at(0), line(0))
	items := make([]map[string]types.AttributeValue, 0, lines-1)
	for n := 1; n < lines; n++ {
		items = append(items, lineLike(model, at(n), n, line(n)))
	}
	var all sync.WaitGroup
	var once sync.Once
	const writers = 8
	for part := range slices.Chunk(items, len(items)/writers+1) {
		all.Go(func() {
			if err := putAll(context.Background(), w.db, w.table, part); err != nil {
				once.Do(func() { w.T.Error(err) })
			}
		})
	}
	all.Wait()
}

// firstOnRecord keeps a line as the table does, and shows what it made of it.
func (w *World) firstOnRecord(at time.Time, e audit.Entry) map[string]types.AttributeValue {
	w.T.Helper()
	e.At = at
	before := w.Items()
	c := identity.Call{At: at, ID: fmt.Sprint("on record ", len(before))}
	if err := w.Operator().Save(context.Background(), c, change.Change{Entries: []audit.Entry{e}}, nil); err != nil {
		w.T.Fatal(err)
	}
	all, err := Stored(context.Background(), w.db, w.table)
	if err != nil {
		w.T.Fatal(err)
	}
	for _, item := range all {
		if _, was := before[text(item["PK"])+" "+text(item["SK"])]; !was {
			return item
		}
	}
	w.T.Fatal("a line was not kept")
	return nil
}

// lineLike is the item of another line of the same record. What is empty in the
// model may not be set in the line; a line without a thing or an actor is in no
// index, which makes a long record cheap to seed.
func lineLike(model map[string]types.AttributeValue, at time.Time, n int, e audit.Entry) map[string]types.AttributeValue {
	e.ID = id.New[id.Entry](at, "on record", n)
	stamp := at.UTC().Format("2006-01-02T15:04:05.000Z")
	sk := stamp + "#" + string(e.ID)
	set := map[string]string{
		"PK": "AUDIT#" + string(e.Organization) + "#" + at.UTC().Format("2006-01"), "SK": sk, "id": string(e.ID), "at": stamp,
		"action": string(e.Action), "actor": string(e.Actor), "actorName": e.ActorName, "actorOrganization": e.ActorOrganization,
		"thing": e.Thing, "thingName": e.ThingName, "detail": e.Detail, "from": e.From,
		"thingPK": "THING#" + string(e.Organization) + "#" + e.Thing, "thingSK": sk,
		"actorPK": "ACTOR#" + string(e.Organization) + "#" + string(e.Actor), "actorSK": sk,
	}
	item := map[string]types.AttributeValue{}
	for name, was := range model {
		item[name] = was
		if v, text := set[name]; text && v != "" {
			item[name] = &types.AttributeValueMemberS{Value: v}
		}
	}
	if e.Thing == "" {
		delete(item, "thingPK")
		delete(item, "thingSK")
	}
	if e.Actor == "" {
		delete(item, "actorPK")
		delete(item, "actorSK")
	}
	return item
}

// Whole reads a record to its end, by pages of that many lines.
func (w *World) Whole(s table.Search, limit int) []table.Entry {
	w.T.Helper()
	var out []table.Entry
	for p := (table.Page{Limit: limit}); ; {
		some, next, err := w.Operator().Lines(context.Background(), s, p)
		if err != nil {
			w.T.Fatal(err)
		}
		out = append(out, some...)
		if p.After = next; next == "" {
			return out
		}
	}
}
