package table_test

import (
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// Promise 10: the key of a new version is kept whatever use came in between, which
// stays on record; of two new versions one is kept.
func TestANewVersionLeavesTheLastUseAsItIs(t *testing.T) {
	w := New(t, "")
	was := credential.Reader{Credential: Press.ID, Organization: Orchard}
	w.Read(&was)
	w.Keep(change.Change{Records: []change.Record{credential.Touch{Reader: was, At: T0}}}, "a use in between")
	next := was
	next.Number, next.Key = was.Number+1, credential.SealedKey{Epoch: 1, Bytes: []byte("another key")}
	w.Keep(change.Change{Records: []change.Record{credential.Rekeyed{Reader: next}}}, "a new version")
	is := credential.Reader{Credential: Press.ID, Organization: Orchard}
	if w.Read(&is); is.Number != next.Number || string(is.Key.Bytes) != "another key" || is.Version != was.Version+1 || is.LastUse == nil || !is.LastUse.Equal(T0) ||
		is.Via != credential.Shared || is.Share == nil || is.Mode != was.Mode {
		t.Errorf("kept %+v", is)
	}
	err := w.Operator().Save(t.Context(), w.CallsIn(Halyard, Hal, T0).Call, change.Change{Records: []change.Record{credential.Rekeyed{Reader: next}}}, nil)
	if fault.Of(err) != fault.Moved {
		t.Errorf("kept twice: %v", err)
	}
}
