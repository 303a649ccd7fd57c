package tabletest

import (
	"context"
	"fmt"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

// Tried is what the gate of Gateway answered somebody at an instant.
type Tried struct {
	Who Person
	At  time.Time
	In  bool // let in
	Ask bool // locked out, and could ask
}

// Night is a group of North Quay that comes and goes in the lived days.
var Night = id.New[id.Group](Lived[0], "story Ira calls: Night", 0)

// Lived are the days of North Quay before T0, in which Live has things happen at
// ten in the morning.
var Lived = func() (out []time.Time) {
	for n := range 12 {
		out = append(out, T0.AddDate(0, 0, n-15).Truncate(day).Add(10*time.Hour))
	}
	return out
}()

// Live has days of North Quay lived, with what changes who gets into Gateway, each
// by its rule; and tries the gate, if that is asked for, every hour: by the facts as
// they are then.
func (w *World) Live(try bool) []Tried {
	l := living{w: w, resource: access.Resource{Organization: NorthQuay, ID: Gateway.Resource}, group: identity.Group{Organization: NorthQuay, ID: Night}}
	acts := []func(at time.Time){
		l.nightComes, l.jonIsLetIn, l.moeGivesWayToLou, l.nightHasToAsk, l.louIsLetIn, l.suspend(Jon, true),
		l.suspend(Jon, false), l.jonStands, l.suspend(Lou, true), l.louIsRemoved, l.nightGoes, l.jonIsUnassigned,
	}
	var out []Tried
	for n, at := 0, Lived[0].Add(-2*time.Hour); at.Before(Lived[11].Add(30 * time.Hour)); at = at.Add(time.Hour) {
		if n < len(acts) && at.Equal(Lived[n]) {
			acts[n](at)
			n++
		}
		if at.Equal(Lived[1].Add(time.Hour)) {
			w.does(Kay, at, access.End) // early: it was open for two hours
		}
		for _, p := range []Person{Ira, Jon, Lou, Moe} {
			if !try {
				break
			}
			out = append(out, w.try(p, at))
		}
	}
	return out
}

// try asks the gate, and keeps nothing.
func (w *World) try(p Person, at time.Time) Tried {
	w.T.Helper()
	m := identity.Member{Organization: NorthQuay, Person: p.ID}
	f := access.FactsOf(p.ID, NorthQuay, Gateway.Resource, Gateway.Credential)
	w.Read(append(f.Wanted(), &m)...)
	if !m.Active() {
		return Tried{Who: p, At: at}
	}
	_, err := access.Enter(m.AsOf(at), f, credential.Use)
	return Tried{Who: p, At: at, In: err == nil, Ask: fault.Of(err) == fault.NotOpen}
}

// does has somebody do something about Jon's last request for Gateway.
func (w *World) does(p Person, at time.Time, rule func(identity.Caller, access.Deciding) (access.Request, change.Change, error)) {
	w.T.Helper()
	w.Does(p, at, id.New[id.Request](Lived[1], "story Jon calls: Gateway", 0), rule)
}

type living struct {
	w        *World
	resource access.Resource
	group    identity.Group
}

// call is a call by somebody whose ids are known.
func (l *living) call(p Person, at time.Time, what string) identity.Caller {
	by := l.w.Calls(p, at)
	by.ID = "story " + p.Name + " calls: " + what
	l.w.Read(&l.resource, &l.group)
	return by
}

func (l *living) keep(by identity.Caller, c change.Change, err error) {
	l.w.T.Helper()
	c.Notices, c.Orders, c.Due = nil, nil, nil
	if err == nil {
		err = l.w.Operator().Save(context.Background(), by.Call, c, nil)
	}
	if err != nil {
		l.w.T.Fatal(fmt.Errorf("%s: %w", by.ID, err))
	}
}

func (l *living) member(p Person) identity.Member {
	m := identity.Member{Organization: NorthQuay, Person: p.ID}
	l.w.Read(&m)
	return m
}

// nightComes puts a group with Moe in it on Gateway, for good.
func (l *living) nightComes(at time.Time) {
	by := l.call(Ira, at, "Night")
	_, c, err := identity.NewGroup(by, "Night", []identity.Member{l.member(Moe)})
	l.keep(by, c, err)
	f := access.Assigning{Credential: credential.Credential{ID: Gateway.Credential}, Reader: credential.Reader{Credential: Gateway.Credential, Organization: NorthQuay}}
	by = l.call(Ira, at, "Night is assigned")
	l.w.Read(&f.Credential, &f.Reader)
	f.Resource, f.Group = l.resource, l.group
	_, c, err = access.Assign(by, f)
	l.keep(by, c, err)
	l.policy(at, "Night stands", access.Policy{})
}

// policy gives Night's assignment a policy of its own.
func (l *living) policy(at time.Time, what string, p access.Policy) {
	by := l.call(Ira, at, what)
	_, c, err := access.OverridePolicy(by, l.resource, l.resource.Assignments[1].ID, p)
	l.keep(by, c, err)
}

func (l *living) ask(p Person, at time.Time) {
	by := l.call(p, at, "Gateway")
	ira := l.member(Ira)
	s := access.Standing{Resource: Gateway.Resource, Person: p.ID}
	l.w.Read(&s)
	_, c, err := access.AskIn(by, access.AskingIn{Resource: l.resource, Standing: s, Others: []identity.Member{ira}, Length: 2 * 60 * 60, Reason: "It is late."})
	l.keep(by, c, err)
}

func (l *living) jonIsLetIn(at time.Time) {
	l.ask(Jon, at)
	l.w.does(Kay, at, func(by identity.Caller, f access.Deciding) (access.Request, change.Change, error) {
		return access.Approve(by, f, 0, "")
	})
}

func (l *living) moeGivesWayToLou(at time.Time) {
	by := l.call(Ira, at, "Moe leaves Night")
	_, c, err := identity.DropFromGroup(by, l.group, l.member(Moe))
	l.keep(by, c, err)
	by = l.call(Ira, at, "Lou joins Night")
	_, c, err = identity.AddToGroup(by, l.group, l.member(Lou), true)
	l.keep(by, c, err)
}

func (l *living) nightHasToAsk(at time.Time) {
	l.policy(at, "Night has to ask", access.Policy{JustInTime: true, Longest: 3 * 60 * 60, Automatic: true})
}

func (l *living) louIsLetIn(at time.Time) { l.ask(Lou, at) }

func (l *living) suspend(p Person, yes bool) func(time.Time) {
	return func(at time.Time) { // as the rules do, of which each has its own tests
		m := l.member(p)
		if m.Suspended = nil; yes {
			m.Suspended = &at
		}
		l.keep(l.call(Ira, at, fmt.Sprint(p.Name, yes)), change.Change{Records: []change.Record{m}}, nil)
	}
}

func (l *living) louIsRemoved(at time.Time) {
	m := l.member(Lou)
	m.Removed, m.Suspended, m.Groups = &at, nil, nil
	l.keep(l.call(Ira, at, "Lou is removed"), change.Change{Records: []change.Record{m}}, nil)
}

// jonStands has Jon's own assignment stand for two weeks without use: until the next day.
func (l *living) jonStands(at time.Time) {
	by := l.call(Ira, at, "Jon stands")
	_, c, err := access.OverridePolicy(by, l.resource, l.resource.Assignments[0].ID, access.Policy{LockAfter: 14, Automatic: true})
	l.keep(by, c, err)
}

func (l *living) nightGoes(at time.Time) {
	by := l.call(Ira, at, "Night goes")
	_, c, err := identity.DeleteGroup(by, l.group, nil)
	l.keep(by, c, err)
	by = l.call(Ira, at, "what Night was on")
	f, _, err := l.w.Operator().EndingOf(context.Background(), NorthQuay, string(Night), table.Page{Limit: 10})
	if err == nil {
		_, c = access.EndGroup(by, l.group, f)
	}
	l.keep(by, c, err)
	by = l.call(Ira, at, "Night is gone")
	l.keep(by, identity.Disband(by.At, l.group, l.group.Members, nil), nil)
}

func (l *living) jonIsUnassigned(at time.Time) {
	by := l.call(Ira, at, "Jon is unassigned")
	a := l.resource.Assignments[0]
	listed := access.Listed{Organization: NorthQuay, For: a.For(), Resource: Gateway.Resource, Assignment: a.ID}
	l.w.Read(&listed)
	c, err := access.Unassign(by, l.resource, listed, a.ID)
	l.keep(by, c, err)
}
