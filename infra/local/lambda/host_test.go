package lambda_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/lambda"
)

var probe string // the compiled testdata/probe

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "probe")
	if err != nil {
		panic(err)
	}
	probe = filepath.Join(folder, "bootstrap")
	if out, err := exec.Command("go", "build", "-tags", "lambda.norpc", "-o", probe, "./testdata/probe").CombinedOutput(); err != nil {
		panic(string(out))
	}
	code := m.Run()
	_ = os.RemoveAll(folder)
	os.Exit(code)
}

func host(t *testing.T, timeout time.Duration, env ...string) *lambda.Host {
	t.Helper()
	h, err := lambda.NewHost(lambda.Options{Logs: t.TempDir()},
		lambda.Function{Name: "probe-one", Binary: probe, Timeout: timeout, Env: env},
		lambda.Function{Name: "missing", Binary: probe + "-not-there", Timeout: timeout})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Stop)
	return h
}

type answer struct {
	PID, Calls             int
	Request, Function, Key string
	Left                   int64
	ErrorType              string
	ErrorMessage           string
}

func call(t *testing.T, h *lambda.Host, event string) (lambda.Result, answer) {
	t.Helper()
	r, err := h.Invoke(context.Background(), "probe-one", []byte(event))
	if err != nil {
		t.Fatal(err)
	}
	var a answer
	if err := json.Unmarshal(r.Payload, &a); err != nil {
		t.Fatalf("%s: %v", r.Payload, err)
	}
	return r, a
}

func TestAnIdleProcessServesTheNextCall(t *testing.T) {
	h := host(t, 5*time.Second)
	_, first := call(t, h, `{}`)
	r, second := call(t, h, `{}`)
	if first.PID != second.PID || second.Calls != 2 {
		t.Errorf("two calls in a row: %+v, %+v", first, second)
	}
	if second.Request != r.Request || first.Request == r.Request {
		t.Errorf("the function saw request %q, the caller %q", second.Request, r.Request)
	}
	if second.Function != "probe-one" || second.Key != "LOCALPROBE0ONE" || second.Left < 4000 || second.Left > 5000 {
		t.Errorf("the function was told %+v", second)
	}
}

func TestEightOverlappingCallsMakeEightProcessesAndTheNinthWaits(t *testing.T) {
	h := host(t, 10*time.Second)
	var mu sync.Mutex
	pids, most := map[int]int{}, 0
	var wg sync.WaitGroup
	for range 9 {
		wg.Go(func() {
			_, a := call(t, h, `{"Sleep":400}`)
			mu.Lock()
			defer mu.Unlock()
			pids[a.PID]++
			most = max(most, len(h.Processes()))
		})
	}
	wg.Wait()
	if len(pids) != 8 || most != 8 {
		t.Errorf("nine calls ran in processes %v, at most %d at once", pids, most)
	}
}

func TestAFunctionThatRunsTooLongIsKilledAndReplaced(t *testing.T) {
	h := host(t, 300*time.Millisecond)
	_, before := call(t, h, `{}`)
	r, a := call(t, h, `{"Sleep":60000}`)
	if !r.Failed || !r.TimedOut || !strings.Contains(a.ErrorMessage, "Task timed out after 0.30 seconds") {
		t.Errorf("result %s", r.Payload)
	}
	if alive(before.PID) {
		t.Error("the process lives on")
	}
	if _, after := call(t, h, `{}`); after.PID == before.PID {
		t.Error("the same process serves on")
	}
}

func TestACrashFailsItsCallAndTheNextOneIsServed(t *testing.T) {
	h := host(t, 5*time.Second)
	for event, want := range map[string]string{
		`{"Exit":true}`: "Runtime exited with error: exit status 1", `{"Panic":true}`: "as told", `{"Fail":"no"}`: "no",
	} {
		if r, a := call(t, h, event); !r.Failed || !strings.Contains(a.ErrorMessage, want) {
			t.Errorf("%s: %s", event, r.Payload)
		}
		if r, _ := call(t, h, `{}`); r.Failed {
			t.Errorf("after %s: %s", event, r.Payload)
		}
	}
}

func TestAProcessThatDiesBeforeItsFirstPollFailsTheCall(t *testing.T) {
	h := host(t, 5*time.Second, "PROBE_DIES=1")
	for range lambda.Overlap + 1 { // each gives its place back
		if r, a := call(t, h, `{}`); !r.Failed || !strings.Contains(a.ErrorMessage, "exit status 3") {
			t.Errorf("result %s", r.Payload)
		}
	}
}

func TestKillNextKillsInTheMiddleOfTheCall(t *testing.T) {
	h := host(t, 5*time.Second)
	call(t, h, `{}`)
	h.KillNext("probe-one", 50*time.Millisecond)
	if r, a := call(t, h, `{"Sleep":3000}`); !r.Failed || !strings.Contains(a.ErrorMessage, "signal: killed") {
		t.Errorf("result %s", r.Payload)
	}
	if r, _ := call(t, h, `{}`); r.Failed {
		t.Errorf("the call after: %s", r.Payload)
	}
}

func TestARenewedFunctionStartsAnew(t *testing.T) {
	h := host(t, 5*time.Second)
	_, before := call(t, h, `{}`)
	h.Renew("probe-one")
	if _, after := call(t, h, `{}`); after.PID == before.PID {
		t.Error("the old process serves on")
	}
}

func TestAnAnswerOverSixMegabytesIsAnError(t *testing.T) {
	h := host(t, 5*time.Second)
	if r, a := call(t, h, fmt.Sprintf(`{"Big":%d}`, 2<<20)); !r.Failed || a.ErrorType != "Function.ResponseSizeTooLarge" {
		t.Errorf("failed %t, type %q", r.Failed, a.ErrorType) // a zero byte is six characters in JSON
	}
}

func TestWhatIsNotBuiltIsUnknown(t *testing.T) {
	h := host(t, 5*time.Second)
	for _, name := range []string{"missing", "nobody"} {
		if _, err := h.Invoke(context.Background(), name, []byte(`{}`)); !errors.Is(err, lambda.ErrUnknown) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestStopLeavesNoProcess(t *testing.T) {
	h := host(t, 5*time.Second)
	_, a := call(t, h, `{}`)
	h.Stop()
	if alive(a.PID) {
		t.Error("a process lives on")
	}
	if _, err := h.Invoke(context.Background(), "probe-one", []byte(`{}`)); !errors.Is(err, lambda.ErrStopped) {
		t.Errorf("a call after: %v", err)
	}
}

func alive(pid int) bool { return syscall.Kill(pid, 0) == nil }
