package ledger

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/table"
	"github.com/valetkey/valetkey/shared/tabletest"
)

var update = flag.Bool("update", false, "write ledger.txt anew")

// house is the whole product, told the story; neither stream nor clock calls
// anybody: the tests do.
var house struct {
	*stack.Stack
	story []map[string]types.AttributeValue
	holds *map[string]types.AttributeValue // the first of what it was made to hold last
}

func TestMain(m *testing.M) {
	flag.Parse()
	if err := open(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	house.Stop()
	_ = os.RemoveAll(folder)
	os.Exit(code)
}

var folder string

func open() (err error) {
	if folder, err = os.MkdirTemp("", "ledger"); err != nil {
		return err
	}
	still := make([]api.Worker, len(api.Workers))
	for i, w := range api.Workers {
		w.Stream, w.Every = "", 0
		still[i] = w
	}
	ctx := context.Background()
	house.Stack, err = stack.Start(ctx, stack.Options{
		Dir: folder, InMemory: true, Build: true, NoClock: true, Origin: tabletest.Origin, Routes: api.Routes, Workers: still, Log: os.Stderr,
	})
	if err != nil {
		return err
	}
	if err := withoutStream(ctx); err != nil {
		return err
	}
	keys := envelope.New(tabletest.Config(house.KMS().URL(), caller.Operator), house.KMS().ARN())
	if err := tabletest.Tell(ctx, table.Open(house.Config(), stack.Table), keys); err != nil {
		return err
	}
	house.Dynamo().After(func(r dynamo.Request) *dynamo.Fault { tabletest.Note(r.Operation, r.Body); return nil })
	house.story, err = tabletest.Stored(ctx, house.DB(), stack.Table)
	return err
}

// withoutStream makes the table anew without a stream. Nobody reads it here, and
// its records would slow DynamoDB Local down with every telling of the story.
func withoutStream(ctx context.Context) error {
	db, in := house.DB(), table.Definition(stack.Table)
	if _, err := db.DeleteTable(ctx, &dynamodb.DeleteTableInput{TableName: in.TableName}); err != nil {
		return err
	}
	in.StreamSpecification = nil
	_, err := db.CreateTable(ctx, in)
	return err
}

// retold is the house with the story as it was, and nothing counted.
func retold(t *testing.T) {
	t.Helper()
	hold(t, house.story)
}

// hold makes the table hold the items, and counts from nothing. If it held them
// before, only what functions wrote since is looked at.
func hold(t *testing.T, items []map[string]types.AttributeValue) {
	t.Helper()
	restore := tabletest.Restore
	if house.holds == &items[0] {
		restore = tabletest.RestoreNoted
	}
	if err := restore(t.Context(), house.DB(), stack.Table, items); err != nil {
		t.Fatal(err)
	}
	house.holds = &items[0]
	house.Ledger().Reset()
}

// invoke calls the real binary.
func invoke(t *testing.T, name string, event any) []byte {
	t.Helper()
	raw, err := json.Marshal(event)
	if err != nil {
		t.Fatal(err)
	}
	r, err := house.Functions().Invoke(t.Context(), name, raw)
	if err != nil || r.Failed {
		t.Fatalf("%s: %v: %s", name, err, r.Payload)
	}
	return r.Payload
}

// call sends an event of a route.
func call(t *testing.T, name string, e events.APIGatewayV2HTTPRequest) events.APIGatewayV2HTTPResponse {
	t.Helper()
	var out events.APIGatewayV2HTTPResponse
	if err := json.Unmarshal(invoke(t, name, e), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEveryCallCostsWhatTheLedgerSays(t *testing.T) {
	var rows []Row
	counted := map[string]Row{}
	count := func(name string) {
		r := Row{Name: name}
		if err := r.Add(house.Ledger().Of(name)); err != nil {
			t.Error(err)
		}
		rows, counted[name] = append(rows, r), r
	}
	for _, r := range api.Routes {
		retold(t)
		house.Functions().Renew(r.Name) // cold
		e, err := tabletest.Recorded[events.APIGatewayV2HTTPRequest](r.Name)
		if err != nil {
			t.Fatal(err)
		}
		if a := call(t, r.Name, e); a.StatusCode != r.Status {
			t.Errorf("%s answered %d: %s", r.Name, a.StatusCode, a.Body)
		} else if !r.Secret {
			noSecret(t, r.Name, a.Body)
		}
		count(r.Name)
	}
	for _, w := range api.Workers {
		retold(t)
		house.Functions().Renew(w.Name)
		e, err := tabletest.Recorded[json.RawMessage](w.Name)
		if err != nil {
			t.Fatal(err)
		}
		invoke(t, w.Name, e)
		count(w.Name)
	}
	log, err := logs()
	if err != nil {
		t.Fatal(err)
	}
	noSecret(t, "the log", log)
	compare(t, Table(rows))
	for _, name := range []string{"credential-launch", "credential-reveal"} {
		if r := counted[name]; r.Snapshots != 1 || r.Writes != 1 || r.Gets+r.Queries != 0 || r.KMS > 1 {
			t.Errorf("%s takes %+v: a use is one snapshot, one transaction and at most one KMS call", name, r)
		}
	}
}

// TestNothingIsUnwrappedTwiceWhileAFunctionIsWarm: the next reveal of a running
// function takes no KMS call at all.
func TestNothingIsUnwrappedTwiceWhileAFunctionIsWarm(t *testing.T) {
	retold(t)
	house.Functions().Renew("credential-reveal")
	e, err := tabletest.Recorded[events.APIGatewayV2HTTPRequest]("credential-reveal")
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range []int{1, 0} {
		house.Ledger().Reset()
		e.RequestContext.RequestID = fmt.Sprintf("reveal %d", n)
		call(t, "credential-reveal", e)
		r := Row{Name: "credential-reveal"}
		if err := r.Add(house.Ledger().Of(r.Name)); err != nil || r.KMS != want {
			t.Errorf("reveal %d takes %d KMS calls (%v)", n+1, r.KMS, err)
		}
	}
}

func compare(t *testing.T, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile("ledger.txt", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(filepath.Join(".", "ledger.txt"))
	if err != nil || string(want) != got {
		t.Errorf("the ledger says (%v)\n%s\ncounted:\n%s\nIf that is meant: go test ./infra/ledger -update", err, want, got)
	}
}

// logs is what every function has logged.
func logs() (string, error) {
	files, err := filepath.Glob(filepath.Join(folder, "log", "*.log"))
	if err != nil {
		return "", err
	}
	var all []byte
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			return "", err
		}
		all = append(all, raw...)
	}
	return string(all), nil
}
