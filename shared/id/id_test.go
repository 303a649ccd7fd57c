package id_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/valetkey/valetkey/shared/id"
)

var at = time.Date(2026, 3, 4, 9, 0, 0, 123e6, time.UTC)

var prefixes = []string{
	id.Person("").Prefix(), id.Session("").Prefix(), id.Signup("").Prefix(), id.Organization("").Prefix(),
	id.Invitation("").Prefix(), id.Group("").Prefix(), id.Resource("").Prefix(), id.Assignment("").Prefix(),
	id.Credential("").Prefix(), id.Delegation("").Prefix(), id.Notice("").Prefix(), id.Order("").Prefix(), id.Entry("").Prefix(),
}

func TestNoTwoKindsShareAPrefix(t *testing.T) {
	seen := slices.Clone(prefixes)
	slices.Sort(seen)
	if n := len(slices.Compact(seen)); n != len(prefixes) {
		t.Errorf("%d prefixes for %d kinds", n, len(prefixes))
	}
}

func TestTheSameRequestMakesTheSameIDsAndNoOtherDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed, other := rapid.String().Draw(t, "seed"), rapid.String().Draw(t, "other")
		n := rapid.IntRange(0, 99).Draw(t, "n")
		a := id.New[id.Person](at, seed, n)
		if a != id.New[id.Person](at, seed, n) {
			t.Fatal("a replay makes another id")
		}
		if a == id.New[id.Person](at, seed, n+1) || seed != other && a == id.New[id.Person](at, other, n) {
			t.Fatal("two things have one id")
		}
		if string(a)[len("person_"):] == string(id.New[id.Session](at, seed, n))[len("session_"):] {
			t.Fatal("two kinds share their bits")
		}
		if !id.Valid("person", string(a)) || id.Valid("session", string(a)) {
			t.Fatalf("%s is not what it says", a)
		}
	})
}

func TestAnIDSortsByAndTellsWhenItWasMade(t *testing.T) {
	early, late := id.New[id.Notice](at, "a", 0), id.New[id.Notice](at.Add(time.Millisecond), "a", 0)
	if early >= late {
		t.Errorf("%s sorts after %s", early, late)
	}
	if !id.Made(early).Equal(at) {
		t.Errorf("made at %s, says %s", at, id.Made(early))
	}
	if !id.Made(id.Notice("notice_x")).IsZero() || !id.Made(id.Notice("")).IsZero() {
		t.Error("what is no id tells a time")
	}
}

func TestPatternAndValidAgreeOnWhatAnIDIs(t *testing.T) {
	good := strings.TrimPrefix(string(id.New[id.Person](at, "a", 0)), "person_")
	for _, tt := range []struct {
		s    string
		want bool
	}{
		{"person_" + good, true},
		{"person_00000000000000000000000000", true},
		{"person_7ZZZZZZZZZZZZZZZZZZZZZZZZZ", true},
		{"person_80000000000000000000000000", false}, // beyond 128 bits
		{"person_" + strings.ToLower(good), false},
		{"person_" + good[:25], false},
		{"person_" + good + "0", false},
		{"person_" + good + "\n", false},
		{" person_" + good, false},
		{"Person_" + good, false},
		{"session_" + good, false},
		{"person" + good, false},
		{"person_" + good[:25] + "I", false},
		{"person_" + good[:25] + "U", false},
		{"person_" + good[:25] + "#", false},
		{"person_", false},
		{good, false},
		{"", false},
	} {
		if got := id.Valid("person", tt.s); got != tt.want {
			t.Errorf("Valid(%q) = %v", tt.s, got)
		}
		if got := regexp.MustCompile(id.Pattern("person")).MatchString(tt.s); got != tt.want {
			t.Errorf("the pattern says %v of %q", got, tt.s)
		}
	}
}

func TestAnInstantBeyondAllIDsIsNoSilentNonsense(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("an id was made")
		}
	}()
	fmt.Println(id.New[id.Person](time.Date(20000, 1, 1, 0, 0, 0, 0, time.UTC), "a", 0))
}
