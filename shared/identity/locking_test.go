package identity

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
)

// lockedNow is a locked organization of epoch 2, as an admin's call finds it.
func lockedNow(edit ...func(*Unlocking)) Unlocking {
	f := Unlocking{
		Organization: Organization{ID: "org_a", Name: "Org", Epoch: 2, Locked: &Locked{Since: nine, By: "Ann"}, Version: 3},
		Pair:         KeyPair{Organization: "org_a", Epoch: 2, Lock: 2, Version: 4}, Lock: Lock{Organization: "org_a", Epoch: 2, Version: 5},
		Tries: KeyTries{Organization: "org_a"},
	}
	for _, e := range edit {
		e(&f)
	}
	return f
}

func wrongOnes(n, version int, ago time.Duration) func(*Unlocking) {
	return func(f *Unlocking) { f.Tries.Count, f.Tries.Since, f.Tries.Version = n, nine.Add(-ago), version }
}

func TestWrongKeysAreCountedInAQuarterOfAnHour(t *testing.T) {
	for _, tt := range []struct {
		name string
		f    Unlocking
		want fault.Kind
		wait time.Duration
	}{
		{"none yet", lockedNow(), "", 0},
		{"nine", lockedNow(wrongOnes(9, 9, 0)), "", 0},
		{"ten", lockedNow(wrongOnes(10, 10, 0)), fault.TooMany, 15 * time.Minute},
		{"ten, a moment before the end", lockedNow(wrongOnes(10, 10, 15*time.Minute-1)), fault.TooMany, 1},
		{"ten, at the end", lockedNow(wrongOnes(10, 10, 15*time.Minute)), "", 0},
		{"not locked", lockedNow(func(f *Unlocking) { f.Organization.Locked = nil }), fault.Conflict, 0},
	} {
		err := MayUnlock(admin(Provider), tt.f)
		wantKind(t, err, tt.want)
		if e, _ := err.(*fault.Error); e != nil && e.RetryAfter != tt.wait {
			t.Errorf("%s: wait %s", tt.name, e.RetryAfter)
		}
	}
	w := WrongKey(admin(Provider), lockedNow(wrongOnes(9, 9, 15*time.Minute)), "body.key")
	if k := kept[KeyTries](t, w.Counted); k.Count != 1 || !k.Since.Equal(nine) {
		t.Errorf("a new quarter of an hour begins with %+v", k)
	}
}

// Nothing is told of a right key beyond the tries there are: it is kept on condition
// that none was counted meanwhile.
func TestARightKeyIsHeldAgainstWhatWasCounted(t *testing.T) {
	ch, err := Unlock(admin(Provider), lockedNow(), Unlocked{Epoch: 2})
	if err != nil {
		t.Fatal(err)
	}
	checks := map[string]bool{}
	for _, r := range ch.Checks {
		switch r.(type) {
		case KeyTries:
			checks["tries"] = true
		case Lock:
			checks["lock"] = true
		}
	}
	if !checks["tries"] || !checks["lock"] {
		t.Errorf("held against %v", checks)
	}
	if ch, err = Unlock(admin(Provider), lockedNow(wrongOnes(3, 3, 0)), Unlocked{Epoch: 2}); err != nil || kept[KeyTries](t, ch).Count != 0 {
		t.Errorf("the wrong ones before are not forgotten: %v", err)
	}
}

func TestKeysAreReplacedByTheNextOnesOnly(t *testing.T) {
	next := NewKeys{Organization: "org_a", Epoch: 3, Pair: KeyPair{Epoch: 3, Lock: 3}}
	old := OldPair{KeyPair: KeyPair{Epoch: 2, Lock: 3}}
	o, ch, err := ReplaceKeys(admin(Provider), lockedNow(), NewLock{Lock: Lock{Epoch: 3}}, next, old)
	if err != nil || o.Epoch != 3 || o.Replaced == nil || kept[KeyPair](t, ch).Version != 4 || kept[Lock](t, ch).Version != 5 || !kept[OldPair](t, ch).Walk.Since.Equal(nine) {
		t.Errorf("%+v, %v", o, err)
	}
	for name, wrong := range map[string]int{"the same": 2, "one left out": 4} {
		next.Epoch = wrong
		if _, _, err := ReplaceKeys(admin(Provider), lockedNow(), NewLock{}, next, old); err == nil {
			t.Errorf("%s: replaced", name)
		}
	}
	next.Epoch, old.Epoch = 3, 1
	if _, _, err := ReplaceKeys(admin(Provider), lockedNow(), NewLock{}, next, old); err == nil {
		t.Error("another old pair is kept than the one that was")
	}
}

// The old pair is destroyed by a round that began when no call that had read the old
// public key could write any more.
func TestTheOldKeysGoOnlyAfterARoundInWhichNothingCouldComeIn(t *testing.T) {
	for _, tt := range []struct {
		name  string
		began time.Duration // after they were replaced
		now   time.Duration
		end   bool
		done  bool
		wait  time.Duration
	}{
		{"not at the end", time.Minute, time.Minute, false, false, 0},
		{"a round that began with it", 0, time.Second, true, false, 14 * time.Second},
		{"a round that began a moment too early", 15*time.Second - 1, time.Minute, true, false, 0},
		{"a round that began late enough", 15 * time.Second, 16 * time.Second, true, true, 0},
	} {
		replaced := nine.Add(-tt.now)
		f := lockedNow(func(f *Unlocking) { f.Organization.Replaced = &replaced })
		old := OldPair{KeyPair: KeyPair{Epoch: 1, Version: 1}, Walk: Walk{Since: replaced.Add(tt.began), After: "a", Versions: "b"}}
		done, wait, ch := Resealed(admin(Provider), f, old, tt.end)
		if done != tt.done || wait != tt.wait {
			t.Errorf("%s: %v, wait %s", tt.name, done, wait)
		}
		if done {
			if p := kept[KeyPair](t, ch); p.Gone != 1 || len(ch.Drops) != 1 || kept[Organization](t, ch).Replaced != nil {
				t.Errorf("%s: %+v", tt.name, p)
			}
			continue
		}
		if o := kept[OldPair](t, ch); tt.end != (o.Walk.After == "" && o.Walk.Versions == "" && o.Walk.Since.Equal(nine)) {
			t.Errorf("%s: goes on at %+v", tt.name, o.Walk)
		}
	}
}

func TestWhatIsSealedToKeysThatAreGoneOpensNoMore(t *testing.T) {
	for epoch, want := range map[int]fault.Kind{0: fault.Conflict, 1: fault.Conflict, 2: "", 3: "", 4: fault.Conflict} {
		wantKind(t, KeyPair{Epoch: 3, Gone: 1}.Opens(epoch), want)
	}
}

// rule S9
func TestAdminsAreAskedWhenWhoKnewTheKeyIsGone(t *testing.T) {
	asked := func(ch change.Change) (n change.Notice) {
		for _, x := range ch.Notices {
			if x.Kind == change.KeyKnown {
				n = x
			}
		}
		return n
	}
	f := ruling()
	ch, err := Remove(admin(Provider), f)
	if err != nil || asked(ch).Kind != "" {
		t.Errorf("of who never unlocked: %+v, %v", asked(ch), err)
	}
	f.Member.Knows = 2
	ch, err = Remove(admin(Provider), f)
	if n := asked(ch); err != nil || n.About != string(f.Member.Person) || n.Tie != "2" || n.To != (change.Audience{Organization: "org_a"}) {
		t.Errorf("%+v, %v", n, err)
	}
}

func TestAnAdminIsToldWhatAnotherDidAboutTheLock(t *testing.T) {
	by := admin(Provider)
	_, ch, err := ChangeLock(by, lockedNow(), NewLock{Lock: Lock{Epoch: 2}})
	if err != nil || len(ch.Notices) != 1 || ch.Notices[0].To != (change.Audience{Organization: "org_a", Except: by.Person}) || ch.Notices[0].Tie != string(audit.LockChanged) {
		t.Errorf("%+v, %v", ch.Notices, err)
	}
	if m := kept[Member](t, ch); m.Knows != 2 {
		t.Errorf("who set it knows %d", m.Knows)
	}
}
