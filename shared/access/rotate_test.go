package access_test

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
)

// rotating is a stay under "rotate after use", with a period of a minute by it.
func rotating(t *testing.T, rotate bool) (*stay, access.Request) {
	t.Helper()
	s := newStay(access.Policy{JustInTime: true, Longest: 60, Automatic: true, RotateAfterUse: rotate})
	return s, s.in(t)
}

// in asks for a minute, which opens at once.
func (s *stay) in(t *testing.T) access.Request {
	t.Helper()
	q, c, err := access.AskIn(s.by(staff[2]), s.asking(staff[2].Person, 60))
	if err != nil {
		t.Fatal(err)
	}
	s.keep(c)
	return s.request(q.ID)
}

func looks(c change.Change) (n int) {
	for _, d := range c.Due {
		if d.What == access.PeriodSpentDue {
			n++
		}
	}
	return n
}

func usedAt(at time.Time) credential.Received {
	return credential.Received{Credential: "cred_a", Organization: team.ID, Person: uma.Person, Last: at, Version: 1}
}

func TestTheEndOfAPeriodMakesRotationDueOnlyWhereThePolicySaysSo(t *testing.T) { // rule C12
	for _, rotate := range []bool{false, true} {
		s, q := rotating(t, rotate)
		c := access.PeriodOver(q.Period.End.Add(time.Second), q, s.of(q.Person))
		if (looks(c) == 1) != rotate {
			t.Errorf("%v: %+v", rotate, c.Due)
		}
		over := kept(c)[0]
		if q.Credential != "cred_a" {
			t.Errorf("of %q", q.Credential)
		}
		if got := access.PeriodSpent(s.now, over, usedAt(nine)); (len(got.Records) == 1) != rotate {
			t.Errorf("%v: %+v", rotate, got)
		} else if rotate && !got.Records[0].(credential.Received).Lost.Equal(q.Period.End) {
			t.Errorf("%+v", got.Records[0])
		}
		for _, d := range c.Due {
			if !d.At.After(q.Period.End.Add(time.Second)) {
				t.Error("it is looked for before a use on its way can be on record")
			}
		}
		s.now = nine.Add(time.Second) // and early
		if _, c, err := access.End(s.by(staff[0]), s.deciding(q)); err != nil || (looks(c) == 1) != rotate {
			t.Errorf("%v: %+v, %v", rotate, c.Due, err)
		} else if got := access.PeriodSpent(s.now, kept(c)[0], usedAt(nine)); (len(got.Records) == 1) != rotate {
			t.Errorf("%v: %+v", rotate, got)
		}
	}
}

func TestWhatWasNotReceivedInThePeriodIsNotDue(t *testing.T) { // rule C12
	s, q := rotating(t, true)
	if c := access.PeriodSpent(s.now, q, usedAt(nine)); len(c.Records) != 0 {
		t.Error("due before the end")
	}
	over := kept(access.PeriodOver(q.Period.End, q, s.of(q.Person)))[0]
	marked, never := usedAt(nine), usedAt(nine)
	marked.Lost, never.Version = &nine, 0
	for name, x := range map[string]credential.Received{"before it": usedAt(nine.Add(-1)), "marked": marked, "never": never} {
		if c := access.PeriodSpent(s.now, over, x); len(c.Records) != 0 {
			t.Errorf("%s: %+v", name, c.Records)
		}
	}
	again := q.Period.End.Add(time.Hour)
	c := access.PeriodSpent(s.now, over, usedAt(again)) // they are in again: the record shows no use after the loss
	if got := c.Records[0].(credential.Received); !got.Lost.After(again) {
		t.Errorf("%+v", got)
	}
}

func TestWhatGoesOnFromAPeriodMakesRotationDueAtItsOwnEnd(t *testing.T) { // rules C12, J8
	s, q := rotating(t, true)
	s.now = nine.Add(50 * time.Second)
	s.f.Resource.Assignments[0].Policy.RotateAfterUse = false // today's policy is another
	more := s.in(t)
	s.now = nine.Add(110 * time.Second)
	last := s.in(t) // by now the first is out of the standing
	if !last.Period.Start.Equal(more.Period.End) {
		t.Fatalf("it does not go on: %+v", last.Period)
	}
	if c := access.PeriodOver(q.Period.End, q, s.of(q.Person)); looks(c) != 0 {
		t.Error("due while it goes on")
	}
	c := access.PeriodOver(last.Period.End, last, s.of(q.Person))
	if looks(c) != 1 || len(access.PeriodSpent(s.now, kept(c)[0], usedAt(nine)).Records) != 1 {
		t.Errorf("what was received in the first is forgotten: %+v", c.Due)
	}
	s.now = last.Period.End.Add(time.Minute) // apart from it, by today's policy
	if apart := s.in(t); apart.Period.Rotates != nil {
		t.Errorf("%+v", apart.Period)
	}
}
