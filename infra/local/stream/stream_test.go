package stream_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/infra/local/lambda"
	"github.com/valetkey/valetkey/infra/local/stream"
	"github.com/valetkey/valetkey/shared/table"
)

var engine *dynamo.Engine

func TestMain(m *testing.M) {
	var err error
	if engine, err = dynamo.StartEngine("../node_modules", "", io.Discard); err != nil {
		panic(err)
	}
	code := m.Run()
	engine.Stop()
	os.Exit(code)
}

// consumer is a function that is not there: what it does with a record is said
// by the record's name.
type consumer struct {
	mu    sync.Mutex
	calls [][]string     // the names in each call
	done  []string       // the names dealt with, in order
	fails map[string]int // how often a name still fails
	whole bool           // a failure fails the call and not only its record
	block chan struct{}
}

func (c *consumer) invoke(ctx context.Context, _ string, event []byte) (lambda.Result, error) {
	var e events.DynamoDBEvent
	if err := json.Unmarshal(event, &e); err != nil {
		return lambda.Result{}, err
	}
	if c.block != nil {
		select {
		case <-c.block:
		case <-ctx.Done():
			return lambda.Result{}, ctx.Err()
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	var names []string
	var answer events.DynamoDBEventResponse
	for _, r := range e.Records {
		names = append(names, r.Change.NewImage["SK"].String())
	}
	c.calls = append(c.calls, names)
	for i, n := range names {
		if c.fails[n] == 0 {
			c.done = append(c.done, n)
			continue
		}
		c.fails[n]--
		if c.whole {
			return lambda.Result{Failed: true, Payload: []byte(`{"errorMessage":"poison"}`)}, nil
		}
		answer.BatchItemFailures = append(answer.BatchItemFailures, events.DynamoDBBatchItemFailure{ItemIdentifier: e.Records[i].Change.SequenceNumber})
	}
	payload, err := json.Marshal(answer)
	return lambda.Result{Payload: payload}, err
}

func (c *consumer) seen() (calls [][]string, done []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.calls), slices.Clone(c.done)
}

// fresh is a new table with its client.
func fresh(t *testing.T) (*dynamodb.Client, string) {
	t.Helper()
	db := dynamodb.New(dynamodb.Options{
		Region: "us-east-1", BaseEndpoint: aws.String(engine.URL()), DisableValidateResponseChecksum: true,
		Credentials: credentials.NewStaticCredentialsProvider("LOCALOPERATOR", "x", ""),
	})
	name := strings.Map(func(r rune) rune {
		if r == '/' {
			return '-'
		}
		return r
	}, t.Name())
	if _, err := db.CreateTable(context.Background(), table.Definition(name)); err != nil {
		t.Fatal(err)
	}
	return db, name
}

func put(t *testing.T, db *dynamodb.Client, name, door string, sks ...string) {
	t.Helper()
	for _, sk := range sks {
		_, err := db.PutItem(context.Background(), &dynamodb.PutItemInput{TableName: aws.String(name), Item: map[string]types.AttributeValue{
			"PK": &types.AttributeValueMemberS{Value: "OUT#1"}, "SK": &types.AttributeValueMemberS{Value: sk},
			"door": &types.AttributeValueMemberS{Value: door}, "tries": &types.AttributeValueMemberN{Value: "3"},
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func options(name string, c *consumer) stream.Options {
	return stream.Options{
		Endpoint: engine.URL(), Region: "us-east-1", Table: name, Log: io.Discard, Backoff: time.Millisecond,
		Invoke: c.invoke, Consumers: []stream.Consumer{{Name: "outbox-mail", Filter: stream.DoorFilter("mail")}},
	}
}

func start(t *testing.T, o stream.Options) *stream.Poller {
	t.Helper()
	p, err := stream.Start(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Stop)
	return p
}

func wait(t *testing.T, p *stream.Poller) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := p.WaitIdle(ctx); err != nil {
		t.Fatal(err)
	}
}

func numbered(from, to int) []string {
	var out []string
	for i := from; i <= to; i++ {
		out = append(out, fmt.Sprintf("%02d", i))
	}
	return out
}

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
