package identity

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
)

var ann = Person{ID: id.New[id.Person](nine, "ann", 0), Name: "Ann", Email: "ann@example.com", Version: 1}

// The cost is counted in memory, not timed: Argon2id's is where its time goes.
func TestAnUnknownAddressCostsWhatAKnownOneDoes(t *testing.T) {
	params, _, _, err := argon2id.DecodeHash(string(nobody))
	if err != nil {
		t.Fatalf("the verifier of nobody is none, so an unknown address costs nothing: %v", err)
	}
	if params.Memory != cost.Memory || params.Iterations != cost.Iterations || params.Parallelism != cost.Parallelism || params.KeyLength != cost.KeyLength {
		t.Errorf("nobody costs %+v, somebody %+v", params, cost)
	}
	spent := func(v Verifier) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		v.Is(wrong)
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	known, unknown := spent(verifier), spent("")
	if known < uint64(cost.Memory)<<10 || unknown < known*9/10 || unknown > known*11/10 {
		t.Errorf("a known address takes %d bytes, an unknown one %d", known, unknown)
	}
}

func TestAPasswordIsTheSameHoweverItsAccentsAreTyped(t *testing.T) {
	v, err := NewVerifier("caf\u00e9 caf\u00e9 caf\u00e9") // composed
	if err != nil {
		t.Fatal(err)
	}
	if !v.Is("cafe\u0301 cafe\u0301 cafe\u0301") || v.Is("cafe cafe cafe") || v.Is("caf\u00e9 caf\u00e9 caf\u00e9 ") {
		t.Error("typed apart is another password, or any is this one")
	}
	if strings.Contains(fmt.Sprintf("%v %s %#v %x %d", v, v, v, v, struct{ V Verifier }{v}), "argon2") {
		t.Error("a verifier prints itself")
	}
}

func TestASessionEndsAndIdlesAtTheExactInstant(t *testing.T) {
	s := Session{Ends: nine.Add(12 * time.Hour), Idles: nine.Add(time.Hour)}
	ended, late := s, s
	ended.Ended, late.Idles = &nine, nine.Add(24*time.Hour)
	for _, tt := range []struct {
		name string
		s    Session
		at   time.Time
		want bool
	}{
		{"at once", s, nine, true},
		{"just before idling", s, s.Idles.Add(-time.Millisecond), true},
		{"idling", s, s.Idles, false},
		{"just before its end", late, s.Ends.Add(-time.Millisecond), true},
		{"its end", late, s.Ends, false},
		{"ended", ended, nine, false},
		{"ended, asked of an instant before", ended, nine.Add(-time.Hour), false},
	} {
		if tt.s.Open(tt.at) != tt.want {
			t.Errorf("%s: open is %v", tt.name, !tt.want)
		}
	}
}

func TestKeepingMovesTheIdleEndOnlyWhenThatGainsFiveMinutes(t *testing.T) {
	base := Session{Ends: nine.Add(SessionLife), Idles: nine.Add(SessionIdle), Version: 4}
	for _, tt := range []struct {
		after time.Duration
		moved bool
		idles time.Duration
	}{
		{0, false, SessionIdle},
		{idleGrain - time.Millisecond, false, SessionIdle},
		{idleGrain, true, SessionIdle + idleGrain},
		{SessionIdle - time.Millisecond, true, 2*SessionIdle - time.Millisecond},
		{SessionLife - 30*time.Minute, true, SessionLife}, // never beyond its end
	} {
		by := Caller{Call: call("session-keep", nine.Add(tt.after)), Session: base}
		s, ch := KeepSession(by)
		if !s.Idles.Equal(nine.Add(tt.idles)) || len(ch.Records) == 1 != tt.moved || s.Version != 4 {
			t.Errorf("after %s: idles %s, %d writes", tt.after, s.Idles, len(ch.Records))
		}
		if s.Ends != base.Ends {
			t.Errorf("after %s: the end moved", tt.after)
		}
		wantNothing(t, change.Change{Entries: ch.Entries, Notices: ch.Notices})
	}
	near := base
	near.Idles = base.Ends
	if _, ch := KeepSession(Caller{Call: call("session-keep", base.Ends.Add(-time.Minute)), Session: near}); len(ch.Records) != 0 {
		t.Error("kept beyond its end")
	}
}
