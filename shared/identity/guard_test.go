package identity

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/secret"
)

// guarded is Ann's address, as it is when nothing was tried.
func guarded() Guard {
	g := NewGuard("ann@example.com", "192.0.2.7")
	g.Known = Signin{Address: "ann@example.com", Person: ann.ID, Verifier: verifier, Version: 7}
	return g
}

func TestAnUnknownAddressAndAWrongPasswordLookTheSame(t *testing.T) {
	nothing := guarded()
	nothing.Known.Verifier = ""
	answers, shapes := map[string]bool{}, map[string]bool{}
	for name, try := range map[string]struct {
		g        Guard
		password secret.Text
	}{
		"unknown address":            {NewGuard("eve@example.com", "192.0.2.7"), right},
		"no address":                 {NewGuard("", "192.0.2.7"), right},
		"wrong password":             {guarded(), wrong},
		"no password":                {guarded(), ""},
		"nobody's and empty":         {NewGuard("eve@example.com", "192.0.2.7"), ""},
		"known without any password": {nothing, ""},
	} {
		_, err := try.g.Knock(call("session-create", nine), try.password)
		var w *Wrong
		if !errors.As(err, &w) || fault.Of(w.Why) != fault.Unauthenticated || fault.Of(err) != "" {
			t.Errorf("%s: %v", name, err)
			continue
		}
		answers[w.Why.Error()] = true
		shapes[fmt.Sprint(len(w.Counted.Records), len(w.Counted.Checks)+len(w.Counted.Entries))] = true // either costs as much
	}
	if len(answers) != 1 || len(shapes) != 1 {
		t.Errorf("the answers differ: %v, or what they write: %v", answers, shapes)
	}
}

func TestAWrongPasswordIsOnThePersonsOwnRecordAndNobodysElse(t *testing.T) {
	c := call("session-create", nine)
	c.Agent = "a browser"
	_, err := guarded().Knock(c, wrong)
	var w *Wrong
	if !errors.As(err, &w) {
		t.Fatal(err)
	}
	e := entry(t, w.Counted, audit.SessionRefused)
	if e.Account != ann.ID || e.Organization != "" || e.Actor != "" || e.From != c.From || e.Detail != "a browser" || e.ThingName != "ann@example.com" {
		t.Errorf("%+v", e)
	}
}

func TestWhoIsSignedInIsToldWhichFieldIsWrong(t *testing.T) {
	c := call("password-change", nine)
	c.Who = Anybody
	_, err := guarded().Knock(c, wrong)
	var w *Wrong
	if !errors.As(err, &w) || fault.Of(w.Why) != fault.Invalid {
		t.Errorf("%v", err)
	}
}

func TestTriesAreCountedInFixedWindows(t *testing.T) {
	for _, tt := range []struct {
		name      string
		near, all int
		after     time.Duration // of the begin of both windows
		wait      time.Duration // 0: it is looked at
	}{
		{"none", 0, 0, 0, 0},
		{"the tenth", 9, 9, 0, 0},
		{"the eleventh", 10, 10, 0, 15 * time.Minute},
		{"the eleventh, later", 10, 10, 14 * time.Minute, time.Minute},
		{"just before the window ends", 10, 10, 15*time.Minute - time.Millisecond, time.Millisecond},
		{"as the window ends", 10, 10, 15 * time.Minute, 0},
		{"the hundredth from everywhere", 0, 99, 0, 0},
		{"more than a hundred", 0, 100, 20 * time.Minute, 40 * time.Minute},
		{"both", 10, 100, 5 * time.Minute, 55 * time.Minute},
		{"as the hour ends", 0, 100, time.Hour, 0},
	} {
		g := guarded()
		g.Near.Count, g.Near.Since, g.Near.Version = tt.near, nine, 1
		g.All.Count, g.All.Since, g.All.Version = tt.all, nine, 1
		for _, known := range []bool{true, false} {
			if !known {
				g.Known = Signin{}
			}
			_, err := g.Knock(call("session-create", nine.Add(tt.after)), wrong)
			var f *fault.Error
			if errors.As(err, &f) != (tt.wait > 0) || f != nil && (f.Kind != fault.TooMany || f.RetryAfter != tt.wait) {
				t.Errorf("%s, known %v: %v", tt.name, known, err)
			}
			var w *Wrong
			if !errors.As(err, &w) {
				continue
			}
			near, all := w.Counted.Records[0].(Tries), w.Counted.Records[1].(Tries)
			if tt.after == 0 && (near.Count != tt.near+1 || all.Count != tt.all+1) || near.Version != 1 || near.Net != "192.0.2.0/24" || all.Net != "" {
				t.Errorf("%s: counted %+v, %+v", tt.name, near, all)
			}
			if tt.after >= nearSpan && near.Count != 1 || tt.after >= allSpan && all.Count != 1 {
				t.Errorf("%s: a new window begins with %d and %d", tt.name, near.Count, all.Count)
			}
		}
	}
}

// The verifier is none that can be read: whoever is refused was not looked at.
func TestTheRightPasswordIsRefusedAlikeWhenThereWereTooManyWrongOnes(t *testing.T) {
	g := guarded()
	g.Near.Count, g.Near.Since = 10, nine
	p, err := g.Knock(call("session-create", nine), right)
	wantKind(t, err, fault.TooMany)
	wantNothing(t, p.Change)
	if p.Known.Version != 0 {
		t.Error("it is proven")
	}
}

func TestTheRightPasswordClearsItsNetworksCountAndHoldsOnlyIfNothingMoved(t *testing.T) {
	g := guarded()
	g.Near.Count, g.Near.Since, g.Near.Version = 3, nine, 3
	p, err := g.Knock(call("session-create", nine), right)
	wantKind(t, err, "")
	if near := kept[Tries](t, p.Change); near.Net == "" || near.Count != 0 || near.Version != 3 || len(p.Change.Checks) != 2 {
		t.Errorf("%+v", p.Change)
	}
	p, err = guarded().Knock(call("session-create", nine), right)
	wantKind(t, err, "")
	if near := kept[Tries](t, p.Change); !near.Good.Equal(nine) || len(p.Change.Checks) != 2 {
		t.Errorf("with nothing tried: %+v", p.Change)
	}
	seen := map[string]int{}
	for _, r := range p.Change.Checks {
		seen[fmt.Sprintf("%T", r)] += 1 + r.Seen()
	}
	if seen["identity.Signin"] != 8 || seen["identity.Tries"] != 1 {
		t.Errorf("checks %v: a password changed meanwhile, or a try counted, goes unseen", seen)
	}
}

// A stranger with many networks shuts nobody out where they sign in (design 6).
func TestAKnownNetworkIsNotShutOutByWhatOthersTry(t *testing.T) {
	for name, tt := range map[string]struct {
		good time.Duration // ago; 0: never
		near int
		in   bool
	}{
		"a network of which nothing is known":  {0, 0, false},
		"one it came from yesterday":           {24 * time.Hour, 0, true},
		"one it came from in time":             {goodFor - time.Millisecond, 0, true},
		"one it came from long ago":            {goodFor, 0, false},
		"a known one where too much was tried": {time.Hour, 10, false},
	} {
		g := guarded()
		g.All.Count, g.All.Since, g.All.Version = 100, nine, 100
		g.Near.Count, g.Near.Since, g.Near.Version = tt.near, nine, 1
		if tt.good > 0 {
			g.Near.Good = nine.Add(-tt.good)
		}
		p, err := g.Knock(call("session-create", nine), right)
		if (err == nil) != tt.in || err != nil && fault.Of(err) != fault.TooMany {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil && slices.ContainsFunc(p.Change.Checks, func(r change.Record) bool { x, ok := r.(Tries); return ok && x.Net == "" }) {
			t.Errorf("%s waits for what others try at the same moment", name)
		}
		g.Known = Signin{} // and for an address without an account the same
		_, err = g.Knock(call("session-create", nine), right)
		if fault.Of(err) == fault.TooMany == tt.in {
			t.Errorf("%s, unknown address: %v", name, err)
		}
	}
	g := guarded()
	g.Near.Good, g.Near.Version = nine.Add(-time.Hour), 4
	p, err := g.Knock(call("session-create", nine), right)
	wantKind(t, err, "")
	if len(p.Change.Records) != 0 {
		t.Errorf("noted twice a day: %+v", p.Change.Records)
	}
}

func TestANetworkIsWhatOneStrangerHas(t *testing.T) {
	for from, want := range map[string]string{
		"192.0.2.7": "192.0.2.0/24", "192.0.2.255": "192.0.2.0/24", "192.0.3.7": "192.0.3.0/24", "::ffff:192.0.2.9": "192.0.2.0/24",
		"2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "2001:db8:1:2::1": "2001:db8:1:2::/64", "2001:db8:1:3::1": "2001:db8:1:3::/64",
		"fe80::1%eth0": "fe80::/64", "": "unknown", "a proxy": "unknown",
	} {
		if got := network(from); got != want {
			t.Errorf("%s is in %s, not %s", from, got, want)
		}
	}
	if g := NewGuard("a@b.example", "nowhere"); g.Near.Net == g.All.Net {
		t.Error("an unknown network is everywhere")
	}
}

func TestOnlyAProvenPersonIsSignedIn(t *testing.T) {
	other := ann
	other.ID = "person_eve"
	for name, try := range map[string]struct {
		right Proven
		p     Person
	}{
		"nothing proven":   {Proven{}, ann},
		"nobody":           {Proven{}, Person{}},
		"the person gone":  {Proven{Known: guarded().Known}, Person{ID: ann.ID}},
		"another's person": {Proven{Known: guarded().Known}, other},
	} {
		out, err := SignIn(call("session-create", nine), try.right, try.p, Logins{}, Session{})
		if fault.Of(err) != fault.Unauthenticated {
			t.Errorf("%s: %v", name, err)
		}
		wantNothing(t, out.Change)
	}
	p, err := guarded().Knock(call("session-create", nine), right)
	wantKind(t, err, "")
	out, err := SignIn(call("session-create", nine), p, ann, Logins{}, Session{})
	wantKind(t, err, "")
	var in change.Record
	for _, r := range out.Change.Checks {
		if s, ok := r.(Signin); ok {
			in = s
		}
	}
	if in == nil || in.Seen() != 7 {
		t.Errorf("a password changed meanwhile goes unseen: %+v", out.Change.Checks)
	}
	if s := kept[Session](t, out.Change); !s.Ends.Equal(nine.Add(SessionLife)) || !s.Idles.Equal(nine.Add(SessionIdle)) || !out.Token.Is(s.Hash) {
		t.Errorf("%+v", s)
	}
}
