package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// rules F5, J8: whoever is gone while they are let in is out at once, and the end
// of their period comes on record when it has come, once.
func TestThePeriodOfWhoIsGoneWhileItIsOpenEndsOnRecordOnce(t *testing.T) {
	off := func(edit func(*access.Assignment)) func(*World) {
		return func(w *World) {
			r := access.Resource{Organization: NorthQuay, ID: Gateway.Resource}
			w.Read(&r)
			edit(&r.Assignments[0])
			w.Keep(change.Change{Records: []change.Record{r}}, "Jon is off it")
		}
	}
	for name, goes := range map[string]func(*World){
		"out of the group": off(func(a *access.Assignment) { a.Member, a.Group = "", OnCall }),
		"another's":        off(func(a *access.Assignment) { a.Member = Moe.ID }),
		"suspended":        func(w *World) { w.Becomes(Jon, func(m *identity.Member) { m.Suspended = &T0 }) },
		"removed":          func(w *World) { w.Becomes(Jon, func(m *identity.Member) { m.Removed, m.Groups = &T0, nil }) },
	} {
		t.Run(name, func(t *testing.T) {
			w, sweep := sweeping(t)
			jon := w.Calls(Jon, T0)
			goes(w)
			member := identity.Member{Organization: NorthQuay, Person: Jon.ID}
			if w.Read(&member); member.Active() { // nobody else gets as far as the gates
				f := access.FactsOf(Jon.ID, NorthQuay, Gateway.Resource, Gateway.Credential)
				w.Read(f.Wanted()...)
				if _, err := access.Enter(jon, f, credential.Use); err == nil {
					t.Error("let in")
				}
			}
			end := w.Of(OpenRequest).Request.Period.End
			if sweep(end.Add(-time.Minute)); len(ended(w)) != 0 {
				t.Errorf("on record before the end: %+v", ended(w))
			}
			sweep(end)
			if lines := ended(w); len(lines) != 1 || !lines[0].At.Equal(end) {
				t.Errorf("on record: %+v", lines)
			}
			if made := w.Made(func() { sweep(end.Add(time.Minute)) }); made != "" || len(ended(w)) != 1 {
				t.Errorf("a second sweep made %s", made)
			}
		})
	}
}
