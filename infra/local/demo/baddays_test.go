package demo

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/infra/local/mailbox"
	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

// Bad days of the whole product: the real binaries, over HTTP and mail, while a
// part of it is down, late or killed. Tests have casts of their own on one
// stack; those that send the clock ahead or restart have a stack of their own.

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
		bad.stack, bad.err = stack.Start(context.Background(), stack.Options{Dir: dir, InMemory: true, Build: true, NoClock: true})
	})
	must(t, bad.err)
	return onStack(t, bad.stack, parts...)
}

// alone is badDay on a stack of its own, which keeps its state when restarted.
func alone(t *testing.T, parts ...func(*lending) []namedStep) *lending {
	t.Helper()
	s, err := stack.Start(context.Background(), stack.Options{Dir: t.TempDir(), Build: true, NoClock: true})
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

func TestKMSDownIsAClear503AndNothingIsHalfWritten(t *testing.T) {
	l := badDay(t, (*lending).team, (*lending).asking, (*lending).answering)
	must(t, l.stack.Stream().WaitIdle(l.ctx))
	before, err := l.items()
	must(t, err)
	l.stack.KMS().Down()
	defer func() { must(t, l.stack.KMS().Up()) }()
	for _, try := range []struct {
		who    *person
		path   string
		body   any
		status int
	}{
		{l.ann, l.in("/delegations/ask"), map[string]string{"name": "X", "address": "https://x.example", "owner": "x@x.example"}, 503},
		{l.ann, l.in("/invitations"), map[string]string{"email": "y@x.example", "role": "user"}, 503},
		{l.bob, l.use("launch"), nil, 503},
	} {
		must(t, try.who.refused(try.status, "POST", try.path, try.body, "Nothing was done"))
	}
	after, err := l.items()
	must(t, err)
	if after != before {
		t.Errorf("%d items were written though KMS was down", after-before)
	}
	must(t, l.stack.KMS().Up())
	must(t, l.launches(firstPassword))
}

func TestWhileTheMailServiceIsDownNothingElseWaitsAndTheMailsArriveAfter(t *testing.T) {
	l := alone(t, (*lending).team, (*lending).asking)
	m, err := l.olga.mail("Your code")
	must(t, err)
	l.stack.Mailbox().Down()
	up := sync.OnceFunc(func() { must(t, l.stack.Mailbox().Up()) })
	defer up()

	var in api.SignedIn
	must(t, l.olga.must(201, "POST", "/api/delegations/join", l.joining(l.olga, codeIn.FindString(m.Text)), &in))
	l.olga.token, l.home, l.request = in.Token, in.Organization, in.Delegation
	must(t, l.olga.must(200, "POST", l.mine("/deny"), map[string]string{"note": "Not now."}, nil))
	must(t, l.listed(l.ann, "denied"))
	must(t, eventually(l.ctx, func() error { // the dashboard does not wait for the mail
		var n api.Notices
		if err := l.ann.must(200, "GET", "/api/notices", nil, &n); err != nil {
			return err
		}
		if len(n.Items) == 0 || n.Items[0].Kind != string(change.DelegationDenied) {
			return fmt.Errorf("the bell has %+v", n.Items)
		}
		return nil
	}))
	up()
	must(t, l.stack.Stream().WaitIdle(l.ctx)) // the stream gave up or delivered; the sweep is the backstop
	must(t, sweep(l, 6*time.Minute))
	_, err = l.ann.mail("Olga Brandt denied access to Social account")
	must(t, err)
	must(t, l.stack.Stream().WaitIdle(l.ctx))
	must(t, sweep(l, 20*time.Minute))
	must(t, l.stack.Stream().WaitIdle(l.ctx))
	must(t, once(l, l.ann, "denied access"))
}

func TestASenderKilledBetweenTheMailServicesAnswerAndItsNoteSendsTheSameLetterOnceMore(t *testing.T) {
	l := alone(t, (*lending).team, (*lending).asking, (*lending).answering)
	l.stack.Mailbox().KillNextSender()
	must(t, l.olga.must(200, "POST", l.mine("/revoke"), nil, nil))
	must(t, l.stack.Stream().WaitIdle(l.ctx))
	must(t, sweep(l, 6*time.Minute))
	must(t, l.stack.Stream().WaitIdle(l.ctx))
	two, err := letters(l, l.ann, "took back access")
	must(t, err)
	if len(two) != 2 || two[0].Subject+two[0].Text+two[0].HTML != two[1].Subject+two[1].Text+two[1].HTML {
		t.Fatalf("there are %d letters, or they differ", len(two))
	}
	var n api.Notices
	must(t, l.ann.must(200, "GET", "/api/notices", nil, &n))
	told := 0
	for _, x := range n.Items {
		if x.Kind == string(change.DelegationRevoked) {
			told++
		}
	}
	if told != 1 {
		t.Errorf("it is on the dashboard %d times", told)
	}
}

func TestAPoisonedOrderHoldsUpNoOtherAndIsParkedWithItsReason(t *testing.T) {
	l := alone(t, (*lending).team)
	before := len(l.stack.Stream().DeadLetters())
	at := time.Now().UTC()
	poison := table.Order{Order: change.Order{
		ID: id.New[id.Order](at, t.Name(), 0), Door: change.Drive, At: at, Chore: "no such chore", Thing: "nothing",
		Tries: 9, // it has been nudged all but once
	}}
	direct := table.Open(l.stack.Config(), stack.Table)
	must(t, direct.Save(l.ctx, identity.Call{At: at, ID: t.Name()}, change.Change{Records: []change.Record{poison}}, nil))
	if err := l.play(append(l.asking(), l.answering()...)...); err != nil {
		t.Fatalf("%s: %v", l.at, err)
	}
	must(t, l.olga.must(200, "POST", l.mine("/revoke"), nil, nil)) // a good chore behind the bad one
	must(t, l.stack.Stream().WaitIdle(l.ctx))
	if len(l.stack.Stream().DeadLetters()) == before {
		t.Error("no bell rang for the poisoned order")
	}
	for n := range 2 {
		must(t, sweep(l, time.Duration(6*(n+1))*time.Minute))
		must(t, l.stack.Stream().WaitIdle(l.ctx))
	}
	must(t, direct.Read(l.ctx, &poison))
	if poison.Door != change.Parked || !strings.Contains(poison.Reason, "no such chore") {
		t.Errorf("the order is for %q, because %q", poison.Door, poison.Reason)
	}
}

func TestAFunctionKilledInTheMiddleOfACallLeavesNothingHalfDoneAndTheRepeatSucceeds(t *testing.T) {
	l := badDay(t, (*lending).team, (*lending).asking, (*lending).answering)
	for _, kill := range []string{"before it writes", "after it wrote"} {
		hook := l.stack.Dynamo().Before
		if kill == "after it wrote" {
			hook = l.stack.Dynamo().After
		}
		var one sync.Once
		remove := hook(func(r dynamo.Request) (f *dynamo.Fault) {
			if r.Caller.Function == "group-create" && r.Operation == "TransactWriteItems" {
				one.Do(func() {
					l.stack.Functions().Kill(r.Caller.Process)
					f = dynamo.Lost(r)
				})
			}
			return f
		})
		body, key := map[string]any{"name": "Night shift " + kill, "members": []string{}}, "key "+kill
		first, err := l.ann.repeat("POST", l.in("/groups"), key, body)
		must(t, err)
		remove()
		if first.status != http.StatusInternalServerError && first.status != http.StatusBadGateway {
			t.Fatalf("killed %s, it answered %d: %s", kill, first.status, first.body)
		}
		again, err := l.ann.repeat("POST", l.in("/groups"), key, body)
		must(t, err)
		must(t, again.expect(201, "the repeat", nil))
		var all api.Groups
		must(t, l.ann.must(200, "GET", l.in("/groups"), nil, &all))
		n := 0
		for _, g := range all.Items {
			if g.Name == "Night shift "+kill {
				n++
			}
		}
		if n != 1 {
			t.Errorf("killed %s and repeated, there are %d groups", kill, n)
		}
	}
}

func TestARepeatWithOneIdempotencyKeyGetsTheFirstAnswerAndAnotherBodyA422(t *testing.T) {
	l := badDay(t, (*lending).team)
	body := map[string]string{"name": "Router", "address": "https://router.example"}
	first, err := l.ann.repeat("POST", l.in("/resources"), "one key", body)
	must(t, err)
	must(t, first.expect(201, "the first", nil))
	second, err := l.ann.repeat("POST", l.in("/resources"), "one key", body)
	must(t, err)
	if second.status != 201 || string(second.body) != string(first.body) {
		t.Errorf("the repeat answered %d %s", second.status, second.body)
	}
	other, err := l.ann.repeat("POST", l.in("/resources"), "one key", map[string]string{"name": "Switch", "address": "https://router.example"})
	must(t, err)
	must(t, other.expect(422, "another body", nil))
	var all api.Resources
	must(t, l.ann.must(200, "GET", l.in("/resources"), nil, &all))
	if len(all.Items) != 1 {
		t.Errorf("there are %d resources", len(all.Items))
	}
}

func TestOf64DecisionsAtOnceOneWinsAndTheRestAreToldWhoAndWhen(t *testing.T) {
	l := badDay(t, (*lending).team, (*lending).asking)
	m, err := l.olga.mail("Your code")
	must(t, err)
	var in api.SignedIn
	must(t, l.olga.must(201, "POST", "/api/delegations/join", l.joining(l.olga, codeIn.FindString(m.Text)), &in))
	l.olga.token, l.home, l.request = in.Token, in.Organization, in.Delegation
	answers := make([]answered, 64)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			verb, body := "/share", map[string]any{"username": "olga", "secret": firstPassword}
			if i%2 == 1 {
				verb, body = "/deny", map[string]any{"note": "no"}
			}
			for range 20 { // all eight processes of a function may be busy: that is a 503, and says when to come back
				a, err := l.olga.ask("POST", l.mine(verb), body)
				if err != nil {
					t.Error(err)
				}
				if answers[i] = a; a.status != http.StatusServiceUnavailable && a.status != http.StatusTooManyRequests {
					break
				}
				time.Sleep(50 * time.Millisecond)
			}
		})
	}
	all.Wait()
	won := 0
	for _, a := range answers {
		switch {
		case a.status == 200:
			won++
		case a.status == 409 && strings.Contains(string(a.body), "Olga Brandt ") && strings.Contains(string(a.body), " this already at 20"):
		default:
			t.Errorf("a decision was answered %d %s", a.status, a.body)
		}
	}
	if won != 1 {
		t.Errorf("%d decisions won", won)
	}
}

func TestTheStoryGoesOnAfterARestartOfTheWholeStack(t *testing.T) {
	l := alone(t, (*lending).team, (*lending).asking)
	must(t, l.stack.Restart(l.ctx))
	must(t, l.play(l.answering()...))
	must(t, l.stack.Restart(l.ctx))
	must(t, l.play(append(l.using(), l.ending()...)...))
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
