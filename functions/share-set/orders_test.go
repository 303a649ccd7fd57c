package main

import (
	"fmt"
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// act is something that is decided by what was read, and kept later.
type act func(by identity.Caller) (change.Change, error)

// orders are all in which three acts are decided and kept, each decided before: of
// two numbers that are the same, the first decides and the second keeps.
func orders() (out [][]int) {
	var add func(made []int, left [3]int)
	add = func(made []int, left [3]int) {
		if len(made) == 6 {
			out = append(out, slices.Clone(made))
			return
		}
		for i := range left {
			if left[i] > 0 {
				left[i]--
				add(append(made, i), left)
				left[i]++
			}
		}
	}
	add(nil, [3]int{2, 2, 2})
	return out
}

// halyards are what Orla does about Scales, which Orchard shares with Halyard or not:
// she shares it, stops that, and gives it another secret.
func halyards(w *World, text func() secret.Text) [3]act {
	door := opening.Door{Table: w.Operator(), Keys: w.KeysAs("operator")}
	ctx := w.T.Context()
	share := func(by identity.Caller) (change.Change, error) {
		_, ch, _, err := door.Share(ctx, by.Call, opening.Sharing{
			Home: Orchard, Credential: Scales.ID, To: Halyard, Options: sharing.Options{Mode: credential.Read, Everyone: true},
		})
		return ch, err
	}
	stop := func(by identity.Caller) (change.Change, error) {
		f := sharing.SharedOf(Scales.ID, Halyard)
		w.Read(f.Wanted()...)
		at, err := door.Table.FoundOf(ctx, Orchard, f.Credential)
		if err != nil {
			return change.Change{}, err
		}
		return sharing.Stop(by, at, f.Reader)
	}
	rotate := func(by identity.Caller) (change.Change, error) {
		f := credential.Changing{Credential: credential.Credential{ID: Scales.ID}, Current: credential.Current{Version: credential.Version{Credential: Scales.ID}}}
		w.Read(&f.Credential, &f.Current)
		var to []credential.Recipient
		var err error
		if f.Readers, to, err = door.Table.ReadersOf(ctx, f.Credential); err != nil {
			return change.Change{}, err
		}
		f.Seen = f.Credential.Number
		sealed, err := envelope.Seal(credential.Place{Home: Orchard, Credential: Scales.ID, Number: f.Seen + 1}, credential.Secrets{Secret: text()}, to...)
		if err != nil {
			return change.Change{}, err
		}
		_, ch, err := credential.Change(by, f, sealed)
		return ch, err
	}
	return [3]act{share, stop, rotate}
}

// Promise 10, rules H1, H5: whatever of them is decided and kept before which, Halyard
// has the current version or nothing, and Orchard always has it.
func TestInEveryOrderOfShareStopAndRotateEachHasTheCurrentVersionOrNothing(t *testing.T) {
	w := told(t)
	n := 0
	say := func() secret.Text { n++; return secret.Text(fmt.Sprint("the secret of turn ", n)) }
	acts := halyards(w, say)
	calls := 0
	by := func() identity.Caller {
		calls++
		c := w.CallsIn(Orchard, Orla, T0)
		c.ID = fmt.Sprint("call ", calls)
		return c
	}
	keep := func(do act, who identity.Caller, ch change.Change, err error) {
		if err == nil {
			err = w.Operator().Save(t.Context(), who.Call, ch, nil)
		}
		for try := 0; fault.Of(err) == fault.Moved && try < 3; try++ { // as every route does
			who = by()
			if ch, err = do(who); err == nil {
				err = w.Operator().Save(t.Context(), who.Call, ch, nil)
			}
		}
		if k := fault.Of(err); err != nil && k != fault.Conflict { // it is stopped already
			t.Fatal(err)
		}
	}
	has, lost := 0, 0
	for _, shared := range []bool{true, false} {
		for _, order := range orders() {
			if isShared(w) != shared {
				do := acts[map[bool]int{true: 0, false: 1}[shared]]
				who := by()
				ch, err := do(who)
				keep(do, who, ch, err)
			}
			var who [3]identity.Caller
			var made [3]change.Change
			var failed [3]error
			for _, i := range order {
				if who[i].Person == "" {
					who[i] = by()
					made[i], failed[i] = acts[i](who[i])
				} else {
					keep(acts[i], who[i], made[i], failed[i])
				}
			}
			if upToDate(w) {
				has++
			} else {
				lost++
			}
		}
	}
	if t.Logf("%d orders: %d with the current version, %d with nothing", has+lost, has, lost); has == 0 || lost == 0 || has+lost != 180 {
		t.Error("not all happened")
	}
}

func isShared(w *World) bool {
	c := credential.Credential{ID: Scales.ID}
	w.Read(&c)
	return slices.Contains(c.Readers, Halyard)
}

// upToDate reports whether Halyard has Scales, and then at its current version. What it
// has not, no row of it opens or finds.
func upToDate(w *World) bool {
	w.T.Helper()
	c := credential.Credential{ID: Scales.ID}
	current, own := credential.Current{Version: credential.Version{Credential: c.ID}}, credential.Reader{Credential: c.ID, Organization: Orchard}
	r := credential.Reader{Credential: c.ID, Organization: Halyard}
	w.Read(&c, &current, &own, &r)
	handed, _, err := w.Operator().HandedTo(w.T.Context(), Orchard, Halyard, table.Page{Limit: 10})
	if err != nil || own.Number != c.Number || current.Number != c.Number {
		w.T.Errorf("its home has version %d and %d of %d, %v", own.Number, current.Number, c.Number, err)
	}
	found := slices.ContainsFunc(handed, func(s sharing.Shared) bool { return s.Credential.ID == c.ID })
	plain, failed := w.Opens(Halyard, c.ID)
	has := slices.Contains(c.Readers, id.Organization(Halyard))
	switch {
	case has && (failed != nil || r.Ended != nil || r.Number != c.Number || !found || plain.Secret == ""):
		w.T.Errorf("shared at version %d: has %d, ended %v, found %v, %v", c.Number, r.Number, r.Ended, found, failed)
	case !has && (failed == nil || r.Ended == nil || len(r.Key.Bytes) != 0 || found):
		w.T.Errorf("not shared, and has %d, ended %v, found %v", r.Number, r.Ended, found)
	}
	return has
}
