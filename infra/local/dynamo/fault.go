package dynamo

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/infra/local/caller"
)

// Request is a call to DynamoDB as a hook sees it.
type Request struct {
	Caller    caller.Caller
	Call      string // the request id of the function call it belongs to
	Operation string
	Keys      []string // the partition key of every item, in order
	Body      []byte
}

// Touches reports whether an item is in a partition of that kind, like
// "SESSION".
func (r Request) Touches(partition string) bool {
	return slices.ContainsFunc(r.Keys, func(k string) bool { return strings.HasPrefix(k, partition+"#") })
}

// Fault is what is answered instead; nil lets a request or an answer pass.
type Fault struct {
	status int
	kind   string
	body   map[string]any
}

// Hook sees a request before DynamoDB does, or after DynamoDB has answered it.
// It may block, which holds that request alone.
type Hook func(Request) *Fault

// Conflict cancels a transaction for a conflict with another and nothing else,
// as DynamoDB Local never does: the first item's reason is TransactionConflict.
func Conflict(r Request) *Fault {
	reasons := make([]map[string]string, max(1, len(r.Keys)))
	codes := make([]string, len(reasons))
	for i := range reasons {
		codes[i] = "None"
		if i == 0 {
			codes[i] = "TransactionConflict"
		}
		reasons[i] = map[string]string{"Code": codes[i]}
	}
	reasons[0]["Message"] = "Transaction is ongoing for the item"
	return &Fault{http.StatusBadRequest, "TransactionCanceledException", map[string]any{
		"CancellationReasons": reasons,
		"Message":             fmt.Sprintf("Transaction cancelled, please refer cancellation reasons for specific reasons [%s]", strings.Join(codes, ", ")),
	}}
}

// Throttled is the answer of a partition that is asked too much.
func Throttled(Request) *Fault {
	return &Fault{http.StatusBadRequest, "ProvisionedThroughputExceededException", map[string]any{
		"message": "The level of configured provisioned throughput for the table was exceeded",
	}}
}

// Broken is the answer of a service that fails inside.
func Broken(Request) *Fault {
	return &Fault{http.StatusInternalServerError, "InternalServerError", map[string]any{"message": "Internal server error"}}
}

// Lost is no answer at all: the connection is dropped.
func Lost(Request) *Fault { return &Fault{} }

func denied(err error) *Fault {
	return &Fault{http.StatusBadRequest, "AccessDeniedException", map[string]any{"Message": "User: " + err.Error()}}
}

func invalid(kind string, err error) *Fault {
	return &Fault{http.StatusBadRequest, kind, map[string]any{"message": err.Error()}}
}

func (f *Fault) bytes() []byte {
	f.body["__type"] = "com.amazonaws.dynamodb.v20120810#" + f.kind
	b, err := json.Marshal(f.body)
	if err != nil {
		panic(err) // strings always marshal
	}
	return b
}

// kindOf is the name of the error in an answer.
func kindOf(body []byte) string {
	var e struct {
		Type string `json:"__type"`
	}
	_ = json.Unmarshal(body, &e) // no JSON: an unnamed error
	return e.Type[strings.LastIndex(e.Type, "#")+1:]
}
