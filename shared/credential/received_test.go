package credential_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/valetkey/valetkey/shared/credential"
)

// Rules D6, H5: what was lent says nothing new to whom it is not lent any more.
func TestAWayThatIsOverShowsWhatWasThereAtItsEnd(t *testing.T) {
	is := credential.Credential{ID: "cred_a", Home: home.ID, Name: "Shop", Username: "olga", Number: 3, Tags: []string{"hers"}, Folder: "folder_a", Due: &nine, Version: 8}
	later := is
	later.Name, later.Username, later.Number = "Next", "olga2", 4
	way := credential.Reader{Credential: is.ID, Organization: team.ID, Number: 3, Key: credential.SealedKey{Bytes: []byte("key")}, Version: 1}
	if got := way.Shown(nine, is); got.Name != "Shop" || len(got.Tags) != 1 {
		t.Errorf("while it is open: %+v", got)
	}
	ended := way.End(nine, "Olga", is)
	if ended.Key.Bytes != nil {
		t.Error("a key is kept")
	}
	if got := ended.Shown(nine, later); got.Name != "Shop" || got.Username != "olga" || got.Number != 3 || got.Tags != nil || got.Folder != "" || got.Due != nil {
		t.Errorf("ended: %+v", got)
	}
	way.Ends = &nine
	if got := way.Shown(nine, later); got.Username != "" || got.Number != 3 || got.Name != "Next" || got.Due != nil {
		t.Errorf("over, and not written down: %+v", got)
	}
	if got := ended.Shown(nine, credential.Credential{}); got.Version != 0 {
		t.Errorf("of what is destroyed: %+v", got)
	}
}

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
