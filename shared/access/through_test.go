package access

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/credential"
)

func TestAUseOnRecordGoesOnForAMinuteWithTheSamePassword(t *testing.T) { // rule J13
	at := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	g := &Gated{At: at, Credential: "cred_1", Number: 2}
	for after, want := range map[time.Duration]bool{-time.Minute: false, 1 - time.Minute: true, 0: true, time.Minute - 1: true, time.Minute: false} {
		if g.Covers(at.Add(after), "cred_1", 2) != want {
			t.Errorf("%s later: %v", after, !want)
		}
	}
	if g.Covers(at, "cred_1", 3) || g.Covers(at, "cred_2", 2) || g.Covers(at, "", 0) || (*Gated)(nil).Covers(at, "", 0) {
		t.Error("another use is the same")
	}
}

// Rule G6: whoever may only sign in with what another organization shares does not say
// where to. That is for the credential and for who shares it.
func TestWhatIsSharedToUseIsFilledInWhereItsHomeSaysAlone(t *testing.T) {
	const own, agreed, theirs = "https://own.example", "https://agreed.example", "https://theirs.example"
	for _, tt := range []struct {
		via                credential.Via
		mode               credential.Mode
		url, reader, wants string
	}{
		{credential.Own, credential.Read, "", "", theirs},
		{credential.Own, credential.Read, own, "", own},
		{credential.Shared, credential.Use, "", "", ""},
		{credential.Shared, credential.Use, "", agreed, agreed},
		{credential.Shared, credential.Use, own, agreed, own},
		{credential.Shared, credential.Read, "", "", theirs},
		{credential.Delegated, credential.Use, "", agreed, agreed},
	} {
		f := Facts{Resource: Resource{Address: theirs}, Credential: credential.Credential{URL: tt.url}, Reader: credential.Reader{Via: tt.via, Mode: tt.mode, Address: tt.reader}}
		if got := f.Address(); got != tt.wants {
			t.Errorf("%s to %s, %q and %q: filled in at %q", tt.via, tt.mode, tt.url, tt.reader, got)
		}
	}
}
