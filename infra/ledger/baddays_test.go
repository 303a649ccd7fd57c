package ledger

import (
	"strings"
	"sync"
	"testing"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/api"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// writers is the routes that may change anything: not those that only keep what they refused.
func writers() []api.Route {
	var out []api.Route
	for _, r := range api.Routes {
		if r.Method != "GET" && len(r.Touch.Write) > 0 {
			out = append(out, r)
		}
	}
	return out
}

// together does something for each route, a few at a time: each starts a process, and
// of two hundred at once none would answer within its function's timeout.
func together(routes []api.Route, do func(api.Route)) {
	var all sync.WaitGroup
	turns := make(chan struct{}, 8)
	for _, r := range routes {
		all.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			do(r)
		})
	}
	all.Wait()
}

func TestATransactionThatIsAlwaysInAnothersWayIsAClear503AtEveryDoor(t *testing.T) {
	retold(t)
	defer house.Dynamo().Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" {
			return dynamo.Conflict(r)
		}
		return nil
	})()
	together(writers(), func(r api.Route) {
		a := call(t, r.Name, recorded(t, r.Name))
		if a.StatusCode != 503 || a.Headers["retry-after"] == "" || !strings.Contains(a.Body, "Nothing was done") {
			t.Errorf("%s: %d %v %s", r.Name, a.StatusCode, a.Headers, a.Body)
		}
	})
	unchanged(t)
}

func TestAConflictOrTwoAreInvisibleAtEveryDoor(t *testing.T) {
	for _, r := range writers() {
		retold(t)
		var mu sync.Mutex
		met := map[string]int{}
		remove := house.Dynamo().Before(func(q dynamo.Request) *dynamo.Fault {
			mu.Lock()
			defer mu.Unlock()
			if met[q.Operation]++; strings.HasPrefix(q.Operation, "Transact") && met[q.Operation] <= 2 {
				return dynamo.Conflict(q)
			}
			return nil
		})
		a := call(t, r.Name, recorded(t, r.Name))
		remove()
		if a.StatusCode != r.Status || met["TransactWriteItems"] < 3 {
			t.Errorf("%s: %d %s, after %v", r.Name, a.StatusCode, a.Body, met)
		}
	}
}

func TestWithoutKMSEveryDoorThatNeedsItIsAClear503AndChangesNothing(t *testing.T) {
	retold(t)
	house.KMS().Fail(true)
	defer house.KMS().Fail(false)
	together(api.Routes, func(r api.Route) {
		if len(r.Touch.Envelope) == 0 || r.Name == "delegation-claim" { // Olga has a home: nothing is made
			return
		}
		house.Functions().Renew(r.Name) // a warm one may not need it
		if a := call(t, r.Name, recorded(t, r.Name)); a.StatusCode != 503 || a.Headers["retry-after"] == "" {
			t.Errorf("%s: %d %s", r.Name, a.StatusCode, a.Body)
		}
	})
	unchanged(t)
}

// noSecret fails the test if an answer has a secret of the story's, or of the
// recorded events'.
func noSecret(t *testing.T, name, text string) {
	t.Helper()
	for _, s := range []string{
		Social.Secret.Reveal(), Router.Secret.Reveal(), "the notes of Router", Password.Reveal(), Code.Reveal(),
		"another password", "a newer password", "the shop's password", Ann.Token(), Olga.Token(), Bakery.Link,
	} {
		if strings.Contains(text, s) {
			t.Errorf("%s: a secret is in it", name)
		}
	}
}
