package dynamo_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"

	"github.com/valetkey/valetkey/infra/grants"
	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/infra/local/permit"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/table"
)

var engine *dynamo.Engine

var tables atomic.Int64

func TestMain(m *testing.M) {
	var err error
	if engine, err = dynamo.StartEngine("../node_modules", "", io.Discard); err != nil {
		panic(err)
	}
	code := m.Run()
	engine.Stop()
	os.Exit(code)
}

// setting is a proxy before a fresh table, for a function called "one" that may
// read, list, write and check ORG, and list by thing.
type setting struct {
	proxy  *dynamo.Proxy
	ledger *ledger.Ledger
	name   string
}

func set(t *testing.T) setting {
	t.Helper()
	orgs := []api.Partition{api.AtOrg}
	one, err := grants.From(api.Touch{Get: orgs, Query: []api.Partition{api.AtOrg, api.AtThing}, Write: orgs, Check: orgs})
	if err != nil {
		t.Fatal(err)
	}
	s := setting{ledger: &ledger.Ledger{}, name: fmt.Sprintf("table-%d", tables.Add(1))}
	s.proxy, err = dynamo.StartProxy(engine.URL(), dynamo.Options{
		Roles: permit.Roles{"one": one}, Ledger: s.ledger, Serving: func(process string) string { return "call of " + process },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.proxy.Stop)
	if _, err := s.as(t, caller.Operator).CreateTable(context.Background(), table.Definition(s.name)); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s setting) as(t *testing.T, function string) *dynamodb.Client {
	t.Helper()
	key, err := caller.Key(function)
	if err != nil {
		t.Fatal(err)
	}
	return dynamodb.New(dynamodb.Options{
		Region: "us-east-1", BaseEndpoint: aws.String(s.proxy.URL()), RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider(key, caller.Secret, function+".1"),
	})
}

func item(pk string) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{"PK": text(pk), "SK": text("x")}
}

func text(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

func (s setting) write(t *testing.T, as string, parts ...types.TransactWriteItem) error {
	t.Helper()
	_, err := s.as(t, as).TransactWriteItems(context.Background(), &dynamodb.TransactWriteItemsInput{TransactItems: parts})
	return err
}

func (s setting) put(pk string) types.TransactWriteItem {
	return types.TransactWriteItem{Put: &types.Put{TableName: aws.String(s.name), Item: item(pk)}}
}

func (s setting) query(index, condition string, names map[string]string, value string) *dynamodb.QueryInput {
	in := &dynamodb.QueryInput{
		TableName: aws.String(s.name), KeyConditionExpression: aws.String(condition), ExpressionAttributeNames: names,
		ExpressionAttributeValues: map[string]types.AttributeValue{":p": text(value)},
	}
	if index != "" {
		in.IndexName = aws.String(index)
	}
	return in
}

func TestEveryItemOfACallIsHeldAgainstTheRow(t *testing.T) {
	s := set(t)
	c, ctx, name := s.as(t, "one"), context.Background(), aws.String(s.name)
	get := func(pk string) error {
		_, err := c.GetItem(ctx, &dynamodb.GetItemInput{TableName: name, Key: item(pk)})
		return err
	}
	snapshot := func(pks ...string) error {
		in := &dynamodb.TransactGetItemsInput{}
		for _, pk := range pks {
			in.TransactItems = append(in.TransactItems, types.TransactGetItem{Get: &types.Get{TableName: name, Key: item(pk)}})
		}
		_, err := c.TransactGetItems(ctx, in)
		return err
	}
	list := func(in *dynamodb.QueryInput) error {
		_, err := c.Query(ctx, in)
		return err
	}
	check := func(pk string) types.TransactWriteItem {
		return types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{TableName: name, Key: item(pk), ConditionExpression: aws.String("attribute_not_exists(PK)")}}
	}
	remove := func(pk string) types.TransactWriteItem {
		return types.TransactWriteItem{Delete: &types.Delete{TableName: name, Key: item(pk)}}
	}
	_, alone := c.PutItem(ctx, &dynamodb.PutItemInput{TableName: name, Item: item("ORG#1")})
	_, scan := c.Scan(ctx, &dynamodb.ScanInput{TableName: name})
	_, batch := c.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{s.name: {Keys: []map[string]types.AttributeValue{item("ORG#1")}}}})
	_, sql := c.ExecuteStatement(ctx, &dynamodb.ExecuteStatementInput{Statement: aws.String(`SELECT * FROM "x"`)})
	_, describe := c.DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: name})
	for what, tt := range map[string]struct {
		err     error
		allowed bool
	}{
		"get":                       {get("ORG#1"), true},
		"get elsewhere":             {get("SESSION#1"), false},
		"get a beginning":           {get("ORGANIZED#1"), false},
		"snapshot":                  {snapshot("ORG#1", "ORG#2"), true},
		"snapshot, one elsewhere":   {snapshot("ORG#1", "KEY#2"), false},
		"write":                     {s.write(t, "one", s.put("ORG#1"), check("ORG#2"), remove("ORG#3")), true},
		"write, one elsewhere":      {s.write(t, "one", s.put("ORG#1"), s.put("SESSION#2")), false},
		"check elsewhere":           {s.write(t, "one", s.put("ORG#1"), check("KEY#1")), false},
		"remove elsewhere":          {s.write(t, "one", remove("KEY#1")), false},
		"write alone":               {alone, false},
		"scan":                      {scan, false},
		"batch":                     {batch, false},
		"PartiQL":                   {sql, false},
		"describe":                  {describe, false},
		"query":                     {list(s.query("", "PK = :p", nil, "ORG#1")), true},
		"query with names":          {list(s.query("", "(#0 = :p)", map[string]string{"#0": "PK"}, "ORG#1")), true},
		"query elsewhere":           {list(s.query("", "PK = :p", nil, "KEY#1")), false},
		"query the index":           {list(s.query("by-thing", "thingPK = :p", nil, "THING#1")), true},
		"query the other index":     {list(s.query("by-actor", "actorPK = :p", nil, "ACTOR#1")), false},
		"the table as if the index": {list(s.query("", "PK = :p", nil, "THING#1")), false},
	} {
		if refused := code(tt.err) == "AccessDeniedException"; refused == tt.allowed || tt.allowed && tt.err != nil {
			t.Errorf("%s: %v", what, tt.err)
		}
	}
}

func TestOperationsItemsAndUnitsAreCountedAndNotShown(t *testing.T) {
	s := set(t)
	if err := s.write(t, "one", s.put("ORG#1"), s.put("ORG#2")); err != nil {
		t.Fatal(err)
	}
	c, ctx := s.as(t, "one"), context.Background()
	found, err := c.Query(ctx, s.query("", "PK = :p", nil, "ORG#1"))
	if err != nil || found.ConsumedCapacity != nil {
		t.Errorf("%+v %v", found, err)
	}
	got, err := c.TransactGetItems(ctx, &dynamodb.TransactGetItemsInput{
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal,
		TransactItems:          []types.TransactGetItem{{Get: &types.Get{TableName: aws.String(s.name), Key: item("ORG#1")}}},
	})
	if err != nil || len(got.ConsumedCapacity) != 1 {
		t.Errorf("who asks for the units gets them: %+v %v", got, err)
	}
	want := []ledger.Entry{
		{Operation: "TransactWriteItems", Items: 2, Write: 4},
		{Operation: "Query", Items: 1, Read: 0.5},
		{Operation: "TransactGetItems", Items: 1, Read: 2},
	}
	seen := s.ledger.Of("one")
	for i := range want {
		want[i].Service, want[i].Caller, want[i].Request = ledger.DynamoDB, caller.Caller{Function: "one", Process: "one.1"}, "call of one.1"
	}
	if !slices.Equal(seen, want) {
		t.Errorf("ledger %+v", seen)
	}
}

func TestAConflictIsACancellationForNothingElse(t *testing.T) {
	s := set(t)
	remove := s.proxy.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && r.Touches("ORG") && r.Caller.Function == "one" {
			return dynamo.Conflict(r)
		}
		return nil
	})
	var cancelled *types.TransactionCanceledException
	if err := s.write(t, "one", s.put("ORG#1"), s.put("ORG#2")); !errors.As(err, &cancelled) || len(cancelled.CancellationReasons) != 2 ||
		*cancelled.CancellationReasons[0].Code != "TransactionConflict" || *cancelled.CancellationReasons[1].Code != "None" {
		t.Errorf("%v", err)
	}
	remove()
	if err := s.write(t, "one", s.put("ORG#1")); err != nil {
		t.Errorf("after: %v", err)
	}
}

func TestAHookHoldsOneRequestWhileAnotherPasses(t *testing.T) {
	s := set(t)
	held, free := make(chan struct{}), make(chan struct{})
	s.proxy.Before(func(r dynamo.Request) *dynamo.Fault {
		if slices.Contains(r.Keys, "ORG#held") {
			close(held)
			<-free
		}
		return nil
	})
	done := make(chan error, 1)
	go func() { done <- s.write(t, "one", s.put("ORG#held")) }()
	<-held
	if err := s.write(t, "one", s.put("ORG#other")); err != nil {
		t.Errorf("the other: %v", err)
	}
	select {
	case err := <-done:
		t.Errorf("it was not held: %v", err)
	case <-time.After(20 * time.Millisecond):
	}
	close(free)
	if err := <-done; err != nil {
		t.Errorf("the held one: %v", err)
	}
}

func TestAnAnswerCanBeLostAfterTheWriteWasMade(t *testing.T) {
	s := set(t)
	remove := s.proxy.After(dynamo.Lost)
	if err := s.write(t, "one", s.put("ORG#1")); err == nil || !strings.Contains(err.Error(), "EOF") {
		t.Errorf("%v", err)
	}
	remove()
	got, err := s.as(t, "one").GetItem(context.Background(), &dynamodb.GetItemInput{TableName: aws.String(s.name), Key: item("ORG#1")})
	if err != nil || got.Item == nil {
		t.Errorf("%+v %v", got, err)
	}
}

func TestAFailedConditionAnswersAsDynamoDBDoes(t *testing.T) {
	s := set(t)
	p := s.put("ORG#1")
	p.Put.ConditionExpression = aws.String("attribute_exists(PK)")
	var cancelled *types.TransactionCanceledException
	if err := s.write(t, "one", p); !errors.As(err, &cancelled) || *cancelled.CancellationReasons[0].Code != "ConditionalCheckFailed" {
		t.Errorf("%v", err)
	}
	if seen := s.ledger.Of("one"); len(seen) != 1 || seen[0].Fault != "TransactionCanceledException" {
		t.Errorf("ledger %+v", seen)
	}
}

func code(err error) string {
	var e smithy.APIError
	if errors.As(err, &e) {
		return e.ErrorCode()
	}
	return ""
}

func TestATransactionCostsEveryItemByItself(t *testing.T) {
	s := set(t)
	large, indexed := s.put("ORG#2"), s.put("ORG#3")
	large.Put.Item["text"] = text(strings.Repeat("x", 2000))
	indexed.Put.Item["thingPK"], indexed.Put.Item["thingSK"] = text("THING#1"), text("x")
	if err := s.write(t, "one", s.put("ORG#1"), large, indexed); err != nil {
		t.Fatal(err)
	}
	if seen := s.ledger.Of("one"); len(seen) != 1 || seen[0].Write != 2+4+4 {
		t.Errorf("ledger %+v", seen)
	}
}
