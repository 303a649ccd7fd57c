package stream_test

import (
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/infra/local/lambda"
	"github.com/valetkey/valetkey/infra/local/stream"
)

func TestAConsumerGetsWhatPassesItsFilterInOrderInBatchesOfTen(t *testing.T) {
	db, name := fresh(t)
	put(t, db, name, "mail", numbered(1, 12)...)
	put(t, db, name, "drive", "other")
	put(t, db, name, "mail", "13")
	if _, err := db.DeleteItem(context.Background(), &dynamodb.DeleteItemInput{TableName: aws.String(name), Key: map[string]types.AttributeValue{
		"PK": &types.AttributeValueMemberS{Value: "OUT#1"}, "SK": &types.AttributeValueMemberS{Value: "01"},
	}}); err != nil {
		t.Fatal(err)
	}
	var c consumer
	p := start(t, options(name, &c))
	wait(t, p)
	calls, done := c.seen()
	if !slices.Equal(done, numbered(1, 13)) || len(calls) != 2 || len(calls[0]) != 10 {
		t.Errorf("done %v in %v", done, calls)
	}
	if len(p.DeadLetters()) != 0 {
		t.Errorf("dead letters %+v", p.DeadLetters())
	}
}

func TestTheStreamDeliversTheRestOfABatchWithOnePoisonedRecord(t *testing.T) {
	for kind, whole := range map[string]bool{"that the function names": false, "that fails the whole call": true} {
		t.Run(kind, func(t *testing.T) {
			db, name := fresh(t)
			put(t, db, name, "mail", numbered(1, 10)...)
			c := consumer{fails: map[string]int{"04": 1000}, whole: whole}
			p := start(t, options(name, &c))
			wait(t, p)
			put(t, db, name, "mail", "11")
			wait(t, p)
			_, done := c.seen()
			slices.Sort(done)
			if got, want := slices.Compact(done), slices.Delete(numbered(1, 11), 3, 4); !slices.Equal(got, want) {
				t.Errorf("done %v", got)
			}
			if dead := p.DeadLetters(); len(dead) != 1 || dead[0].Consumer != "outbox-mail" {
				t.Errorf("dead letters %+v", dead)
			}
		})
	}
}

func TestAFailedRecordIsTriedThreeTimesMoreFromWhereItFailed(t *testing.T) {
	db, name := fresh(t)
	put(t, db, name, "mail", numbered(1, 4)...)
	c := consumer{fails: map[string]int{"03": 3}}
	p := start(t, options(name, &c))
	wait(t, p)
	calls, _ := c.seen()
	want := [][]string{numbered(1, 4), numbered(3, 4), numbered(3, 4), numbered(3, 4)}
	if !slices.EqualFunc(calls, want, slices.Equal[[]string]) || len(p.DeadLetters()) != 0 {
		t.Errorf("calls %v, dead letters %+v", calls, p.DeadLetters())
	}
}

func TestABatchThatFailsAsAWholeIsCutInHalf(t *testing.T) {
	db, name := fresh(t)
	put(t, db, name, "mail", numbered(1, 4)...)
	c := consumer{fails: map[string]int{"03": 2}, whole: true}
	p := start(t, options(name, &c))
	wait(t, p)
	calls, done := c.seen()
	want := [][]string{numbered(1, 4), numbered(1, 2), numbered(3, 4), {"03"}, {"04"}}
	if !slices.EqualFunc(calls, want, slices.Equal[[]string]) {
		t.Errorf("calls %v, done %v", calls, done)
	}
}

func TestAnUnreadableAnswerFailsTheWhole(t *testing.T) {
	db, name := fresh(t)
	put(t, db, name, "mail", "01")
	o := options(name, &consumer{})
	answers := []string{`{"batchItemFailures":[{"itemIdentifier":"nobody"}]}`, `{"batchItemFailures":[{}]}`, `{"batchItemFailures":1}`, `{"batchItemFailures":null}`}
	calls := 0
	o.Invoke = func(context.Context, string, []byte) (lambda.Result, error) {
		calls++
		return lambda.Result{Payload: []byte(answers[calls-1])}, nil
	}
	p := start(t, o)
	wait(t, p)
	if calls != 4 || len(p.DeadLetters()) != 0 {
		t.Errorf("%d calls, dead letters %+v", calls, p.DeadLetters())
	}
}

func TestAConsumerThatHangsDoesNotHoldAnother(t *testing.T) {
	db, name := fresh(t)
	put(t, db, name, "mail", "01")
	put(t, db, name, "drive", "02")
	hangs, works := consumer{block: make(chan struct{})}, consumer{}
	o := options(name, &works)
	o.Consumers = append(o.Consumers, stream.Consumer{Name: "outbox-drive", Filter: stream.DoorFilter("drive")})
	o.Invoke = func(ctx context.Context, f string, e []byte) (lambda.Result, error) {
		if f == "outbox-mail" {
			return hangs.invoke(ctx, f, e)
		}
		return works.invoke(ctx, f, e)
	}
	p := start(t, o)
	for range 200 {
		if _, done := works.seen(); slices.Equal(done, []string{"02"}) {
			close(hangs.block)
			wait(t, p)
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("the other consumer got nothing")
}

func TestAfterARestartDeliveryGoesOnAfterWhatWasAnsweredFor(t *testing.T) {
	db, name := fresh(t)
	put(t, db, name, "mail", "01", "02")
	var first consumer
	o := options(name, &first)
	o.File = filepath.Join(t.TempDir(), "marks")
	p := start(t, o)
	wait(t, p)
	p.Stop()
	put(t, db, name, "mail", "03")
	hangs := consumer{block: make(chan struct{})}
	o.Invoke = hangs.invoke
	p = start(t, o)
	time.Sleep(150 * time.Millisecond)
	p.Stop() // 03 was under way and not answered for
	var last consumer
	o.Invoke = last.invoke
	wait(t, start(t, o))
	if _, done := last.seen(); !slices.Equal(done, []string{"03"}) {
		t.Errorf("delivered %v", done)
	}
}

func TestWaitIdleEndsWithItsContext(t *testing.T) {
	db, name := fresh(t)
	put(t, db, name, "mail", "01")
	c := consumer{block: make(chan struct{})}
	p := start(t, options(name, &c))
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	if err := p.WaitIdle(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}

func TestARecordHasTheFormThatLambdaGivesIt(t *testing.T) {
	db, name := fresh(t)
	put(t, db, name, "mail", "01")
	o := options(name, &consumer{})
	var got map[string]any
	o.Invoke = func(_ context.Context, _ string, event []byte) (lambda.Result, error) {
		return lambda.Result{}, json.Unmarshal(event, &got)
	}
	wait(t, start(t, o))
	r := got["Records"].([]any)[0].(map[string]any)
	change := r["dynamodb"].(map[string]any)
	image, err := json.Marshal(change["NewImage"])
	if err != nil {
		t.Fatal(err)
	}
	if r["eventName"] != "INSERT" || r["eventSource"] != "aws:dynamodb" || r["eventVersion"] == "" || r["awsRegion"] == "" || r["eventID"] == "" ||
		!strings.Contains(r["eventSourceARN"].(string), "/stream/") || change["StreamViewType"] != "NEW_IMAGE" || change["SequenceNumber"] == "" ||
		string(image) != `{"PK":{"S":"OUT#1"},"SK":{"S":"01"},"door":{"S":"mail"},"tries":{"N":"3"}}` {
		t.Errorf("record %v, image %s", r, image)
	}
}
