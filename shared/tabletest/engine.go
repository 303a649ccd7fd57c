package tabletest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/infra/local/kms"
	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/table"
)

// EngineVariable names the environment variable with the address of a running
// DynamoDB Local, for a run of many test binaries. Without it each binary that
// needs one starts its own.
const EngineVariable = "VALETKEY_DYNAMODB"

// binary is what the tests of one binary have in common.
var binary struct {
	mu     sync.Mutex
	folder string
	engine *dynamo.Engine
	story  []map[string]types.AttributeValue
	plain  map[string]string // the story's, in JSON, by key
	spare  []string          // tables of tests that have ended: the next ones' (pool.go)
}

// Main runs a binary's tests and ends what they had in common, also when some
// failed; after is run first. A binary that dies takes its engine with it
// (infra/local/child).
func Main(m *testing.M, after ...func()) {
	code := m.Run()
	for _, f := range after {
		f()
	}
	binary.mu.Lock()
	defer binary.mu.Unlock()
	if binary.engine != nil {
		binary.engine.Stop()
	} else {
		leaveSpare()
	}
	if binary.folder != "" {
		_ = os.RemoveAll(binary.folder)
	}
	os.Exit(code)
}

func engineURL() (string, error) {
	if url := os.Getenv(EngineVariable); url != "" {
		return url, nil
	}
	binary.mu.Lock()
	defer binary.mu.Unlock()
	if binary.engine != nil {
		return binary.engine.URL(), nil
	}
	root, err := Root()
	if err != nil {
		return "", err
	}
	binary.engine, err = dynamo.StartEngine(filepath.Join(root, "infra", "local", "node_modules"), "", io.Discard)
	if err != nil {
		return "", err
	}
	return binary.engine.URL(), nil
}

// Root is the checkout's folder: the nearest one above the working directory
// that has a go.mod.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("there is no go.mod above the working directory")
		}
	}
}

// keyFile is where the KMS key of this binary is kept: every World has the same
// one, so that the story's ciphertexts open in each. In a run of many binaries
// it is the run's.
func keyFile() (string, error) {
	if folder := os.Getenv(StoryVariable); folder != "" {
		return filepath.Join(folder, "kms.json"), nil
	}
	binary.mu.Lock()
	defer binary.mu.Unlock()
	if binary.folder == "" {
		folder, err := os.MkdirTemp("", "tabletest")
		if err != nil {
			return "", err
		}
		binary.folder = folder
	}
	return filepath.Join(binary.folder, "kms.json"), nil
}

// theStory is the story's items. It is told once in a binary, or in a run of
// many (StoryVariable); each World gets a copy.
func theStory() ([]map[string]types.AttributeValue, error) {
	engine, err := engineURL()
	if err != nil {
		return nil, err
	}
	file, err := keyFile()
	if err != nil {
		return nil, err
	}
	binary.mu.Lock()
	defer binary.mu.Unlock()
	if binary.story != nil {
		return binary.story, nil
	}
	ctx, db := context.Background(), client(engine)
	tell := func() (string, error) { return tellOnce(ctx, db, engine, file) }
	name := ""
	if folder := os.Getenv(StoryVariable); folder != "" {
		name, err = onceInARun(folder, tell)
	} else if name, err = tell(); err == nil {
		defer dropTable(db, name)
	}
	if err != nil {
		return nil, err
	}
	if binary.story, err = Stored(ctx, db, name); err == nil {
		binary.plain = ByKey(binary.story)
	}
	return binary.story, err
}

// tellOnce tells the story on a table that nobody writes to after it, and answers
// its name.
func tellOnce(ctx context.Context, db *dynamodb.Client, engine, keyFile string) (string, error) {
	service, err := kms.Start(kms.Options{File: keyFile, Ledger: &ledger.Ledger{}})
	if err != nil {
		return "", err
	}
	defer service.Stop()
	name, err := makeTable(ctx, db)
	if err != nil {
		return "", err
	}
	t := table.Open(Config(engine, caller.Operator), name)
	return name, Tell(ctx, t, envelope.New(Config(service.URL(), caller.Operator), service.ARN()))
}

// makeTable makes an empty table whose name nobody else has.
func makeTable(ctx context.Context, db *dynamodb.Client) (string, error) {
	name := "test-" + rand.Text()
	in := table.Definition(name)
	in.StreamSpecification = nil // nobody reads it here, and DynamoDB Local grows slow with it
	if _, err := db.CreateTable(ctx, in); err != nil {
		return "", err
	}
	wait := dynamodb.NewTableExistsWaiter(db, func(o *dynamodb.TableExistsWaiterOptions) { o.MinDelay = 10 * time.Millisecond })
	return name, wait.Wait(ctx, &dynamodb.DescribeTableInput{TableName: &name}, time.Minute)
}

func dropTable(db *dynamodb.Client, name string) {
	// A table that stays behind ends with its engine.
	_, _ = db.DeleteTable(context.Background(), &dynamodb.DeleteTableInput{TableName: &name})
}

// Stored is everything in a table.
func Stored(ctx context.Context, db *dynamodb.Client, name string) ([]map[string]types.AttributeValue, error) {
	var all []map[string]types.AttributeValue
	pages := dynamodb.NewScanPaginator(db, &dynamodb.ScanInput{TableName: &name, ConsistentRead: aws.Bool(true)})
	for pages.HasMorePages() {
		p, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, p.Items...)
	}
	return all, nil
}

// Restore makes a table hold the items and nothing else. Only what differs is
// written: DynamoDB Local shows a table ten times as fast as it writes one.
func Restore(ctx context.Context, db *dynamodb.Client, name string, items []map[string]types.AttributeValue) error {
	now, err := Stored(ctx, db, name)
	if err != nil {
		return err
	}
	return rewrite(ctx, db, name, now, items)
}

// RestoreNoted is Restore for a table that held the items when it was restored last.
func RestoreNoted(ctx context.Context, db *dynamodb.Client, name string, items []map[string]types.AttributeValue) error {
	was, now, err := Noted(ctx, db, name, items)
	if err != nil {
		return err
	}
	return rewrite(ctx, db, name, now, was)
}

// rewrite makes of what a table holds now the items. Nothing is noted of it then.
func rewrite(ctx context.Context, db *dynamodb.Client, name string, now, items []map[string]types.AttributeValue) error {
	was, stays := map[place]map[string]types.AttributeValue{}, map[place]bool{}
	for _, item := range now {
		was[placeOf(item)] = item
	}
	var writes []types.WriteRequest
	for _, item := range items {
		stays[placeOf(item)] = true
		if !reflect.DeepEqual(was[placeOf(item)], item) {
			writes = append(writes, types.WriteRequest{PutRequest: &types.PutRequest{Item: item}})
		}
	}
	for k := range was {
		if !stays[k] {
			writes = append(writes, types.WriteRequest{DeleteRequest: &types.DeleteRequest{Key: k.key()}})
		}
	}
	err := writeAll(ctx, db, name, writes)
	forget(name)
	return err
}

// batchSize is what one BatchWriteItem takes.
const batchSize = 25

func putAll(ctx context.Context, db *dynamodb.Client, name string, items []map[string]types.AttributeValue) error {
	writes := make([]types.WriteRequest, len(items))
	for i, item := range items {
		writes[i] = types.WriteRequest{PutRequest: &types.PutRequest{Item: item}}
	}
	return writeAll(ctx, db, name, writes)
}

func writeAll(ctx context.Context, db *dynamodb.Client, name string, writes []types.WriteRequest) error {
	for some := range slices.Chunk(writes, batchSize) {
		if err := writeBatch(ctx, db, name, some); err != nil {
			return err
		}
	}
	return nil
}

func writeBatch(ctx context.Context, db *dynamodb.Client, name string, writes []types.WriteRequest) error {
	out, err := db.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{name: writes}})
	if err != nil {
		return fmt.Errorf("write the story: %w", err)
	}
	if len(out.UnprocessedItems) > 0 {
		return errors.New("write the story: DynamoDB Local left some out")
	}
	return nil
}
