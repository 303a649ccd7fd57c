package stream_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"sync/atomic"
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

var tables atomic.Int64

// fresh is a new table with its client.
func fresh(t *testing.T) (*dynamodb.Client, string) {
	t.Helper()
	db := dynamodb.New(dynamodb.Options{
		Region: "us-east-1", BaseEndpoint: aws.String(engine.URL()), DisableValidateResponseChecksum: true,
		Credentials: credentials.NewStaticCredentialsProvider("LOCALOPERATOR", "x", ""),
	})
	name := fmt.Sprintf("table-%d", tables.Add(1))
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
