package identity

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

var nine = time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)

const (
	right = secret.Text("correct horse battery")
	wrong = secret.Text("correct horse batterz")
)

// verifier is of the right password: made once, for it costs what it should.
var verifier = func() Verifier {
	v, err := NewVerifier(right)
	if err != nil {
		panic(err)
	}
	return v
}()

func call(name string, at time.Time) Call {
	return Call{Route: name, Who: Anyone, Writes: true, At: at, ID: name + at.String(), From: "192.0.2.7"}
}

func keys(c Call) NewKeys {
	o := Mint[id.Organization](c, 0)
	return NewKeys{Organization: o, Epoch: 1, Public: []byte("open"), Pair: KeyPair{Organization: o, Epoch: 1, Private: []byte("closed")}}
}

func wantKind(t *testing.T, err error, want fault.Kind) {
	t.Helper()
	if fault.Of(err) != want || (err == nil) != (want == "") {
		t.Errorf("got %v, want %q", err, want)
	}
}

// wantNothing fails if a refused act would have any effect.
func wantNothing(t *testing.T, c change.Change) {
	t.Helper()
	if len(c.Records)+len(c.Drops)+len(c.Entries)+len(c.Notices)+len(c.Due)+len(c.Orders) != 0 {
		t.Errorf("a refusal changes something: %+v", c)
	}
}

// kept is the one record of its type in a change.
func kept[R change.Record](t *testing.T, c change.Change) R {
	t.Helper()
	var found []R
	for _, r := range c.Records {
		if x, ok := r.(R); ok {
			found = append(found, x)
		}
	}
	if len(found) != 1 {
		var none R
		t.Fatalf("%d of %T are kept", len(found), none)
	}
	return found[0]
}

func entry(t *testing.T, c change.Change, want ...audit.Action) audit.Entry {
	t.Helper()
	return entries(t, c, want...)[0]
}

// entries is what is on record: exactly these acts, in this order.
func entries(t *testing.T, c change.Change, want ...audit.Action) []audit.Entry {
	t.Helper()
	var got []audit.Action
	for _, e := range c.Entries {
		got = append(got, e.Action)
	}
	if !slices.Equal(got, want) {
		t.Fatalf("on record: %v; want %v", got, want)
	}
	return c.Entries
}

// countedIn is the one record that a wrong try is counted in. Until it is kept,
// the refusal is no fault that could be answered.
func countedIn[R change.Record](t *testing.T, err error) R {
	t.Helper()
	var wrong *Wrong
	if !errors.As(err, &wrong) || fault.Of(err) != "" || fault.Of(wrong.Why) == "" {
		t.Fatalf("%v is no wrong try", err)
	}
	return kept[R](t, wrong.Counted)
}

var errKeys = errors.New("no keys today")
