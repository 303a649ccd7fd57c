package locking_test

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sharing"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// Halyard has no organization key and its site Orchard has: what opens without one is
// what Halyard has, as design 5 says, and nothing by what Orchard has.
func TestOfALockedSiteATheftOpensWhatItSharesWithOneThatIsNotAndNothingElse(t *testing.T) { // issue 6, design 5
	w := New(t, "")
	w.Stocks(Vera, Vineyard, 1, access.Filing{})
	kms, none := w.KeysAs("operator"), identity.Call{At: T0}
	of := func(p Person) identity.Call { return identity.Call{At: T0, Token: p.Session()} }
	opens := func(who string, th thief, o id.Organization, want ...Filed) {
		t.Helper()
		got, tried := th.opened(o)
		slices.Sort(got)
		var ids []id.Credential
		for _, f := range want {
			ids = append(ids, f.ID)
		}
		slices.Sort(ids)
		if got = slices.Compact(got); !slices.Equal(got, ids) || tried == 0 {
			t.Errorf("%s: of %s, %v opened, want %v", who, o, got, ids)
		}
	}
	for _, who := range []struct {
		name string
		call identity.Call
	}{
		{"the table and KMS", none},
		{"and the token of an admin of its provider", of(Hal)},
		{"and the token of a member who has not unlocked", of(Opal)},
		{"and the token of another site's admin, who has unlocked that", of(Vera)},
	} {
		th := thief{w, kms, who.call}
		opens(who.name, th, Orchard)
		opens(who.name, th, Halyard, Press, Pump, Scales, Bins)
	}
	opens("the token of who has unlocked: said in the README", thief{w, kms, of(Omar)}, Orchard, Scales, Cellar, Bins, Press)
	opens("and nothing of another site by it", thief{w, kms, of(Omar)}, Vineyard)

	w.KMS.Stop()
	for _, o := range []id.Organization{Orchard, Halyard} {
		opens("the table and a live token, without KMS", thief{w, w.KeysAs("operator"), of(Omar)}, o)
	}
}

// What was taken back is not there to be stolen, and once Halyard locks itself nothing
// of either is.
func TestWhatIsNotSharedAnyMoreOrLockedOnBothSidesIsNotThereToBeStolen(t *testing.T) { // rule H5, design 5
	w := New(t, "")
	th := thief{w, w.KeysAs("operator"), identity.Call{At: T0}}
	f := sharing.SharedOf(Scales.ID, Halyard)
	w.Read(f.Wanted()...)
	by := w.CallsIn(Orchard, Orla, T0)
	found, err := w.Operator().FoundOf(t.Context(), Orchard, f.Credential)
	if err != nil {
		t.Fatal(err)
	}
	ch, err := sharing.Stop(by, found, f.Reader)
	if err != nil {
		t.Fatal(err)
	}
	w.Keep(ch, "stopped")
	if got, _ := th.opened(Halyard); slices.Contains(got, Scales.ID) {
		t.Error("what is stopped opens still")
	}
	r := credential.Reader{Credential: Scales.ID, Organization: Halyard}
	if w.Read(&r); len(r.Key.Bytes) != 0 {
		t.Error("the key that was sealed to it is there still")
	}
	w.LockUp(Hal, Halyard, NextKey)
	for _, o := range []id.Organization{Orchard, Halyard} {
		if n, tried := th.opens(o); n > 0 || tried == 0 {
			t.Errorf("both are locked, and of %s %d open", o, n)
		}
	}
}
