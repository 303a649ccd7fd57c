package credential_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/valetkey/valetkey/shared/credential"
)

// Promise 11: whatever was received in whatever order is not forgotten, and the
// facts that it was added to are as they were.
func TestWhatWasReceivedIsNeverForgotten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r credential.Received
		known, newest := map[int]bool{}, 0
		for _, n := range rapid.SliceOfN(rapid.IntRange(1, 300), 1, 200).Draw(t, "versions") {
			before := len(r.Spans)
			next := r.Having(n)
			if len(r.Spans) != before {
				t.Fatal("the record before is changed")
			}
			r, known[n], newest = next, true, max(newest, n)
		}
		for n := range known {
			if !r.MayKnow(credential.Credential{Number: n}) || !r.MayKnow(credential.Credential{Number: 1000, Same: n}) {
				t.Fatalf("version %d is forgotten: %+v", n, r.Spans)
			}
		}
		if len(r.Spans) > 50 || r.Number != newest {
			t.Fatalf("%d spans, the newest is %d of %d", len(r.Spans), r.Number, newest)
		}
		if len(known) <= 50 { // and says no more than was
			for n := 1; n <= 300; n++ {
				if !known[n] && r.MayKnow(credential.Credential{Number: n}) {
					t.Fatalf("version %d was not received: %+v", n, r.Spans)
				}
			}
		}
	})
}

func TestOfManySpansTheOldestBecomeOneAndNoneIsForgotten(t *testing.T) {
	var r credential.Received
	for n := 1; n < 400; n += 2 {
		r = r.Having(n)
	}
	for n := 1; n < 400; n += 2 {
		if !r.MayKnow(credential.Credential{Number: n}) {
			t.Errorf("version %d is forgotten", n)
		}
	}
	if len(r.Spans) != 50 || r.MayKnow(credential.Credential{Number: 398}) { // of the newest it says no more than was
		t.Errorf("%d spans, the last of them %+v", len(r.Spans), r.Spans[len(r.Spans)-1])
	}
}
