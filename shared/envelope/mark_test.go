package envelope

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"testing"

	"github.com/valetkey/valetkey/shared/secret"
)

func TestEqualSecretsOfOneScopeHaveEqualMarksAndNoOthers(t *testing.T) {
	_, opener := pair(t, teamID, 2)
	_, another := pair(t, teamID, 2) // of the same name and epoch
	mark := func(o Opener, scope string, s secret.Text) string {
		t.Helper()
		of, err := o.Marks(scope)
		if err != nil {
			t.Fatal(err)
		}
		return of(s)
	}
	first := mark(opener, "all", "correct horse")
	if first != mark(opener, "all", "correct horse") || len(first) != 22 {
		t.Errorf("the mark is %q, and another time %q", first, mark(opener, "all", "correct horse"))
	}
	elsewhere, later := opener, opener
	elsewhere.organization, later.epoch = homeID, 3
	for name, other := range map[string]string{
		"another secret": mark(opener, "all", "correct horsf"), "another scope": mark(opener, "person", "correct horse"),
		"another key pair": mark(another, "all", "correct horse"), "another organization": mark(elsewhere, "all", "correct horse"),
		"another epoch": mark(later, "all", "correct horse"), "nothing": mark(opener, "all", ""),
	} {
		if other == first {
			t.Errorf("%s has the same mark", name)
		}
	}
	if _, err := opener.Marks(""); err == nil {
		t.Error("there are marks of no scope")
	}
}

// Whatever is public or stored of an organization makes no mark.
func TestAMarkIsNotComputedFromWhatIsNoSecret(t *testing.T) {
	to, opener := pair(t, teamID, 2)
	of, err := opener.Marks("all")
	if err != nil {
		t.Fatal(err)
	}
	where, err := bind("valetkey mark", []string{string(teamID), "all"}, 2)
	if err != nil {
		t.Fatal(err)
	}
	got := of("correct horse")
	for name, key := range map[string][]byte{"nothing": nil, "the public key": to.Public, "the place": where} {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte("correct horse"))
		if base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:markSize]) == got {
			t.Errorf("%s makes it", name)
		}
	}
	if sum := sha256.Sum256([]byte("correct horse")); base64.RawURLEncoding.EncodeToString(sum[:markSize]) == got {
		t.Error("it is a plain hash")
	}
}
