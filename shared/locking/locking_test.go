package locking_test

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

// thief has some of: the table, KMS, a session's token. All they do is what the
// product's own code does.
type thief struct {
	*World
	keys *envelope.Keys
	call identity.Call
}

// opens counts what the thief opens of all that is sealed to an organization.
func (th thief) opens(o id.Organization) (opened, tried int) {
	th.T.Helper()
	all, tried := th.opened(o)
	return len(all), tried
}

// opened is each that the thief opens, as often as there is a way to.
func (th thief) opened(o id.Organization) (opened []id.Credential, tried int) {
	th.T.Helper()
	all, _, err := th.Operator().HoldingsOf(th.T.Context(), o, table.Page{Limit: 100})
	if err != nil {
		th.T.Fatal(err)
	}
	ring, old := identity.KeyringOf(th.call, o), identity.OldPair{KeyPair: identity.KeyPair{Organization: o}}
	th.Read(append(ring.Wanted(), &old)...)
	stolen := identity.Unlocked{Person: Ivy.ID, Session: Ivy.SessionID, Organization: o} // every row there is, somebody else's too
	th.Read(&stolen)
	plain := ring.Pair
	plain.Lock = 0
	var openers []envelope.Opener
	for _, pair := range []identity.KeyPair{ring.Pair, plain, old.KeyPair} {
		for _, open := range []identity.Unlocked{ring.Open, stolen, {}} {
			tried += len(all)
			if opener, err := th.keys.Unwrap(th.T.Context(), th.call, identity.Keyring{Pair: pair, Open: open}); err == nil {
				openers = append(openers, opener)
			}
		}
	}
	for _, h := range all {
		held, _, err := th.Operator().HeldOf(th.T.Context(), h, table.Page{Limit: 100})
		if err != nil {
			th.T.Fatal(err)
		}
		for _, opener := range openers {
			if _, err := opener.Open(held.Current.Version, held.Reader); err == nil {
				opened = append(opened, h.Credential)
			}
		}
	}
	return opened, tried
}

func TestATheftOpensNothingOfALockedOrganization(t *testing.T) {
	w := New(t, "")
	kms, none := w.KeysAs("operator"), identity.Call{At: T0}
	of := func(p Person) identity.Call { return identity.Call{At: T0, Token: p.Session()} }
	other := New(t, "") // whose KMS has the same key; broken below
	for _, tt := range []struct {
		name  string
		thief thief
		of    id.Organization
		opens bool
	}{
		{"the table and KMS", thief{w, kms, none}, StoneMill, false},
		{"and the token of a session that has not unlocked", thief{w, kms, of(Nils)}, StoneMill, false},
		{"and the token of an admin elsewhere", thief{w, kms, of(Eve)}, StoneMill, false},
		{"of an organization without a key: that is what the key is for", thief{w, kms, none}, Ridge, true},
		{"and the token of a session that has unlocked: said in the README", thief{w, kms, of(Ivy)}, StoneMill, true},
	} {
		if n, tried := tt.thief.opens(tt.of); n > 0 != tt.opens || tried == 0 {
			t.Errorf("%s: %d of %d opened", tt.name, n, tried)
		}
	}
	other.KMS.Stop()
	if n, _ := (thief{w, other.KeysAs("operator"), of(Ivy)}).opens(StoneMill); n > 0 {
		t.Errorf("the table and a live token without KMS: %d opened", n)
	}
	w.ReplaceKeys()
	if n, _ := (thief{w, kms, of(Nils)}).opens(StoneMill); n > 0 {
		t.Errorf("while keys are replaced: %d opened", n)
	}
}

// Nothing of what a person typed or was shown is stored, in any shape.
func TestTheTableHoldsNeitherKeyNorCode(t *testing.T) {
	w := New(t, "")
	w.LockUp(Rhea, Ridge, NextKey)
	for k, v := range w.Items() {
		for _, s := range []string{MillKey.Reveal(), NextKey.Reveal(), MillCode.Reveal(), strings.ReplaceAll(MillCode.Reveal(), "-", "")} {
			if strings.Contains(v, s) {
				t.Errorf("%s holds it", k)
			}
		}
	}
	if _, err := w.Opens(Ridge, Wifi.ID); err == nil {
		t.Error("locking left the old way in")
	}
}
