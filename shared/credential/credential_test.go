package credential_test

import (
	"fmt"
	"reflect"
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

var (
	nine  = identitytest.Nine
	home  = identitytest.Organization("Olga", identity.Personal)
	team  = identitytest.Organization("Fabrikam", identity.Provider)
	other = identitytest.Organization("Contoso", identity.Provider)
	olga  = identitytest.Caller(identitytest.Member(home, "Olga", identity.Admin), nine)
)

// sealed is a version sealed to organizations: the bytes say for whom.
func sealed(number int, to ...identity.Organization) credential.Sealed {
	s := credential.Sealed{
		Place:  credential.Place{Home: home.ID, Credential: "cred_a", Number: number},
		Fields: map[string][]byte{"secret": fmt.Appendf(nil, "sealed %d", number)},
		Keys:   map[id.Organization]credential.SealedKey{},
	}
	for _, o := range to {
		s.Keys[o.ID] = credential.SealedKey{Epoch: o.Epoch, Bytes: fmt.Appendf(nil, "key %d for %s", number, o.Name)}
	}
	return s
}

func readers(rs []change.Record) map[id.Organization]credential.Reader {
	out := map[id.Organization]credential.Reader{}
	for _, r := range rs {
		switch x := r.(type) {
		case credential.Reader:
			out[x.Organization] = x
		case credential.Rekeyed:
			out[x.Organization] = x.Reader
		}
	}
	return out
}

func TestANewCredentialsOnlyReaderIsItsHome(t *testing.T) {
	n := credential.Make(olga, credential.Credential{Name: " Shop ", Username: " olga ", Managed: true}, sealed(1, home))
	c := n.Credential
	if c.ID != "cred_a" || c.Home != home.ID || c.Number != 1 || c.Name != "Shop" || c.Username != "olga" || c.By != "Olga" || !c.Changed.Equal(nine) {
		t.Errorf("%+v", c)
	}
	if !reflect.DeepEqual(c.Readers, []id.Organization{home.ID}) {
		t.Errorf("read by %v", c.Readers)
	}
	rs := n.Records()
	if len(rs) != 5 {
		t.Fatalf("%d records", len(rs))
	}
	v, current := rs[1].(credential.Version), rs[2].(credential.Current)
	if !reflect.DeepEqual(v, current.Version) || v.Number != 1 || string(v.HomeKey.Bytes) != "key 1 for Olga" || v.Home != home.ID {
		t.Errorf("%+v", v)
	}
	if own := readers(rs)[home.ID]; own.Via != credential.Own || own.Mode != credential.Read || own.Number != 1 || string(own.Key.Bytes) != "key 1 for Olga" {
		t.Errorf("%+v", own)
	}
}

func TestLendingAddsAReaderInTheModeAllowedAndLeavesTheLendersOwnAlone(t *testing.T) {
	own := credential.Make(olga, credential.Credential{Name: "Shop"}, sealed(1, home, team))
	lent := own.Lend(team, credential.Loan{Delegation: "deleg_a", Lender: "Olga", Mode: credential.Use}, sealed(1, home, team))
	if len(own.Records()) != 5 || len(own.Credential.Readers) != 1 {
		t.Error("the credential before is changed")
	}
	r := readers(lent.Records())[team.ID]
	if r.Via != credential.Delegated || r.Delegation != "deleg_a" || r.Home != home.ID || r.Lender != "Olga" || r.Mode != credential.Use ||
		r.Name != "Fabrikam" || r.Number != 1 || string(r.Key.Bytes) != "key 1 for Fabrikam" {
		t.Errorf("%+v", r)
	}
	if c := lent.Records()[0].(credential.Credential); !reflect.DeepEqual(c.Readers, []id.Organization{home.ID, team.ID}) {
		t.Errorf("read by %v", c.Readers)
	}
}

// changing is a credential of Olga's, lent to the team, at version 3.
func changing() credential.Changing {
	c := credential.Credential{
		ID: "cred_a", Home: home.ID, Name: "Shop", Username: "olga", Managed: true, Number: 3,
		Changed: nine.Add(-time.Hour).In(time.FixedZone("", 7200)), By: "Oleg", Readers: []id.Organization{home.ID, team.ID}, Version: 8,
	}
	v := credential.Version{Credential: c.ID, Home: home.ID, Number: 3, Stored: 6}
	return credential.Changing{
		Credential: c, Current: credential.Current{Version: v}, Seen: 3,
		Readers: []credential.Reader{
			{Credential: c.ID, Organization: home.ID, Via: credential.Own, Number: 3, Version: 2},
			{Credential: c.ID, Organization: team.ID, Via: credential.Delegated, Mode: credential.Use, Number: 3, Version: 5, LastUse: &nine},
		},
	}
}

func TestANewVersionIsForAllReadersAtOnceAndOnRecordOnEitherSide(t *testing.T) {
	name := " olga2 "
	f := changing()
	f.Username = &name
	before := fmt.Sprintf("%+v", f)
	c, ch, err := credential.Change(olga, f, sealed(4, home, team))
	if err != nil {
		t.Fatal(err)
	}
	if after := fmt.Sprintf("%+v", f); after != before {
		t.Errorf("the facts are changed:\n%s\n%s", before, after)
	}
	if c.Number != 4 || c.Username != "olga2" || c.By != "Olga" || !c.Changed.Equal(nine) || c.Version != 8 {
		t.Errorf("%+v", c)
	}
	for o, key := range map[id.Organization]string{home.ID: "key 4 for Olga", team.ID: "key 4 for Fabrikam"} {
		if r := readers(ch.Records)[o]; r.Number != 4 || string(r.Key.Bytes) != key || r.Version == 0 {
			t.Errorf("%s reads %+v", o, r)
		}
	}
	if r := readers(ch.Records)[team.ID]; r.Mode != credential.Use || r.LastUse == nil {
		t.Errorf("the loan is not what it was: %+v", r)
	}
	for _, r := range ch.Records {
		switch x := r.(type) {
		case credential.Version:
			if x.Stored != 0 || x.Number != 4 {
				t.Errorf("history: %+v", x)
			}
		case credential.Current:
			if x.Stored != 6 || x.Number != 4 || string(x.Fields["secret"]) != "sealed 4" {
				t.Errorf("current: %+v", x)
			}
		}
	}
	if len(ch.Entries) != 2 || ch.Entries[0].Organization != home.ID || ch.Entries[1].Organization != team.ID || ch.Entries[1].Actor != "" {
		t.Errorf("on record: %+v", ch.Entries)
	}
	for _, e := range ch.Entries {
		if e.Action != audit.CredentialChanged || e.ThingName != "Shop" {
			t.Errorf("%+v", e)
		}
	}
	if len(ch.Checks) != 2 {
		t.Errorf("checks %+v", ch.Checks)
	}
}

func TestAChangeOfWhatWasChangedMeanwhileSaysWhoAndWhen(t *testing.T) {
	for _, seen := range []int{0, 2, 4} {
		f := changing()
		f.Seen = seen
		_, ch, err := credential.Change(olga, f, sealed(4, home, team))
		if fault.Of(err) != fault.Conflict || !strings.Contains(err.Error(), "Oleg changed it at 2026-03-04T08:00:00Z") {
			t.Errorf("seen %d: %v", seen, err)
		}
		if len(ch.Records) != 0 {
			t.Error("it is changed all the same")
		}
	}
}

func TestAVersionThatWouldLockAReaderOutIsNeverMade(t *testing.T) {
	missing := changing()
	missing.Readers = missing.Readers[:1]
	elsewhere := sealed(4, home, team)
	elsewhere.Place.Credential = "cred_b"
	for name, try := range map[string]struct {
		f credential.Changing
		s credential.Sealed
	}{
		"not sealed to the team":  {changing(), sealed(4, home)},
		"a reader not read":       {missing, sealed(4, home, team)},
		"sealed as this version":  {changing(), sealed(3, home, team)},
		"sealed as a later one":   {changing(), sealed(5, home, team)},
		"sealed for another one":  {changing(), elsewhere},
		"sealed for nobody":       {changing(), sealed(4)},
		"sealed for the old home": {changing(), sealed(4, other, team)},
	} {
		_, ch, err := credential.Change(olga, try.f, try.s)
		if err == nil || fault.Of(err) != "" || len(ch.Records) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhoMayChangeIsOneTable(t *testing.T) {
	people := map[string]identity.Caller{}
	for _, role := range []identity.Role{identity.Admin, identity.User, identity.Reviewer, identity.Auditor} {
		people[string(role)] = identitytest.Caller(identitytest.Member(team, "Ann", role), nine)
	}
	ann := people["admin"].Person
	people["stranger"] = identitytest.Caller(identitytest.Member(other, "Ann", identity.Admin), nine)
	company := credential.Credential{Home: team.ID, Managed: true, Owned: nine, Version: 1}
	with := func(edit func(*credential.Credential)) credential.Credential { c := company; edit(&c); return c }
	no, hidden, ok := fault.Forbidden, fault.NotFound, fault.Kind("")
	order := []string{"admin", "user", "reviewer", "auditor", "stranger"}
	for _, tt := range []struct {
		name string
		c    credential.Credential
		want [5]fault.Kind
	}{
		{"none", with(func(c *credential.Credential) { c.Version = 0 }), [5]fault.Kind{hidden, hidden, hidden, hidden, hidden}},
		{"a company's", company, [5]fault.Kind{ok, hidden, hidden, hidden, hidden}},
		{"a company's, disabled", with(func(c *credential.Credential) { c.Disabled = &nine }), [5]fault.Kind{no, hidden, hidden, hidden, hidden}},
		{"a received one", with(func(c *credential.Credential) { c.Home = home.ID }), [5]fault.Kind{hidden, hidden, hidden, hidden, hidden}},
		{"one's own", with(func(c *credential.Credential) { c.Owner, c.Managed = ann, false }), [5]fault.Kind{ok, ok, ok, no, hidden}},
		{"one's own, disabled", with(func(c *credential.Credential) { c.Owner, c.Disabled = ann, &nine }), [5]fault.Kind{no, no, no, no, hidden}},
		{"another's, managed", with(func(c *credential.Credential) { c.Owner, c.Resource = "person_x", "res_a" }), [5]fault.Kind{ok, hidden, hidden, hidden, hidden}},
		{"another's, unmanaged", with(func(c *credential.Credential) { c.Owner, c.Resource, c.Managed = "person_x", "res_a", false }), [5]fault.Kind{no, hidden, hidden, hidden, hidden}},
		{"another's, for no resource", with(func(c *credential.Credential) { c.Owner, c.Managed = "person_x", false }), [5]fault.Kind{hidden, hidden, hidden, hidden, hidden}}, // rule C1
		{"another's, managed, disabled", with(func(c *credential.Credential) { c.Owner, c.Resource, c.Disabled = "person_x", "res_a", &nine }), [5]fault.Kind{no, hidden, hidden, hidden, hidden}},
	} {
		for i, who := range order {
			err := credential.MayChange(people[who], tt.c)
			if fault.Of(err) != tt.want[i] || (err == nil) != (tt.want[i] == "") {
				t.Errorf("%s, by the %s: %v, want %q", tt.name, who, err, tt.want[i])
			}
			if _, ch, changed := credential.Change(people[who], credential.Changing{Credential: tt.c}, credential.Sealed{}); err != nil && (fault.Of(changed) != fault.Of(err) || len(ch.Records) != 0) {
				t.Errorf("%s, by the %s: Change says %v", tt.name, who, changed)
			}
		}
	}
}

func TestForgettingMarksOnceWhoReceivedAndOnlyAfterTheEnd(t *testing.T) {
	ended, earlier := nine, nine.Add(-24*time.Hour)
	all := []credential.Received{
		{Person: "person_a", Number: 3, Version: 1}, {Person: "person_b", Number: 2, Lost: &earlier, Version: 4}, {Person: "person_c", Version: 2},
	}
	if ch := credential.Forget(nine, credential.Reader{}, all); len(ch.Records) != 0 {
		t.Errorf("of a loan that goes on: %+v", ch.Records)
	}
	ch := credential.Forget(nine, credential.Reader{Ended: &ended}, all)
	if len(ch.Records) != 2 || all[0].Lost != nil {
		t.Fatalf("marks %+v", ch.Records)
	}
	for i, r := range ch.Records {
		x := r.(credential.Received)
		if x.Lost == nil || !x.Lost.Equal(ended) || x.Version == 0 || x.Person == "person_b" {
			t.Errorf("%d: %+v", i, x)
		}
		all[2*i] = x
	}
	if again := credential.Forget(nine, credential.Reader{Ended: &ended}, all); len(again.Records) != 0 {
		t.Errorf("twice: %+v", again.Records)
	}
}

func TestWhoReceivedTheCurrentSecretMayKnowItUntilItsBytesChange(t *testing.T) {
	for number, want := range map[int]bool{2: false, 3: true} {
		r := credential.Received{Number: number, Lost: &nine}
		if r.MayKnow(credential.Credential{Number: 3}) != want {
			t.Errorf("version %d of 3: %v", number, !want)
		}
	}
}

func TestAModeIsNeverAboveItsLimit(t *testing.T) {
	for _, tt := range []struct{ mode, limit, want credential.Mode }{
		{credential.Use, credential.Use, credential.Use},
		{credential.Use, credential.Read, credential.Use},
		{credential.Read, credential.Use, credential.Use},
		{credential.Read, credential.Read, credential.Read},
		{"", credential.Read, credential.Use},
		{credential.Read, "", credential.Use},
		{"write", credential.Read, credential.Use},
	} {
		if got := tt.mode.AtMost(tt.limit); got != tt.want {
			t.Errorf("%q at most %q is %q", tt.mode, tt.limit, got)
		}
	}
}

func TestAWayIsClosedFromTheInstantOfItsEndDate(t *testing.T) { // rule D6
	r := credential.Reader{Ends: &nine}
	if r.Over(nine.Add(-1)) || !r.Over(nine) || !r.Over(nine.Add(time.Hour)) || (credential.Reader{}).Over(nine) {
		t.Error("it is closed before its end date, or open at it")
	}
	if r = (credential.Reader{Ended: &nine}); !r.Over(nine.Add(-time.Hour)) {
		t.Error("what was ended is open again by an earlier clock")
	}
}

func TestWhetherThereAreCodesFollowsTheVersion(t *testing.T) {
	for _, codes := range []bool{true, false} {
		s := sealed(4, home, team)
		s.Codes = codes
		f := changing()
		f.Credential.Codes = !codes
		c, _, err := credential.Change(olga, f, s)
		if err != nil || c.Codes != codes {
			t.Errorf("codes %v: %v, %v", codes, c.Codes, err)
		}
	}
}
