// Package ledger counts what functions ask of the local services: which call,
// which operation, how many items, how many read and write units.
//
// It counts; it does not judge and does not price.
package ledger

import (
	"slices"
	"sync"

	"github.com/valetkey/valetkey/infra/local/caller"
)

// The services that are counted.
const (
	DynamoDB = "dynamodb"
	KMS      = "kms"
	SES      = "ses"
	States   = "states"
	Events   = "events"
)

// most is how many entries are kept; a developer's stack runs for days.
const most = 20_000

// Entry is one call to a service.
type Entry struct {
	Service   string
	Caller    caller.Caller
	Request   string // the function call's request id; empty for the operator
	Operation string // like "TransactWriteItems"
	Items     int    // items asked for, written or found
	Read      float64
	Write     float64
	Fault     string // the type of the error answered, if any
}

// Ledger is a list of entries; the zero value is ready.
type Ledger struct {
	mu      sync.Mutex
	entries []Entry
}

// Add records an entry.
func (l *Ledger) Add(e Entry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.entries) == most {
		l.entries = slices.Delete(l.entries, 0, most/2)
	}
	l.entries = append(l.entries, e)
}

// Entries lists what is recorded, oldest first.
func (l *Ledger) Entries() []Entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.entries)
}

// Of lists what a function asked for, in every one of its calls.
func (l *Ledger) Of(function string) []Entry {
	return slices.DeleteFunc(l.Entries(), func(e Entry) bool { return e.Caller.Function != function })
}

// Reset forgets everything.
func (l *Ledger) Reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.entries = nil
}
