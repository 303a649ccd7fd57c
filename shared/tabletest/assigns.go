package tabletest

import (
	"fmt"
	"sync"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
)

// Assigns gives Sol so many resources, each with a company credential of its own: a
// device.
func (w *World) Assigns(n int) {
	w.T.Helper()
	resource := func(i int) id.Resource { return id.Resource("resource_" + unit(i)) }
	w.Shelve(Shelf{Like: credential.Credential{Name: "Device " + Unit, Resource: resource(0)}, N: n})
	const some = 40
	for from := 0; from < n; from += some {
		var ch change.Change
		for i := from; i < min(from+some, n); i++ {
			a := access.Assignment{ID: id.Assignment(fmt.Sprint("assignment_", i)), Member: Sol.ID, Name: Sol.Name, Credential: shelfID(0, i), Mode: credential.Read, Since: T0}
			r := access.Resource{Organization: Ridge, ID: resource(i), Name: fmt.Sprint("Host ", i), Assignments: []access.Assignment{a}}
			ch.Keep(r, access.Listed{Organization: Ridge, For: a.For(), Resource: r.ID, Assignment: a.ID})
		}
		w.Keep(ch, fmt.Sprint("resources from ", from))
	}
}

// Queries counts the queries of an act, and how many of them there are at a time.
func (w *World) Queries(act func()) (queries, most int) {
	var one sync.Mutex
	open := 0
	count := func(by int) dynamo.Hook {
		return func(r dynamo.Request) *dynamo.Fault {
			if r.Operation != "Query" {
				return nil
			}
			one.Lock()
			defer one.Unlock()
			open += by
			most, queries = max(most, open), queries+max(by, 0)
			return nil
		}
	}
	defer w.Dynamo.Before(count(1))()
	defer w.Dynamo.After(count(-1))()
	act()
	return queries, most
}
