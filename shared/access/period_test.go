package access_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// stay is one resource of just-in-time access, the people around it and what
// was done. The model below the line is of deeds alone: it looks at no state.
type stay struct {
	f        access.Facts
	standing map[id.Person]access.Standing
	requests []access.Request
	people   []identity.Member
	now      time.Time
	calls    int

	yes    map[id.Request]map[id.Person]time.Time // accepted approvals
	length map[id.Request]time.Duration           // asked, and as shortened
	spans  map[id.Person][]span                   // what was opened, by whom it lets in
	needed map[id.Request]int                     // when it was made
	closed map[id.Request]bool                    // denied or cancelled
}

// span is [from, to), cut when it was ended.
type span struct {
	of       id.Request
	way      id.Assignment
	from, to time.Time
}

var staff = []identity.Member{
	identitytest.Member(team, "Ada", identity.Admin, sales),
	identitytest.Member(team, "Rob", identity.Reviewer),
	identitytest.Member(team, "Uma", identity.User, sales),
	identitytest.Member(team, "Abe", identity.User, "group_approvers"),
	identitytest.Member(team, "Nia", identity.User),
	identitytest.Member(team, "Audra", identity.Auditor, "group_approvers"),
}

func newStay(policies ...access.Policy) *stay {
	s := &stay{
		f: company(), people: slices.Clone(staff), now: nine, standing: map[id.Person]access.Standing{},
		yes: map[id.Request]map[id.Person]time.Time{}, length: map[id.Request]time.Duration{}, spans: map[id.Person][]span{},
		needed: map[id.Request]int{}, closed: map[id.Request]bool{},
	}
	s.f.Resource.Approvers = []id.Group{"group_approvers"}
	s.f.Resource.Assignments = nil
	for i, p := range policies {
		s.f.Resource.Assignments = append(s.f.Resource.Assignments, access.Assignment{
			ID: id.Assignment(fmt.Sprintf("assign_%d", i)), Group: sales, Credential: "cred_a", Mode: credential.Read, Policy: &p, Since: nine.Add(time.Duration(i) * time.Second),
		})
	}
	return s
}

func (s *stay) by(m identity.Member) identity.Caller {
	s.calls++
	c := identitytest.Caller(m, s.now)
	c.ID = fmt.Sprintf("call %d", s.calls)
	return c
}

func (s *stay) keep(c change.Change) {
	for _, r := range c.Records {
		switch x := r.(type) {
		case access.Request:
			x.Version++
			if i := slices.IndexFunc(s.requests, func(o access.Request) bool { return o.ID == x.ID }); i >= 0 {
				s.requests[i] = x
			} else {
				s.requests = append(s.requests, x)
			}
		case access.Standing:
			x.Version++
			s.standing[x.Person] = x
		}
	}
}

func (s *stay) of(p id.Person) access.Standing {
	st := s.standing[p]
	st.Resource, st.Person = s.f.Resource.ID, p
	return st
}

func (s *stay) request(which id.Request) access.Request {
	for _, q := range s.requests {
		if q.ID == which {
			return q
		}
	}
	return access.Request{}
}

func (s *stay) asking(p id.Person, length int) access.AskingIn {
	st := s.of(p)
	return access.AskingIn{
		Resource: s.f.Resource, Standing: st, Pending: s.request(st.Pending), Others: s.people, Length: length, Reason: "a printer is on fire",
	}
}

func (s *stay) deciding(q access.Request) access.Deciding {
	d := access.Deciding{Request: q, Resource: s.f.Resource, Standing: s.of(q.Person)}
	for _, m := range s.people {
		if m.Person == q.Person {
			d.Asker = m
		}
		if slices.ContainsFunc(q.Approvals, func(a access.Approval) bool { return a.Person == m.Person }) {
			d.Voters = append(d.Voters, m)
		}
	}
	d.Following(s.now)
	for i := range d.Along {
		d.Along[i] = s.request(d.Along[i].ID)
	}
	return d
}

// enters tries a reveal, and keeps its record if it is let in.
func (s *stay) enters(m identity.Member) error {
	f := s.f
	f.Standing = s.of(m.Person)
	f.Received.Person = m.Person
	c, err := access.Enter(s.by(m), f, credential.Read)
	if err == nil {
		s.keep(c)
	}
	return err
}

// opened notes in the model what a request opened, after the rule said so.
func (s *stay) opened(t *rapid.T, q access.Request) {
	if q.Period == nil || s.closed[q.ID] {
		t.Fatalf("%s opened nothing, or is closed: %+v", q.ID, q)
	}
	most := s.length[q.ID]
	if got := q.Period.End.Sub(q.Period.Start); got > most || got <= 0 {
		t.Fatalf("a period of %s where %s was asked, as shortened", got, most)
	}
	for _, o := range s.spans[q.Person] {
		if o.way == q.Assignment && q.Period.Start.After(s.now) && !slices.ContainsFunc(s.spans[q.Person], func(x span) bool { return x.to.Equal(q.Period.Start) }) {
			t.Fatalf("an extension leaves a gap: from %s", q.Period.Start)
		}
	}
	if q.Period.Start.Before(s.now) {
		t.Fatal("a period begins before it was approved")
	}
	s.spans[q.Person] = append(s.spans[q.Person], span{q.ID, q.Assignment, q.Period.Start, q.Period.End})
}

// isOpen is the model's answer.
func (s *stay) isOpen(p id.Person) bool {
	return slices.ContainsFunc(s.spans[p], func(x span) bool {
		_, there := s.f.Resource.Assigned(x.way)
		return there && !s.now.Before(x.from) && s.now.Before(x.to)
	})
}

func TestLivesOfRequestsKeepTheirPromises(t *testing.T) { // promises 2 and 8, rules J1 to J12
	rapid.Check(t, func(t *rapid.T) {
		manual := access.Policy{JustInTime: true, Longest: rapid.IntRange(2, 120).Draw(t, "longest"), Needs: rapid.IntRange(1, 3).Draw(t, "needs"), BreakGlass: rapid.Bool().Draw(t, "glass")}
		policies := []access.Policy{manual}
		if rapid.Bool().Draw(t, "an automatic one too") {
			policies = append(policies, access.Policy{JustInTime: true, Longest: rapid.IntRange(1, 40).Draw(t, "automatic"), Automatic: true})
		}
		s := newStay(policies...)
		t.Repeat(map[string]func(*rapid.T){
			"ask": s.doAsk, "approve": s.doApprove, "deny or cancel": s.doClose, "end": s.doEnd, "break the glass": s.doBreak,
			"somebody leaves or comes back": func(t *rapid.T) {
				i := rapid.IntRange(0, len(s.people)-1).Draw(t, "who")
				if s.people[i].Suspended = nil; rapid.Bool().Draw(t, "leaves") {
					s.people[i].Suspended = &nine
				}
			},
			"time passes": func(t *rapid.T) {
				s.now = s.now.Add(time.Duration(rapid.IntRange(1, 60_000).Draw(t, "ms")) * time.Millisecond)
			},
			"": s.holds,
		})
	})
}

func (s *stay) somebody(t *rapid.T) identity.Member {
	active := slices.DeleteFunc(slices.Clone(s.people), func(m identity.Member) bool { return !m.Active() })
	if len(active) == 0 {
		return staff[4] // nobody is left: one who may do nothing tries
	}
	return rapid.SampledFrom(active).Draw(t, "who")
}

func (s *stay) any(t *rapid.T) access.Request {
	if len(s.requests) == 0 {
		return access.Request{}
	}
	return rapid.SampledFrom(s.requests).Draw(t, "request")
}

func (s *stay) doAsk(t *rapid.T) {
	who := s.somebody(t)
	f := s.asking(who.Person, rapid.IntRange(0, 60).Draw(t, "seconds"))
	q, c, err := access.AskIn(s.by(who), f)
	if err != nil || q.ID == f.Pending.ID {
		return
	}
	s.keep(c)
	s.length[q.ID], s.needed[q.ID] = time.Duration(q.Length)*time.Second, q.Policy.Needs
	a, _ := s.f.Resource.Assigned(q.Assignment)
	if p := *a.Policy; q.Length > p.Longest || q.Policy != p {
		t.Fatalf("asked under %s, for %d s by another's limits", p, q.Length)
	}
	if q.Policy.Automatic {
		s.opened(t, q)
	}
}

func (s *stay) doApprove(t *rapid.T) {
	who, q := s.somebody(t), s.any(t)
	shorten := rapid.IntRange(0, 130).Draw(t, "to seconds")
	got, c, err := access.Approve(s.by(who), s.deciding(q), shorten, "")
	if err != nil {
		return
	}
	s.keep(c)
	if s.yes[q.ID] == nil {
		s.yes[q.ID] = map[id.Person]time.Time{}
	}
	_, twice := s.yes[q.ID][who.Person]
	standing := slices.ContainsFunc(q.Approvals, func(a access.Approval) bool { return a.Person == who.Person })
	may := who.Role == identity.Admin || who.Role == identity.Reviewer || who.Role == identity.User && slices.Contains(who.Groups, "group_approvers")
	if twice && standing || who.Person == q.Person || !may || s.closed[q.ID] || !s.now.Before(q.Asked.Add(24*time.Hour)) {
		t.Fatalf("%s approved %+v", who.Name, q)
	}
	s.yes[q.ID][who.Person] = s.now
	if shorten > 0 {
		if shorter := time.Duration(shorten) * time.Second; shorter > s.length[q.ID] {
			t.Fatal("an approver lengthened it")
		}
		s.length[q.ID] = time.Duration(shorten) * time.Second
	}
	if got.State != access.RequestApproved {
		return
	}
	yes := 0
	for _, m := range s.people {
		if _, said := s.yes[q.ID][m.Person]; said && m.Active() {
			yes++
		}
	}
	if yes < s.needed[q.ID] {
		t.Fatalf("opened with %d of %d approvals", yes, s.needed[q.ID])
	}
	s.opened(t, got)
}

func (s *stay) doClose(t *rapid.T) {
	who, q := s.somebody(t), s.any(t)
	var c change.Change
	var err error
	if rapid.Bool().Draw(t, "deny") {
		_, c, err = access.Deny(s.by(who), s.deciding(q), "")
	} else if _, c, err = access.Cancel(s.by(who), s.deciding(q)); err == nil && who.Person != q.Person {
		t.Fatal("somebody cancelled another's request")
	}
	if err == nil {
		s.keep(c)
		s.closed[q.ID] = true
	}
}

func (s *stay) doEnd(t *rapid.T) {
	who, q := s.somebody(t), s.any(t)
	got, c, err := access.End(s.by(who), s.deciding(q))
	if err != nil {
		return
	}
	s.keep(c)
	for i, x := range s.spans[q.Person] {
		if x.way == q.Assignment && x.to.After(s.now) {
			s.spans[q.Person][i].to = *got.Period.Ended
		}
	}
	for _, o := range s.requests { // what is on record of each agrees with what lets in
		if p := o.Period; p != nil && o.Person == q.Person && o.Assignment == q.Assignment && s.now.Before(p.Over()) && p.Over().After(*got.Period.Ended) {
			t.Fatalf("%s goes on after the end: %+v", o.ID, *p)
		}
	}
	if last := s.of(q.Person).LastUse; !last.Before(*got.Period.Ended) {
		t.Fatal("the record shows a use at or after the end")
	}
}

func (s *stay) doBreak(t *rapid.T) {
	who := s.somebody(t)
	q, c, err := access.BreakGlass(s.by(who), s.asking(who.Person, rapid.IntRange(0, 4000).Draw(t, "seconds")))
	if err != nil {
		return
	}
	s.keep(c)
	a, _ := s.f.Resource.Assigned(q.Assignment)
	if !a.Policy.BreakGlass || len(q.Approvals) != 0 {
		t.Fatal("a glass was broken that is none")
	}
	s.length[q.ID] = min(time.Hour, time.Duration(a.Policy.Longest)*time.Second)
	s.opened(t, q)
}

// holds is what is always so: somebody is let in if and only if the model says so.
func (s *stay) holds(t *rapid.T) {
	for _, m := range s.people {
		if !m.Active() {
			continue
		}
		if err := s.enters(m); (err == nil) != s.isOpen(m.Person) && m.Role != identity.Auditor {
			t.Fatalf("%s is let in: %v; the model says %v", m.Name, err, s.isOpen(m.Person))
		} else if err == nil && m.Role == identity.Auditor {
			t.Fatal("an auditor is let in")
		} else if k := fault.Of(err); err != nil && k != fault.NotOpen && k != fault.NotFound && k != fault.Forbidden {
			t.Fatalf("%s: %v", m.Name, err)
		}
	}
}
