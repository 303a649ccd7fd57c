package access_test

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// Promise 9, rules C1, C4, C10, G4: an admin has judged what admins may come to
// see, locked or not; a member their own.
func TestWhatIsJudgedIsWhatOneMayComeToSee(t *testing.T) {
	with := func(edit func(*credential.Credential)) credential.Credential {
		c := company().Credential
		edit(&c)
		return c
	}
	for name, tt := range map[string]struct {
		c        credential.Credential
		admin    bool // the organization's, for an admin
		own, ada bool // their own, for Uma and Ada
	}{
		"a company credential":           {with(func(*credential.Credential) {}), true, false, false},
		"one for no resource":            {with(func(c *credential.Credential) { c.Resource = "" }), true, false, false},
		"a managed login":                {with(func(c *credential.Credential) { c.Owner = uma.Person }), true, true, false},
		"an unmanaged one":               {with(func(c *credential.Credential) { c.Owner, c.Managed = uma.Person, false }), false, true, false},
		"an admin's own, unmanaged":      {with(func(c *credential.Credential) { c.Owner, c.Managed = ada.Person, false }), false, false, true},
		"somebody's personal one":        {with(func(c *credential.Credential) { c.Owner, c.Managed, c.Resource = uma.Person, false, "" }), false, true, false},
		"a personal one that says it is": {with(func(c *credential.Credential) { c.Owner, c.Resource = uma.Person, "" }), false, true, false},
		"what another lends":             {lent().Credential, false, false, false},
		"a disabled one":                 {with(func(c *credential.Credential) { c.Disabled = &nine }), false, false, false},
		"one's own, disabled":            {with(func(c *credential.Credential) { c.Owner, c.Disabled = uma.Person, &nine }), false, false, false},
		"none":                           {with(func(c *credential.Credential) { c.Version = 0 }), false, false, false},
	} {
		all, own := access.Judging{}, access.Judging{Own: true}
		if got := all.Covers(ada, tt.c); got != tt.admin {
			t.Errorf("%s is judged for an admin: %v", name, got)
		}
		if got := own.Covers(uma, tt.c); got != tt.own {
			t.Errorf("%s is judged as Uma's: %v", name, got)
		}
		if got := own.Covers(ada, tt.c); got != tt.ada {
			t.Errorf("%s is judged as Ada's: %v", name, got)
		}
		if all.Covers(uma, tt.c) || all.Covers(audra, tt.c) {
			t.Errorf("%s is judged for who is no admin", name)
		}
	}
}

func TestJudgingIsOnRecordAndNobodyReceivesAnything(t *testing.T) { // rule A1, promise 11
	for _, j := range []access.Judging{{}, {Own: true}} {
		ch, err := j.Begin(ada)
		if err != nil || len(ch.Records) != 0 || len(ch.Checks) != 2 || len(ch.Entries) != 1 || ch.Entries[0].Action != audit.HealthComputed {
			t.Errorf("own %v: %+v, %v", j.Own, ch, err)
		}
		if personal := ch.Entries[0].Account == ada.Person; personal != j.Own {
			t.Errorf("own %v: in a personal record: %v", j.Own, personal)
		}
	}
	if _, err := (access.Judging{Own: true}).Begin(uma); err != nil {
		t.Error(err)
	}
	if _, err := (access.Judging{}).Begin(uma); fault.Of(err) != fault.Forbidden {
		t.Errorf("a member begins: %v", err)
	}
	if _, err := (access.Judging{}).Begin(audra); fault.Of(err) != fault.Forbidden {
		t.Errorf("an auditor begins: %v", err)
	}
}

// Rules G1, G4: what gates close to a reveal they close to an export; where they
// are open, it is received like a reveal.
func TestAnExportIsARevealByAnotherName(t *testing.T) {
	for name, g := range gates {
		f, by := g.open(), ada
		g.close(&f, &by)
		_, reveal := access.Enter(by, f, credential.Read)
		_, export := access.Export(by, f)
		if reveal == nil || export == nil || reveal.Error() != export.Error() {
			t.Errorf("%s: a reveal is answered %v, an export %v", name, reveal, export)
		}
	}
	f := company()
	f.Received.Lost = &nine
	f.Standing.Picked = "cred_b"
	ch, err := access.Export(ada, f)
	if err != nil || len(ch.Entries) != 1 || ch.Entries[0].Action != audit.CredentialExported {
		t.Fatalf("on record %+v, %v", ch.Entries, err)
	}
	received, stands := false, false
	for _, r := range ch.Records {
		switch r := r.(type) {
		case credential.Received:
			received = r.Uses == 1 && r.Lost == nil && r.Number == 3
		case access.Standing:
			stands = r.Picked == "cred_b" && r.LastUse.Equal(nine)
		}
	}
	if !received || !stands {
		t.Errorf("received %v, stands %v: %+v", received, stands, ch.Records)
	}
}

func TestTwoOfOneResourceAreKeptBesideEachOther(t *testing.T) {
	first, second := company(), company()
	second.Credential.ID, second.Reader.Credential, second.Received.Credential = "cred_b", "cred_b", "cred_b"
	second.Resource.Assignments[0].Credential = "cred_b"
	one, err := access.Export(ada, first)
	if err != nil {
		t.Fatal(err)
	}
	two, err := access.Export(ada, second)
	if err != nil {
		t.Fatal(err)
	}
	before := len(one.Records)
	both := access.Beside(access.Beside(change.Change{}, one), two)
	stands := 0
	for _, r := range both.Records {
		if _, ok := r.(access.Standing); ok {
			stands++
		}
	}
	if stands != 1 || len(both.Entries) != 2 || len(both.Records) != len(one.Records)+len(two.Records)-1 || len(one.Records) != before {
		t.Errorf("%d standings, %d lines, %d records", stands, len(both.Entries), len(both.Records))
	}
	second.Resource.ID, second.Credential.Resource, second.Standing.Resource = "res_b", "res_b", "res_b"
	if two, err = access.Export(ada, second); err != nil {
		t.Fatal(err)
	}
	if both := access.Beside(one, two); len(both.Records) != len(one.Records)+len(two.Records) {
		t.Errorf("of two resources, %d records are kept of %d", len(both.Records), len(one.Records)+len(two.Records))
	}
}

// Rules A1, C1: a page that is refused in part is on record in a line, and what is
// somebody's own in another that is theirs.
func TestWhatIsNotTakenAlongIsOnRecordInALineOfEachKind(t *testing.T) {
	var all []credential.Credential
	for i := range 25 {
		c := credential.Credential{ID: id.New[id.Credential](nine, "refused", i), Home: team.ID}
		if i >= 20 {
			c.Owner = ada.Person
		}
		if i >= 22 {
			c.Resource = "res_a"
		}
		all = append(all, c)
	}
	ch := access.NotTaken(ada, all)
	if len(ch.Entries) != access.MostNotTaken {
		t.Fatalf("%d lines", len(ch.Entries))
	}
	known, own := ch.Entries[0], ch.Entries[1]
	if known.Action != audit.Refused || known.Organization != team.ID || !strings.HasPrefix(known.Detail, "23 not taken along: ") || len(known.Detail) > 1000 {
		t.Errorf("the organization's: %+v", known)
	}
	if own.Organization != "" || own.Account != ada.Person || own.Detail != "2 not taken along: "+string(all[20].ID)+", "+string(all[21].ID) {
		t.Errorf("their own: %+v", own)
	}
	if ch = access.NotTaken(ada, nil); len(ch.Entries)+len(ch.Checks) != 0 {
		t.Errorf("of nothing: %+v", ch)
	}
}
