package ledger

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// The steps of a race: the deciding reads and the writes of a revoke, or the
// removal of a member, and of a launch. What a function does beside them, or again after losing, runs freely.
const (
	revokeReads  = "revoke reads"
	revokeWrites = "revoke writes"
	launchReads  = "launch reads"
	launchWrites = "launch writes"
	removeReads  = "remove reads"
	removeWrites = "remove writes"
)

func stepOf(r dynamo.Request) string {
	switch {
	case r.Caller.Function == "delegation-revoke" && r.Operation == "TransactGetItems" && r.Touches("CREDENTIAL"):
		return revokeReads
	case r.Caller.Function == "delegation-revoke" && r.Operation == "TransactWriteItems":
		return revokeWrites
	case r.Caller.Function == "credential-launch" && r.Operation == "TransactGetItems":
		return launchReads
	case r.Caller.Function == "credential-launch" && r.Operation == "TransactWriteItems":
		return launchWrites
	case r.Caller.Function == "member-remove" && r.Operation == "TransactGetItems":
		return removeReads
	case r.Caller.Function == "member-remove" && r.Operation == "TransactWriteItems":
		return removeWrites
	}
	return ""
}

// conductor lets steps happen in one order, each when the one before has been
// answered by DynamoDB. It holds the first of each kind only.
type conductor struct {
	mu    sync.Mutex
	moved *sync.Cond
	order []string
	begun map[string]bool
	done  map[string]bool
}

func conduct(t *testing.T, order ...string) *conductor {
	c := &conductor{order: order, begun: map[string]bool{}, done: map[string]bool{}}
	c.moved = sync.NewCond(&c.mu)
	removeBefore := house.Dynamo().Before(func(r dynamo.Request) *dynamo.Fault { c.await(stepOf(r)); return nil })
	removeAfter := house.Dynamo().After(func(r dynamo.Request) *dynamo.Fault { c.end(stepOf(r)); return nil })
	t.Cleanup(removeBefore)
	t.Cleanup(removeAfter)
	return c
}

func (c *conductor) await(step string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if step == "" || c.begun[step] {
		return
	}
	c.begun[step] = true
	for !c.turn(step) {
		c.moved.Wait()
	}
}

// turn reports whether all steps before this one are done.
func (c *conductor) turn(step string) bool {
	for _, s := range c.order {
		if s == step {
			return true
		}
		if !c.done[s] {
			return false
		}
	}
	return true
}

// end notes steps as done, also those that a function that has answered will
// never take.
func (c *conductor) end(steps ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range steps {
		c.begun[s], c.done[s] = true, true
	}
	c.moved.Broadcast()
}

func interleavings(r, w string) [][]string {
	a, b := launchReads, launchWrites
	return [][]string{{r, w, a, b}, {r, a, w, b}, {r, a, b, w}, {a, r, w, b}, {a, r, b, w}, {a, b, r, w}}
}

func TestNoUseIsOnRecordAtOrAfterTheEndInAnyOrderOfRevokeAndLaunch(t *testing.T) {
	for _, order := range interleavings(revokeReads, revokeWrites) {
		for _, apart := range []time.Duration{-time.Second, 0, time.Second} { // the launch arrives before, with, after the revoke
			t.Run(fmt.Sprintf("%s, %s apart", strings.Join(order, ", "), apart), func(t *testing.T) {
				retold(t)
				c := conduct(t, order...)
				var revoked, launched events.APIGatewayV2HTTPResponse
				var both sync.WaitGroup
				both.Go(func() {
					revoked = call(t, "delegation-revoke", recorded(t, "delegation-revoke"))
					c.end(revokeReads, revokeWrites)
				})
				both.Go(func() {
					launched = call(t, "credential-launch", recorded(t, "credential-launch", At(T0.Add(apart))))
					c.end(launchReads, launchWrites)
				})
				both.Wait()
				judge(t, order, revoked, launched)
			})
		}
	}
}

func judge(t *testing.T, order []string, revoked, launched events.APIGatewayV2HTTPResponse) {
	t.Helper()
	if revoked.StatusCode != 200 {
		t.Fatalf("the revoke was answered %d %s", revoked.StatusCode, revoked.Body)
	}
	var d api.Delegation
	if err := json.Unmarshal([]byte(revoked.Body), &d); err != nil {
		t.Fatal(err)
	}
	reader := credential.Reader{Credential: Social.Credential, Organization: BlueHarbor}
	uses := lastUses(t, &reader)
	if reader.Ended == nil || !reader.Ended.Equal(*d.Ended) {
		t.Errorf("ended at %v, but the owner was told %v", reader.Ended, d.Ended)
	}
	for what, at := range uses {
		if !at.Before(*reader.Ended) {
			t.Errorf("%s at %s, and it ended at %s", what, at, reader.Ended)
		}
	}
	switch launched.StatusCode {
	case 200:
		if order[0] == revokeReads && order[1] == revokeWrites {
			t.Error("it was let in after the revoke was answered")
		}
		if _, ok := uses["on the owner's record"]; !ok {
			t.Error("it was let in and is not on record")
		}
	case 404:
		if strings.Contains(launched.Body, Social.Secret.Reveal()) {
			t.Error("refused, and handed out all the same")
		}
	default:
		t.Errorf("the launch was answered %d %s", launched.StatusCode, launched.Body)
	}
}

// lastUses is every place where the last use is told, the story's own left out.
func lastUses(t *testing.T, reader *credential.Reader) map[string]time.Time {
	t.Helper()
	db := table.Open(house.Config(), stack.Table)
	standing := access.Standing{Resource: Social.Resource, Person: Bob.ID}
	got := credential.Received{Credential: Social.Credential, Organization: BlueHarbor, Person: Bob.ID}
	if err := db.Read(t.Context(), reader, &standing, &got); err != nil {
		t.Fatal(err)
	}
	out := map[string]time.Time{"standing": standing.LastUse, "received": got.Last}
	if reader.LastUse != nil {
		out["reader"] = *reader.LastUse
	}
	for name, o := range map[string]id.Organization{"on the record": BlueHarbor, "on the owner's record": OlgaHome} {
		all, _, err := db.RecordOf(t.Context(), o, T0.AddDate(0, 0, 1), table.Page{Limit: 5})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range all {
			if e.Action == audit.CredentialLaunched && e.At.After(LastUse) {
				out[name] = e.At
			}
		}
	}
	return out
}

func TestOfSixtyFourDecisionsAtOnceOneWinsAndTheOthersAreToldWhoAndWhen(t *testing.T) {
	retold(t)
	var mu sync.Mutex
	answers := map[string]int{}
	var all sync.WaitGroup
	for n := range 64 {
		all.Go(func() {
			name := []string{"delegation-share", "delegation-deny"}[n%2]
			e := recorded(t, name, At(T0.Add(time.Duration(n)*time.Millisecond)))
			e.RequestContext.RequestID = fmt.Sprintf("decision %d", n)
			a := call(t, name, e)
			said := fmt.Sprint(a.StatusCode)
			if a.StatusCode != 200 {
				var p api.Problem
				_ = json.Unmarshal([]byte(a.Body), &p) // no problem: an answer that is counted under ""
				said += " " + p.Detail
			}
			mu.Lock()
			defer mu.Unlock()
			answers[said]++
		})
	}
	all.Wait()
	d := delegation.Delegation{ID: Shop.Delegation}
	if err := table.Open(house.Config(), stack.Table).Read(t.Context(), &d); err != nil {
		t.Fatal(err)
	}
	act := map[access.LoanState]string{access.Shared: "shared", access.Denied: "denied"}[d.State]
	told := fmt.Sprintf("409 Olga %s this already at %s.", act, d.Decided.UTC().Format(time.RFC3339))
	if answers["200"] != 1 || answers[told] != 63 {
		t.Errorf("decided: %s; answered: %v", told, answers)
	}
}
