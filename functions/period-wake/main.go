// Period-wake is the state machine's door: it is woken at the instants of one
// access period, writes down and tells what has come, and answers when to wake it
// next. It decides nothing: the period ends by itself, woken or not (promise 2).
package main

import (
	"context"
	"encoding/json"

	"github.com/aws/aws-lambda-go/lambda"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
	"github.com/valetkey/valetkey/shared/workflow"
)

type function struct{ table *table.Table }

// tries is how often a wake is judged anew when something moves meanwhile: a use,
// an early end, the sweep.
const tries = 3

func (f function) wake(ctx context.Context, event json.RawMessage) (workflow.Next, error) {
	w, err := workflow.Read(event)
	if err != nil {
		return workflow.Next{}, err
	}
	for try := 1; ; try++ {
		next, err := f.tidy(ctx, w)
		if fault.Of(err) != fault.Moved || try == tries {
			return next, err
		}
	}
}

func (f function) tidy(ctx context.Context, w workflow.Wake) (workflow.Next, error) {
	q := access.Request{ID: w.Request}
	if err := f.table.Read(ctx, &q); err != nil || q.Version == 0 {
		return workflow.Next{}, err
	}
	s := access.Standing{Resource: q.Resource, Person: q.Person}
	if err := f.table.Read(ctx, &s); err != nil { // later than the request: whatever opened meanwhile is seen
		return workflow.Next{}, err
	}
	// The seed of what is made tells one instant of a period from another, and is
	// the same when the machine tries again.
	c := identity.Call{Route: "period-wake", At: w.At, ID: "wake " + string(q.ID) + " " + w.At.Format("2006-01-02T15:04:05.000")}
	if err := f.table.Save(ctx, c, access.Wake(w.At, q, s), nil); err != nil {
		return workflow.Next{}, err
	}
	return workflow.NextOf(q.Awaited(w.At)), nil
}

func main() {
	lambda.Start(function{table: table.Open(env.AWS("dynamodb"), env.Must("TABLE"))}.wake)
}
