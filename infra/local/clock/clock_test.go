package clock_test

import (
	"context"
	"encoding/json"
	"io"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/clock"
	"github.com/valetkey/valetkey/infra/local/lambda"
	"github.com/valetkey/valetkey/shared/api"
)

func TestAFiredClockSaysTheTimeItIsGiven(t *testing.T) {
	var called string
	var got events.EventBridgeEvent
	c := clock.Start(clock.Options{
		Log: io.Discard, Still: true, Workers: []api.Worker{{Name: "due-sweep", Every: 1}},
		Invoke: func(_ context.Context, f string, e []byte) (lambda.Result, error) {
			called = f
			return lambda.Result{}, json.Unmarshal(e, &got)
		},
	})
	defer c.Stop()
	at := time.Date(2026, 2, 3, 5, 5, 6, 7, time.FixedZone("", 3600))
	if _, err := c.Fire(context.Background(), "due-sweep", at); err != nil {
		t.Fatal(err)
	}
	if called != "due-sweep" || got.Source != "aws.events" || got.DetailType != "Scheduled Event" || got.ID == "" ||
		!got.Time.Equal(at.Truncate(time.Second)) || string(got.Detail) != "{}" || len(got.Resources) != 1 {
		t.Errorf("%s got %+v", called, got)
	}
}
