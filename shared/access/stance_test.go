package access_test

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// asked is a request by the first way that waits until five.
func asked() access.Request {
	return access.Request{ID: "request_p", Resource: "res_a", Assignment: "assign_0", State: access.RequestPending, Asked: nine, Lapses: nine.Add(8 * time.Hour), Version: 1}
}

func TestHowOneStandsIsSaidAsItIsAtTheInstant(t *testing.T) { // rules J1, J3, J10, J12
	hour := nine.Add(time.Hour)
	glass := jit(3600, 1)
	glass.BreakGlass = true
	period := func(a id.Assignment, from, to time.Time) access.Period {
		return access.Period{Request: id.Request("request_" + string(a)), Assignment: a, Start: from, End: to}
	}
	open := access.Standing{Periods: []access.Period{period("assign_0", nine, hour)}}
	extended := access.Standing{Periods: []access.Period{open.Periods[0], period("assign_0", hour, hour.Add(time.Hour))}}
	owed := access.Standing{Owed: "request_g", OwedSince: nine.Add(-3 * 24 * time.Hour)}
	owedLess := access.Standing{Owed: "request_g", OwedSince: nine.Add(-3*24*time.Hour + 1)}
	lapsed, denied, other, former := asked(), asked(), asked(), asked()
	former.Asked = nine.Add(-1)
	lapsed.Lapses, denied.State, other.Assignment = nine, access.RequestDenied, "assign_x"
	for name, tt := range map[string]struct {
		policies []access.Policy
		f        access.Stood
		want     access.State
		until    time.Time
		request  id.Request
		glass    bool
		opens    int
	}{
		"standing":                         {[]access.Policy{{}}, access.Stood{}, access.IsStanding, time.Time{}, "", false, 1},
		"standing until it locks":          {[]access.Policy{{LockAfter: 7, Needs: 1}}, access.Stood{}, access.IsStanding, nine.Add(7 * 24 * time.Hour), "", false, 1},
		"locked":                           {[]access.Policy{jit(3600, 1)}, access.Stood{}, access.IsLocked, time.Time{}, "", false, 0},
		"open":                             {[]access.Policy{glass}, access.Stood{Standing: open}, access.IsOpen, hour, "request_assign_0", false, 1},
		"open, and more is asked for":      {[]access.Policy{jit(3600, 1)}, access.Stood{Standing: open, Pending: asked()}, access.IsOpen, hour, "request_assign_0", false, 1},
		"open, and extended":               {[]access.Policy{jit(3600, 1)}, access.Stood{Standing: extended}, access.IsOpen, hour.Add(time.Hour), "request_assign_0", false, 1},
		"pending":                          {[]access.Policy{jit(3600, 1)}, access.Stood{Pending: asked()}, access.IsPending, time.Time{}, "request_p", false, 0},
		"pending, and there is glass":      {[]access.Policy{glass}, access.Stood{Pending: asked()}, access.IsPending, time.Time{}, "request_p", true, 0},
		"pending by the other way":         {[]access.Policy{jit(3600, 3), jit(3600, 1)}, access.Stood{Pending: asked()}, access.IsPending, time.Time{}, "request_p", false, 0},
		"lapsed this instant":              {[]access.Policy{jit(3600, 1)}, access.Stood{Pending: lapsed}, access.IsLocked, time.Time{}, "", false, 0},
		"denied":                           {[]access.Policy{jit(3600, 1)}, access.Stood{Pending: denied}, access.IsLocked, time.Time{}, "", false, 0},
		"asked in an earlier membership":   {[]access.Policy{jit(3600, 1)}, access.Stood{Pending: former}, access.IsLocked, time.Time{}, "", false, 0},
		"asked by what is no more":         {[]access.Policy{jit(3600, 1)}, access.Stood{Pending: other}, access.IsLocked, time.Time{}, "", false, 0},
		"glass":                            {[]access.Policy{glass}, access.Stood{}, access.IsLocked, time.Time{}, "", true, 0},
		"glass, with a review owed":        {[]access.Policy{glass}, access.Stood{Standing: owedLess}, access.IsLocked, time.Time{}, "", true, 0},
		"glass, with a review owed longer": {[]access.Policy{glass}, access.Stood{Standing: owed}, access.IsLocked, time.Time{}, "", false, 0},
		"the better of two":                {[]access.Policy{jit(3600, 1), {}}, access.Stood{}, access.IsStanding, time.Time{}, "", false, 1},
		"a better that is locked":          {[]access.Policy{jit(3600, 1), automatic(60)}, access.Stood{Standing: open}, access.IsOpen, hour, "request_assign_0", false, 1},
	} {
		f := on(tt.policies...)
		for i := range f.Resource.Assignments {
			f.Resource.Assignments[i].Since = nine
		}
		got := f.Resource.Stances(uma, tt.f)
		if len(got) != 1 {
			t.Errorf("%s: %d stances by one credential", name, len(got))
			continue
		}
		if more := name == "open, and more is asked for"; (got[0].Asked != "") != more || more && got[0].Asked != "request_p" {
			t.Errorf("%s: %q is asked for", name, got[0].Asked)
		}
		if s := got[0]; s.State != tt.want || !s.Until.Equal(tt.until) || s.Request != tt.request || s.Glass != tt.glass {
			t.Errorf("%s: %s until %s by %q, glass %v", name, s.State, s.Until, s.Request, s.Glass)
		}
		if opens := f.Resource.Openings(uma, tt.f.Standing); len(opens) != tt.opens {
			t.Errorf("%s: open by %+v", name, opens)
		}
		f.Standing = tt.f.Standing
		_, err := access.Enter(uma, f, credential.Use)
		if in := got[0].State == access.IsStanding || got[0].State == access.IsOpen; in != (err == nil) {
			t.Errorf("%s: it is %s, and a use: %v", name, got[0].State, err)
		}
		if !f.Resource.Sees(uma) {
			t.Errorf("%s: it is not on their list (rule J3)", name)
		}
	}
}

func TestEachCredentialHasItsOwnStance(t *testing.T) {
	f := on(jit(3600, 1), jit(3600, 2), access.Policy{}, jit(60, 1))
	for i, c := range []id.Credential{"cred_a", "cred_a", "cred_b", ""} {
		f.Resource.Assignments[i].Credential = c
	}
	got := f.Resource.Stances(uma, access.Stood{Pending: asked()})
	want := []struct {
		c     id.Credential
		a     id.Assignment
		state access.State
	}{{"cred_a", "assign_0", access.IsPending}, {"cred_b", "assign_2", access.IsStanding}, {"", "assign_3", access.IsStanding}} // one's own login is always open (rule G4)
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i, w := range want {
		if got[i].Assignment.Credential != w.c || got[i].Assignment.ID != w.a || got[i].State != w.state {
			t.Errorf("%d: %+v", i, got[i])
		}
	}
	if opens := f.Resource.Openings(uma, access.Standing{}); len(opens) != 2 {
		t.Errorf("open by %+v", opens)
	}
}

func TestWhoIsNotAssignedOrOpensNothingHasNoStance(t *testing.T) {
	f := on(access.Policy{}, jit(60, 1))
	nia := identitytest.Caller(identitytest.Member(team, "Nia", identity.User), nine)
	ended := lent()
	ended.Resource.Loan.State = access.Revoked
	for name, tt := range map[string]struct {
		by identity.Caller
		r  access.Resource
	}{"another": {nia, f.Resource}, "an auditor": {audra, f.Resource}, "of what was taken back": {uma, ended.Resource}} {
		if len(tt.r.Stances(tt.by, access.Stood{})) != 0 || len(tt.r.Openings(tt.by, access.Standing{})) != 0 || tt.r.Asks(tt.by) {
			t.Errorf("%s has one", name)
		}
	}
}

func TestAListReadsHowOneStandsOnlyWhereOneEverAsks(t *testing.T) {
	for name, tt := range map[string]struct {
		p    access.Policy
		want bool
	}{"standing": {access.Policy{}, false}, "that locks": {access.Policy{LockAfter: 1, Needs: 1}, true}, "just-in-time": {automatic(60), true}} {
		f := on(tt.p)
		if f.Resource.Asks(uma) != tt.want {
			t.Errorf("%s: %v", name, !tt.want)
		}
		if f.Resource.Assignments[0].Credential = ""; f.Resource.Asks(uma) {
			t.Errorf("%s: one's own login is asked for", name)
		}
	}
}
