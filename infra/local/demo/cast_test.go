package demo

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/valetkey/valetkey/infra/local/mailbox"
	"github.com/valetkey/valetkey/infra/local/stack"
)

var bad struct {
	once  sync.Once
	stack *stack.Stack
	err   error
	cast  int
}

func TestMain(m *testing.M) {
	code := m.Run()
	if bad.stack != nil {
		bad.stack.Stop()
		_ = os.RemoveAll(filepath.Dir(bad.stack.Logs()))
	}
	os.Exit(code)
}

var built sync.Once

// notYet reports, the first time, that the functions are not built: no code
// changes between the tests of one binary.
func notYet() (first bool) {
	built.Do(func() { first = true })
	return first
}

// badDay is the cast of the delegation story, on the shared stack, with the
// story played up to and including the given parts.
func badDay(t *testing.T, parts ...func(*lending) []namedStep) *lending {
	t.Helper()
	bad.once.Do(func() {
		dir, err := os.MkdirTemp("", "valetkey-bad-days-")
		if err != nil {
			bad.err = err
			return
		}
		bad.stack, bad.err = stack.Start(context.Background(), stack.Options{Dir: dir, InMemory: true, Build: notYet(), NoClock: true})
	})
	must(t, bad.err)
	return onStack(t, bad.stack, parts...)
}

// alone is badDay on a stack of its own, which keeps its state when restarted.
func alone(t *testing.T, parts ...func(*lending) []namedStep) *lending {
	t.Helper()
	s, err := stack.Start(context.Background(), stack.Options{Dir: t.TempDir(), Build: notYet(), NoClock: true})
	must(t, err)
	t.Cleanup(s.Stop)
	return onStack(t, s, parts...)
}

func onStack(t *testing.T, s *stack.Stack, parts ...func(*lending) []namedStep) *lending {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	bad.cast++
	l := cast(&telling{ctx: ctx, stack: s, out: t.Output()}, fmt.Sprintf("day%d.example", bad.cast))
	for _, part := range parts {
		if err := l.play(part(l)...); err != nil {
			t.Fatalf("%s: %v", l.at, err)
		}
	}
	return l
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// items counts what the table holds.
func (t *telling) items() (int, error) {
	n := 0
	in := &dynamodb.ScanInput{TableName: aws.String(stack.Table), Select: "COUNT"}
	for {
		out, err := t.stack.DB().Scan(t.ctx, in)
		if err != nil {
			return 0, err
		}
		n += int(out.Count)
		if in.ExclusiveStartKey = out.LastEvaluatedKey; in.ExclusiveStartKey == nil {
			return n, nil
		}
	}
}

// sweep calls the clock's worker as if it were that much later.
func sweep(l *lending, later time.Duration) error {
	r, err := l.stack.Clock().Fire(l.ctx, "due-sweep", time.Now().Add(later))
	if err == nil && r.Failed {
		err = fmt.Errorf("due-sweep: %s", r.Payload)
	}
	return err
}

// repeat asks with an Idempotency-Key.
func (p *person) repeat(method, path, key string, body any) (answered, error) {
	with := *p
	with.key = key
	return with.ask(method, path, body)
}

// letters are the mails of a person whose subject holds the words.
func letters(l *lending, p *person, subject string) ([]mailbox.Mail, error) {
	all, err := l.stack.Mailbox().Mails(l.ctx, p.email)
	var out []mailbox.Mail
	for _, m := range all {
		if strings.Contains(m.Subject, subject) {
			out = append(out, m)
		}
	}
	return out, err
}

func once(l *lending, p *person, subject string) error {
	found, err := letters(l, p, subject)
	if err == nil && len(found) != 1 {
		err = fmt.Errorf("%s has %d mails about %q", p.name, len(found), subject)
	}
	return err
}

func eventually(ctx context.Context, try func() error) error {
	for {
		err := try()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(50 * time.Millisecond):
		}
	}
}
