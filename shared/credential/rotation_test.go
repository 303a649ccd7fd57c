package credential_test

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

const day = 24 * time.Hour

// rotating is a company credential at its third version, on lists, since nine.
func rotating() credential.Credential {
	return credential.Credential{
		ID: "cred_a", Home: home.ID, Name: "Shop", Type: "Router", Number: 3, Listed: true, Since: nine, Changed: nine,
		Readers: []id.Organization{home.ID}, Managed: true, Version: 5,
	}
}

func lostAt(at time.Time, number int) credential.Received {
	return credential.Received{Credential: "cred_a", Organization: team.ID, Person: "person_a", Number: number, Lost: &at, Version: 2}
}

// is is the credential as a change keeps it; the zero value if it does not.
func is(ch change.Change) credential.Credential {
	for _, r := range ch.Records {
		if c, ok := r.(credential.Credential); ok {
			return c
		}
	}
	return credential.Credential{}
}

func onList(ch change.Change, a credential.Audience) (kept, dropped bool) {
	for _, r := range ch.Records {
		if p, ok := r.(credential.Post); ok && p.Audience == a {
			kept = true
		}
	}
	for _, r := range ch.Drops {
		if p, ok := r.(credential.Post); ok && p.Audience == a {
			dropped = true
		}
	}
	return kept, dropped
}

// Rule C12, promise 11: through whichever organization they had it.
func TestACredentialIsDueSinceTheFirstWhoMayKnowItLostTheWay(t *testing.T) {
	first, later := nine.Add(time.Hour), nine.Add(2*time.Hour)
	ch := credential.Rotate(rotating(), []credential.Received{lostAt(later, 3), lostAt(first, 3), lostAt(nine, 2)})
	c := is(ch)
	if c.DueWhy != credential.Lost || c.Due == nil || !c.Due.Equal(first) {
		t.Errorf("%+v", c)
	}
	if kept, _ := onList(ch, credential.Rotating); !kept {
		t.Error("no list finds it")
	}
	if again := credential.Rotate(c, []credential.Received{lostAt(nine, 3)}); len(again.Records) != 0 {
		t.Errorf("due twice: %+v", again)
	}
	if back := credential.Rotate(c, nil); len(back.Records) != 0 {
		t.Errorf("taken back: %+v", back) // whoever has a way again still had none
	}
}

func TestACredentialIsNotDueForWhoCannotKnowIt(t *testing.T) { // rule C12
	same := rotating()
	same.Same = 1
	own := rotating()
	own.Owner = "person_b"
	login := own
	login.Resource = "res_a"
	none := lostAt(nine, 3)
	none.Lost = nil
	for name, tt := range map[string]struct {
		c   credential.Credential
		x   credential.Received
		due bool
	}{
		"an earlier version":               {rotating(), lostAt(nine, 2), false},
		"the one that it says again":       {same, lostAt(nine, 1), true},
		"not marked":                       {rotating(), none, false},
		"somebody's own, for no resource":  {own, lostAt(nine, 3), false},
		"somebody's own, for a resource":   {login, lostAt(nine, 3), true},
		"a credential that is not there":   {credential.Credential{ID: "cred_a"}, lostAt(nine, 3), false},
		"the current one, by a later span": {rotating(), lostAt(nine, 1).Having(3), true},
	} {
		if c := is(credential.Rotate(tt.c, []credential.Received{tt.x})); (c.Due != nil) != tt.due {
			t.Errorf("%s: %+v", name, c)
		}
	}
}

// Rule C12: since its bytes were first said, by the limit as it is now.
func TestASecretAsOldAsItsTypeAllowsIsDue(t *testing.T) {
	c := rotating()
	end := nine.Add(10 * day)
	before := credential.Age(end.Add(-1), c, 10)
	if is(before).Due != nil || len(before.Due) != 1 || !before.Due[0].At.Equal(end) || before.Due[0].What != credential.OldDue || before.Due[0].ID != "cred_a" {
		t.Errorf("before: %+v", before)
	}
	ch := credential.Age(end, c, 10)
	old := is(ch)
	if old.DueWhy != credential.Old || !old.Due.Equal(end) || len(ch.Due) != 0 {
		t.Errorf("at it: %+v", ch)
	}
	if again := credential.Age(end.Add(day), old, 10); len(again.Records)+len(again.Due) != 0 {
		t.Errorf("again: %+v", again)
	}
	gone := credential.Age(end, old, 0)
	if c := is(gone); c.Version == 0 || c.Due != nil || c.DueWhy != "" {
		t.Errorf("without a limit: %+v", gone)
	}
	if _, dropped := onList(gone, credential.Rotating); !dropped {
		t.Error("it stays on the list")
	}
	if longer := credential.Age(end, old, 30); is(longer).Due != nil || len(longer.Due) != 1 {
		t.Errorf("under a longer one: %+v", longer)
	}
	lost := is(credential.Rotate(old, []credential.Received{lostAt(end.Add(day), 3)}))
	if lost.DueWhy != credential.Lost {
		t.Errorf("lost, too: %+v", lost)
	}
	for _, days := range []int{0, 10, 30} {
		if kept := credential.Age(end.Add(2*day), lost, days); len(kept.Records)+len(kept.Due) != 0 {
			t.Errorf("a limit of %d takes back what is lost: %+v", days, kept)
		}
	}
	own := rotating()
	own.Owner = "person_b"
	if ch := credential.Age(end, own, 10); len(ch.Records)+len(ch.Due) != 0 {
		t.Errorf("somebody's own: %+v", ch)
	}
}

func renewing(c credential.Credential) credential.Changing {
	return credential.Changing{
		Credential: c, Seen: 3, Current: credential.Current{Version: credential.Version{Credential: "cred_a", Number: 3, Stored: 3}},
		Readers: []credential.Reader{{Credential: "cred_a", Organization: home.ID, Version: 1}},
	}
}

// Rule C12: nothing but another secret clears it.
func TestOnlyChangedBytesClearWhatIsDue(t *testing.T) {
	due := is(credential.Rotate(rotating(), []credential.Received{lostAt(nine, 3)}))
	olga := olga
	olga.At = nine.Add(day)
	other, ch, err := credential.Change(olga, renewing(due), sealed(4, home))
	if err != nil || other.Due != nil || other.DueWhy != "" || other.Same != 0 || !other.Since.Equal(olga.At) {
		t.Errorf("another secret: %+v, %v", other, err)
	}
	if _, dropped := onList(ch, credential.Rotating); !dropped || lostAt(nine, 3).MayKnow(other) {
		t.Error("it is on the list, or known still")
	}
	f := renewing(due)
	f.Again, f.Username = true, new("olga@shop.example")
	same, ch, err := credential.Change(olga, f, sealed(4, home))
	if err != nil || same.DueWhy != credential.Lost || same.Same != 3 || !same.Since.Equal(nine) || !lostAt(nine, 3).MayKnow(same) {
		t.Errorf("the same again: %+v, %v", same, err)
	}
	for _, r := range ch.Records {
		if v, ok := r.(credential.Version); ok && (v.Same != 3 || !v.Since.Equal(nine)) {
			t.Errorf("its version says %+v", v)
		}
	}
	same.Version++
	f = renewing(same)
	f.Again, f.Seen = true, 4
	if third, _, err := credential.Change(olga, f, sealed(5, home)); err != nil || third.Same != 3 || third.DueWhy != credential.Lost {
		t.Errorf("a third time: %+v, %v", third, err)
	}
	disabled, _, err := credential.Disable(identity.Caller{}, due, nil)
	if err == nil || disabled.Due == nil {
		t.Errorf("%+v, %v", disabled, err)
	}
}

// Rule C12: an earlier version that somebody may know is looked at again.
func TestARestoredSecretIsSeenAfter(t *testing.T) {
	c := rotating()
	old := credential.Version{Credential: "cred_a", Number: 1, At: nine.Add(-day), Stored: 1}
	is, ch, err := credential.Restore(olga, renewing(c), old, sealed(4, home))
	if err != nil || is.Same != 1 || !is.Since.Equal(old.At) || len(ch.Orders) != 1 || ch.Orders[0].Chore != credential.DueChore || ch.Orders[0].Thing != "cred_a" {
		t.Errorf("%+v, %+v, %v", is, ch.Orders, err)
	}
	if again := credential.Rotate(is, []credential.Received{lostAt(nine, 1)}); len(again.Records) == 0 {
		t.Error("who may know it is forgotten")
	}
}

// Rule C12: its age counts from when it is made, renewed, or of a type.
func TestANewSecretHasTheDateOnWhichItIsOld(t *testing.T) {
	f := renewing(rotating())
	f.Days = 30
	olga := olga
	olga.At = nine.Add(day)
	_, ch, err := credential.Change(olga, f, sealed(4, home))
	if err != nil || len(ch.Due) != 1 || !ch.Due[0].At.Equal(olga.At.Add(30*day)) {
		t.Errorf("renewed: %+v, %v", ch.Due, err)
	}
	f.Again = true
	if _, ch, _ = credential.Change(olga, f, sealed(4, home)); len(ch.Due) != 1 || !ch.Due[0].At.Equal(nine.Add(30*day)) {
		t.Errorf("the same again: %+v", ch.Due)
	}
	made := credential.Make(olga, credential.Credential{Name: "Shop"}, sealed(1, home)).Credential
	var dated change.Change
	made.Dated(&dated, 30)
	if len(dated.Due) != 1 || !dated.Due[0].At.Equal(olga.At.Add(30*day)) {
		t.Errorf("made: %+v", dated.Due)
	}
	a := credential.Amending{Credential: rotating(), Days: 1}
	to := a.Credential
	to.Type = "Switch"
	olga.At = nine.Add(2 * day)
	if c, _, err := credential.Amend(olga, a, to); err != nil || c.DueWhy != credential.Old {
		t.Errorf("of another type: %+v, %v", c, err)
	}
	to.Type, to.Name = "Router", "Another name"
	if c, ch, err := credential.Amend(olga, a, to); err != nil || c.Due != nil || len(ch.Due) != 0 {
		t.Errorf("of another name: %+v, %v", c, err)
	}
}

// Promise 1: guesses of a secret by who may not reveal it are counted at its home.
func TestWhoChangesWhatTheyMayNotRevealIsOnRecordAsThat(t *testing.T) {
	f := changing()
	f.Blind = true
	_, ch, err := credential.Change(olga, f, sealed(4, home, team))
	if err != nil || len(ch.Entries) != 2 {
		t.Fatalf("%+v, %v", ch.Entries, err)
	}
	for _, e := range ch.Entries {
		if (e.Detail == "by who may not reveal it") != (e.Organization == home.ID) {
			t.Errorf("on record: %+v", e)
		}
	}
}

// Rule C12: a record shows no use at or after the loss.
func TestALossComesAfterTheLastUseOnRecord(t *testing.T) {
	last := nine.Add(time.Second)
	var ch change.Change
	credential.Mark(&ch, last, nine, credential.Received{Credential: "cred_a", Last: last, Version: 1})
	if x := ch.Records[0].(credential.Received); !x.Lost.After(last) {
		t.Errorf("last used at %s, lost at %s", x.Last, x.Lost)
	}
}
