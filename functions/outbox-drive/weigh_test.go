package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// settle has all chores done that were ordered at T0 or in the chores' course, each as
// if its record came at T0 and a second, and answers how many there were.
func settle(w *World) (n int) {
	w.T.Helper()
	f := function{table: w.Table}
	for more := true; more; {
		more = false
		for shard := range table.Shards {
			all, err := w.Operator().OrdersIn(w.T.Context(), T0, shard)
			if err != nil {
				w.T.Fatal(err)
			}
			for _, o := range all {
				if o.Door != change.Drive || o.ID == ForgetOrder.ID {
					continue
				}
				c := identity.Call{Route: w.Name, At: T0.Add(time.Second), ID: "of " + string(o.ID)}
				if err := f.deliver(w.T.Context(), c, o.Order); err != nil {
					w.T.Fatalf("%s: %v", o.Chore, err)
				}
				w.Keep(change.Change{Drops: []change.Record{o}}, "done "+string(o.ID))
				n, more = n+1, true
			}
		}
	}
	return n
}

// acts keeps what a rule answers that somebody has applied.
func acts(w *World, o id.Organization, p Person, rule func(by identity.Caller) (change.Change, error)) {
	w.T.Helper()
	by := w.CallsIn(o, p, T0)
	ch, err := rule(by)
	if err == nil {
		err = w.Operator().Save(w.T.Context(), by.Call, ch, nil)
	}
	if err != nil {
		w.T.Fatal(err)
	}
}

func got(w *World, o id.Organization, p Person, c id.Credential) credential.Received {
	x := credential.Received{Credential: c, Organization: o, Person: p.ID}
	w.Read(&x)
	return x
}

func duty(w *World, c id.Credential) credential.Credential {
	is := credential.Credential{ID: c}
	w.Read(&is)
	return is
}

func network(w *World) (identity.Group, identity.Member) {
	g, m := identity.Group{Organization: Ridge, ID: Network}, identity.Member{Organization: Ridge, Person: Sol.ID}
	w.Read(&g, &m)
	return g, m
}

func pathOf(w *World, f id.Folder) filing.Path {
	p, err := w.Operator().PathOf(w.T.Context(), Ridge, f)
	if err != nil {
		w.T.Fatal(err)
	}
	return p
}

func dropped(w *World) {
	acts(w, Ridge, Rhea, func(by identity.Caller) (change.Change, error) {
		g, m := network(w)
		_, ch, err := identity.DropFromGroup(by, g, m)
		return ch, err
	})
}

// losses are the ways to lose what is in a folder.
var losses = map[string]func(*World){
	"out of the group": dropped,
	"the group is deleted": func(w *World) {
		acts(w, Ridge, Rhea, func(by identity.Caller) (change.Change, error) {
			g, m := network(w)
			_, ch, err := identity.DeleteGroup(by, g, []identity.Member{m})
			return ch, err
		})
	},
	"a large group is deleted": func(w *World) {
		acts(w, Ridge, Rhea, func(by identity.Caller) (change.Change, error) {
			g, _ := network(w)
			_, ch, err := identity.DeleteGroup(by, g, nil)
			return ch, err
		})
	},
	"the folder above is for admins": func(w *World) {
		acts(w, Ridge, Rhea, func(by identity.Caller) (change.Change, error) {
			_, ch, err := filing.Regroup(by, pathOf(w, ContosoFolder), nil, true)
			return ch, err
		})
	},
	"the folder is below one for admins": func(w *World) {
		acts(w, Ridge, Rhea, func(by identity.Caller) (change.Change, error) {
			_, ch, err := filing.Move(by, pathOf(w, Firewalls)[0], 0, pathOf(w, Closed))
			return ch, err
		})
	},
	"filed elsewhere": func(w *World) {
		acts(w, Ridge, Rhea, func(by identity.Caller) (change.Change, error) {
			_, ch, err := access.Refile(by, access.Filing{Path: pathOf(w, Closed)}, access.Found{Credential: duty(w, Edge.ID), Path: pathOf(w, Firewalls)})
			return ch, err
		})
	},
	"an auditor now": func(w *World) {
		acts(w, Ridge, Rhea, func(by identity.Caller) (change.Change, error) {
			f := identity.RulingOf(Ridge, Sol.ID)
			w.Read(f.Wanted()...)
			_, ch, err := identity.SetRole(by, f, identity.Auditor)
			return ch, err
		})
	},
	"removed": func(w *World) {
		acts(w, Ridge, Rhea, func(by identity.Caller) (change.Change, error) {
			f := identity.RulingOf(Ridge, Sol.ID)
			w.Read(f.Ending()...)
			return identity.Remove(by, f)
		})
	},
}

// Rule C12, promise 11: by each way, and written down once.
func TestWhoLosesTheWayIsMarkedAndWhatTheyKnowIsDue(t *testing.T) {
	for name, lose := range losses {
		t.Run(name, func(t *testing.T) {
			w := New(t, "outbox-drive")
			w.Receives(Sol, Edge)
			w.Receives(Sol, Wifi) // at the top, for every member
			w.Receives(Rhea, Edge)
			lose(w)
			settle(w)
			x := got(w, Ridge, Sol, Edge.ID)
			if x.Lost == nil || !x.Lost.After(x.Last) || x.Lost.After(T0.Add(time.Second)) {
				t.Errorf("Sol %+v", x)
			}
			if c := duty(w, Edge.ID); c.DueWhy != credential.Lost || c.Due == nil || !c.Due.Equal(*x.Lost) {
				t.Errorf("Edge %+v", c)
			}
			if got(w, Ridge, Rhea, Edge.ID).Lost != nil {
				t.Error("an admin lost it")
			}
			everywhere := name == "removed" || name == "an auditor now"
			if y := got(w, Ridge, Sol, Wifi.ID); (y.Lost != nil) != everywhere {
				t.Errorf("Wifi %+v", y)
			}
			if found, _, err := w.Operator().VaultOf(t.Context(), Ridge, []credential.Audience{credential.Rotating}, table.Page{Limit: 10}); err != nil || found == nil || found[0].ID != Edge.ID {
				t.Errorf("on the list: %v, %v", found, err)
			}
		})
	}
}

// Rule C12: what is weighed again, after it broke off or came twice, changes nothing.
func TestWeighingAgainChangesNothing(t *testing.T) {
	w := New(t, "outbox-drive")
	w.Receives(Sol, Edge)
	w.Unchanged(func() { // he has his way
		weighs(w, change.Order{Chore: credential.WeighChore, Thing: string(Edge.ID), Home: string(Ridge), At: T0})
		weighs(w, change.Order{Chore: identity.WeighChore, Thing: string(Sol.ID), Home: string(Ridge), At: T0})
		weighs(w, change.Order{Chore: credential.DueChore, Thing: string(Edge.ID), At: T0})
	})
	dropped(w)
	settle(w)
	w.Unchanged(func() {
		weighs(w, change.Order{Chore: credential.WeighChore, Thing: string(Edge.ID), Home: string(Ridge), At: T0})
		weighs(w, change.Order{Chore: identity.WeighChore, Thing: string(Sol.ID), Home: string(Ridge), At: T0})
		weighs(w, change.Order{Chore: credential.DueChore, Thing: string(Edge.ID), At: T0})
		weighs(w, change.Order{Chore: credential.DueChore, Thing: string(id.New[id.Credential](T0, "none", 0)), At: T0})
	})
}

func weighs(w *World, o change.Order) {
	w.T.Helper()
	c := identity.Call{Route: w.Name, At: T0.Add(time.Minute), ID: "again"}
	if err := (function{table: w.Table}).deliver(w.T.Context(), c, o); err != nil {
		w.T.Fatal(err)
	}
}

// Rule C12: regaining the way takes no mark away; using it does. What is due stays due.
func TestWhoHasAWayAgainIsMarkedUntilTheyUseIt(t *testing.T) {
	w := New(t, "outbox-drive")
	w.Receives(Sol, Edge)
	dropped(w)
	settle(w)
	acts(w, Ridge, Rhea, func(by identity.Caller) (change.Change, error) {
		g, m := network(w)
		_, ch, err := identity.AddToGroup(by, g, m, false)
		return ch, err
	})
	settle(w)
	if got(w, Ridge, Sol, Edge.ID).Lost == nil {
		t.Error("regaining took the mark away")
	}
	if err := inFlight(w, Sol, Edge)(); err != nil {
		t.Fatal(err)
	}
	settle(w)
	if x, c := got(w, Ridge, Sol, Edge.ID), duty(w, Edge.ID); x.Lost != nil || c.DueWhy != credential.Lost {
		t.Errorf("%+v, %+v", x, c)
	}
}

// Rule C12, promise 2, forced: a use that is kept before the loss is marked after it;
// one that was judged before the loss and comes after it is not kept.
func TestAUseInFlightAtTheLossIsMarkedOrRefused(t *testing.T) {
	w := New(t, "outbox-drive")
	by := w.CallsIn(Ridge, Rhea, T0)
	g, m := network(w)
	_, ch, err := identity.DropFromGroup(by, g, m)
	if err != nil {
		t.Fatal(err)
	}
	use := inFlight(w, Sol, Wifi) // he is judged now, too
	w.Receives(Sol, Edge)         // between what the admin read and what they write
	if err := w.Operator().Save(t.Context(), by.Call, ch, nil); err != nil {
		t.Fatal(err)
	}
	if err := use(); fault.Of(err) != fault.Moved {
		t.Errorf("a use that was judged before: %v", err)
	}
	settle(w)
	if x := got(w, Ridge, Sol, Edge.ID); x.Lost == nil || !x.Lost.After(x.Last) {
		t.Errorf("%+v", x)
	}
}

// inFlight is a use that was judged, and is to be kept.
func inFlight(w *World, p Person, which Filed) func() error {
	f := access.FactsOf(p.ID, Ridge, "", which.ID)
	w.Read(f.Wanted()...)
	f.Path = pathOf(w, f.Credential.Folder)
	by := w.CallsIn(Ridge, p, T0)
	ch, err := access.Enter(by, f, credential.Read)
	if err != nil {
		w.T.Fatal(err)
	}
	return func() error { return w.Operator().Save(w.T.Context(), by.Call, ch, nil) }
}

// Rule C12, forced: who is let in and uses it while the chore writes is not marked.
func TestWhoIsInAgainBeforeTheMarkIsWrittenIsNotMarked(t *testing.T) {
	w := New(t, "outbox-drive")
	w.Receives(Sol, Edge)
	dropped(w)
	once := false
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && !once {
			once = true
			acts(w, Ridge, Rhea, func(by identity.Caller) (change.Change, error) {
				g, m := network(w)
				_, ch, err := identity.AddToGroup(by, g, m, false)
				return ch, err
			})
		}
		return nil
	})()
	weighs(w, change.Order{Chore: identity.WeighChore, Thing: string(Sol.ID), Home: string(Ridge), At: T0})
	if x := got(w, Ridge, Sol, Edge.ID); !once || x.Lost != nil {
		t.Errorf("%+v", x)
	}
}

// Rule C12: through a loan it is due where it is at home.
func TestWhoIsUnassignedFromALoanLeavesItDueAtHome(t *testing.T) {
	w := New(t, "outbox-drive")
	x := got(w, BlueHarbor, Bob, Social.Credential)
	x.Name, x.Last, x.Lost = "Bob", LetIn, nil
	x = x.Having(duty(w, Social.Credential).Number)
	w.Keep(change.Change{Records: []change.Record{x}}, "Bob had it")
	r := access.Resource{Organization: BlueHarbor, ID: Social.Resource}
	w.Read(&r)
	acts(w, BlueHarbor, Ann, func(by identity.Caller) (change.Change, error) {
		for _, a := range r.Assignments {
			if a.Group == SocialTeam {
				l := access.Listed{Organization: BlueHarbor, For: a.For(), Resource: r.ID, Assignment: a.ID}
				w.Read(&l)
				return access.Unassign(by, r, l, a.ID)
			}
		}
		return change.Change{}, fmt.Errorf("the group is not on it")
	})
	settle(w)
	if x := got(w, BlueHarbor, Bob, Social.Credential); x.Lost == nil || !x.Lost.Equal(T0) {
		t.Errorf("Bob %+v", x)
	}
	if c := duty(w, Social.Credential); c.Home != OlgaHome || c.DueWhy != credential.Lost {
		t.Errorf("at home %+v", c)
	}
}

// Rules C5, C12: whose it was loses it; who is named to view does not.
func TestAReassignedLoginIsDueForWhoseItWas(t *testing.T) {
	w := New(t, "outbox-drive")
	var c change.Change
	for _, p := range []Person{Ugo, Una} {
		c.Keep(credential.Received{Credential: UgoLogin.ID, Organization: SouthFen, Person: p.ID, Number: 1, Last: LetIn})
	}
	w.Keep(c, "seen")
	acts(w, SouthFen, Una, func(by identity.Caller) (change.Change, error) {
		f := credential.Reassigning{Credential: duty(w, UgoLogin.ID), Resource: Intranet, To: identity.Member{Organization: SouthFen, Person: Wyn.ID}}
		f.Was = identity.Member{Organization: SouthFen, Person: Ugo.ID}
		w.Read(&f.To, &f.Was)
		_, ch, err := credential.Reassign(by, f, Wyn.ID)
		return ch, err
	})
	settle(w)
	if ugo, una := got(w, SouthFen, Ugo, UgoLogin.ID), got(w, SouthFen, Una, UgoLogin.ID); ugo.Lost == nil || una.Lost != nil {
		t.Errorf("Ugo %+v, Una %+v", ugo, una)
	}
	if duty(w, UgoLogin.ID).DueWhy != credential.Lost {
		t.Error("it is not due")
	}
}

// Rule C12: a limit is for all that there is of the type.
func TestALimitMakesOldWhatIsOldAndDatesTheRest(t *testing.T) {
	w := New(t, "outbox-drive")
	types := filing.Types{Organization: Ridge, Names: filing.Usual, Limits: map[string]int{"Firewall": 10, "Wireless": 365}}
	w.Keep(change.Change{Records: []change.Record{types}}, "limits")
	o := change.Order{Chore: filing.LimitedChore, Thing: string(Ridge), Home: string(Ridge), At: T0}
	weighs(w, o)
	wifi, edge := duty(w, Wifi.ID), duty(w, Edge.ID)
	if edge.DueWhy != credential.Old || !edge.Due.Equal(edge.Since.AddDate(0, 0, 10)) || wifi.Due != nil {
		t.Errorf("Edge %+v, Wifi %+v", edge, wifi)
	}
	d := table.Due{Due: change.Due{At: wifi.Since.AddDate(0, 0, 365), What: credential.OldDue, ID: string(Wifi.ID)}}
	if w.Read(&d); d.Version == 0 {
		t.Error("Wifi has no date")
	}
	weighs(w, o)
	if duty(w, Edge.ID).Version != edge.Version {
		t.Error("done again")
	}
	w.Read(&types)
	types.Limits = nil
	w.Keep(change.Change{Records: []change.Record{types}}, "no limits")
	weighs(w, o)
	if c := duty(w, Edge.ID); c.Due != nil || c.DueWhy != "" {
		t.Errorf("without limits %+v", c)
	}
}

// strangers received Edge once, and are no members: n of them.
func strangers(w *World, n int) []id.Person {
	var people []id.Person
	for some := 0; some < n; some += 40 {
		var c change.Change
		for i := some; i < min(n, some+40); i++ {
			p := id.New[id.Person](T0, "stranger", i)
			people = append(people, p)
			c.Keep(credential.Received{Credential: Edge.ID, Organization: Ridge, Person: p, Number: 1, Last: LetIn})
		}
		w.Keep(c, fmt.Sprint("strangers ", some))
	}
	return people
}

// Rule C12: whoever it came to before it broke off stays as marked.
func TestWeighingThatBrokeOffGoesOnWhereItWas(t *testing.T) {
	w := New(t, "outbox-drive")
	people := strangers(w, 60)
	marked := func() (n int) {
		for _, p := range people {
			x := credential.Received{Credential: Edge.ID, Organization: Ridge, Person: p}
			if w.Read(&x); x.Lost != nil && x.Version == 2 {
				n++
			}
		}
		return n
	}
	f, c := function{table: w.Table}, identity.Call{Route: w.Name, At: T0, ID: "half"}
	o := change.Order{Chore: credential.WeighChore, Thing: string(Edge.ID), Home: string(Ridge), At: T0}
	ctx, stop := context.WithCancel(t.Context())
	away := w.Dynamo.After(stopAt(3, stop))
	if err := f.deliver(ctx, c, o); err == nil {
		t.Fatal("it was not stopped")
	}
	away()
	if n := marked(); n != 3*losers {
		t.Fatalf("%d are marked", n)
	}
	if err := f.deliver(t.Context(), c, o); err != nil || marked() != len(people) {
		t.Errorf("%d are marked, %v", marked(), err)
	}
	settle(w)
	if c := duty(w, Edge.ID); c.DueWhy != credential.Lost || !c.Due.Equal(T0) {
		t.Errorf("%+v", c)
	}
}

// What is weighed and not lost costs reads alone, for a page of people as for one.
func TestWeighingWhoHasTheirWayCostsAFewReads(t *testing.T) {
	w := New(t, "outbox-drive")
	w.Receives(Sol, Edge)
	var calls atomic.Int32
	defer w.Dynamo.Before(func(dynamo.Request) *dynamo.Fault { calls.Add(1); return nil })()
	weighs(w, change.Order{Chore: credential.WeighChore, Thing: string(Edge.ID), Home: string(Ridge), At: T0})
	if n := calls.Swap(0); n != 6 {
		t.Errorf("weighing a credential of one receiver takes %d calls", n)
	}
	weighs(w, change.Order{Chore: identity.WeighChore, Thing: string(Sol.ID), Home: string(Ridge), At: T0})
	if n := calls.Load(); n != 7 {
		t.Errorf("weighing what one received takes %d calls", n)
	}
}

// Rules C12, D6: a loan that ended leaves what was received through it due at home.
func TestALoanThatEndedLeavesItDueAtHome(t *testing.T) {
	w, deliver := driving(t)
	x := got(w, BlueHarbor, Bob, Newsletter.Credential)
	x = x.Having(duty(w, Newsletter.Credential).Number)
	w.Keep(change.Change{Records: []change.Record{x}}, "of today")
	deliver()
	settle(w)
	if x := got(w, BlueHarbor, Bob, Newsletter.Credential); x.Lost == nil || !x.Lost.Equal(Revoked.At) {
		t.Errorf("Bob %+v", x)
	}
	if c := duty(w, Newsletter.Credential); c.Home != OlgaHome || c.DueWhy != credential.Lost || !c.Due.Equal(Revoked.At) {
		t.Errorf("at home %+v", c)
	}
}
