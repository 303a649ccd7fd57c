package access

import (
	"testing"
	"time"
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
