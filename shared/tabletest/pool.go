package tabletest

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// takeTable is a table that holds the items and nothing else, and that nobody
// else has until it is handed back: a test's that has ended, put as it was, or a
// new one. What is written to it from then on is noted.
func takeTable(ctx context.Context, db *dynamodb.Client, items []map[string]types.AttributeValue) (name string, err error) {
	ours := false
	if len(items) > 0 {
		name, ours = spareTable()
	}
	switch {
	case ours:
		err = RestoreNoted(ctx, db, name, items)
	case name != "":
		err = Restore(ctx, db, name, items)
	default:
		if name, err = makeTable(ctx, db); err == nil {
			err = putAll(ctx, db, name, items)
		}
	}
	forget(name)
	return name, err
}

// spareTable is a table with the story that a test of this binary has handed back,
// or that another binary has left, or "".
func spareTable() (name string, ours bool) {
	binary.mu.Lock()
	defer binary.mu.Unlock()
	last := len(binary.spare) - 1
	if last < 0 {
		return inherited(), false
	}
	name = binary.spare[last]
	binary.spare = binary.spare[:last]
	return name, true
}

// handBack keeps a table for the next test. One that was filled, or made empty, is
// dropped: to put it as it was would take longer.
func handBack(db *dynamodb.Client, name string, items int) {
	if len(notedOf(name)) >= min(items, mostLooked) {
		dropTable(db, name)
		return
	}
	binary.mu.Lock()
	defer binary.mu.Unlock()
	binary.spare = append(binary.spare, name)
}

// In a run of many binaries a file in the run's folder names each table that a
// binary has left to the next: to put it as it was takes a tenth of making another.
const spareFile = "table-"

// inherited is a table that another binary has left, or "".
func inherited() string {
	if folder := os.Getenv(StoryVariable); folder != "" {
		left, _ := filepath.Glob(filepath.Join(folder, spareFile+"*"))
		for _, f := range left {
			if os.Remove(f) == nil { // whoever removes it has it
				return strings.TrimPrefix(filepath.Base(f), spareFile)
			}
		}
	}
	return ""
}

// leaveSpare leaves this binary's tables to the next, in an engine that they share.
func leaveSpare() {
	folder := os.Getenv(StoryVariable)
	for _, name := range binary.spare {
		if folder == "" || os.WriteFile(filepath.Join(folder, spareFile+name), nil, 0o600) != nil {
			dropTable(client(os.Getenv(EngineVariable)), name)
		}
	}
}
