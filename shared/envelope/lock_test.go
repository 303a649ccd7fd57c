package envelope

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
)

var (
	lockedAt = time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)
	ofData   = bytes.Repeat([]byte{7}, 32) // the plain data key
)

const (
	typedKey  = secret.Text("gravel lantern oyster plywood sixth vanilla")
	typedCode = secret.Text("ABCDE-FGHIJ-KLMNO-PQRST-UVWXYZ")
)

// locks is everything that is kept of a locked organization, and who may open it.
type locks struct {
	Pair identity.KeyPair
	Lock identity.Lock
	Open identity.Unlocked
	call identity.Call
}

// known are Keys that have asked KMS already.
func known(data []byte, all ...id.Organization) *Keys {
	k := &Keys{kept: map[id.Organization]dataKey{}}
	for _, o := range all {
		k.kept[o] = dataKey{wrapped: "wrapped", plain: data, since: lockedAt}
	}
	return k
}

func token(t *testing.T) identity.Token {
	t.Helper()
	got, ok := identity.ParseToken("vk1.01J00000000000000000000004.01J00000000000000000000005.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")
	if !ok {
		t.Fatal("it is no token")
	}
	return got
}

func lockOf(t *testing.T, o id.Organization, epoch int) locks {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	private, _, err := newPair()
	must(err)
	where, err := pairPlace(o, epoch)
	must(err)
	l := locks{Pair: identity.KeyPair{Organization: o, Epoch: epoch, DataKey: []byte("wrapped")}, call: identity.Call{At: lockedAt, Token: token(t)}}
	l.Pair.Private, err = sealBytes(ofData, where, private)
	must(err)
	k, p := known(ofData, o), NewPart(o, epoch)
	l.Lock, err = k.Wrap(t.Context(), lockedAt, l.Pair, p, typedKey, typedCode)
	must(err)
	l.Pair, err = k.Lock(t.Context(), lockedAt, l.Pair, p)
	must(err)
	l.Open, err = p.For(l.call, lockedAt.Add(time.Hour))
	must(err)
	l.Open.Version = 1
	return l
}

func (l locks) ring() identity.Keyring { return identity.Keyring{Pair: l.Pair, Open: l.Open} }

// opens says by which of the ways in a lock opens, with what KMS answers.
func (l locks) opens(t *testing.T, data []byte) (byKey, byCode, bySession bool) {
	t.Helper()
	k := known(data, l.Pair.Organization, l.Lock.Organization)
	whole := func(p Part, err error) bool {
		if err != nil {
			return false
		}
		_, err = k.private(t.Context(), lockedAt, l.Pair, p)
		return err == nil
	}
	_, err := k.Unwrap(t.Context(), l.call, l.ring())
	return whole(k.ByKey(t.Context(), lockedAt, l.Pair, l.Lock, typedKey)), whole(k.ByCode(t.Context(), lockedAt, l.Pair, l.Lock, typedCode)), err == nil
}

func TestALockOpensByKeyCodeAndSession(t *testing.T) {
	l := lockOf(t, homeID, 2)
	if key, code, session := l.opens(t, ofData); !key || !code || !session {
		t.Errorf("by key %v, code %v, session %v", key, code, session)
	}
	k := known(ofData, homeID)
	if _, err := k.ByKey(t.Context(), lockedAt, l.Pair, l.Lock, "another key"); !errors.Is(err, ErrKey) {
		t.Errorf("another key: %v", err)
	}
	if _, err := k.ByCode(t.Context(), lockedAt, l.Pair, l.Lock, "ABCDE-FGHIJ-KLMNO-PQRST-UVWXYA"); !errors.Is(err, ErrKey) {
		t.Errorf("another code: %v", err)
	}
	if _, err := k.ByCode(t.Context(), lockedAt, l.Pair, l.Lock, " abcde fghij-klmno pqrst uvwxyz"); err != nil {
		t.Errorf("the code as it is read out: %v", err)
	}
}

// What each thief has opens nothing: the table without KMS, the table with KMS and
// no token, a token without the table's row, and a session's row without its token.
func TestEachPartStolenByItselfOpensNothing(t *testing.T) {
	l := lockOf(t, homeID, 2)
	if key, code, session := l.opens(t, bytes.Repeat([]byte{8}, 32)); key || code || session {
		t.Error("the table, the organization key and a token open it without KMS")
	}
	k := known(ofData, homeID)
	if _, err := k.Unwrap(t.Context(), identity.Call{At: lockedAt}, identity.Keyring{Pair: l.Pair}); fault.Of(err) != fault.Locked {
		t.Errorf("table and KMS: %v", err)
	}
	if _, err := k.private(t.Context(), lockedAt, l.Pair, Part{organization: homeID, epoch: 2, bits: make([]byte, 32)}); err == nil {
		t.Error("table and KMS open it with a lock part that is guessed")
	}
	unlocked := l.Pair
	unlocked.Lock = 0
	if _, err := k.private(t.Context(), lockedAt, unlocked, Part{}); err == nil {
		t.Error("who says that it is not locked opens it")
	}
	other := l.call
	other.Token = identity.NewToken(l.call.Token.Person, l.call.Token.Session)
	if _, err := k.Unwrap(t.Context(), other, l.ring()); err == nil {
		t.Error("the row of a session opens without its token")
	}
	if _, err := k.Unwrap(t.Context(), l.call, identity.Keyring{Pair: l.Pair}); fault.Of(err) != fault.Locked {
		t.Errorf("a token without its row: %v", err)
	}
	late := l.call
	late.At = l.Open.Until
	if _, err := k.Unwrap(t.Context(), late, l.ring()); fault.Of(err) != fault.Locked {
		t.Errorf("a session that has ended: %v", err)
	}
}

func TestEverySwapOfALockFails(t *testing.T) {
	mine, others, next := lockOf(t, homeID, 2), lockOf(t, teamID, 2), lockOf(t, homeID, 3)
	for name, swap := range map[string]func(*locks){
		"another organization's lock": func(l *locks) {
			l.Lock, l.Open.Part = others.Lock, others.Open.Part
		},
		"another organization's wrap": func(l *locks) {
			l.Lock.Wrapped, l.Lock.Salt, l.Lock.Recovery, l.Open.Part = others.Lock.Wrapped, others.Lock.Salt, others.Lock.Recovery, others.Open.Part
		},
		"another organization's private key": func(l *locks) { l.Pair.Private = others.Pair.Private },
		"the lock part of another epoch":     func(l *locks) { l.Lock, l.Open = next.Lock, next.Open },
		"another epoch's wrap": func(l *locks) {
			l.Lock.Wrapped, l.Lock.Recovery, l.Lock.Salt, l.Open.Part = next.Lock.Wrapped, next.Lock.Recovery, next.Lock.Salt, next.Open.Part
		},
		"another epoch's private key": func(l *locks) { l.Pair.Private = next.Pair.Private },
		"another epoch":               func(l *locks) { l.Pair.Epoch = 3 },
		"another lock's epoch":        func(l *locks) { l.Pair.Lock, l.Open.Epoch, l.Lock.Epoch = 3, 3, 3 },
		"wrap and recovery": func(l *locks) {
			l.Lock.Wrapped, l.Lock.Recovery, l.Open.Part = l.Lock.Recovery, l.Lock.Wrapped, l.Lock.Wrapped
		},
		"the suite": func(l *locks) {
			for _, b := range []*[]byte{&l.Lock.Wrapped, &l.Lock.Recovery, &l.Open.Part} {
				*b = append([]byte{2}, (*b)[1:]...)
			}
		},
		"another salt, another session": func(l *locks) {
			l.Lock.Salt, l.Open.Session = others.Lock.Salt, "session_01J00000000000000000000006"
		},
		"another cost, another person": func(l *locks) {
			l.Lock.Cost.Passes, l.Lock.Salt, l.Open.Person = 2, bytes.Repeat([]byte{1}, 16), "person_01J00000000000000000000006"
		},
		"emptied": func(l *locks) { l.Lock.Wrapped, l.Lock.Recovery, l.Open.Part = nil, nil, nil },
	} {
		l := mine
		swap(&l)
		if key, code, session := l.opens(t, ofData); key || code || session {
			t.Errorf("%s: it opens by key %v, code %v, session %v", name, key, code, session)
		}
	}
}

func TestALockWithAPartMissingIsAnError(t *testing.T) {
	k := known(ofData, homeID, "")
	pair := identity.KeyPair{Organization: homeID, Epoch: 1, DataKey: []byte("wrapped")}
	for name, p := range map[string]Part{"no organization": NewPart("", 1), "no epoch": NewPart(homeID, 0)} {
		if _, err := k.Wrap(t.Context(), lockedAt, pair, p, typedKey, typedCode); err == nil {
			t.Errorf("%s: a lock part is kept", name)
		}
		if _, err := p.For(identity.Call{Token: token(t)}, lockedAt); err == nil {
			t.Errorf("%s: a session keeps it", name)
		}
	}
	if _, err := NewPart(homeID, 1).For(identity.Call{}, lockedAt); err == nil {
		t.Error("no session keeps it")
	}
	l := lockOf(t, homeID, 1)
	l.Lock.Cost.Memory = mostMemory + 1
	if _, err := known(ofData, homeID).ByKey(t.Context(), lockedAt, l.Pair, l.Lock, typedKey); err == nil || errors.Is(err, ErrKey) {
		t.Errorf("the table has a function spend what it likes: %v", err)
	}
}

//go:embed testdata/lock1.json
var lock1 []byte

// What was locked once by suite 1 opens for ever.
func TestTheLockThatWasMadeFirstStillOpens(t *testing.T) {
	var l locks
	if err := json.Unmarshal(lock1, &l); err != nil {
		t.Fatal(err)
	}
	l.call = identity.Call{At: lockedAt, Token: token(t)}
	if key, code, session := l.opens(t, ofData); !key || !code || !session {
		t.Errorf("by key %v, code %v, session %v", key, code, session)
	}
}

func TestThePlacesOfALockHaveTheseBytesForEver(t *testing.T) {
	const org, epoch = "\x00\x00\x00\x1eorg_01J00000000000000000000001", "\x00\x00\x00\x00\x00\x00\x00\x02"
	inside, outside, err := wrapPlaces(Part{organization: teamID, epoch: 2}, "organization key")
	if err != nil || string(inside) != "valetkey lock part\x00\x01"+org+"\x00\x00\x00\x10organization key"+epoch || string(outside) != "valetkey lock part outside\x00\x01"+org+"\x00\x00\x00\x10organization key"+epoch {
		t.Errorf("%q, %q, %v", inside, outside, err)
	}
	locked, err := lockedPlace(teamID, 2, 3)
	if err != nil || string(locked) != "valetkey locked key pair\x00\x01"+org+epoch+"\x00\x00\x00\x00\x00\x00\x00\x03" {
		t.Errorf("%q, %v", locked, err)
	}
	out, err := outsidePlace(teamID, 2, 3)
	if err != nil || string(out) != "valetkey locked key pair outside\x00\x01"+org+epoch+"\x00\x00\x00\x00\x00\x00\x00\x03" {
		t.Errorf("%q, %v", out, err)
	}
	u, err := unlockedPlace(identity.Unlocked{Organization: teamID, Person: "person_1", Session: "session_1", Epoch: 2})
	if err != nil || string(u) != "valetkey unlocked\x00\x01"+org+"\x00\x00\x00\x08person_1\x00\x00\x00\x09session_1"+epoch {
		t.Errorf("%q, %v", u, err)
	}
}

func TestAReplacedPairOpensByTheNewLockOnly(t *testing.T) {
	l := lockOf(t, homeID, 2)
	k := known(ofData, homeID)
	p, err := k.ByKey(t.Context(), lockedAt, l.Pair, l.Lock, typedKey)
	if err != nil {
		t.Fatal(err)
	}
	private, err := k.private(t.Context(), lockedAt, l.Pair, p)
	if err != nil {
		t.Fatal(err)
	}
	part := NewPart(homeID, 3)
	old, err := k.enclose(t.Context(), lockedAt, identity.KeyPair{Organization: homeID, Epoch: 2, DataKey: []byte("wrapped")}, part, private)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := k.private(t.Context(), lockedAt, old, part); err != nil || !bytes.Equal(got, private) {
		t.Errorf("the new lock part does not open the old pair: %v", err)
	}
	if _, err := k.private(t.Context(), lockedAt, old, p); err == nil {
		t.Error("the old lock part opens it still")
	}
	if _, err := k.private(t.Context(), lockedAt, l.Pair, part); err == nil {
		t.Error("the new lock part opens a copy from before")
	}
}

func TestAMadeKeyIsSixWordsAndACodeAHundredAndThirtyBits(t *testing.T) {
	a, err := NewPhrase()
	if err != nil || len(bytes.Fields([]byte(a.Reveal()))) != phraseWords || normalKey(a) != a.Reveal() {
		t.Errorf("%d bytes, %v", a.Len(), err)
	}
	code := NewCode()
	if got := normalCode(code); len(got) != 26 || code.Len() != 30 || normalCode(secret.Text(got)) != got {
		t.Errorf("a code of %d characters", len(got))
	}
	if normalCode("01 8") != "OIB" {
		t.Error("what is mistaken for a letter is not read as one")
	}
}

// What a sign-in and an unlocking take: printed, and no more than their functions have.
func TestWhatUnlockingTakes(t *testing.T) {
	l := lockOf(t, homeID, 2)
	begun := time.Now()
	if _, err := slowKey(l.Lock, typedKey); err != nil {
		t.Fatal(err)
	}
	took := time.Since(begun)
	begun = time.Now()
	if _, err := identity.NewVerifier("a lantern over the pier"); err != nil {
		t.Fatal(err)
	}
	t.Logf("unlock: Argon2id m=%d KiB t=%d p=%d, %s; sign-in: %s", cost.Memory, cost.Passes, cost.Lanes, took, time.Since(begun))
	if cost.Memory < 46*1024 || cost.Passes < 1 || cost.Memory > 128*1024 {
		t.Errorf("an organization key costs %+v", cost)
	}
}
