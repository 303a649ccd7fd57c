package gate_test

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/gate"
)

// A look-alike is another host: in punycode they differ.
func TestAGateStandsAtExactlyOneHostAndPort(t *testing.T) {
	for address, want := range map[string]string{
		"https://wiki.example": "wiki.example", "https://WIKI.example/start?x=1": "wiki.example", "https://wiki.example:443/": "wiki.example",
		"https://wiki.example:8443": "wiki.example:8443", "https://bücher.example": "xn--bcher-kva.example", "https://wіki.example": "xn--wki-jhd.example",
		"https://10.1.2.3:8443": "10.1.2.3:8443", "https://[2001:DB8::1]": "[2001:db8::1]", "https://wiki": "wiki",
	} {
		if got, why := gate.HostOf(address); got != want || why != "" {
			t.Errorf("%s: %q, %s", address, got, why)
		}
	}
	for _, address := range []string{"http://wiki.example", "wiki.example", "https://", "https:///x", "https://a b", "https://wiki.example.", "https://wiki.example:0", "https://wiki.example:70000", "ftp://wiki.example", "https://wi_ki.example", "https://xn--a.example"} {
		if got, why := gate.HostOf(address); got != "" || why == "" {
			t.Errorf("%s: %q, %s", address, got, why)
		}
	}
}

func TestABrowserIsSentBackOnlyToAPathOfTheSameHost(t *testing.T) {
	for _, to := range []string{"/", "/a/b?c=%2F%2Fd#e", "/a//b", "/?to=https://evil.example", "/valetkey/"} {
		if got := gate.SafeTo(to); got != to {
			t.Errorf("%q becomes %q", to, got)
		}
	}
	for _, to := range []string{
		"", "a", "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "javascript:alert(1)", "/a\r\nset-cookie: x", "/\t/evil.example", " /a", "/a b", "/ä",
		"/.valetkey/enter?code=x", "/" + strings.Repeat("a", 1000),
	} {
		if got := gate.SafeTo(to); got != "/" {
			t.Errorf("%q becomes %q", to, got)
		}
	}
}

func TestAStateThatIsThereIsKeptAndAnythingElseIsMadeAnew(t *testing.T) {
	first := gate.NewState("")
	if gate.NewState(first) != first || gate.NewState("state.short") == "state.short" || gate.NewState("") == first {
		t.Error("two tabs take it from each other, or it is guessed")
	}
	if sum := gate.Shown(first); len(sum) != 43 || strings.Contains(first.Reveal(), sum) || gate.Shown(gate.NewState("")) == sum {
		t.Errorf("told %q", sum)
	}
}
