// Package lambdastream is the stream's door: it turns a batch of stream records
// into orders, each read again from the table before anything is done.
//
// An order that is gone was delivered; one that is there is to be delivered,
// however often its record comes. A failure is noted beside the order and
// reported for that record alone, so that the rest of a batch is not held up.
package lambdastream

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

// Deliver does what an order's thing asks for. It must be safe to repeat.
type Deliver func(ctx context.Context, c identity.Call, o change.Order) error

// Start delivers the orders of one door. It does not return.
func Start(t *table.Table, door change.Door, d Deliver) { lambda.Start(Handle(t, door, d)) }

// Handle is the Lambda handler of a stream consumer.
func Handle(t *table.Table, door change.Door, d Deliver) func(context.Context, events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
	return func(ctx context.Context, e events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
		var out events.DynamoDBEventResponse
		for _, r := range e.Records {
			if err := one(ctx, t, door, d, r); err != nil {
				slog.Error("not delivered", "door", string(door), "event", r.EventID, "cause", err.Error())
				out.BatchItemFailures = append(out.BatchItemFailures, events.DynamoDBBatchItemFailure{ItemIdentifier: r.Change.SequenceNumber})
			}
		}
		return out, nil
	}
}

func one(ctx context.Context, t *table.Table, door change.Door, deliver Deliver, r events.DynamoDBEventRecord) error {
	pk, sk := r.Change.Keys["PK"], r.Change.Keys["SK"]
	if pk.DataType() != events.DataTypeString || sk.DataType() != events.DataTypeString {
		return errors.New("a record without its keys")
	}
	order, err := t.OrderAt(ctx, pk.String(), sk.String())
	if err != nil || order.Version == 0 || order.Door != door {
		return err
	}
	c := identity.Call{Route: "outbox-" + string(door), At: r.Change.ApproximateCreationDateTime.UTC(), ID: r.EventID}
	if err := deliver(ctx, c, order.Order); err != nil {
		if noted := note(ctx, t, c, order, err); noted != nil {
			slog.Error("trouble not noted", "order", string(order.ID), "cause", noted.Error())
		}
		return fmt.Errorf("order %s: %w", order.ID, err)
	}
	err = t.Save(ctx, c, change.Change{Drops: []change.Record{order}}, nil) // what trouble there was stays beside it for a while
	if fault.Of(err) == fault.Moved {
		return nil // nudged or delivered meanwhile: that record comes too
	}
	return err
}

// note keeps why the order failed beside it, for whoever finds it parked.
func note(ctx context.Context, t *table.Table, c identity.Call, o table.Order, why error) error {
	tr, err := t.TroubleOf(ctx, o)
	if err != nil {
		return err
	}
	tr.At, tr.Reason = c.At, why.Error()
	return t.Save(ctx, c, change.Change{Records: []change.Record{tr}}, nil)
}
