package main

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// nedsEnd is when what Ned left at Fern Hill is destroyed.
var nedsEnd = NedGone.Add(identity.LeftFor)

// overs has what Ned left destroyed at an instant, and what follows of that.
func overs(ctx context.Context, w *World, at time.Time) error {
	f := function{table: w.Table}
	o := change.Order{Door: change.Drive, At: at, Chore: identity.LeftOverChore, Thing: string(Ned.ID), Home: string(FernHill)}
	if err := f.deliver(ctx, identity.Call{Route: "outbox-drive", At: at, ID: "over " + at.String()}, o); err != nil {
		return err
	}
	for _, c := range []id.Credential{NedLogin.ID, NedNote.ID, NedManaged.ID} {
		o := change.Order{Door: change.Drive, At: at, Chore: credential.DestroyedChore, Thing: string(c), Home: string(FernHill)}
		if err := f.deliver(ctx, identity.Call{Route: "outbox-drive", At: at, ID: "rest " + string(c)}, o); err != nil {
			return err
		}
	}
	return nil
}

// traces are the keys of items that name a credential, beside the record and the outbox.
func traces(w *World, c id.Credential) (out []string) {
	for k, v := range w.Items() {
		if strings.Contains(k+v, string(c)) && !strings.HasPrefix(k, "AUDIT#") && !strings.HasPrefix(k, "OUT#") {
			out = append(out, k)
		}
	}
	return out
}

// rules C1, C5, C14, A1
func TestWhatNobodyTookIsGoneFromTheTableAndOnRecord(t *testing.T) {
	w := New(t, "outbox-drive")
	before := len(w.Record(FernHill))
	if err := overs(t.Context(), w, nedsEnd); err != nil {
		t.Fatal(err)
	}
	for _, c := range []Filed{NedLogin, NedNote} {
		if left := traces(w, c.ID); len(left) != 0 {
			t.Errorf("%s is left in %q", c.Name, left)
		}
	}
	if plain, err := w.Opens(FernHill, NedManaged.ID); err != nil || plain.Secret != NedManaged.Secret {
		t.Errorf("what is managed: %v", err)
	}
	l := identity.Left{Organization: FernHill, Person: Ned.ID}
	if w.Read(&l); l.Version != 0 {
		t.Errorf("his row is left: %+v", l)
	}
	var here []table.Entry
	all, _, err := w.Operator().Lines(t.Context(), table.Search{Organization: FernHill, At: nedsEnd}, table.Page{Limit: 50})
	for _, e := range all {
		if e.Action == audit.CredentialDestroyed {
			here = append(here, e)
		}
	}
	if err != nil || len(all) != before+1 || len(here) != 1 || here[0].Thing != string(NedLogin.ID) || here[0].Actor != "" {
		t.Errorf("on record: %+v, %v", here, err)
	}
	own, _, err := w.Operator().Lines(t.Context(), table.Search{Account: Ned.ID, At: nedsEnd}, table.Page{Limit: 50})
	n := 0
	for _, e := range own {
		if e.Action == audit.CredentialDestroyed {
			n++
		}
	}
	if err != nil || n != 2 {
		t.Errorf("%d lines on his own record, %v", n, err)
	}
	w.Unchanged(func() {
		if err := overs(t.Context(), w, nedsEnd.Add(time.Hour)); err != nil {
			t.Error(err)
		}
	})
}

// rule C14: nothing before its time, nothing of whoever is back in time, and all of
// before of whoever is back too late.
func TestWhatIsDestroyedDependsOnWhenTheyAreBack(t *testing.T) {
	for name, tt := range map[string]struct {
		at   time.Time
		back time.Time
		gone bool
	}{
		"not yet":               {nedsEnd.Add(-time.Millisecond), time.Time{}, false},
		"over":                  {nedsEnd, time.Time{}, true},
		"back in the last one":  {nedsEnd.Add(time.Hour), nedsEnd.Add(-time.Millisecond), false},
		"back at the end":       {nedsEnd.Add(time.Hour), nedsEnd, true},
		"back long after":       {nedsEnd.AddDate(0, 0, 9), nedsEnd.AddDate(0, 0, 8), true},
		"back long before then": {nedsEnd.AddDate(0, 0, 9), T0, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := New(t, "outbox-drive")
			if !tt.back.IsZero() {
				w.Returns(tt.back)
			}
			if err := overs(t.Context(), w, tt.at); err != nil {
				t.Fatal(err)
			}
			c := credential.Credential{ID: NedNote.ID}
			if w.Read(&c); (c.Version == 0) != tt.gone {
				t.Errorf("kept %+v", c)
			}
		})
	}
}

// rule C14: what others may know of it stays on the list, with its name, and what
// they knew before does not.
func TestWhoMayKnowADestroyedLoginStaysOnTheList(t *testing.T) {
	w := New(t, "outbox-drive")
	lost := T0
	kit := credential.Received{Credential: NedLogin.ID, Organization: FernHill, Person: Kit.ID, Name: "Kit", Number: 1, Uses: 1, First: T0, Last: T0, Lost: &lost}
	ned := credential.Received{Credential: NedLogin.ID, Organization: FernHill, Person: Ned.ID, Name: "Ned", Number: 1, Uses: 1, First: T0, Last: T0}
	w.Keep(change.Change{Records: []change.Record{
		kit, ned, credential.Known{Organization: FernHill, Person: Kit.ID, Credential: NedLogin.ID}, credential.Known{Organization: FernHill, Person: Ned.ID, Credential: NedLogin.ID},
	}}, "Kit has seen it while it was managed")
	if err := overs(t.Context(), w, nedsEnd); err != nil {
		t.Fatal(err)
	}
	ned = credential.Received{Credential: NedLogin.ID, Organization: FernHill, Person: Ned.ID}
	if w.Read(&kit, &ned); kit.Of != NedLogin.Name || !kit.MayKnow(credential.Credential{}) || ned.Version != 0 {
		t.Errorf("Kit %+v, Ned %+v", kit, ned)
	}
	if left := traces(w, NedLogin.ID); len(left) != 2 { // that, and the row that finds it
		t.Errorf("left: %q", left)
	}
}

// rule C14: what was theirs alone is gone without a trace, also when they had used it.
func TestAPersonalOneThatItsOwnerHadSeenIsGoneWithoutATrace(t *testing.T) {
	w := New(t, "outbox-drive")
	ned := credential.Received{Credential: NedNote.ID, Organization: FernHill, Person: Ned.ID, Name: "Ned", Number: 1, Uses: 1, First: T0, Last: T0}
	w.Keep(change.Change{Records: []change.Record{ned}}, "Ned has seen it; no row finds that")
	if err := overs(t.Context(), w, nedsEnd); err != nil {
		t.Fatal(err)
	}
	if left := traces(w, NedNote.ID); len(left) != 0 {
		t.Errorf("left: %q", left)
	}
}

// rule C14: races are decided by the membership and by the credential.
func TestWhoIsBackWhileItIsDestroyedKeepsTheRest(t *testing.T) {
	w := New(t, "outbox-drive")
	for i := range 4 {
		w.LeftBy(Ned, i)
	}
	var writes atomic.Int32
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && writes.Add(1) == 3 {
			w.Returns(nedsEnd.Add(-time.Millisecond)) // in time, and kept late
		}
		return nil
	})()
	if err := overs(t.Context(), w, nedsEnd); err != nil {
		t.Fatal(err)
	}
	mine, _, err := w.Operator().LeftIn(t.Context(), identity.Left{Organization: FernHill, Person: Ned.ID, Until: nedsEnd}, table.Page{Limit: 50})
	if err != nil || len(mine) != 4 {
		t.Errorf("%d are left, %v", len(mine), err)
	}
}

func TestWhatIsTakenWhileItIsDestroyedIsTaken(t *testing.T) { // rule C14
	w := New(t, "outbox-drive")
	var once atomic.Bool
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && once.CompareAndSwap(false, true) {
			f := access.TakingOf(Ned.ID, FernHill, NedNote.ID)
			w.Read(f.Wanted()...)
			var ch change.Change
			f.Credential.Destroy(&ch, nedsEnd, f.Current, f.Reader)
			w.Keep(ch, "taken")
		}
		return nil
	})()
	if err := overs(t.Context(), w, nedsEnd); err != nil {
		t.Fatal(err)
	}
	own, _, err := w.Operator().Lines(t.Context(), table.Search{Account: Ned.ID, At: nedsEnd}, table.Page{Limit: 50})
	for _, e := range own {
		if e.Action == audit.CredentialDestroyed && e.Thing == string(NedNote.ID) {
			t.Errorf("on record as destroyed: %+v", e.Entry)
		}
	}
	if err != nil || len(traces(w, NedNote.ID)) != 0 {
		t.Errorf("left: %q, %v", traces(w, NedNote.ID), err)
	}
}

func TestADestructionThatStoppedHalfWayGoesOnWhereItWas(t *testing.T) {
	w := New(t, "outbox-drive")
	for i := range 30 {
		w.LeftBy(Ned, i)
	}
	ctx, stop := context.WithCancel(t.Context())
	undo := w.Dynamo.After(stopAt(9, stop))
	if err := overs(ctx, w, nedsEnd); err == nil {
		t.Fatal("it was not stopped")
	}
	undo()
	if err := overs(t.Context(), w, nedsEnd); err != nil {
		t.Fatal(err)
	}
	mine, _, err := w.Operator().LeftIn(t.Context(), identity.Left{Organization: FernHill, Person: Ned.ID, Until: nedsEnd}, table.Page{Limit: 50})
	if err != nil || len(mine) != 0 {
		t.Errorf("%d are left, %v", len(mine), err)
	}
}

// A chore that names what was never destroyed clears nothing away.
func TestWhatIsThereIsNotClearedAway(t *testing.T) {
	w := New(t, "outbox-drive")
	w.Unchanged(func() {
		for _, c := range []id.Credential{LeaNote.ID, Router.Credential, id.New[id.Credential](T0, "none", 0)} {
			o := change.Order{Door: change.Drive, At: T0, Chore: credential.DestroyedChore, Thing: string(c), Home: string(FernHill)}
			if err := (function{table: w.Table}).deliver(t.Context(), identity.Call{Route: "outbox-drive", At: T0, ID: "rest"}, o); err != nil {
				t.Error(err)
			}
		}
	})
}

// closes has Olga's account closed at an instant, with nothing lent any more.
func closes(w *World, at time.Time) identity.Left {
	w.T.Helper()
	f := delegation.Facts{Delegation: delegation.Delegation{ID: Social.Delegation}}
	w.Read(&f.Delegation)
	w.Read(append(f.AskingSide(), f.Lent()...)...)
	_, ch, err := delegation.Revoke(w.CallsIn(OlgaHome, Olga, at), f)
	if err != nil {
		w.T.Fatal(err)
	}
	w.Keep(ch, "Social is taken back")
	m := identity.Member{Organization: OlgaHome, Person: Olga.ID}
	w.Read(&m)
	l := identity.Left{Organization: OlgaHome, Person: Olga.ID, Name: "Olga", Kind: identity.Personal, At: at, Until: at.Add(identity.LeftFor)}
	m.Removed = &at
	w.Keep(change.Change{Records: []change.Record{m, l}}, "closed")
	return l
}

// olgas destroys what Olga's account left, at an instant.
func olgas(w *World, at time.Time) {
	w.T.Helper()
	f := function{table: w.Table}
	orders := []change.Order{{Door: change.Drive, At: at, Chore: identity.LeftOverChore, Thing: string(Olga.ID), Home: string(OlgaHome)}}
	for _, c := range []id.Credential{Social.Credential, Newsletter.Credential} {
		orders = append(orders, change.Order{Door: change.Drive, At: at, Chore: credential.DestroyedChore, Thing: string(c), Home: string(OlgaHome)})
	}
	for i, o := range orders {
		if err := f.deliver(w.T.Context(), identity.Call{Route: "outbox-drive", At: at, ID: fmt.Sprint("olga's ", at, i)}, o); err != nil {
			w.T.Fatal(err)
		}
	}
}

// Rules D3, C14, C12: what was lent from an account that was closed is destroyed like
// the rest of it; who received it is on the list still, and nobody else learns more.
func TestWhatAClosedAccountLentIsDestroyedAndWhoMayKnowItStays(t *testing.T) {
	w := New(t, "outbox-drive")
	l := closes(w, T0)
	c := credential.Credential{ID: Newsletter.Credential}
	w.Read(&c)
	c.Name, c.Number = "Next campaign", c.Number+1
	own := credential.Received{Credential: c.ID, Organization: OlgaHome, Person: Olga.ID, Name: "Olga", Number: 1, First: T0, Last: T0}
	w.Keep(change.Change{Records: []change.Record{c, own, credential.Known{Organization: OlgaHome, Person: Olga.ID, Credential: c.ID}}}, "Olga went on with it")
	w.Unchanged(func() { olgas(w, l.Until.Add(-time.Millisecond)) })
	olgas(w, l.Until)
	for _, a := range []Account{Social, Newsletter} {
		for k := range w.Items() {
			if strings.HasPrefix(k, "CREDENTIAL#"+string(a.Credential)) && !strings.Contains(k, "RECEIVED#"+string(BlueHarbor)) {
				t.Errorf("%s is left", k)
			}
		}
		bob := credential.Received{Credential: a.Credential, Organization: BlueHarbor, Person: Bob.ID}
		if w.Read(&bob); bob.Of != a.Name || !bob.MayKnow(credential.Credential{}) {
			t.Errorf("of %s Bob has %+v", a.Name, bob)
		}
	}
	again := identity.Left{Organization: OlgaHome, Person: Olga.ID}
	if w.Read(&again); again.Version != 0 {
		t.Errorf("her row is left: %+v", again)
	}
	lines, _, err := w.Operator().Lines(t.Context(), table.Search{Account: Olga.ID, At: l.Until}, table.Page{Limit: 50})
	n := 0
	for _, e := range lines {
		if e.Action == audit.CredentialDestroyed {
			n++
		}
	}
	if err != nil || n != 2 {
		t.Errorf("%d lines on her own record, %v", n, err)
	}
	w.Unchanged(func() { olgas(w, l.Until.Add(time.Hour)) })
}

// Rule C14: who is asked again in time has their account back, with what it lent once.
func TestWhoseAccountIsOpenAgainInTimeKeepsWhatTheyLent(t *testing.T) {
	w := New(t, "outbox-drive")
	l := closes(w, T0)
	m := identity.Member{Organization: OlgaHome, Person: Olga.ID}
	w.Read(&m)
	m.Removed, m.Since = nil, l.Until.Add(-time.Millisecond)
	w.Keep(change.Change{Records: []change.Record{m}}, "back")
	w.Unchanged(func() { olgas(w, l.Until.Add(time.Hour)) })
}
