// Package workflow starts the state machine of access periods, and is what is
// said between it and the function that it wakes (infra/access-period.asl.json).
//
// The machine is a timer. It decides nothing and knows nothing but a request's
// id: whatever is true of the period is read from the table at every wake
// (promise 2). A machine that is late or dead lets nobody in and nobody stay.
package workflow

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"github.com/valetkey/valetkey/shared/id"
)

// Version is that of the inputs that are made now. Executions live for as long
// as periods, so a new version of the code meets inputs of the one before: each
// version that ever ran is read, and has its golden file.
const Version = 1

// Input is all that an execution is started with.
type Input struct {
	V       int        `json:"v"`
	Request id.Request `json:"request"`
}

// Wake is what the machine says to the function: its input, and when it entered
// the state that calls.
type Wake struct {
	Input
	At time.Time `json:"at"`
}

// Read reads what the machine says. A version or a field that is not known is an
// error, which the machine tries again and then raises an alarm about.
func Read(event []byte) (Wake, error) {
	var w Wake
	d := json.NewDecoder(bytes.NewReader(event))
	d.DisallowUnknownFields()
	if err := d.Decode(&w); err != nil {
		return Wake{}, fmt.Errorf("this is no wake: %w", err)
	}
	switch {
	case w.V != Version:
		return Wake{}, fmt.Errorf("nothing is known of version %d", w.V)
	case !id.Valid(w.Request.Prefix(), string(w.Request)):
		return Wake{}, fmt.Errorf("%q is no request", w.Request)
	case w.At.IsZero():
		return Wake{}, errors.New("a wake without its time")
	}
	w.At = w.At.UTC()
	return w, nil
}

// Next is what the function answers: when to wake again, if at all, and whether
// that is for the last time, so that the machine need not ask once more.
type Next struct {
	Next string `json:"next,omitempty"`
	Last bool   `json:"last"`
}

// NextOf is the answer for the instants that are still awaited, in their order.
// Step Functions waits in whole seconds and cuts off what is beyond: an instant
// is rounded up, so that nothing is woken before it has come.
func NextOf(awaited []time.Time) Next {
	if len(awaited) == 0 {
		return Next{}
	}
	t := awaited[0].UTC()
	if whole := t.Truncate(time.Second); whole.Before(t) {
		t = whole.Add(time.Second)
	}
	return Next{Next: t.Format(time.RFC3339), Last: len(awaited) == 1}
}

// Machine is the state machine of access periods.
type Machine struct {
	client *sfn.Client
	arn    string
}

// Open is the machine of that ARN.
func Open(cfg aws.Config, arn string) Machine {
	return Machine{client: sfn.NewFromConfig(cfg), arn: arn}
}

// Start starts the execution of a request's period. It is named by the request,
// so that there is never a second one: one that is there already was started.
func (m Machine) Start(ctx context.Context, q id.Request) error {
	input, err := json.Marshal(Input{V: Version, Request: q})
	if err != nil {
		return err
	}
	_, err = m.client.StartExecution(ctx, &sfn.StartExecutionInput{
		StateMachineArn: aws.String(m.arn), Name: aws.String(string(q)), Input: aws.String(string(input)),
	})
	if there := (*types.ExecutionAlreadyExists)(nil); errors.As(err, &there) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("start the execution of %s: %w", q, err)
	}
	return nil
}
