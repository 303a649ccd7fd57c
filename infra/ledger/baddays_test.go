package ledger

import (
	"strings"
	"sync"
	"testing"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/api"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// writers is the routes that may change anything.
func writers() []api.Route {
	var out []api.Route
	for _, r := range api.Routes {
		if r.Method != "GET" && len(r.Whole().Write) > 0 {
			out = append(out, r)
		}
	}
	return out
}

func TestATransactionThatIsAlwaysInAnothersWayIsAClear503AtEveryDoor(t *testing.T) {
	retold(t)
	defer house.Dynamo().Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" {
			return dynamo.Conflict(r)
		}
		return nil
	})()
	var all sync.WaitGroup
	for _, r := range writers() {
		all.Go(func() {
			a := call(t, r.Name, recorded(t, r.Name))
			if a.StatusCode != 503 || a.Headers["retry-after"] == "" || !strings.Contains(a.Body, "Nothing was done") {
				t.Errorf("%s: %d %v %s", r.Name, a.StatusCode, a.Headers, a.Body)
			}
		})
	}
	all.Wait()
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
	for _, r := range api.Routes {
		if len(r.Touch.Envelope) == 0 || r.Name == "delegation-claim" { // Olga has a home: nothing is made
			continue
		}
		house.Functions().Renew(r.Name)
		if a := call(t, r.Name, recorded(t, r.Name)); a.StatusCode != 503 || a.Headers["retry-after"] == "" {
			t.Errorf("%s: %d %s", r.Name, a.StatusCode, a.Body)
		}
	}
	unchanged(t)
}

// TestASecretIsInNoAnswerButTheOneThatIsForIt plays every route once.
func TestASecretIsInNoAnswerButTheOneThatIsForIt(t *testing.T) {
	secrets := []string{Social.Secret.Reveal(), Router.Secret.Reveal(), "the notes of Router", Password.Reveal(), "another password", "a newer password", "the shop's password", Code.Reveal()}
	for _, r := range api.Routes {
		retold(t)
		a := call(t, r.Name, recorded(t, r.Name))
		for _, s := range secrets {
			if strings.Contains(a.Body, s) && !r.Secret {
				t.Errorf("%s answers a secret", r.Name)
			}
		}
	}
	log, err := logs()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range append(secrets, Ann.Token(), Bob.Token(), Bakery.Link) {
		if strings.Contains(log, s) {
			t.Errorf("a secret is in the logs")
		}
	}
}
