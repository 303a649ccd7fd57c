package workflow_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/workflow"
)

const request = id.Request("req_01JTDV1X003Z5XG7CFZGQ2K4S1")

func golden(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(raw))
}

// The files of versions that ever ran stay: their executions may still be there.
func TestEveryVersionOfAnInputIsReadForAsLongAsExecutionsLive(t *testing.T) {
	files, err := filepath.Glob("testdata/wake-*.json")
	if err != nil || len(files) < workflow.Version {
		t.Fatalf("%d golden files for %d versions, %v", len(files), workflow.Version, err)
	}
	for _, f := range files {
		w, err := workflow.Read([]byte(golden(t, filepath.Base(f))))
		if err != nil || w.Request != request || !w.At.Equal(time.Date(2026, 3, 2, 9, 0, 0, 123e6, time.UTC)) {
			t.Errorf("%s: %+v, %v", f, w, err)
		}
	}
}

func TestWhatIsNoWakeIsAnError(t *testing.T) {
	for _, event := range []string{
		``, `null`, `[]`, `{}`, `{"v":2,"request":"` + string(request) + `","at":"2026-03-02T09:00:00Z"}`,
		`{"v":1,"request":"person_01JTDV1X003Z5XG7CFZGQ2K4S1","at":"2026-03-02T09:00:00Z"}`, `{"v":1,"request":"` + string(request) + `"}`,
		`{"v":1,"request":"` + string(request) + `","at":"soon"}`, `{"v":1,"request":"` + string(request) + `","at":"2026-03-02T09:00:00Z","state":"approved"}`,
	} {
		if w, err := workflow.Read([]byte(event)); err == nil {
			t.Errorf("%s is read as %+v", event, w)
		}
	}
}

func TestTheMachineIsNeverToldToWakeBeforeTheInstant(t *testing.T) {
	at := func(nanos int) time.Time { return time.Date(2026, 3, 2, 9, 59, 59, nanos, time.UTC) }
	for want, instant := range map[string]time.Time{
		"2026-03-02T09:59:59Z": at(0), "2026-03-02T10:00:00Z": at(1), "2026-03-02T10:00:01Z": at(1e9 + 999e6),
	} {
		if n := workflow.NextOf([]time.Time{instant}); n.Next != want || !n.Last {
			t.Errorf("%s: %+v", instant, n)
		}
	}
	if n := workflow.NextOf([]time.Time{at(0), at(5)}); n.Last {
		t.Error("the last of two")
	}
	if raw, err := json.Marshal(workflow.NextOf(nil)); err != nil || string(raw) != `{"last":false}` {
		t.Errorf("%s, %v", raw, err)
	}
}

// served is a machine whose service answers so, and what it was asked.
func served(t *testing.T, status int, answer string) (workflow.Machine, *map[string]string) {
	t.Helper()
	asked := map[string]string{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		if err := json.Unmarshal(raw, &asked); err != nil {
			t.Error(err)
		}
		asked["target"] = r.Header.Get("X-Amz-Target")
		w.Header().Set("Content-Type", "application/x-amz-json-1.0")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(s.Close)
	return workflow.Open(aws.Config{Region: "us-east-1", BaseEndpoint: aws.String(s.URL), RetryMaxAttempts: 1}, "arn:machine"), &asked
}

func TestAnExecutionIsNamedByItsRequestAndToldNothingElse(t *testing.T) {
	m, asked := served(t, http.StatusOK, `{"executionArn":"arn:e","startDate":1}`)
	if err := m.Start(t.Context(), request); err != nil {
		t.Fatal(err)
	}
	a := *asked
	if a["target"] != "AWSStepFunctions.StartExecution" || a["name"] != string(request) || a["stateMachineArn"] != "arn:machine" || a["input"] != golden(t, "input-1.json") {
		t.Errorf("asked %v", a)
	}
}

func TestAnExecutionThatIsThereWasStartedAndAnyOtherRefusalIsAnError(t *testing.T) {
	for kind, good := range map[string]bool{"ExecutionAlreadyExists": true, "StateMachineDoesNotExist": false, "ExecutionLimitExceeded": false} {
		m, _ := served(t, http.StatusBadRequest, `{"__type":"com.amazonaws.swf.service.v2.model#`+kind+`","message":"no"}`)
		if err := m.Start(t.Context(), request); (err == nil) != good {
			t.Errorf("%s: %v", kind, err)
		}
	}
}
