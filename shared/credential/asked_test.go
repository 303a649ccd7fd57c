package credential_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/credential"
)

func TestASearchIsForEachWordOnceAndForNoneThatAnotherImplies(t *testing.T) {
	for text, want := range map[string][]string{
		"edge edge": {"edge"}, "e ed edge": {"edge"}, "fire edge FIREWALL f": {"edge", "firewall"}, "-": nil,
		"ab a b": {"ab", "b"}, strings.Repeat("a ", 100): {"a"},
	} {
		if got := credential.Asked(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q", text, got)
		}
	}
}
