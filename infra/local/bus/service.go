package bus

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/valetkey/valetkey/infra/grants"
	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/ledger"
)

// fault is an error answer to a whole request.
type fault struct{ kind, message string }

func (f *fault) Error() string { return f.kind + ": " + f.message }

func bad(kind, format string, args ...any) error { return &fault{kind, fmt.Sprintf(format, args...)} }

// The limits of one request.
const (
	maxEntries = 10
	maxBytes   = 256 << 10
)

// entry is one event that is put.
type entry struct {
	Bus        string   `json:"EventBusName"`
	Source     string   `json:"Source"`
	DetailType string   `json:"DetailType"`
	Detail     string   `json:"Detail"`
	Resources  []string `json:"Resources"`
	Time       *float64 `json:"Time"` // seconds since 1970
}

// size is how AWS counts one.
func (e entry) size() int {
	n := len(e.Source) + len(e.DetailType) + len(e.Detail)
	if e.Time != nil {
		n += 14
	}
	for _, r := range e.Resources {
		n += len(r)
	}
	return n
}

// result is what became of one entry.
type result struct {
	ID      string `json:"EventId,omitempty"`
	Code    string `json:"ErrorCode,omitempty"`
	Message string `json:"ErrorMessage,omitempty"`
}

// ServeHTTP speaks the AWS JSON protocol, version 1.1, and shows the events to
// whoever gets them.
func (b *Bus) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		w.Header().Set("Content-Type", "application/json")
		show := json.NewEncoder(w)
		show.SetIndent("", "  ")
		_ = show.Encode(b.Events())
		return
	}
	who, err := caller.Of(r)
	operation := strings.TrimPrefix(r.Header.Get("X-Amz-Target"), "AWSEvents.")
	var out any
	if err != nil {
		err = bad("UnrecognizedClientException", "%v", err)
	} else {
		out, err = b.serve(who, operation, r.Body)
	}
	line := ledger.Entry{Service: ledger.Events, Caller: who, Operation: operation}
	if b.options.Serving != nil {
		line.Request = b.options.Serving(who.Process)
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	if f := (*fault)(nil); errors.As(err, &f) {
		line.Fault = f.kind
		w.WriteHeader(http.StatusBadRequest)
		out = map[string]any{"__type": f.kind, "message": f.message}
	}
	b.options.Ledger.Add(line)
	_ = json.NewEncoder(w).Encode(out)
}

func (b *Bus) serve(who caller.Caller, operation string, body io.Reader) (any, error) {
	if err := b.options.Roles.Check(who, grants.Ask{Action: "events:" + operation, On: grants.Bus}); err != nil {
		return nil, bad("AccessDeniedException", "User: %v", err)
	}
	if operation != "PutEvents" {
		return nil, bad("UnknownOperationException", "%s", operation)
	}
	var in struct{ Entries []entry }
	if err := json.NewDecoder(body).Decode(&in); err != nil {
		return nil, bad("SerializationException", "%v", err)
	}
	if n := len(in.Entries); n < 1 || n > maxEntries {
		return nil, bad("ValidationException", "Value at 'entries' failed to satisfy constraint: Member must have length between 1 and %d", maxEntries)
	}
	bytes := 0
	for _, e := range in.Entries {
		bytes += e.size()
	}
	if bytes > maxBytes {
		return nil, bad("ValidationException", "Total size of the entries in the request is over the limit.")
	}
	failed, results := 0, []result{}
	for _, e := range in.Entries {
		r := b.put(e)
		if r.Code != "" {
			failed++
		}
		results = append(results, r)
	}
	return map[string]any{"FailedEntryCount": failed, "Entries": results}, nil
}

// put takes an entry, or says why not: the others of its request are taken all
// the same.
func (b *Bus) put(e entry) result {
	for name, value := range map[string]string{"Source": e.Source, "DetailType": e.DetailType, "Detail": e.Detail} {
		if value == "" {
			return result{Code: "InvalidArgument", Message: fmt.Sprintf("Parameter %s is not valid. Reason: %s is a required argument.", name, name)}
		}
	}
	var object map[string]any
	switch {
	case e.Bus != Name:
		return result{Code: "InvalidArgument", Message: "Parameter EventBusName is not valid. Reason: there is one bus here, " + Name + "."}
	case strings.HasPrefix(e.Source, "aws."):
		return result{Code: "NotAuthorizedForSourceException", Message: "Not authorized for the source."}
	case json.Unmarshal([]byte(e.Detail), &object) != nil || object == nil:
		return result{Code: "MalformedDetail", Message: "Detail is malformed."}
	case b.refuses():
		return result{Code: "ThrottlingException", Message: "Rate exceeded"}
	}
	at := time.Now()
	if e.Time != nil {
		at = time.UnixMilli(int64(*e.Time * 1000))
	}
	event := Event{
		Version: "0", ID: rand.Text(), Type: e.DetailType, Source: e.Source, Account: "000000000000", Region: "us-east-1",
		Time: at.UTC().Format("2006-01-02T15:04:05Z"), Resources: append([]string{}, e.Resources...), Detail: json.RawMessage(e.Detail),
	}
	b.keep(event)
	return result{ID: event.ID}
}

func (b *Bus) refuses() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.refuse == 0 {
		return false
	}
	b.refuse--
	return true
}
