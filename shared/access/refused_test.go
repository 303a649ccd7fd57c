package access_test

import (
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/fault"
)

func TestWhoMayNotDecideDoesNotAndWhatLacksSomethingIsNotAsked(t *testing.T) { // rules J4, J5, promise 8
	s := newStay(jit(60, 1))
	ask := func(f access.AskingIn) (access.Request, error) {
		q, c, err := access.AskIn(s.by(staff[0]), f)
		s.keep(c)
		return q, err
	}
	f := s.asking(staff[0].Person, 30)
	f.Others = staff[:1] // only herself
	if _, err := ask(f); fault.Of(err) != fault.Forbidden {
		t.Errorf("too few may decide: %v", err)
	}
	q, err := ask(s.asking(staff[0].Person, 30))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := ask(s.asking(staff[0].Person, 30)); err != nil || again.ID != q.ID {
		t.Errorf("asked twice: %s, %v", again.ID, err)
	}
	if _, _, err := access.Approve(s.by(staff[0]), s.deciding(s.request(q.ID)), 0, ""); fault.Of(err) != fault.Forbidden {
		t.Errorf("her own: %v", err)
	}
	if gone := staff[1]; access.MayDecide(s.f.Resource, q, staff[0]) || !access.MayDecide(s.f.Resource, q, gone) {
		t.Error("who asks may decide, or a reviewer may not")
	} else if gone.Suspended = &nine; access.MayDecide(s.f.Resource, q, gone) {
		t.Error("somebody suspended may decide")
	}
	s = newStay(automatic(60))
	f = s.asking(staff[0].Person, 30)
	f.Reason = " "
	if _, err := ask(f); fault.Of(err) != fault.Invalid {
		t.Errorf("without a reason: %v", err)
	}
}
