package machine_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/smithy-go"

	"github.com/valetkey/valetkey/infra/grants"
	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/lambda"
	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/infra/local/machine"
	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/workflow"
)

// woken is a function that is woken at instants, and notes when it was.
type woken struct {
	mu    sync.Mutex
	at    []time.Time
	fails int // so many first wakes
	left  []time.Time
}

func (w *woken) invoke(_ context.Context, function string, event []byte) (lambda.Result, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if function != "period-wake" {
		return lambda.Result{}, lambda.ErrUnknown
	}
	if w.fails > 0 {
		w.fails--
		return lambda.Result{Failed: true, Payload: []byte(`{"errorType":"broken","errorMessage":"not now"}`)}, nil
	}
	e, err := workflow.Read(event)
	if err != nil {
		return lambda.Result{}, err
	}
	w.at = append(w.at, e.At)
	for len(w.left) > 0 && !w.left[0].After(e.At) {
		w.left = w.left[1:]
	}
	raw, err := json.Marshal(workflow.NextOf(w.left))
	return lambda.Result{Payload: raw}, err
}

func started(t *testing.T, w *woken) *machine.Machine {
	t.Helper()
	root, err := stack.FindRoot()
	if err != nil {
		t.Fatal(err)
	}
	may, err := grants.From(api.Touch{Starts: true})
	if err != nil {
		t.Fatal(err)
	}
	m, err := machine.Start(machine.Options{
		Root: root, Wake: "period-wake", Invoke: w.invoke, Roles: map[string][]grants.Statement{"outbox-drive": may}, Ledger: &ledger.Ledger{}, Log: io.Discard,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Stop)
	return m
}

// as is the service as a function calls it.
func as(t *testing.T, m *machine.Machine, function string) aws.Config {
	t.Helper()
	key, err := caller.Key(function)
	if err != nil {
		t.Fatal(err)
	}
	return aws.Config{
		Region: stack.Region, BaseEndpoint: aws.String(m.URL()), Credentials: credentials.NewStaticCredentialsProvider(key, caller.Secret, ""), RetryMaxAttempts: 1,
	}
}

// over waits for the end of an execution.
func over(t *testing.T, m *machine.Machine, name string) machine.Execution {
	t.Helper()
	for range 1000 {
		if e, _ := m.Execution(name); e.Status != "RUNNING" {
			return e
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("%s does not end", name)
	return machine.Execution{}
}

func request(name string) id.Request {
	return id.New[id.Request](time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), name, 0)
}

func TestAPeriodOfSecondsIsPlayedToItsEndInFourTransitions(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		after []time.Duration // instants
		want  int             // transitions
		wakes int
	}{
		"plain":       {[]time.Duration{2 * time.Second}, 4, 2},
		"warned":      {[]time.Duration{2 * time.Second, 5 * time.Second}, 7, 3},
		"over before": {nil, 3, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &woken{}
			m := started(t, w)
			for _, d := range tt.after {
				w.left = append(w.left, time.Now().Add(d))
			}
			left := w.left
			if err := workflow.Open(as(t, m, "outbox-drive"), machine.ARN).Start(t.Context(), request(name)); err != nil {
				t.Fatal(err)
			}
			e := over(t, m, string(request(name)))
			if e.Status != "SUCCEEDED" || e.Transitions != tt.want || len(w.at) != tt.wakes {
				t.Fatalf("%+v, woken at %v", e, w.at)
			}
			for i, instant := range left {
				if w.at[i+1].Before(instant) || w.at[i+1].Sub(instant) > 3*time.Second {
					t.Errorf("woken at %s for %s", w.at[i+1], instant)
				}
			}
		})
	}
}

func TestAWakeThatFailsIsMadeAgain(t *testing.T) {
	t.Parallel()
	w := &woken{fails: 1}
	m := started(t, w)
	if err := workflow.Open(as(t, m, "outbox-drive"), machine.ARN).Start(t.Context(), request("again")); err != nil {
		t.Fatal(err)
	}
	if e := over(t, m, string(request("again"))); e.Status != "SUCCEEDED" || e.Retries != 1 || len(w.at) != 1 {
		t.Errorf("%+v, woken at %v", e, w.at)
	}
}

func TestANameIsTakenOnceAsOnAWS(t *testing.T) {
	t.Parallel()
	w := &woken{}
	m := started(t, w)
	w.left = []time.Time{time.Now().Add(3 * time.Second)}
	c := sfn.NewFromConfig(as(t, m, "outbox-drive"))
	start := func(arn, name, input string) (*sfn.StartExecutionOutput, string) {
		out, err := c.StartExecution(t.Context(), &sfn.StartExecutionInput{StateMachineArn: aws.String(arn), Name: aws.String(name), Input: aws.String(input)})
		if said := smithy.APIError(nil); errors.As(err, &said) {
			return out, said.ErrorCode()
		} else if err != nil {
			t.Fatal(err)
		}
		return out, ""
	}
	q := string(request("once"))
	input := `{"v":1,"request":"` + q + `"}`
	first, failed := start(machine.ARN, q, input)
	if failed != "" {
		t.Fatal(failed)
	}
	if again, failed := start(machine.ARN, q, input); failed != "" || !again.StartDate.Equal(*first.StartDate) || *again.ExecutionArn != *first.ExecutionArn {
		t.Errorf("the very same again, while it runs: %s, %+v", failed, again)
	}
	for want, tt := range map[string][3]string{
		"ExecutionAlreadyExists": {machine.ARN, q, `{"v":1,"request":"another"}`}, "InvalidName": {machine.ARN, "a name", input},
		"InvalidExecutionInput": {machine.ARN, "other", "{"}, "StateMachineDoesNotExist": {machine.ARN + "s", q, input},
	} {
		if _, failed := start(tt[0], tt[1], tt[2]); failed != want {
			t.Errorf("%v: %s", tt, failed)
		}
	}
	over(t, m, q)
	if _, failed := start(machine.ARN, q, input); failed != "ExecutionAlreadyExists" {
		t.Errorf("after its end: %s", failed)
	}
	if err := workflow.Open(as(t, m, "outbox-drive"), machine.ARN).Start(t.Context(), request("once")); err != nil || len(w.at) != 2 {
		t.Errorf("what was started is started: %v, woken %d times", err, len(w.at))
	}
	operator := sfn.NewFromConfig(as(t, m, caller.Operator))
	d, err := operator.DescribeExecution(t.Context(), &sfn.DescribeExecutionInput{ExecutionArn: first.ExecutionArn})
	if err != nil || d.Status != "SUCCEEDED" || *d.Name != q || *d.Input != input || d.StopDate == nil {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestOnlyWhoseRowSaysSoMayStartOne(t *testing.T) {
	t.Parallel()
	m := started(t, &woken{})
	if err := workflow.Open(as(t, m, "request-approve"), machine.ARN).Start(t.Context(), request("other")); err == nil {
		t.Error("it may")
	}
	if _, found := m.Execution(string(request("other"))); found {
		t.Error("it runs")
	}
}

func TestAMachineThatIsDownStartsNothingAndForgetsWhatRan(t *testing.T) {
	t.Parallel()
	w := &woken{}
	m := started(t, w)
	w.left = []time.Time{time.Now().Add(time.Hour)}
	machineOf := workflow.Open(as(t, m, "outbox-drive"), machine.ARN)
	if err := machineOf.Start(t.Context(), request("gone")); err != nil {
		t.Fatal(err)
	}
	m.Down()
	if err := machineOf.Start(t.Context(), request("more")); err == nil {
		t.Error("it answers")
	}
	if err := m.Up(); err != nil {
		t.Fatal(err)
	}
	if _, found := m.Execution(string(request("gone"))); found {
		t.Error("it is remembered")
	}
	if err := machineOf.Start(t.Context(), request("more")); err != nil {
		t.Error(err)
	}
}
