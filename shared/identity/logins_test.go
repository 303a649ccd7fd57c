package identity

import (
	"fmt"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// signedIn is n sessions of Ann's that began a minute after each other.
func signedIn(n int) (Logins, []Session) {
	l := Logins{Person: ann.ID, Version: 3}
	var all []Session
	for i := range n {
		at := nine.Add(time.Duration(i) * time.Minute)
		s := Session{Person: ann.ID, ID: id.Session(fmt.Sprint("session_", i)), Since: at, Ends: at.Add(SessionLife), Idles: at.Add(SessionLife), Version: 1}
		all = append(all, s)
		l.Open = append(l.Open, Login{ID: s.ID, Ends: s.Ends})
	}
	return l, all
}

func TestASessionSaysWhereItBeganAndIsOnTheList(t *testing.T) {
	c := call("session-create", nine.Add(time.Hour))
	c.Agent = "a browser"
	l, _ := signedIn(2)
	s, token, ch := begin(c, ann, l, Session{})
	if s.From != c.From || s.Agent != "a browser" || !token.Is(s.Hash) {
		t.Errorf("%+v", s)
	}
	if now := kept[Logins](t, ch); len(now.Open) != 3 || now.Open[2].ID != s.ID || now.Version != 3 || len(l.Open) != 2 {
		t.Errorf("the list is %+v", now)
	}
	if e := entry(t, ch, audit.SessionBegun); e.Account != ann.ID || e.Organization != "" || e.Thing != string(s.ID) || e.Detail != "a browser" || e.From != c.From {
		t.Errorf("%+v", e)
	}
}

func TestTheTwentyFirstSessionEndsTheOldest(t *testing.T) {
	for _, tt := range []struct {
		open   int
		after  time.Duration
		oldest id.Session
	}{
		{19, time.Hour, ""},
		{20, time.Hour, "session_0"},
		{20, SessionLife - time.Millisecond, "session_0"},
		{20, SessionLife, ""}, // the first is over
		{21, SessionLife, "session_1"},
	} {
		l, all := signedIn(tt.open)
		c := call("session-create", nine.Add(tt.after))
		oldest, full := l.Oldest(c.At)
		if full != (tt.oldest != "") || oldest.ID != tt.oldest || full && oldest.Person != ann.ID {
			t.Errorf("%d after %s: %v %s", tt.open, tt.after, full, oldest.ID)
		}
		if !full {
			continue
		}
		for _, s := range all {
			if s.ID == oldest.ID {
				oldest = s
			}
		}
		s, _, ch := begin(c, ann, l, oldest)
		now := ch.Records[len(ch.Records)-1].(Logins)
		if gone := ch.Records[0].(Session); gone.ID != tt.oldest || gone.Ended == nil || gone.Version != 1 || oldest.Ended != nil {
			t.Errorf("%d after %s: %+v", tt.open, tt.after, gone)
		}
		if len(now.Open) != MaxLogins || now.Open[0].ID == tt.oldest || now.Open[19].ID != s.ID {
			t.Errorf("%d after %s: %+v", tt.open, tt.after, now.Open)
		}
		entries(t, ch, audit.SessionEnded, audit.SessionBegun)
	}
}

func TestOneThatEndedByItselfIsNotEndedAgain(t *testing.T) {
	l, all := signedIn(20)
	for name, spoil := range map[string]func(*Session){
		"idle": func(s *Session) { s.Idles = nine }, "ended": func(s *Session) { s.Ended = &nine }, "gone": func(s *Session) { s.Version = 0 },
	} {
		oldest := all[0]
		spoil(&oldest)
		_, _, ch := begin(call("session-create", nine.Add(time.Hour)), ann, l, oldest)
		entry(t, ch, audit.SessionBegun)
		if now := kept[Logins](t, ch); len(now.Open) != MaxLogins {
			t.Errorf("%s: %+v", name, now.Open)
		}
	}
}

// here is Ann, calling in the nth of her sessions.
func here(s Session, at time.Time) Caller {
	c := call("session-end", at)
	c.Who, c.Agent = Anybody, "another browser"
	return Caller{Call: c, Person: ann.ID, Name: ann.Name, Email: ann.Email, Session: s}
}

func TestSigningOutEndsTheCallersSessionAndLeavesTheCallersOwn(t *testing.T) {
	l, all := signedIn(3)
	by := here(all[1], nine.Add(time.Hour))
	ch := EndSession(by, l)
	s := kept[Session](t, ch)
	if s.Ended == nil || !s.Ended.Equal(by.At) || s.Open(by.At) || s.Version != 1 || by.Session.Ended != nil {
		t.Errorf("%+v", s)
	}
	if now := kept[Logins](t, ch); len(now.Open) != 2 || now.Open[0].ID != all[0].ID || now.Open[1].ID != all[2].ID || len(l.Open) != 3 {
		t.Errorf("%+v", now)
	}
	if e := entry(t, ch, audit.SessionEnded); e.Account != ann.ID || e.Thing != string(all[1].ID) {
		t.Errorf("%+v", e)
	}
}

func TestOnlyOnesOwnOpenSessionIsEnded(t *testing.T) {
	l, all := signedIn(3)
	by := here(all[0], nine.Add(time.Hour))
	ended, idle, others, none := all[1], all[1], all[1], Session{Person: ann.ID, ID: "session_x"}
	ended.Ended, idle.Idles, others.Person = &nine, by.At, "person_eve"
	for name, s := range map[string]Session{"ended": ended, "idle": idle, "another's": others, "none": none} {
		ch, err := EndOne(by, s, l)
		if fault.Of(err) != fault.NotFound {
			t.Errorf("%s: %v", name, err)
		}
		wantNothing(t, ch)
	}
	for _, s := range all { // this one included
		ch, err := EndOne(by, s, l)
		wantKind(t, err, "")
		if got := kept[Session](t, ch); got.ID != s.ID || got.Ended == nil || len(kept[Logins](t, ch).Open) != 2 {
			t.Errorf("%+v", ch.Records)
		}
	}
}

func TestEndingAllEndsEachThatIsOpenAndKeepsThisIfAsked(t *testing.T) {
	l, all := signedIn(4)
	all[3].Idles = nine
	for _, keep := range []bool{false, true} {
		by := here(all[1], nine.Add(time.Hour))
		ch := EndAll(by, l, all, keep)
		ended := map[id.Session]bool{}
		var now Logins
		for _, r := range ch.Records {
			switch r := r.(type) {
			case Session:
				ended[r.ID] = r.Ended != nil && r.Ended.Equal(by.At)
			case Logins:
				now = r
			}
		}
		if want := map[bool]int{false: 3, true: 2}[keep]; len(ended) != want || !ended[all[0].ID] || !ended[all[2].ID] || ended[all[1].ID] == keep {
			t.Errorf("keep %v: ended %v", keep, ended)
		}
		if now.Version != 3 || len(now.Open) != map[bool]int{false: 0, true: 1}[keep] {
			t.Errorf("keep %v: the list is %+v", keep, now)
		}
		if e := entry(t, ch, audit.SessionEnded); e.Detail != map[bool]string{false: "3 sessions", true: "2 sessions"}[keep] {
			t.Errorf("%+v", e)
		}
	}
}

func TestASessionThatIsOnNoListIsEndedWithAllOthers(t *testing.T) {
	l, all := signedIn(1)
	by := here(Session{Person: ann.ID, ID: "session_x", Ends: nine.Add(time.Hour), Idles: nine.Add(time.Hour), Version: 1}, nine)
	ch := EndAll(by, l, all, false)
	if len(ch.Records) != 3 || len(all) != 1 {
		t.Errorf("%+v", ch.Records)
	}
	ch = EndAll(by, Logins{Person: ann.ID}, nil, true)
	if len(ch.Records) != 1 || len(ch.Entries) != 0 { // the list alone: whoever signs in at this moment is judged again
		t.Errorf("%+v", ch)
	}
}
