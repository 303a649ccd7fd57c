package stack_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/grants"
	"github.com/valetkey/valetkey/infra/local/build"
	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/infra/local/permit"
	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/api"
)

var bin string // every function is the compiled testdata/probe

var (
	routes  = []api.Route{{Name: "thing-write", Method: "POST", Path: "/api/things"}}
	workers = []api.Worker{{Name: "outbox-mail", Stream: "mail", Timeout: 5}, {Name: "due-sweep", Every: 1, Timeout: 5}}
)

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "probe")
	if err != nil {
		panic(err)
	}
	bin = folder
	probe := filepath.Join(folder, "probe")
	args := append(append([]string{"build"}, build.Flags...), "-o", probe, "./testdata/probe")
	if out, err := exec.Command("go", args...).CombinedOutput(); err != nil {
		panic(string(out))
	}
	for _, name := range []string{"thing-write", "outbox-mail", "due-sweep", "console"} {
		if err := os.MkdirAll(filepath.Join(bin, name), 0o755); err != nil {
			panic(err)
		}
		if err := os.Link(probe, build.Binary(bin, name)); err != nil {
			panic(err)
		}
	}
	code := m.Run()
	_ = os.RemoveAll(folder)
	os.Exit(code)
}

func start(t *testing.T, change func(*stack.Options)) *stack.Stack {
	t.Helper()
	write, err := grants.From(api.Touch{Write: []api.Partition{"OUT"}, Envelope: []api.Envelope{api.MakeKey}})
	if err != nil {
		t.Fatal(err)
	}
	mail, err := grants.From(api.Touch{Mails: true})
	if err != nil {
		t.Fatal(err)
	}
	o := stack.Options{
		Dir: t.TempDir(), Bin: bin, InMemory: true, Routes: routes, Workers: workers, NoClock: true,
		Roles: permit.Roles{"thing-write": write, "outbox-mail": mail},
	}
	if change != nil {
		change(&o)
	}
	began := time.Now()
	s, err := stack.Start(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("up in %s", time.Since(began))
	t.Cleanup(s.Stop)
	return s
}

func post(t *testing.T, s *stack.Stack, body string) (int, string) {
	t.Helper()
	r, err := http.Post(s.URL()+"/api/things", "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(b)
}

func mustPost(t *testing.T, s *stack.Stack, body string) {
	t.Helper()
	if status, text := post(t, s, body); status != http.StatusCreated {
		t.Fatalf("%d %s", status, text)
	}
}

func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func TestAWriteOverHTTPBecomesAMail(t *testing.T) {
	s := start(t, nil)
	began := time.Now()
	mustPost(t, s, `{"PK":"OUT#1","To":"ann@x.example","Purpose":"organization-key"}`)
	mails, err := s.Mailbox().Await(soon(t), "Ann@x.example", 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("mailed after %s", time.Since(began))
	if m := mails[0]; m.Subject != "hello" || m.Text != "text for ann@x.example" || m.HTML != "<p>html" || m.At.Before(began) {
		t.Errorf("mail %+v", m)
	}
	if err := s.Stream().WaitIdle(soon(t)); err != nil {
		t.Fatal(err)
	}
	var seen []string
	for _, e := range s.Ledger().Entries() {
		seen = append(seen, fmt.Sprintf("%s %s %s %d items %g read %g write %s", e.Caller.Function, e.Service, e.Operation, e.Items, e.Read, e.Write, e.Fault))
		if e.Request == "" {
			t.Errorf("no request id: %+v", e)
		}
	}
	want := []string{
		"thing-write kms GenerateDataKey 0 items 0 read 0 write ",
		"thing-write dynamodb TransactWriteItems 1 items 0 read 2 write ",
		"outbox-mail ses SendEmail 1 items 0 read 0 write ",
	}
	if strings.Join(seen, "\n") != strings.Join(want, "\n") {
		t.Errorf("ledger:\n%s", strings.Join(seen, "\n"))
	}
	if r, err := s.Clock().Fire(soon(t), "due-sweep", time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC)); err != nil || !strings.Contains(string(r.Payload), "2026-01-02T03:04:05Z") {
		t.Errorf("the clock's call: %s %v", r.Payload, err)
	}
}

func TestOneMachineRefusesWhatTheRoleDoesNotAllow(t *testing.T) {
	s := start(t, nil)
	for body, want := range map[string]string{
		`{"PK":"SESSION#1"}`:              "AccessDeniedException",
		`{"PK":"OUT#1","Alone":true}`:     "AccessDeniedException",
		`{"PK":"OUT#1","Purpose":"link"}`: "AccessDeniedException",
		`{"PK":""}`:                       "AccessDeniedException",
	} {
		if status, text := post(t, s, body); status != 409 || !strings.Contains(text, want) {
			t.Errorf("%s: %d %s", body, status, text)
		}
	}
}

func TestBadDaysOfTheTableReachTheFunction(t *testing.T) {
	s := start(t, nil)
	for want, fault := range map[string]dynamo.Hook{
		"TransactionCanceledException":           dynamo.Conflict,
		"ProvisionedThroughputExceededException": dynamo.Throttled,
		"InternalServerError":                    dynamo.Broken,
		"EOF":                                    dynamo.Lost,
	} {
		remove := s.Dynamo().Before(fault)
		if status, text := post(t, s, `{"PK":"OUT#1","To":"a@x.example"}`); status != 409 || !strings.Contains(text, want) {
			t.Errorf("%s: %d %s", want, status, text)
		}
		remove()
	}
	s.Dynamo().Down()
	if status, text := post(t, s, `{"PK":"OUT#1","To":"a@x.example"}`); status != 409 || !strings.Contains(text, "request send failed") {
		t.Errorf("down: %d %s", status, text)
	}
	if err := s.Dynamo().Up(); err != nil {
		t.Fatal(err)
	}
	s.KMS().Fail(true)
	if status, text := post(t, s, `{"PK":"OUT#1","Purpose":"organization-key"}`); status != 409 || !strings.Contains(text, "KMSInternalException") {
		t.Errorf("KMS failing: %d %s", status, text)
	}
	s.KMS().Fail(false)
	mustPost(t, s, `{"PK":"OUT#1","To":"a@x.example","Purpose":"organization-key"}`)
}

func TestASenderKilledAfterTheMailServiceAnsweredSendsAgain(t *testing.T) {
	s := start(t, nil)
	s.Mailbox().KillNextSender()
	mustPost(t, s, `{"PK":"OUT#1","To":"bob@x.example"}`)
	mails, err := s.Mailbox().Await(soon(t), "bob@x.example", 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Stream().WaitIdle(soon(t)); err != nil || len(mails) != 2 {
		t.Errorf("%d mails, %v", len(mails), err)
	}
}

func TestAStackRestartedOnItsFolderGoesOnWhereItWas(t *testing.T) {
	s := start(t, func(o *stack.Options) { o.InMemory = false })
	url := s.URL()
	mustPost(t, s, `{"PK":"OUT#1","To":"cyd@x.example"}`)
	first, err := s.Mailbox().Await(soon(t), "cyd@x.example", 0)
	if err != nil {
		t.Fatal(err)
	}
	s.Mailbox().Down()
	if err := s.Stream().WaitIdle(soon(t)); err != nil {
		t.Fatal(err)
	}
	arn := s.KMS().ARN()
	if err := s.Restart(context.Background()); err != nil {
		t.Fatal(err)
	}
	if s.URL() != url || s.KMS().ARN() != arn {
		t.Errorf("%s, %s after; %s, %s before", s.URL(), s.KMS().ARN(), url, arn)
	}
	mustPost(t, s, `{"PK":"OUT#2","To":"dee@x.example"}`)
	if _, err := s.Mailbox().Await(soon(t), "dee@x.example", 0); err != nil {
		t.Fatal(err)
	}
	again, err := s.Mailbox().Mails(soon(t), "cyd@x.example")
	if err != nil || len(again) != 1 || !again[0].At.Equal(first[0].At) {
		t.Errorf("%+v before, %+v after, %v", first, again, err)
	}
}

func TestStopLeavesNothingRunningAndFreesThePort(t *testing.T) {
	s := start(t, nil)
	mustPost(t, s, `{"PK":"OUT#1","To":"ann@x.example"}`)
	pids := []int{s.Mailbox().PID(), s.Engine().PID()}
	for _, p := range s.Functions().Processes() {
		pids = append(pids, p.PID)
	}
	s.Stop()
	for _, pid := range pids {
		if syscall.Kill(pid, 0) == nil {
			t.Errorf("process %d of %v lives on", pid, pids)
		}
	}
	if r, err := http.Get(s.URL()); err == nil {
		_ = r.Body.Close()
		t.Error("the gateway answers")
	}
}

func TestASecondStackKeepsOffTheSameFolder(t *testing.T) {
	s := start(t, nil)
	if _, err := stack.Start(context.Background(), stack.Options{Dir: s.Dir(), Bin: bin, Routes: routes, Workers: workers, Roles: permit.Roles{}}); err == nil || !strings.Contains(err.Error(), "another stack") {
		t.Errorf("%v", err)
	}
}

func TestARunningStackSaysWhereItsTableIsAndAStoppedOneDoesNot(t *testing.T) {
	s := start(t, nil)
	cfg, err := stack.Running(s.Dir())
	if err != nil {
		t.Fatal(err)
	}
	if *cfg.BaseEndpoint != s.Engine().URL() {
		t.Errorf("it says %s", *cfg.BaseEndpoint)
	}
	s.Stop()
	if _, err := stack.Running(s.Dir()); err == nil || !strings.Contains(err.Error(), "make dev") {
		t.Errorf("stopped: %v", err)
	}
}
