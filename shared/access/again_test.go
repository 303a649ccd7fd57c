package access_test

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

func kept(c change.Change) (out []access.Request) {
	for _, r := range c.Records {
		if q, ok := r.(access.Request); ok {
			out = append(out, q)
		}
	}
	return out
}

func TestAnEndEndsAllThatFollowsByTheSameAssignmentAndTellsOnce(t *testing.T) { // rule J8
	q, s := letIn(time.Hour)
	more, other := q, q
	then := access.Period{Request: "req_b", Assignment: "assign_0", Start: q.Period.End, End: q.Period.End.Add(time.Hour)}
	long := access.Period{Request: "req_c", Assignment: "assign_1", Start: nine, End: nine.Add(2 * time.Hour)}
	past := access.Period{Request: "req_d", Assignment: "assign_0", Start: nine.Add(-time.Hour), End: nine}
	more.ID, more.Period, other.ID, other.Period = "req_b", &then, "req_c", &long
	s.Periods = append(s.Periods, then, long, past)
	f := access.Deciding{Request: q, Resource: on(jit(3600, 1), jit(3600, 1)).Resource, Standing: s}
	if wanted := f.Following(nine); len(wanted) != 1 || f.Along[0].ID != "req_b" {
		t.Fatalf("to be read: %+v", f.Along)
	}
	f.Along[0] = more
	at := ada
	at.At = nine.Add(10 * time.Minute)
	got, c, err := access.End(at, f)
	if err != nil || !got.Period.Over().Equal(at.At) {
		t.Fatalf("%+v, %v", got.Period, err)
	}
	all := kept(c)
	if len(all) != 2 || len(c.Entries) != 2 || len(c.Notices) != 1 || len(c.Orders) != 2 {
		t.Errorf("%d requests, %d lines, %d notices, %d orders", len(all), len(c.Entries), len(c.Notices), len(c.Orders))
	}
	for _, x := range all {
		if x.EndedBy != "Ada" || !x.Period.Over().Equal(at.At) || x.Period.Open(then.Start) {
			t.Errorf("%s: %+v", x.ID, x.Period)
		}
	}
	for _, r := range c.Records {
		if now, ok := r.(access.Standing); ok {
			for i, p := range now.Periods {
				if over := []time.Time{at.At, at.At, long.End, past.End}[i]; !p.Over().Equal(over) {
					t.Errorf("%s is over at %s", p.Request, p.Over())
				}
			}
		}
	}
	if s.Periods[0].Ended != nil || s.Periods[1].Ended != nil || then.Ended != nil {
		t.Error("the caller's periods are written into")
	}
}

// rejoined is Uma with a request that waits, who was removed after she asked and
// is a member again.
func rejoined(t *testing.T) (*stay, access.Request, identity.Member) {
	t.Helper()
	s := newStay(access.Policy{JustInTime: true, Longest: 60, Needs: 1, BreakGlass: true})
	q, c, err := access.AskIn(s.by(staff[2]), s.asking(staff[2].Person, 60))
	if err != nil {
		t.Fatal(err)
	}
	s.keep(c)
	s.now = nine.Add(time.Minute)
	s.people[2].Since = s.now
	return s, s.request(q.ID), s.people[2]
}

func TestWhoAskedBeforeTheyWereRemovedIsNotLetIn(t *testing.T) { // rules F5, J5
	s, q, _ := rejoined(t)
	if _, _, err := access.Approve(s.by(staff[0]), s.deciding(q), 0, ""); fault.Of(err) != fault.Conflict {
		t.Errorf("%v", err)
	}
	s.people[2].Since = q.Asked // joined at that very moment
	if _, _, err := access.Approve(s.by(staff[0]), s.deciding(q), 0, ""); err != nil {
		t.Error(err)
	}
}

func TestARequestOfAnEarlierMembershipNeitherBlocksNorAnswers(t *testing.T) { // rules F5, J4, J12
	s, q, who := rejoined(t)
	if n := s.asking(who.Person, 60).Needs(s.by(who)); n != 1 {
		t.Errorf("%d are to approve", n)
	}
	got, c, err := access.AskIn(s.by(who), s.asking(who.Person, 30))
	if err != nil || got.ID == q.ID || got.Length != 30 {
		t.Fatalf("%+v, %v", got, err)
	}
	glass, _, err := access.BreakGlass(s.by(who), s.asking(who.Person, 30))
	if err != nil || glass.Extends || glass.Want != access.InNeed || glass.State != access.RequestApproved || !glass.Lapses.Equal(s.now) {
		t.Errorf("%+v, %v", glass, err)
	}
	s.keep(c)
	if _, _, err := access.Approve(s.by(staff[0]), s.deciding(s.request(got.ID)), 0, ""); err != nil {
		t.Error(err)
	}
}

func TestAnApprovalFromBeforeARemovalDoesNotCountAndMayBeGivenAgain(t *testing.T) { // rule J5
	s := newStay(jit(60, 2))
	q, c, _ := access.AskIn(s.by(staff[2]), s.asking(staff[2].Person, 60))
	s.keep(c)
	q, c, err := access.Approve(s.by(staff[0]), s.deciding(s.request(q.ID)), 0, "")
	if err != nil {
		t.Fatal(err)
	}
	s.keep(c)
	s.now = nine.Add(time.Minute)
	s.people[0].Since = s.now // Ada was removed, and is back
	if !s.request(q.ID).Awaits(s.f.Resource, s.people[0], s.now) {
		t.Error("it does not wait for her")
	}
	q, c, err = access.Approve(s.by(staff[1]), s.deciding(s.request(q.ID)), 0, "")
	if err != nil || q.State != access.RequestPending || len(q.Approvals) != 1 {
		t.Fatalf("%+v, %v", q, err)
	}
	s.keep(c)
	if q, _, err = access.Approve(s.by(s.people[0]), s.deciding(s.request(q.ID)), 0, ""); err != nil || q.State != access.RequestApproved {
		t.Errorf("%+v, %v", q, err)
	}
}

// several is Shop with an assignment of Uma's for each credential and policy.
func several(with []id.Credential, policies ...access.Policy) access.AskingIn {
	f := access.AskingIn{Resource: on(policies...).Resource, Others: staff, Reason: "a printer is on fire"}
	for i := range f.Resource.Assignments {
		f.Resource.Assignments[i].Credential = with[i]
	}
	return f
}

func TestWhatIsAskedForIsWhatIsLockedWhateverElseIsOpen(t *testing.T) { // rules J1, J3, J8, G4
	open := []access.Period{{Request: "req_0", Assignment: "assign_0", Start: nine, End: nine.Add(time.Hour)}}
	a, b := id.Credential("cred_a"), id.Credential("cred_b")
	glass := jit(3600, 3)
	glass.BreakGlass = true
	for name, tt := range map[string]struct {
		with     []id.Credential
		policies []access.Policy
		periods  []access.Period
		want     id.Assignment // "": nothing to ask for
		extends  bool
	}{
		"another is standing":                  {[]id.Credential{a, b}, []access.Policy{{}, jit(60, 1)}, nil, "assign_1", false},
		"another is open":                      {[]id.Credential{a, b}, []access.Policy{automatic(60), jit(60, 1)}, open, "assign_1", false},
		"it is open, and none is locked":       {[]id.Credential{a}, []access.Policy{jit(60, 1)}, open, "assign_0", true},
		"of the same, the open one goes on":    {[]id.Credential{a, a}, []access.Policy{jit(60, 1), automatic(60)}, open, "assign_0", true},
		"all is standing":                      {[]id.Credential{a, b}, []access.Policy{{}, {}}, nil, "", false},
		"void by a standing one":               {[]id.Credential{a, a}, []access.Policy{{}, jit(60, 1)}, nil, "", false},
		"one's own login":                      {[]id.Credential{""}, []access.Policy{jit(60, 1)}, nil, "", false},
		"one's own login, and one to ask for":  {[]id.Credential{"", a}, []access.Policy{automatic(60), jit(60, 1)}, nil, "assign_1", false},
		"of two that are locked, the better":   {[]id.Credential{a, b}, []access.Policy{jit(60, 2), jit(60, 1)}, nil, "assign_1", false},
		"one that locked itself, one standing": {[]id.Credential{a, b}, []access.Policy{{}, {LockAfter: 1, Needs: 1}}, nil, "assign_1", false},
	} {
		f := several(tt.with, tt.policies...)
		f.Standing.Periods = tt.periods
		if name == "one that locked itself, one standing" {
			f.Resource.Assignments[1].Since = nine.AddDate(0, 0, -2)
		}
		by := uma
		by.Since = nine.AddDate(0, 0, -3)
		q, _, err := access.AskIn(by, f)
		if tt.want == "" && fault.Of(err) != fault.Conflict || tt.want != "" && (err != nil || q.Assignment != tt.want || q.Extends != tt.extends) {
			t.Errorf("%s: by %q, %v", name, q.Assignment, err)
		}
	}
	f := several([]id.Credential{"", a}, jit(60, 1), jit(60, 1))
	f.Assignment = "assign_0" // named, it is one's own login all the same
	if _, _, err := access.AskIn(uma, f); fault.Of(err) != fault.Conflict {
		t.Errorf("one's own login is asked for: %v", err)
	}
	f = several([]id.Credential{""}, jit(60, 1)) // who views others' logins enters by it
	f.Resource.Viewing = &access.Viewing{All: true}
	f.Resource.Assignments[0].Member = ada.Person
	if q, _, err := access.AskIn(ada, f); err != nil || q.Assignment != "assign_0" || q.Credential != "" {
		t.Errorf("%q, %v", q.Assignment, err)
	}
	f = several([]id.Credential{a, b}, automatic(60), glass) // the glass that there is
	if q, _, err := access.BreakGlass(uma, f); err != nil || q.Assignment != "assign_1" {
		t.Errorf("%+v, %v", q.Assignment, err)
	}
	f = several([]id.Credential{a, a}, access.Policy{}, jit(60, 1)) // reading is more than standing access lends
	f.Resource.Assignments[0].Mode = credential.Use
	if q, _, err := access.AskIn(uma, f); err != nil || q.Assignment != "assign_1" {
		t.Errorf("%+v, %v", q.Assignment, err)
	}
}

func TestMachinesAreToldOfEachThingThatHappenedAndWhose(t *testing.T) { // rule J14
	glass := jit(3600, 1)
	glass.BreakGlass = true
	s := newStay(glass)
	q, c, err := access.BreakGlass(s.by(staff[2]), s.asking(staff[2].Person, 60))
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, o := range c.Orders {
		if o.Chore == access.OpenedChore {
			continue
		}
		told = append(told, o.Chore)
		if o.Home != string(team.ID) || o.Thing != string(q.ID) || o.Door != change.Drive {
			t.Errorf("%+v", o)
		}
	}
	if len(told) != 2 || told[0] != access.BrokeGlassEvent || told[1] != access.OpenedEvent {
		t.Errorf("told %v", told)
	}
}
