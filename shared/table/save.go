package table

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// repeatLife is how long an Idempotency-Key is remembered.
const repeatLife = 24 * time.Hour

// Save keeps a change: in one transaction under the versions that were read, or
// not at all. answer is what the caller will be told; it is kept with the change
// if the call carries an Idempotency-Key. Nil for routes whose answer is a
// secret, and for workers. One that says that something is left (unfinished) is
// not kept: the same call again goes on.
//
// Errors: Moved, which names what has changed since it was read; Unavailable.
func (t *Table) Save(ctx context.Context, c identity.Call, ch change.Change, answer any) error {
	w := writing{table: t.name, now: c.At, at: map[key]int{}}
	w.change(c, ch)
	if c.Repeat.Key != "" && c.Token.Present() && !goesOn(answer) {
		w.repeat(c, answer)
	}
	if w.err != nil {
		return w.err
	}
	if len(w.items) == 0 {
		return nil
	}
	if len(w.items) > maxItems {
		return fmt.Errorf("table: a change of %d items; %d is the most", len(w.items), maxItems)
	}
	in := &dynamodb.TransactWriteItemsInput{TransactItems: w.items}
	return t.submit(func() error {
		_, err := t.db.TransactWriteItems(ctx, in)
		return err
	}, func(i int) string { return w.names[i] })
}

// writing builds the items of one transaction.
type writing struct {
	table string
	now   time.Time // of the call
	items []types.TransactWriteItem
	names []string
	at    map[key]int // which item has this key
	err   error
}

func (w *writing) change(c identity.Call, ch change.Change) {
	for _, r := range ch.Records {
		w.keep(r, nil)
	}
	for _, r := range ch.Drops {
		w.drop(r)
	}
	for i, e := range ch.Entries {
		e.ID = identity.Mint[id.Entry](c, i)
		extra := map[string]types.AttributeValue{}
		for name, v := range indexKeys(e) {
			extra[name] = str(v)
		}
		w.keep(Entry{Entry: e}, extra)
		if e.Request != "" {
			w.keep(Step{Entry: e}, nil)
		}
	}
	orders := ch.Orders
	for i, n := range ch.Notices {
		n.ID = identity.Mint[id.Notice](c, i)
		w.keep(Notice{Notice: n}, nil)
		orders = append(orders[:len(orders):len(orders)], change.Order{Door: change.Mail, At: n.At, Thing: string(n.ID)})
	}
	for _, d := range ch.Due {
		w.date(Due{Due: d})
	}
	for i, o := range orders {
		o.ID = identity.Mint[id.Order](c, i)
		w.keep(Order{Order: o}, nil)
	}
	for _, r := range ch.Checks { // last: what is written is checked by writing it
		w.check(r)
	}
}

// add appends an operation. Two on one item are refused by name, except that a
// write takes the place of a check of the same version.
func (w *writing) add(r change.Record, op types.TransactWriteItem) {
	k := keyOf(r)
	if _, taken := w.at[k]; taken {
		if op.ConditionCheck == nil {
			w.fail(fmt.Errorf("table: one change writes %s twice", nameOf(r)))
		}
		return
	}
	w.at[k] = len(w.items)
	w.items, w.names = append(w.items, op), append(w.names, nameOf(r))
}

func (w *writing) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writing) keep(r change.Record, extra map[string]types.AttributeValue) {
	if touch, ok := r.(credential.Touch); ok {
		w.touch(touch)
		return
	}
	item, err := encode(r)
	if err != nil {
		w.fail(fmt.Errorf("table: write a %T: %w", r, err))
		return
	}
	if reader, ok := r.(credential.Rekeyed); ok {
		w.rekey(reader, item)
		return
	}
	maps.Copy(item, keyOf(r).attributes())
	maps.Copy(item, extra)
	w.past(r, item)
	item[versionAttr] = number(r.Seen() + 1)
	if g, ok := r.(garbage); ok {
		item[TTLAttribute] = number(int(g.Garbage().Unix()))
	}
	cond, names, values := unmoved(r)
	if reader, ok := r.(credential.Reader); ok && reader.Seen() > 0 {
		cond += noLaterUse(reader, values)
	}
	w.hold(r)
	w.add(r, types.TransactWriteItem{Put: &types.Put{
		TableName: &w.table, Item: item, ConditionExpression: &cond,
		ExpressionAttributeNames: names, ExpressionAttributeValues: values,
	}})
}

// date keeps a date, whether or not it is on the list: one that was moved away
// from and back again is there still, and says the same.
func (w *writing) date(d Due) {
	n := len(w.items)
	if w.keep(d, nil); len(w.items) > n {
		w.items[n].Put.ConditionExpression = nil
	}
}

// garbage is a record that is of no use after an instant, whether or not it is
// still there: nothing is judged by whether it has been collected.
type garbage interface{ Garbage() time.Time }

// touch moves a last use forward, under the reader's version but without moving it.
func (w *writing) touch(t credential.Touch) {
	w.add(t, types.TransactWriteItem{Update: &types.Update{
		TableName: &w.table, Key: keyOf(t).attributes(),
		UpdateExpression:          aws.String("SET lastUse = :at"),
		ConditionExpression:       aws.String("#version = :seen AND (attribute_not_exists(lastUse) OR lastUse < :at)"),
		ExpressionAttributeNames:  map[string]string{"#version": versionAttr},
		ExpressionAttributeValues: map[string]types.AttributeValue{":seen": number(t.Seen()), ":at": str(instant(t.At))},
	}})
}

// rekey gives a reader the key of a new version, and leaves its last use as it is.
func (w *writing) rekey(r credential.Rekeyed, item map[string]types.AttributeValue) {
	w.add(r.Reader, types.TransactWriteItem{Update: &types.Update{
		TableName: &w.table, Key: keyOf(r).attributes(),
		UpdateExpression:         aws.String("SET #number = :number, #key = :key, #version = :next"),
		ConditionExpression:      aws.String("#version = :seen"),
		ExpressionAttributeNames: map[string]string{"#version": versionAttr, "#number": "number", "#key": "key"},
		ExpressionAttributeValues: map[string]types.AttributeValue{
			":seen": number(r.Seen()), ":next": number(r.Seen() + 1), ":number": item["number"], ":key": item["key"],
		},
	}})
}

// noLaterUse is the further condition on which a reader is kept: a use moves
// its last use and not its version, and must be seen by whoever ends it, so that
// the end comes after it.
func noLaterUse(r credential.Reader, values map[string]types.AttributeValue) string {
	if r.LastUse == nil {
		return " AND attribute_not_exists(lastUse)"
	}
	values[":last"] = str(instant(*r.LastUse))
	return " AND lastUse = :last"
}

func (w *writing) drop(r change.Record) {
	cond, names, values := unmoved(r)
	if reader, ok := r.(credential.Reader); ok {
		cond += noLaterUse(reader, values)
		w.letGo(reader)
	}
	w.add(r, types.TransactWriteItem{Delete: &types.Delete{
		TableName: &w.table, Key: keyOf(r).attributes(), ConditionExpression: &cond,
		ExpressionAttributeNames: names, ExpressionAttributeValues: values,
	}})
}

func (w *writing) check(r change.Record) {
	cond, names, values := unmoved(r)
	w.add(r, types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		TableName: &w.table, Key: keyOf(r).attributes(), ConditionExpression: &cond,
		ExpressionAttributeNames: names, ExpressionAttributeValues: values,
	}})
}

// unfinished is an answer that may be to a part of what was asked.
type unfinished interface{ Unfinished() bool }

func goesOn(answer any) bool {
	u, ok := answer.(unfinished)
	return ok && u.Unfinished()
}

func (w *writing) repeat(c identity.Call, answer any) {
	first := repeat{
		Person: c.Token.Person, Route: c.Route, Key: c.Repeat.Key, Body: c.Repeat.Body, At: c.At,
	}
	if answer != nil {
		body, err := json.Marshal(answer)
		if err != nil {
			w.fail(fmt.Errorf("table: keep an answer: %w", err))
			return
		}
		first.Answer = body
	}
	w.keep(first, nil)
}

// unmoved is the condition that a record is as it was read.
func unmoved(r change.Record) (string, map[string]string, map[string]types.AttributeValue) {
	if r.Seen() == 0 {
		return "attribute_not_exists(PK)", nil, nil
	}
	return "#version = :seen", map[string]string{"#version": versionAttr},
		map[string]types.AttributeValue{":seen": number(r.Seen())}
}

// nameOf is what people call a kind of record.
func nameOf(r change.Record) string {
	return "the " + strings.ToLower(reflect.Indirect(reflect.ValueOf(r)).Type().Name())
}

func number(n int) types.AttributeValue { return &types.AttributeValueMemberN{Value: strconv.Itoa(n)} }
