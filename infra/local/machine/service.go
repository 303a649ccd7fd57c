package machine

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/valetkey/valetkey/infra/grants"
	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/lambda"
	"github.com/valetkey/valetkey/infra/local/ledger"
)

// fault is an error answer.
type fault struct {
	status  int
	kind    string
	message string
}

func (f *fault) Error() string { return f.kind + ": " + f.message }

func bad(kind, format string, args ...any) error {
	return &fault{http.StatusBadRequest, kind, fmt.Sprintf(format, args...)}
}

// input is every field of the two operations.
type input struct {
	StateMachine string `json:"stateMachineArn"`
	Execution    string `json:"executionArn"`
	Name         string `json:"name"`
	Input        string `json:"input"`
}

// ServeHTTP speaks the AWS JSON protocol, version 1.0.
func (m *Machine) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	who, err := caller.Of(r)
	operation := strings.TrimPrefix(r.Header.Get("X-Amz-Target"), "AWSStepFunctions.")
	var out map[string]any
	if err != nil {
		err = bad("UnrecognizedClientException", "%v", err)
	} else {
		out, err = m.serve(r.Context(), who, operation, r.Body)
	}
	entry := ledger.Entry{Service: ledger.States, Caller: who, Operation: operation}
	if m.options.Serving != nil {
		entry.Request = m.options.Serving(who.Process)
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	if f := (*fault)(nil); errors.As(err, &f) {
		entry.Fault = f.kind
		w.WriteHeader(f.status)
		out = map[string]any{"__type": f.kind, "message": f.message}
	}
	m.options.Ledger.Add(entry)
	_ = json.NewEncoder(w).Encode(out)
}

func (m *Machine) serve(ctx context.Context, who caller.Caller, operation string, body io.Reader) (map[string]any, error) {
	if err := m.options.Roles.Check(who, grants.Ask{Action: "states:" + operation, On: grants.Machine}); err != nil {
		return nil, bad("AccessDeniedException", "User: %v", err)
	}
	var in input
	if err := json.NewDecoder(body).Decode(&in); err != nil {
		return nil, bad("SerializationException", "%v", err)
	}
	switch operation {
	case "StartExecution":
		return m.start(ctx, in)
	case "DescribeExecution":
		return m.describe(in)
	}
	return nil, bad("UnknownOperationException", "%s", operation)
}

// named is what AWS takes for a name.
var named = regexp.MustCompile(`^[^\s<>{}\[\]?*"#%\\^|~` + "`" + `$&,;:/\x00-\x1f\x7f-\x9f]{1,80}$`)

// start starts an execution. One that runs under that name with that very input
// is answered again; any other of that name is in the way, for as long as its name
// is remembered (on AWS 90 days, here until the machine is stopped).
func (m *Machine) start(ctx context.Context, in input) (map[string]any, error) {
	switch {
	case in.StateMachine != ARN:
		return nil, bad("StateMachineDoesNotExist", "State Machine Does Not Exist: '%s'", in.StateMachine)
	case !named.MatchString(in.Name):
		return nil, bad("InvalidName", "Invalid Name: '%s'", in.Name)
	case !json.Valid([]byte(in.Input)):
		return nil, bad("InvalidExecutionInput", "Invalid State Machine Execution Input")
	}
	m.mu.Lock()
	e, found := m.executions[in.Name]
	same := found && e.Status == "RUNNING" && e.Input == in.Input
	if !found {
		e = &Execution{Name: in.Name, Input: in.Input, Status: "RUNNING", Start: time.Now()}
		m.executions[in.Name] = e
	}
	host, began := m.host, e.Start
	m.mu.Unlock()
	if found && !same {
		return nil, bad("ExecutionAlreadyExists", "Execution Already Exists: '%s'", execution(in.Name))
	}
	if !found {
		if err := post(ctx, host, map[string]any{"name": in.Name, "input": json.RawMessage(in.Input)}); err != nil {
			m.mu.Lock()
			delete(m.executions, in.Name)
			m.mu.Unlock()
			return nil, &fault{http.StatusServiceUnavailable, "ServiceUnavailable", err.Error()}
		}
	}
	return map[string]any{"executionArn": execution(in.Name), "startDate": seconds(began)}, nil
}

func (m *Machine) describe(in input) (map[string]any, error) {
	e, found := m.Execution(strings.TrimPrefix(in.Execution, execution("")))
	if !found {
		return nil, bad("ExecutionDoesNotExist", "Execution Does Not Exist: '%s'", in.Execution)
	}
	out := map[string]any{
		"executionArn": execution(e.Name), "stateMachineArn": ARN, "name": e.Name, "status": e.Status, "input": e.Input, "startDate": seconds(e.Start),
	}
	if !e.Stop.IsZero() {
		out["stopDate"] = seconds(e.Stop)
	}
	for name, value := range map[string]string{"output": e.Output, "error": e.Error, "cause": e.Cause} {
		if value != "" {
			out[name] = value
		}
	}
	return out, nil
}

func execution(name string) string {
	return strings.Replace(ARN, ":stateMachine:", ":execution:", 1) + ":" + name
}

func seconds(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }

func post(ctx context.Context, url string, body any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	return answer.Body.Close()
}

// callbacks are what the program that runs executions asks for.
func (m *Machine) callbacks() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /task", m.task)
	mux.HandleFunc("POST /over", m.over)
	return mux
}

// task calls a function, as Step Functions does for a task that names one.
func (m *Machine) task(w http.ResponseWriter, r *http.Request) {
	var t struct {
		Resource string
		Event    json.RawMessage
	}
	err := json.NewDecoder(r.Body).Decode(&t)
	var result lambda.Result
	if err == nil {
		result, err = m.options.Invoke(r.Context(), strings.TrimPrefix(t.Resource, functionPrefix), t.Event)
	}
	if err != nil {
		result.Failed = true
		result.Payload, _ = json.Marshal(map[string]string{"errorType": "Lambda.ServiceException", "errorMessage": err.Error()})
	}
	if result.Failed {
		w.WriteHeader(http.StatusBadGateway)
	}
	_, _ = w.Write(result.Payload)
}

// over notes how an execution came to its end.
func (m *Machine) over(w http.ResponseWriter, r *http.Request) {
	var o struct {
		Name, Status, Error, Cause string
		Output                     json.RawMessage
		Transitions, Retries       int
	}
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
		http.Error(w, "{}", http.StatusBadRequest)
		return
	}
	m.mu.Lock()
	if e := m.executions[o.Name]; e != nil {
		e.Status, e.Error, e.Cause, e.Output, e.Stop = o.Status, o.Error, o.Cause, string(o.Output), time.Now()
		e.Transitions, e.Retries = o.Transitions, o.Retries
	}
	m.mu.Unlock()
	if o.Status != "SUCCEEDED" {
		_, _ = fmt.Fprintf(m.options.Log, "the execution %s failed: %s: %s\n", o.Name, o.Error, o.Cause)
	}
	_, _ = io.WriteString(w, "{}")
}
