package strength_test

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/strength"
)

func TestWhatASecretIsMadeOfIsSaidWithoutSayingIt(t *testing.T) {
	for _, tt := range []struct {
		secret string
		beside []string
		score  int
		says   string
	}{
		{"", nil, 0, "There is no password."},
		{"password", nil, 0, "tried first"},
		{"P@ssw0rd1", nil, 1, "tried first"},
		{"fgrtyjhb", nil, 2, "too short"},
		{"qwertyuiop[]", nil, 1, "side by side"},
		{"ggggggggggg", nil, 0, "again and again"},
		{"abcdefghijkl", nil, 0, "in a row"},
		{"13.11.1985", nil, 1, "a date"},
		{"rosebud", nil, 0, "tried first"},
		{"kept-Pebble-4410-moss", nil, 4, "hard to guess"},
		{"correct horse battery staple", nil, 4, "hard to guess"},
	} {
		got := strength.Of(secret.Text(tt.secret), tt.beside...)
		if got.Score != tt.score || !strings.Contains(got.Reason, tt.says) {
			t.Errorf("%q is %+v", tt.secret, got)
		}
	}
}

func TestWhatStandsBesideASecretCountsAgainstIt(t *testing.T) {
	const text = secret.Text("gwydion77")
	alone := strength.Of(text)
	beside := strength.Of(text, "Router at Southfen", "gwydion@southfen.example")
	if alone.Score <= beside.Score || !strings.Contains(beside.Reason, "its own name") {
		t.Errorf("alone %+v, beside its username %+v", alone, beside)
	}
	if got := strength.Of("contoso", "Contoso"); got.Score != 0 {
		t.Errorf("a client's name is %+v", got)
	}
}

// A page of a hundred is judged in five seconds: no secret may take much of that,
// however it was made for taking long.
func TestNoSecretTakesLong(t *testing.T) {
	for name, text := range map[string]string{
		"signs for letters": strings.Repeat("4@8({[<3691!|017$5+%2", 500), "one sign": strings.Repeat("a", 10_000),
		"words": strings.Repeat("correct horse battery ", 500), "digits": strings.Repeat("3141592653589793", 600),
		"another script": strings.Repeat("пароль雪", 1_400), "every sign": strings.Repeat("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~0123456789", 240),
		"not UTF-8": strings.Repeat("\xff\xfe4@", 2_500), "nothing but line ends": strings.Repeat("\r\n\x00", 3_333),
	} {
		begun := time.Now()
		const times = 5
		for range times {
			strength.Of(secret.Text(text), strings.Repeat("a word ", 1_000), text)
		}
		took := time.Since(begun) / times
		t.Logf("%s: %s", name, took)
		if took > 400*time.Millisecond {
			t.Errorf("%s takes %s", name, took)
		}
	}
}

func TestASecretThatIsCutIsNoStrongerThanItsBeginning(t *testing.T) {
	for _, text := range []string{strings.Repeat("a", 10_000), strings.Repeat("password", 1_000), strings.Repeat("1234567890", 100)} {
		if got := strength.Of(secret.Text(text)); got.Score > 1 {
			t.Errorf("%.10s and so on is %+v", text, got)
		}
	}
}

func FuzzAnythingIsEstimated(f *testing.F) {
	for _, s := range []string{"", "password", "\xff", "a\u0301bc", "4@8({[<3", "雪雪雪雪", "\n\n\n\n", "aa\U0010FFFFaa"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, s, beside string) {
		begun := time.Now()
		got := strength.Of(secret.Text(s), beside)
		if took := time.Since(begun); took > time.Second {
			t.Errorf("%q beside %q takes %s", s, beside, took)
		}
		if got.Score < 0 || got.Score > strength.Best || got.Reason == "" {
			t.Errorf("%+v", got)
		}
	})
}
