package demo

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/api"
)

// Bad days of the whole product: the real binaries, over HTTP and mail, while a
// part of it is down, late or killed. Tests have casts of their own on one
// stack; those that send the clock ahead or restart have a stack of their own.

func TestKMSDownIsAClear503AndNothingIsHalfWritten(t *testing.T) {
	l := badDay(t, (*lending).team, (*lending).asking, (*lending).answering)
	var launch api.Launched
	must(t, l.bob.must(200, "POST", l.use("launch"), nil, &launch))
	to, fill := l.in("/credentials/"+string(l.credential)+"/fill"), map[string]string{"ticket": launch.Ticket, "origin": launch.Origin}
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
		{l.bob, to, fill, 503},
	} {
		must(t, try.who.refused(try.status, "POST", try.path, try.body, "Nothing was done"))
	}
	after, err := l.items()
	must(t, err)
	if after != before {
		t.Errorf("%d items were written though KMS was down", after-before)
	}
	must(t, l.stack.KMS().Up())
	var filled api.Fill
	must(t, l.bob.must(200, "POST", to, fill, &filled)) // its ticket was not spent
	must(t, claim(nil, filled.Secret == firstPassword, "another secret was filled in"))
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
