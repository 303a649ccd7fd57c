package access_test

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// The people of a stay by what they are there.
var (
	adaAdmin, robReviewer, umaUser, abeApprover, niaNobody, audraAuditor = staff[0], staff[1], staff[2], staff[3], staff[4], staff[5]
)

// asksFor is a stay in which Uma asks for a minute.
func asksFor(t *testing.T, p access.Policy) (*stay, access.Request) {
	t.Helper()
	s := newStay(p)
	q, c, err := access.AskIn(s.by(umaUser), s.asking(umaUser.Person, 60))
	if err != nil {
		t.Fatal(err)
	}
	s.keep(c)
	return s, s.request(q.ID)
}

// does has somebody do something about a request, and keeps it if it is done.
func (s *stay) does(m identity.Member, q access.Request, act func(identity.Caller, access.Deciding) (access.Request, change.Change, error)) (change.Change, error) {
	_, c, err := act(s.by(m), s.deciding(s.request(q.ID)))
	if err == nil {
		s.keep(c)
	}
	return c, err
}

func yes(by identity.Caller, f access.Deciding) (access.Request, change.Change, error) {
	return access.Approve(by, f, 0, "")
}

func reviewed(by identity.Caller, f access.Deciding) (access.Request, change.Change, error) {
	return access.Review(by, f, "Looked at.")
}

func TestWhoMayDecideIsOneTable(t *testing.T) { // rules F4, J5
	_, q := asksFor(t, jit(60, 1))
	s := newStay(jit(60, 1))
	for m, want := range map[*identity.Member]bool{
		&adaAdmin: true, &robReviewer: true, &abeApprover: true, &umaUser: false, &niaNobody: false, &audraAuditor: false,
	} {
		if access.MayDecide(s.f.Resource, q, *m) != want {
			t.Errorf("%s, a %s, may decide: %v", m.Name, m.Role, !want)
		}
	}
}

func TestNobodyApprovesTwice(t *testing.T) { // rule J5, promise 8
	s, q := asksFor(t, jit(60, 2))
	if _, err := s.does(adaAdmin, q, yes); err != nil {
		t.Fatal(err)
	}
	if _, err := s.does(adaAdmin, q, yes); fault.Of(err) != fault.Conflict {
		t.Errorf("twice: %v", err)
	}
	if s.request(q.ID).State != access.RequestPending {
		t.Error("one person's two approvals open it")
	}
	c, err := s.does(robReviewer, q, yes)
	if err != nil || s.request(q.ID).State != access.RequestApproved {
		t.Fatalf("the second: %v", err)
	}
	for _, r := range c.Checks { // who approved before may still, when it is kept
		if m, ok := r.(identity.Member); ok && m.Person == adaAdmin.Person {
			return
		}
	}
	t.Errorf("the first approver may be gone meanwhile: checks %+v", c.Checks)
}

func TestNobodyIsLetInByAGroupTheyHaveLeft(t *testing.T) {
	s, q := asksFor(t, jit(60, 1))
	for i := range s.people {
		if s.people[i].Person == umaUser.Person {
			s.people[i].Groups = nil
		}
	}
	if _, err := s.does(adaAdmin, q, yes); fault.Of(err) != fault.Conflict {
		t.Errorf("let in: %v", err)
	}
}

func TestASweepThatComesEarlyLetsARequestWait(t *testing.T) { // rule J9
	s, q := asksFor(t, jit(60, 1))
	if c := access.LapseRequest(q.Lapses.Add(-1), q, s.of(q.Person)); len(c.Records)+len(c.Entries)+len(c.Notices) != 0 {
		t.Errorf("it lapsed early: %+v", c)
	}
	if c := access.LapseRequest(q.Lapses, q, s.of(q.Person)); len(c.Records) == 0 {
		t.Error("it does not lapse")
	}
}

func TestOnlyWhoAskedOrMayDecideEndsAPeriod(t *testing.T) { // rule J8
	for m, want := range map[*identity.Member]fault.Kind{
		&umaUser: "", &adaAdmin: "", &robReviewer: "", &abeApprover: "", &niaNobody: fault.NotFound, &audraAuditor: fault.NotFound,
	} {
		s, q := asksFor(t, automatic(60))
		s.now = s.now.Add(time.Second)
		if _, err := s.does(*m, q, access.End); fault.Of(err) != want {
			t.Errorf("by %s, a %s: %v", m.Name, m.Role, err)
		}
	}
}

func TestABrokenGlassIsForAnHourAtMostAndReviewedByAnother(t *testing.T) { // rule J12
	glass := jit(access.LongestPeriod, 1)
	glass.BreakGlass = true
	s := newStay(glass)
	f := s.asking(umaUser.Person, access.LongestGlass+1)
	if _, _, err := access.BreakGlass(s.by(umaUser), f); fault.Of(err) != fault.Invalid {
		t.Errorf("for over an hour: %v", err)
	}
	for _, length := range []int{0, access.LongestGlass} {
		f.Length = length
		if q, _, err := access.BreakGlass(s.by(umaUser), f); err != nil || q.Period.End.Sub(q.Period.Start) != time.Hour {
			t.Errorf("%d seconds: %+v, %v", length, q.Period, err)
		}
	}
	// An admin breaks it: they may decide, and still do not review themselves.
	q, c, err := access.BreakGlass(s.by(adaAdmin), s.asking(adaAdmin.Person, 60))
	if err != nil {
		t.Fatal(err)
	}
	s.keep(c)
	if _, err := s.does(adaAdmin, q, reviewed); fault.Of(err) != fault.Forbidden {
		t.Errorf("reviewed by who broke it: %v", err)
	}
	s.now = s.now.Add(3 * 24 * time.Hour)
	if _, _, err := access.BreakGlass(s.by(adaAdmin), s.asking(adaAdmin.Person, 60)); fault.Of(err) != fault.Forbidden {
		t.Errorf("again, with the review owed for three days: %v", err)
	}
	if _, err := s.does(robReviewer, q, reviewed); err != nil {
		t.Errorf("reviewed by another: %v", err)
	}
	if _, _, err := access.BreakGlass(s.by(adaAdmin), s.asking(adaAdmin.Person, 60)); err != nil {
		t.Errorf("again, once it is reviewed: %v", err)
	}
}
