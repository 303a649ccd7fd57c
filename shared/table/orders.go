package table

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/valetkey/valetkey/shared/id"
)

// OrderAt reads the order with the key that a stream record names; version 0 if
// it is gone.
func (t *Table) OrderAt(ctx context.Context, pk, sk string) (Order, error) {
	out, err := t.db.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: &t.name, Key: key{pk, sk}.attributes(), ConsistentRead: yes(),
	})
	if err != nil || len(out.Item) == 0 {
		return Order{}, err
	}
	var o Order
	return o, decode(out.Item, &o)
}

// MarkOf reads how far a shard of a list is swept.
func (t *Table) MarkOf(ctx context.Context, list string, shard int) (Mark, error) {
	m := Mark{List: list, Shard: shard}
	return m, t.Read(ctx, &m)
}

// OrdersIn lists the orders of one hour and shard that are not delivered.
func (t *Table) OrdersIn(ctx context.Context, hour time.Time, shard int) ([]Order, error) {
	return every[Order](ctx, t, list{pk: shardKey("OUT", hour, shard), from: id.Order("").Prefix() + "_"})
}

// DueIn lists what has a date in one hour and shard.
func (t *Table) DueIn(ctx context.Context, hour time.Time, shard int) ([]Due, error) {
	return every[Due](ctx, t, list{pk: shardKey("DUE", hour, shard)})
}

// TroubleOf reads why an order failed last; "" if it did not.
func (t *Table) TroubleOf(ctx context.Context, o Order) (Trouble, error) {
	tr := Trouble{Order: o}
	return tr, t.Read(ctx, &tr)
}

func yes() *bool { t := true; return &t }
