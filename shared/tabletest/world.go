// Package tabletest is a fresh real table for a test, with a fixed story in it.
//
// New makes a table on DynamoDB Local behind a proxy that grants a function what
// its role grants, counts what it asks for and has bad days on demand; and a KMS
// endpoint. The story (story.go) is kept by the rules' own changes. Its ids,
// instants and tokens never differ from run to run; ciphertexts do, because the
// organizations' key pairs come from KMS. Whatever does not need a real table
// should be tested without one.
package tabletest

import (
	"context"
	"encoding/json"
	"maps"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/infra/local/kms"
	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/infra/local/permit"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/table"
)

// Origin is our own, as the tests' browsers send it.
const Origin = "https://valetkey.example"

const region = "us-east-1"

// World is one test's own table, with the story in it.
type World struct {
	T       testing.TB
	Name    string         // the function that Table and Keys are used by
	Table   *table.Table   // as that function: what its row does not say is refused
	Keys    *envelope.Keys // likewise
	Handler Handler        // of that function, for Replay; a test sets it
	Ledger  *ledger.Ledger // what was asked of DynamoDB and KMS
	Dynamo  *dynamo.Proxy  // holds and breaks requests
	KMS     *kms.Service   // can fail

	table   string
	told    map[string]string // what it held at first, in JSON, by key
	db      *dynamodb.Client  // past the proxy
	replays atomic.Int32
}

// New makes a World for the tests of one function; "" for tests that are nobody's.
func New(t testing.TB, function string) *World {
	t.Helper()
	if function == "" {
		function = caller.Operator
	}
	items, err := theStory()
	if err != nil {
		t.Fatal("the story: ", err)
	}
	w := build(t, function, items)
	w.told = binary.plain
	return w
}

// Empty makes a World without the story.
func Empty(t testing.TB) *World {
	t.Helper()
	return build(t, caller.Operator, nil)
}

func build(t testing.TB, function string, items []map[string]types.AttributeValue) *World {
	t.Helper()
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	roles, err := permit.FromTable()
	must(err)
	engine, err := engineURL()
	must(err)
	w := &World{T: t, Name: function, Ledger: &ledger.Ledger{}, db: client(engine)}
	w.table, err = takeTable(ctx, w.db, items)
	must(err)
	t.Cleanup(func() { handBack(w.db, w.table, len(items)) })
	w.Dynamo, err = dynamo.StartProxy(engine, dynamo.Options{Roles: roles, Ledger: w.Ledger})
	must(err)
	t.Cleanup(w.Dynamo.Stop)
	file, err := keyFile()
	must(err)
	w.KMS, err = kms.Start(kms.Options{File: file, Roles: roles, Ledger: w.Ledger})
	must(err)
	t.Cleanup(w.KMS.Stop)
	w.Table, w.Keys = w.TableAs(function), w.KeysAs(function)
	return w
}

// TableAs reaches the table through the proxy, in the role of a function.
func (w *World) TableAs(function string) *table.Table {
	return table.Open(Config(w.Dynamo.URL(), function), w.table)
}

// KeysAs reaches KMS in the role of a function. Nothing is warm.
func (w *World) KeysAs(function string) *envelope.Keys {
	return envelope.New(Config(w.KMS.URL(), function), w.KMS.ARN())
}

// Config is how the World's function reaches a service that the World does not
// have, like the mailbox.
func (w *World) Config(endpoint string) aws.Config { return Config(endpoint, w.Name) }

// Operator reaches the table past the proxy: nothing is refused, counted or held.
func (w *World) Operator() *table.Table {
	engine, err := engineURL()
	if err != nil {
		w.T.Fatal(err)
	}
	return table.Open(Config(engine, caller.Operator), w.table)
}

// TableName is the table's name, for whoever opens it another way.
func (w *World) TableName() string { return w.table }

// Read fills records as they are stored now.
func (w *World) Read(wanted ...change.Record) {
	w.T.Helper()
	if err := w.Operator().Read(context.Background(), wanted...); err != nil {
		w.T.Fatal(err)
	}
}

// Keep writes a change as it is, past the proxy and every rule.
func (w *World) Keep(c change.Change, call string) {
	w.T.Helper()
	if err := w.Operator().Save(context.Background(), calling(T0, call), c, nil); err != nil {
		w.T.Fatal(err)
	}
}

// Record is an organization's audit record, newest first.
func (w *World) Record(o id.Organization) []table.Entry {
	w.T.Helper()
	all, _, err := w.Operator().RecordOf(context.Background(), o, T0.AddDate(0, 0, 1), table.Page{Limit: 100})
	if err != nil {
		w.T.Fatal(err)
	}
	return all
}

// Items is everything that is stored, in JSON, by its key.
func (w *World) Items() map[string]string {
	w.T.Helper()
	places, out := notedOf(w.table), map[string]string{}
	now, err := []map[string]types.AttributeValue(nil), error(nil)
	if len(places) > mostLooked {
		now, err = Stored(context.Background(), w.db, w.table)
	} else {
		maps.Copy(out, w.told)
		for p := range places {
			delete(out, p.String())
		}
		now, err = look(context.Background(), w.db, w.table, places)
	}
	if err != nil {
		w.T.Fatal(err)
	}
	maps.Copy(out, ByKey(now))
	return out
}

// ByKey is items in JSON, by partition and sort key.
func ByKey(all []map[string]types.AttributeValue) map[string]string {
	out := map[string]string{}
	for _, item := range all {
		raw, err := json.Marshal(item)
		if err != nil {
			panic(err) // what DynamoDB answers always marshals
		}
		out[placeOf(item).String()] = string(raw)
	}
	return out
}

// Unchanged fails the test if act changes anything that is stored. That it was
// refused may be on record (rule A1).
func (w *World) Unchanged(act func()) {
	w.T.Helper()
	before := w.Items()
	act()
	after := w.Items()
	if maps.Equal(before, after) {
		return
	}
	for k, v := range after {
		refused := before[k] == "" && strings.HasPrefix(k, "AUDIT#") && strings.Contains(v, `"`+string(audit.Refused)+`"`)
		if before[k] != v && !refused {
			w.T.Errorf("was written, and should not be: %s", k)
		}
	}
	for k := range before {
		if _, still := after[k]; !still {
			w.T.Errorf("was removed, and should not be: %s", k)
		}
	}
}

func text(v types.AttributeValue) string {
	s, _ := v.(*types.AttributeValueMemberS)
	if s == nil {
		return ""
	}
	return s.Value
}

// Config is how a function reaches a service at a loopback address.
func Config(endpoint, function string) aws.Config {
	key, err := caller.Key(function)
	if err != nil {
		panic(err) // a row's name always is one
	}
	return aws.Config{
		Region: region, BaseEndpoint: aws.String(endpoint),
		Credentials: credentials.NewStaticCredentialsProvider(key, caller.Secret, "test"),
		HTTPClient:  noting{awshttp.NewBuildableClient()},
	}
}

func client(endpoint string) *dynamodb.Client {
	return dynamodb.NewFromConfig(Config(endpoint, caller.Operator), func(o *dynamodb.Options) {
		o.DisableValidateResponseChecksum = true
	})
}
