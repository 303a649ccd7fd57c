package tabletest

import (
	"context"
	"strconv"
	"sync"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

// Lock gives a resource of NorthQuay another policy and approver groups.
func (w *World) Lock(a Account, p access.Policy, approvers ...id.Group) {
	w.T.Helper()
	r := access.Resource{Organization: NorthQuay, ID: a.Resource}
	w.Read(&r)
	r.Policy, r.Approvers = &p, approvers
	w.Keep(change.Change{Records: []change.Record{r}}, "another policy of "+a.Name)
}

// Of reads what hangs on a request as it is now.
func (w *World) Of(q id.Request) access.Deciding {
	w.T.Helper()
	f := access.Deciding{Request: access.Request{ID: q}}
	w.Read(&f.Request)
	wanted, err := f.Found(NorthQuay)
	if err != nil {
		w.T.Fatal(err)
	}
	w.Read(append(wanted, f.Voting()...)...)
	return f
}

// Does has somebody of North Quay do something about a request, past the World's
// function: by the rule, at an instant.
func (w *World) Does(p Person, at time.Time, q id.Request, rule func(identity.Caller, access.Deciding) (access.Request, change.Change, error)) {
	w.T.Helper()
	by, f := w.Calls(p, at), w.Of(q)
	w.Read(f.Following(at)...)
	_, ch, err := rule(by, f)
	if err != nil {
		w.T.Fatal(err)
	}
	if err := w.Operator().Save(context.Background(), by.Call, ch, nil); err != nil {
		w.T.Fatal(err)
	}
}

// Meanwhile has act happen once, after the World's function has read and decided
// and before it writes. It answers what takes it away again.
func (w *World) Meanwhile(act func()) func() {
	var once sync.Once
	return w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" {
			once.Do(act)
		}
		return nil
	})
}

// Becomes makes a member of North Quay another, as it is written down.
func (w *World) Becomes(p Person, edit func(*identity.Member)) {
	w.T.Helper()
	m := identity.Member{Organization: NorthQuay, Person: p.ID}
	w.Read(&m)
	edit(&m)
	w.Keep(change.Change{Records: []change.Record{m}}, p.Name+" becomes another")
}

// Needing makes a request one that was made under a policy of so many approvals.
func (w *World) Needing(q id.Request, approvals int) {
	w.T.Helper()
	r := access.Request{ID: q}
	w.Read(&r)
	r.Policy.Needs = approvals
	w.Keep(change.Change{Records: []change.Record{r}}, "another number of approvals")
}

// Queues are the requests in the queue of a body, which wait or were decided.
func (w *World) Queues(body id.Group, open bool) []id.Request {
	w.T.Helper()
	all, _, err := w.Operator().QueueOf(context.Background(), NorthQuay, []id.Group{body}, open, table.Page{Limit: 100})
	if err != nil {
		w.T.Fatal(err)
	}
	var out []id.Request
	for _, q := range all {
		out = append(out, q.ID)
	}
	return out
}

// Calls is a call by somebody of North Quay at an instant.
func (w *World) Calls(p Person, at time.Time) identity.Caller {
	w.T.Helper()
	return w.CallsIn(NorthQuay, p, at)
}

// CallsIn is somebody of an organization as the caller of a rule.
func (w *World) CallsIn(o id.Organization, p Person, at time.Time) identity.Caller {
	w.T.Helper()
	c := calling(at, p.Name+" calls, number "+strconv.Itoa(int(w.replays.Add(1))))
	c.Who, c.Token = identity.Members, p.Session()
	by, err := w.Operator().Find(context.Background(), c, o)
	if err != nil {
		w.T.Fatal(err)
	}
	return by
}
