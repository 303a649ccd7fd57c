package demo

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

// Bad days of what follows a change: mails, notices and chores.

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

func TestALetterIsNotSentAgainWhenOnlyItsOrderCouldNotBeRemoved(t *testing.T) {
	l := alone(t, (*lending).team, (*lending).asking, (*lending).answering)
	var tries atomic.Int32
	remove := l.stack.Dynamo().Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Caller.Function == "outbox-mail" && r.Operation == "TransactWriteItems" && r.Touches("OUT") && tries.Add(1) <= 6 {
			return dynamo.Conflict(r)
		}
		return nil
	})
	defer remove()
	must(t, l.olga.must(200, "POST", l.mine("/revoke"), nil, nil))
	must(t, l.stack.Stream().WaitIdle(l.ctx))
	must(t, sweep(l, 6*time.Minute))
	must(t, l.stack.Stream().WaitIdle(l.ctx))
	if tries.Load() <= 6 {
		t.Fatalf("its order was to be removed %d times", tries.Load())
	}
	must(t, once(l, l.ann, "took back access"))
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
	for _, later := range []time.Duration{6 * time.Minute, 25 * time.Hour} {
		must(t, sweep(l, later))
		must(t, l.stack.Stream().WaitIdle(l.ctx))
	}
	must(t, direct.Read(l.ctx, &poison))
	if poison.Door != change.Parked || !strings.Contains(poison.Reason, "no such chore") {
		t.Errorf("the order is for %q, because %q", poison.Door, poison.Reason)
	}
}
