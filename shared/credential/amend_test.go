package credential_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

var ada = identitytest.Caller(identitytest.Member(team, "Ada", identity.Admin), nine)

// listed is a company credential of the team, found by its words.
func listed() credential.Credential {
	var ch change.Change
	c := credential.Repost(&ch, credential.Credential{}, credential.Credential{
		ID: "cred_b", Home: team.ID, Name: "Switch", Username: "admin", Managed: true, Number: 2, Revision: 4,
		Edited: nine, EditedBy: "Bea", Readers: []id.Organization{team.ID}, Version: 6,
	})
	return c
}

// Rules D6, S3: from the end date on nothing of it is told to whom it was lent, though
// the end is not written down yet.
func TestWhatIsDoneAfterALoansEndDateIsNotOnTheBorrowersRecord(t *testing.T) {
	c := listed()
	c.Readers = append(c.Readers, other.ID)
	for ends, want := range map[time.Time]int{nine: 0, nine.Add(time.Millisecond): 1} {
		all := []credential.Reader{{Organization: team.ID, Via: credential.Own}, {Organization: other.ID, Via: credential.Delegated, Ends: &ends}}
		is := c
		is.Name = "Core switch"
		_, ch, err := credential.Amend(ada, credential.Amending{Credential: c, Readers: all, Seen: c.Revision}, is)
		n := 0
		for _, e := range ch.Entries {
			if e.Organization == other.ID {
				n++
			}
		}
		if err != nil || n != want {
			t.Errorf("a loan until %s: %d lines there, %v", ends, n, err)
		}
	}
}

// toAll is listed with as many readers as there may be, all that it says in other words.
func toAll() (credential.Credential, []credential.Reader) {
	c := listed()
	c.Readers, c.Resource, c.Folder, c.Client, c.For = nil, "res_a", "folder_a", "client_a", "Contoso"
	c.Due, c.DueWhy, c.Tags = &nine, credential.Lost, []string{"a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9"}
	var all []credential.Reader
	for i := range credential.MaxReaders {
		o := id.Organization(fmt.Sprint("org_", i))
		if i == 0 {
			o = team.ID
		}
		c.Readers = append(c.Readers, o)
		all = append(all, credential.Reader{Credential: c.ID, Organization: o, Via: credential.Delegated, Number: 2, Version: 1})
	}
	return credential.Repost(&change.Change{}, credential.Credential{}, c), all
}

// Promise 10, rule C12: however many have it, its secret can be another at any time,
// with all that follows of that, and it can be disabled.
func TestWhatAllHaveIsRotatedRestoredAndDisabledInOneTransaction(t *testing.T) {
	c, all := toAll()
	s := credential.Sealed{Place: credential.Place{Home: team.ID, Credential: c.ID, Number: 3}, Keys: map[id.Organization]credential.SealedKey{}, Codes: true}
	for _, r := range all {
		s.Keys[r.Organization] = credential.SealedKey{Bytes: []byte("key")}
	}
	current := credential.Version{Credential: c.ID, Home: team.ID, Number: 2, Stored: 1}
	f := credential.Changing{Credential: c, Current: credential.Current{Version: current}, Readers: all, Seen: 2, Days: 30}
	old := credential.Version{Credential: c.ID, Number: 1, Stored: 1, Since: nine.AddDate(0, 0, -1)}
	restored, ch, err := credential.Restore(ada, f, old, s)
	if err != nil || restored.Due != nil || len(ch.Orders) != 2 || len(ch.Due) != 1 || ch.Items() > change.Most {
		t.Errorf("restored: %d items, %d orders, %d dates, %v", ch.Items(), len(ch.Orders), len(ch.Due), err)
	}
	t.Logf("restored for %d: %d items", len(all), ch.Items())
	if _, ch, err = credential.Disable(ada, c, all); err != nil || ch.Items() > change.Most {
		t.Errorf("disabled: %d items, %v", ch.Items(), err)
	}
	few := "operator"
	if f.Username = &few; true {
		_, ch, err = credential.Change(ada, f, s)
	}
	if err != nil || ch.Items() > change.Most {
		t.Errorf("with another username: %d items, %v", ch.Items(), err)
	}
	long := "one.two.three.four.five.six.seven.eight.nine.ten"
	f.Username = &long
	if _, ch, err = credential.Change(ada, f, s); fault.Of(err) != fault.Invalid || len(ch.Records) != 0 {
		t.Errorf("with a username of ten words: %d records, %v", len(ch.Records), err)
	}
}

// Whatever is amended of it at once is one transaction, however many have it.
func TestWhatAllHaveIsAmendedWholeInOneTransaction(t *testing.T) {
	c, all := toAll()
	is := c
	is.Name, is.Username, is.URL = "b0 b1 b2 b3 b4", "b5 b6 b7", "https://b8.example"
	is.Tags = []string{"c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9"}
	_, ch, err := credential.Amend(ada, credential.Amending{Credential: c, Readers: all, Seen: c.Revision}, is)
	if err != nil || ch.Items() > change.Most {
		t.Errorf("%d items, %v", ch.Items(), err)
	}
	t.Logf("amended for %d: %d items", len(all), ch.Items())
}

// Promise 3, rules A2, S3: a change is on record at home and with who made it at once,
// and with all others by the line that names them: with each as it may be told.
func TestAChangeIsOnRecordWithAllWhoHaveIt(t *testing.T) {
	c, all := toAll()
	f := credential.Changing{Credential: c, Current: credential.Current{Version: credential.Version{Credential: c.ID, Home: team.ID, Number: 2, Stored: 1}}, Readers: all, Seen: 2}
	s := credential.Sealed{Place: credential.Place{Home: team.ID, Credential: c.ID, Number: 3}, Keys: map[id.Organization]credential.SealedKey{}}
	for _, r := range all {
		s.Keys[r.Organization] = credential.SealedKey{Bytes: []byte("key")}
	}
	cy := identitytest.Caller(identitytest.Member(other, "Cy", identity.User), nine)
	theirs := credential.Reader{
		Credential: c.ID, Organization: other.ID, Home: team.ID, Via: credential.Shared, Mode: credential.Read, Version: 1,
		Share: &credential.Share{Everyone: true, Write: true},
	}
	for name, tt := range map[string]struct {
		by      identity.Caller
		granted credential.Reader
		atOnce  []id.Organization
		others  string
		of      string
	}{
		"by its home":           {ada, credential.Reader{}, []id.Organization{team.ID}, "Ada", team.Name},
		"by whom it is lent to": {cy, theirs, []id.Organization{team.ID, other.ID}, "Another whom it is shared with", ""},
	} {
		f.Granted.Reader = tt.granted
		f.Readers = slices.Clone(all)
		if tt.granted.Version != 0 {
			f.Readers[50] = theirs
			f.Credential.Readers = append(slices.Clone(c.Readers[:50]), other.ID)
			s.Keys[other.ID] = credential.SealedKey{Bytes: []byte("key")}
		}
		is, ch, err := credential.Change(tt.by, f, s)
		if err != nil || len(ch.Entries) != len(tt.atOnce) || ch.Items() > change.Most {
			t.Fatalf("%s: %d lines, %d items, %v", name, len(ch.Entries), ch.Items(), err)
		}
		for i, o := range tt.atOnce {
			if e := ch.Entries[i]; e.Organization != o || e.ActorName != tt.by.Name || e.Action != audit.CredentialChanged {
				t.Errorf("%s: %+v", name, e)
			}
		}
		order := ch.Orders[len(ch.Orders)-1]
		if at := credential.LineOf(order); order.Chore != credential.ToldChore || at.Credential != c.ID || at.Turn != line(ch).Turn {
			t.Errorf("%s: the order names %+v", name, at)
		}
		told := credential.Tell(is, line(ch), team).Entries
		if len(told) != 51-len(tt.atOnce) {
			t.Errorf("%s: %d others are told", name, len(told))
		}
		for _, e := range told {
			if slices.Contains(tt.atOnce, e.Organization) || e.ActorName != tt.others || e.ActorOrganization != tt.of || e.Actor != "" || e.Thing != string(c.ID) {
				t.Errorf("%s: %+v", name, e)
			}
		}
	}
}

// line is the line of the change log in a change.
func line(c change.Change) (out credential.Logged) {
	for _, r := range c.Records {
		if l, ok := r.(credential.Logged); ok {
			out = l
		}
	}
	return out
}

func TestEveryWriteHasItsLineAndItsEntryInTheSameChange(t *testing.T) { // rules C9, A1, promise 3
	off := listed()
	off.Disabled = &nine
	again := listed()
	again.Name = "Core switch"
	for name, tt := range map[string]struct {
		act  audit.Action
		kind credential.Kind
		do   func() (credential.Credential, change.Change, error)
	}{
		"amend": {audit.CredentialAmended, credential.Amended, func() (credential.Credential, change.Change, error) {
			return credential.Amend(ada, credential.Amending{Credential: listed(), Seen: 4}, again)
		}},
		"disable": {audit.CredentialDisabled, credential.Disabled, func() (credential.Credential, change.Change, error) {
			return credential.Disable(ada, listed(), nil)
		}},
		"enable": {audit.CredentialEnabled, credential.Enabled, func() (credential.Credential, change.Change, error) {
			return credential.Enable(ada, off, nil)
		}},
	} {
		c, ch, err := tt.do()
		l := line(ch)
		if err != nil || len(ch.Entries) != 1 || ch.Entries[0].Action != tt.act || l.Kind != tt.kind || l.Turn != 7 || l.By != "Ada" || l.Number != 2 {
			t.Errorf("%s: %+v, %+v, %v", name, l, ch.Entries, err)
		}
		if c.Revision != 5 || c.EditedBy != "Ada" || c.Number != 2 || c.By != "" {
			t.Errorf("%s: %+v", name, c)
		}
	}
}

func TestWhatIsSaidOfALongTextIsCutAndNeverTheSecret(t *testing.T) {
	is := listed()
	is.Name, is.Username = strings.Repeat("ü", 5000), ""
	_, ch, err := credential.Amend(ada, credential.Amending{Credential: listed(), Seen: 4}, is)
	what := line(ch).What
	if err != nil || len([]rune(what)) > 300 || !strings.HasSuffix(what, `username "admin" to none`) || ch.Entries[0].Detail != what {
		t.Errorf("%q, %v", what, err)
	}
}

func TestWhatChangesNothingIsNothing(t *testing.T) {
	if c, ch, err := credential.Amend(ada, credential.Amending{Credential: listed(), Seen: 4}, listed()); err != nil || c.Revision != 4 || len(ch.Records)+len(ch.Entries) != 0 {
		t.Errorf("%+v, %+v, %v", c, ch, err)
	}
}

func TestAmendingIsRefusedWithNothingKept(t *testing.T) {
	is := listed()
	is.Name = "x"
	off := listed()
	off.Disabled = &nine
	for name, tt := range map[string]struct {
		f    credential.Amending
		is   credential.Credential
		want fault.Kind
	}{
		"an older one was seen": {credential.Amending{Credential: listed(), Seen: 3}, is, fault.Conflict},
		"it is disabled":        {credential.Amending{Credential: off, Seen: 4}, is, fault.Forbidden},
		"no name":               {credential.Amending{Credential: listed(), Seen: 4}, credential.Credential{}, fault.Invalid},
	} {
		if _, ch, err := credential.Amend(ada, tt.f, tt.is); fault.Of(err) != tt.want || len(ch.Records)+len(ch.Entries) != 0 {
			t.Errorf("%s: %v, %+v", name, err, ch)
		}
	}
}

func TestOnesOwnIsOnOnesOwnRecordOnly(t *testing.T) { // rule C1
	uma := identitytest.Caller(identitytest.Member(team, "Uma", identity.User), nine)
	c := listed()
	c.Owner, c.Managed = uma.Person, false
	_, ch, err := credential.Disable(uma, c, nil)
	if err != nil || len(ch.Entries) != 1 || ch.Entries[0].Account != uma.Person || ch.Entries[0].Organization != "" {
		t.Errorf("%+v, %v", ch.Entries, err)
	}
	if _, _, err := credential.Disable(ada, c, nil); fault.Of(err) != fault.NotFound {
		t.Errorf("an admin: %v", err)
	}
}

func TestSwitchingTwiceIsDoneOnce(t *testing.T) { // rule C10
	off := listed()
	off.Disabled = &nine
	for name, do := range map[string]func() (credential.Credential, change.Change, error){
		"disable": func() (credential.Credential, change.Change, error) { return credential.Disable(ada, off, nil) },
		"enable":  func() (credential.Credential, change.Change, error) { return credential.Enable(ada, listed(), nil) },
	} {
		if _, ch, err := do(); err != nil || fmt.Sprintf("%+v", ch) != fmt.Sprintf("%+v", change.Change{}) {
			t.Errorf("%s: %+v, %v", name, ch, err)
		}
	}
}

func TestARestoredVersionSaysWhichItIs(t *testing.T) { // rule C9, promise 11
	f := changing()
	f.Credential.Same = 0
	old := credential.Version{Credential: "cred_a", Home: home.ID, Number: 1, Stored: 1}
	c, ch, err := credential.Restore(olga, f, old, sealed(4, home, team))
	if err != nil || c.Number != 4 || c.Same != 1 || line(ch).Kind != credential.Restored || line(ch).What != "version 1" {
		t.Fatalf("%+v, %+v, %v", c, line(ch), err)
	}
	for _, r := range ch.Records {
		if v, ok := r.(credential.Version); ok && v.Same != 1 {
			t.Errorf("%+v", v)
		}
	}
	if got := readers(ch.Records); got[team.ID].Number != 4 || got[home.ID].Number != 4 { // all who have it today
		t.Errorf("%+v", got)
	}
	old.Same = 7
	if c, _, _ := credential.Restore(olga, f, old, sealed(4, home, team)); c.Same != 7 {
		t.Errorf("of one that was restored itself: %d", c.Same)
	}
	if c, _, _ := credential.Change(olga, f, sealed(4, home, team)); c.Same != 0 {
		t.Errorf("a new secret is said to be an older: %d", c.Same)
	}
	if _, _, err := credential.Restore(olga, f, credential.Version{Credential: "cred_x", Number: 1, Stored: 1}, sealed(4, home, team)); fault.Of(err) != fault.NotFound {
		t.Errorf("another credential's version: %v", err)
	}
}
