// Package bus puts events on the stack's event bus (rule J14): what happened to
// requests, for an operator's own rules, and which deliveries are due, for the
// function that makes them (Due).
//
// It knows none of the events and decides nothing. An event is on the bus at
// least once: whoever puts it does so again if it does not know whether it did.
package bus

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"github.com/valetkey/valetkey/shared/id"
)

// Source is what all events of ours are from.
const Source = "valetkey"

// DeliveryDue is the type of the event that a delivery is to be made now.
const DeliveryDue = "delivery.due"

// Version is that of Due as it is put now.
const Version = 1

// Due says which delivery is to be made, and for which time.
type Due struct {
	V            int             `json:"v"`
	Organization id.Organization `json:"organization"`
	Hook         id.Webhook      `json:"hook"`
	Delivery     id.Delivery     `json:"delivery"`
	Try          int             `json:"try"` // 1 for the first: one that comes twice is made once
}

// ReadDue reads an event's detail. A version or a field that is not known is an
// error, which is tried again and then raises an alarm.
func ReadDue(detail []byte) (Due, error) {
	var out Due
	d := json.NewDecoder(bytes.NewReader(detail))
	d.DisallowUnknownFields()
	if err := d.Decode(&out); err != nil {
		return Due{}, fmt.Errorf("this is no delivery that is due: %w", err)
	}
	switch {
	case out.V != Version:
		return Due{}, fmt.Errorf("nothing is known of version %d", out.V)
	case !id.Valid(out.Organization.Prefix(), string(out.Organization)), !id.Valid(out.Hook.Prefix(), string(out.Hook)), !id.Valid(out.Delivery.Prefix(), string(out.Delivery)):
		return Due{}, errors.New("it names no delivery")
	case out.Try < 1:
		return Due{}, fmt.Errorf("there is no time %d", out.Try)
	}
	return out, nil
}

// Bus is an event bus.
type Bus struct {
	client *eventbridge.Client
	name   string
}

// Open is the bus of that name.
func Open(cfg aws.Config, name string) Bus {
	return Bus{client: eventbridge.NewFromConfig(cfg), name: name}
}

// Put puts one event on the bus: of an instant, or of now for the zero time. The
// service answers well and says beside it what it did not take: that is an error
// here, as no answer is.
func (b Bus) Put(ctx context.Context, kind string, at time.Time, detail []byte) error {
	e := types.PutEventsRequestEntry{EventBusName: &b.name, Source: aws.String(Source), DetailType: &kind, Detail: aws.String(string(detail))}
	if !at.IsZero() {
		e.Time = &at
	}
	out, err := b.client.PutEvents(ctx, &eventbridge.PutEventsInput{Entries: []types.PutEventsRequestEntry{e}})
	if err != nil {
		return fmt.Errorf("put %s on the bus: %w", kind, err)
	}
	if out.FailedEntryCount == 0 {
		return nil
	}
	why := ""
	for _, e := range out.Entries {
		why += " " + aws.ToString(e.ErrorCode) + ": " + aws.ToString(e.ErrorMessage)
	}
	return fmt.Errorf("put %s on the bus: it was not taken:%s", kind, why)
}
