package ledger

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// secrets is how many Bob received beside those of the story, sessions how many
// of his are open.
const (
	secrets  = 900
	sessions = 5
)

// TestARemovedMemberIsOutInTheNextCallAndTheListOfWhatTheyMayKnowIsComplete: one
// transaction decides, whatever hangs on them, and in whichever order a launch
// of theirs and the removal happen.
func TestARemovedMemberIsOutInTheNextCallAndTheListOfWhatTheyMayKnowIsComplete(t *testing.T) {
	retold(t)
	tokens := burdened(t)
	heavy, err := Stored(t.Context(), house.DB(), stack.Table)
	if err != nil {
		t.Fatal(err)
	}
	for _, order := range interleavings(removeReads, removeWrites) {
		t.Run(strings.Join(order, ", "), func(t *testing.T) {
			hold(t, heavy)
			c := conduct(t, order...)
			var removed, launched events.APIGatewayV2HTTPResponse
			var both sync.WaitGroup
			both.Go(func() {
				removed = call(t, "member-remove", recorded(t, "member-remove"))
				c.end(removeReads, removeWrites)
			})
			both.Go(func() {
				launched = call(t, "credential-launch", recorded(t, "credential-launch", At(T0.Add(time.Second))))
				c.end(launchReads, launchWrites)
			})
			both.Wait()
			if removed.StatusCode != 204 || decidedBy("member-remove") != 1 {
				t.Fatalf("answered %d %s, by %d transactions", removed.StatusCode, removed.Body, decidedBy("member-remove"))
			}
			in := launched.StatusCode == 200
			if in && order[0] == removeReads && order[1] == removeWrites || !in && launched.StatusCode != 404 {
				t.Errorf("the launch was answered %d %s", launched.StatusCode, launched.Body)
			}
			if !in && strings.Contains(launched.Body, Social.Secret.Reveal()) {
				t.Error("refused, and handed out all the same")
			}
			shut(t, tokens)
			followed(t)
			accounted(t, in)
		})
	}
}

// burdened has Bob receive many secrets and sign in often.
func burdened(t *testing.T) []string {
	t.Helper()
	db := table.Open(house.Config(), stack.Table)
	keep := func(name string, c change.Change) {
		t.Helper()
		if err := db.Save(t.Context(), identity.Call{Route: "story", At: Suspended, ID: name}, c, nil); err != nil {
			t.Fatal(err)
		}
	}
	for first := 0; first < secrets; first += 30 {
		var c change.Change
		for i := first; i < first+30; i++ {
			cred := id.New[id.Credential](Suspended, "burden", i)
			c.Keep(
				credential.Credential{ID: cred, Home: BlueHarbor, Name: fmt.Sprint("Login ", i), Number: 1},
				credential.Received{
					Credential: cred, Organization: BlueHarbor, OrganizationName: "Blue Harbor IT", Person: Bob.ID, Name: Bob.Name,
					Number: 1, Uses: 1, First: Suspended, Last: Suspended,
				},
				credential.Known{Credential: cred, Organization: BlueHarbor, Person: Bob.ID})
		}
		keep(fmt.Sprint("burden ", first), c)
	}
	tokens := []string{Bob.Token()}
	var c change.Change
	for i := 1; i < sessions; i++ {
		token := identity.NewToken(Bob.ID, id.New[id.Session](Suspended, "burden", i))
		c.Keep(identity.Session{
			Person: Bob.ID, ID: token.Session, Hash: token.Hash(), Since: T0, Ends: T0.Add(identity.SessionLife), Idles: T0.Add(identity.SessionIdle),
		})
		tokens = append(tokens, token.Reveal())
	}
	keep("sessions", c)
	return tokens
}

// decidedBy counts the transactions that a function kept.
func decidedBy(name string) int {
	n := 0
	for _, e := range house.Ledger().Of(name) {
		if e.Operation == "TransactWriteItems" && e.Fault == "" {
			n++
		}
	}
	return n
}

// shut is the next call of each session: to look, to act, to leave.
func shut(t *testing.T, tokens []string) {
	t.Helper()
	for i, token := range tokens {
		for _, name := range []string{"resource-list", "resource-see", "credential-launch", "credential-reveal", "member-leave"} {
			e := recorded(t, name, Bearer(token), At(T0.Add(time.Second)))
			e.RequestContext.RequestID = fmt.Sprint("after ", i)
			if a := call(t, name, e); a.StatusCode != 404 || !strings.Contains(a.Body, "There is no such organization.") {
				t.Errorf("session %d, %s: %d %s", i, name, a.StatusCode, a.Body)
			}
		}
	}
}

// followed has the chore done that the removal ordered: in one call.
func followed(t *testing.T) {
	t.Helper()
	o := change.Order{ID: id.New[id.Order](T0, "recorded-member-remove", 0), At: T0}
	invoke(t, "outbox-drive", StreamEvent(change.Drive, o))
	kept := table.Order{Order: o}
	if err := table.Open(house.Config(), stack.Table).Read(t.Context(), &kept); err != nil || kept.Version != 0 {
		t.Errorf("the order is still there: %+v, %v", kept, err)
	}
}

// accounted reads the list of what Bob may know, as the auditor does: it has
// every secret, each lost, and the last launch if it was let in.
func accounted(t *testing.T, in bool) {
	t.Helper()
	found := map[id.Credential]api.ReceivedSeen{}
	for after := ""; ; {
		edits := []Edit{Query("limit", "100")}
		if after != "" {
			edits = append(edits, func(e *events.APIGatewayV2HTTPRequest) {
				e.QueryStringParameters["after"] = after
				e.RawQueryString += "&after=" + after
			})
		}
		var p api.Received
		a := call(t, "member-received", recorded(t, "member-received", edits...))
		if err := json.Unmarshal([]byte(a.Body), &p); err != nil || a.StatusCode != 200 {
			t.Fatalf("%d %s", a.StatusCode, a.Body)
		}
		for _, r := range p.Items {
			if found[r.Credential] = r; r.Lost == nil || !r.Lost.After(r.Last) {
				t.Errorf("%s was received last at %s and lost at %v", r.Credential, r.Last, r.Lost)
			}
		}
		if after = p.Next; after == "" {
			break
		}
	}
	if len(found) != secrets+2 { // and the story's
		t.Errorf("%d secrets are on the list", len(found))
	}
	if last := found[Social.Credential].Last; last.Equal(T0.Add(time.Second)) != in {
		t.Errorf("let in: %v; the last use on the list: %s", in, last)
	}
}
