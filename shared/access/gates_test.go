package access_test

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
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
	team  = identitytest.Organization("Fabrikam", identity.Provider)
	home  = identitytest.Organization("Olga", identity.Personal)
	sales = id.Group("group_sales")
	ada   = identitytest.Caller(identitytest.Member(team, "Ada", identity.Admin, sales), nine)
	uma   = identitytest.Caller(identitytest.Member(team, "Uma", identity.User, sales), nine)
	audra = identitytest.Caller(identitytest.Member(team, "Audra", identity.Auditor, sales), nine)
)

// lent is a use of what Olga lends, with every gate open for sales.
func lent() access.Facts {
	return access.Facts{
		Resource: access.Resource{
			Organization: team.ID, ID: "res_a", Name: "Shop", Version: 4,
			Loan:        &access.Loan{Delegation: "deleg_a", State: access.Shared, Owner: "Olga", Credential: "cred_a", Mode: credential.Read},
			Assignments: []access.Assignment{{ID: "assign_a", Group: sales, Credential: "cred_a", Mode: credential.Read}},
		},
		Credential: credential.Credential{ID: "cred_a", Home: home.ID, Name: "Shop login", Managed: true, Owned: nine, Number: 3, Version: 9},
		Reader: credential.Reader{
			Credential: "cred_a", Organization: team.ID, Via: credential.Delegated, Delegation: "deleg_a",
			Home: home.ID, Lender: "Olga", Mode: credential.Read, Number: 3, Version: 2,
		},
		Standing: access.Standing{Resource: "res_a"},
		Received: credential.Received{Credential: "cred_a", Organization: team.ID},
	}
}

// company is a use of the team's own credential, with every gate open for sales.
func company() access.Facts {
	f := lent()
	f.Resource.Loan = nil
	f.Credential.Home, f.Credential.Resource = team.ID, "res_a"
	f.Reader.Via, f.Reader.Delegation, f.Reader.Home, f.Reader.Lender = credential.Own, "", team.ID, ""
	return f
}

// sharedLogin is a use of what a site of the team shares, which is a login of its resource.
func sharedLogin() access.Facts {
	f := company()
	f.Credential.Home, f.Credential.Resource = home.ID, "res_theirs"
	f.Reader.Via, f.Reader.Home, f.Reader.Lender, f.Reader.Resource = credential.Shared, home.ID, home.Name, "res_a"
	f.Reader.Share = &credential.Share{Everyone: true}
	f.Site = identity.Organization{ID: home.ID, Relation: &identity.Relation{Provider: team.ID, Open: true}, Version: 1}
	return f
}

// gate is how the test closes one gate of the table, from what it is open by.
type gate struct {
	open  func() access.Facts
	close func(*access.Facts, *identity.Caller)
}

var gates = map[string]gate{
	"resource":   {lent, func(f *access.Facts, _ *identity.Caller) { f.Resource.Version = 0 }},
	"credential": {lent, func(f *access.Facts, _ *identity.Caller) { f.Resource.Loan.Credential = "cred_b" }},
	"consent": {company, func(f *access.Facts, _ *identity.Caller) {
		f.Credential.Owner, f.Credential.Managed = "person_x", false
	}},
	"viewing": {company, func(f *access.Facts, _ *identity.Caller) { f.Credential.Owner, f.Credential.Managed = "person_x", true }},
	"folder":  {company, func(f *access.Facts, _ *identity.Caller) { f.Credential.Folder = "folder_a" }},
	"list":    {sharedLogin, func(f *access.Facts, _ *identity.Caller) { f.Reader.Share = &credential.Share{} }},
	"partner": {sharedLogin, func(f *access.Facts, _ *identity.Caller) {
		f.Site.Relation = &identity.Relation{Provider: team.ID}
	}},
	"loan":       {lent, func(f *access.Facts, _ *identity.Caller) { f.Reader.Ended, f.Reader.EndedBy = &nine, "Olga" }},
	"assignment": {lent, func(f *access.Facts, _ *identity.Caller) { f.Resource.Assignments[0].Credential = "cred_b" }},
	"role":       {lent, func(_ *access.Facts, by *identity.Caller) { by.Role = identity.Auditor }},
	"period": {lent, func(f *access.Facts, _ *identity.Caller) {
		f.Resource.Policy = &access.Policy{JustInTime: true, Longest: 60, Needs: 1}
	}},
	"state": {lent, func(f *access.Facts, _ *identity.Caller) { f.Credential.Disabled = &nine }},
	"mode":  {lent, func(f *access.Facts, _ *identity.Caller) { f.Reader.Mode = credential.Use }},
}

// row is one gate of the table in doc.go: what admins and others are told.
type row struct {
	gate          string
	admin, others fault.Kind
}

// table reads the table of gates in doc.go: what it says is what is tested.
func table(t *testing.T) []row {
	t.Helper()
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]fault.Kind{"403": fault.Forbidden, "403 ask": fault.NotOpen, "404": fault.NotFound}
	line := regexp.MustCompile(`(?m)^//\t([a-z]+) +(\S.*?)  +((?:admin )?40[34](?: ask)?)?(?:, by whom)? *(40[34])?$`)
	var rows []row
	for _, m := range line.FindAllStringSubmatch(string(doc), -1) {
		seen, others := strings.TrimPrefix(m[3], "admin "), m[4]
		if others == "" {
			others = seen // one answer for all
		}
		if seen == "" {
			seen = others
		}
		rows = append(rows, row{m[1], kinds[seen], kinds[others]})
	}
	return rows
}

func TestEveryCellOfTheTableOfGatesHolds(t *testing.T) {
	rows := table(t)
	if len(rows) != len(gates) || len(rows) != 13 {
		t.Fatalf("doc.go has %d gates, the test %d", len(rows), len(gates))
	}
	for _, r := range rows {
		g, ok := gates[r.gate]
		if !ok {
			t.Errorf("no test of the gate %q", r.gate)
			continue
		}
		for name, c := range map[string]struct {
			by   identity.Caller
			want fault.Kind
		}{"admin": {ada, r.admin}, "user": {uma, r.others}} {
			f, by := g.open(), c.by
			if _, err := access.Enter(by, f, credential.Read); err != nil {
				t.Errorf("%s: the %s is refused with every gate open: %v", r.gate, name, err)
			}
			g.close(&f, &by)
			ch, err := access.Enter(by, f, credential.Read)
			if fault.Of(err) != c.want || c.want == "" {
				t.Errorf("%s: the %s gets %v, want %q", r.gate, name, err, c.want)
			}
			if !reflect.DeepEqual(ch, change.Change{}) {
				t.Errorf("%s: a refusal changes %+v", r.gate, ch)
			}
		}
	}
}

func TestTheFirstClosedGateAnswers(t *testing.T) {
	rows := table(t)
	for i, first := range rows {
		for _, second := range rows[i+1:] {
			if first.gate == "consent" && second.gate == "viewing" {
				continue // no login is both
			}
			for _, by := range []identity.Caller{ada, uma} {
				f, both := gates[first.gate].open(), by
				f.Resource.Assignments = append([]access.Assignment{}, f.Resource.Assignments...)
				if f.Resource.Loan == nil && second.gate == "credential" {
					continue
				}
				alone := f
				gates[first.gate].close(&alone, &by)
				if second.gate == "role" {
					by.Role = identity.Auditor
				}
				_, want := access.Enter(by, alone, credential.Read)
				gates[second.gate].close(&f, &both)
				gates[first.gate].close(&f, &both)
				if _, err := access.Enter(both, f, credential.Read); err == nil || err.Error() != want.Error() {
					t.Errorf("%s and %s closed: %v; with the first alone: %v", first.gate, second.gate, err, want)
				}
			}
		}
	}
}

func TestNoGateIsOpenedByAnother(t *testing.T) {
	owner := func(f *access.Facts, by identity.Caller) { f.Credential.Owner, f.Credential.Managed = by.Person, false }
	for _, tt := range []struct {
		name string
		by   identity.Caller
		edit func(*access.Facts)
		read fault.Kind // revealing
		use  fault.Kind // launching
	}{
		{"assigned by group", uma, func(*access.Facts) {}, "", ""},
		{"assigned by name", uma, func(f *access.Facts) {
			f.Resource.Assignments = []access.Assignment{{Member: uma.Person, Credential: "cred_a", Mode: credential.Read, Since: nine}}
		}, "", ""},
		{"assigned by name, before she was removed and invited again", uma, func(f *access.Facts) {
			f.Resource.Assignments = []access.Assignment{{Member: uma.Person, Credential: "cred_a", Mode: credential.Read, Since: nine.Add(-time.Millisecond)}}
		}, fault.NotFound, fault.NotFound},
		{"another is assigned", uma, func(f *access.Facts) {
			f.Resource.Assignments = []access.Assignment{{Member: ada.Person, Credential: "cred_a", Mode: credential.Read}}
		}, fault.NotFound, fault.NotFound},
		{"an admin without an assignment", ada, func(f *access.Facts) { f.Resource.Assignments = nil }, fault.Forbidden, fault.Forbidden},
		{"an assignment with no group and no member", uma, func(f *access.Facts) {
			f.Resource.Assignments = []access.Assignment{{Credential: "cred_a", Mode: credential.Read}}
		}, fault.NotFound, fault.NotFound},
		{"assigned with their own login, not this one", uma, func(f *access.Facts) { f.Resource.Assignments[0].Credential = "" }, fault.NotFound, fault.NotFound},
		{"assigned to use", uma, func(f *access.Facts) { f.Resource.Assignments[0].Mode = credential.Use }, fault.Forbidden, ""},
		{"assigned to use and to read", uma, func(f *access.Facts) {
			use := f.Resource.Assignments[0]
			use.Mode = credential.Use
			f.Resource.Assignments = []access.Assignment{f.Resource.Assignments[0], use}
		}, "", ""},
		{"lent to use only", uma, func(f *access.Facts) { f.Reader.Mode = credential.Use }, fault.Forbidden, ""},
		{"another organization's resource", uma, func(f *access.Facts) { f.Resource.Organization = home.ID }, fault.NotFound, fault.NotFound},
		{"another organization's way to it", uma, func(f *access.Facts) { f.Reader.Organization = home.ID }, fault.NotFound, fault.NotFound},
		{"no way to it", uma, func(f *access.Facts) { f.Reader.Version = 0 }, fault.NotFound, fault.NotFound},
		{"no such credential", uma, func(f *access.Facts) { f.Credential.Version = 0 }, fault.NotFound, fault.NotFound},
		{"one's own, unmanaged and not assigned", uma, func(f *access.Facts) { *f = company(); owner(f, uma); f.Resource.Assignments = nil }, "", ""},
		{"one's own on a resource of a loan taken back", uma, func(f *access.Facts) { *f = company(); owner(f, uma); f.Reader.Ended = &nine }, fault.NotFound, fault.NotFound},
		{"an auditor's own", audra, func(f *access.Facts) { *f = company(); owner(f, audra) }, fault.Forbidden, fault.Forbidden},
		{"for another resource", uma, func(f *access.Facts) { *f = company(); f.Credential.Resource = "res_b" }, fault.NotFound, fault.NotFound},
		{"another home's with the resource's name", uma, func(f *access.Facts) { *f = company(); f.Credential.Home = home.ID }, fault.NotFound, fault.NotFound},
	} {
		for mode, want := range map[credential.Mode]fault.Kind{credential.Read: tt.read, credential.Use: tt.use} {
			f := lent()
			tt.edit(&f)
			if _, err := access.Enter(tt.by, f, mode); fault.Of(err) != want || (err == nil) != (want == "") {
				t.Errorf("%s, to %s: %v, want %q", tt.name, mode, err, want)
			}
		}
	}
}

func TestAUseIsOnRecordOnBothSidesAndChecksWhatItWasJudgedBy(t *testing.T) {
	for _, tt := range []struct {
		want   credential.Mode
		action audit.Action
	}{{credential.Use, audit.CredentialLaunched}, {credential.Read, audit.CredentialRevealed}} {
		f := lent()
		before := fmt.Sprintf("%+v", f)
		ch, err := access.Enter(uma, f, tt.want)
		if err != nil {
			t.Fatal(err)
		}
		if after := fmt.Sprintf("%+v", f); after != before {
			t.Errorf("the facts are changed:\n%s\n%s", before, after)
		}
		seen := map[string]int{}
		for _, r := range ch.Checks {
			seen[fmt.Sprintf("%T", r)] = r.Seen()
		}
		if want := map[string]int{"identity.Session": 1, "identity.Member": 3, "access.Resource": 4, "credential.Credential": 9}; !reflect.DeepEqual(seen, want) {
			t.Errorf("checks %v", seen)
		}
		if len(ch.Entries) != 2 {
			t.Fatalf("on record: %+v", ch.Entries)
		}
		own, lender := ch.Entries[0], ch.Entries[1]
		if own.Action != tt.action || own.Organization != team.ID || own.Thing != "res_a" || own.Actor != uma.Person || own.Detail != "with Shop login" {
			t.Errorf("%+v", own)
		}
		if lender.Action != tt.action || lender.Organization != home.ID || lender.Thing != "deleg_a" || lender.Actor != "" || lender.ActorName != "Uma" || lender.ActorOrganization != "Fabrikam" {
			t.Errorf("%+v", lender)
		}
		touch, known, theirs := ch.Records[0].(credential.Touch), ch.Records[1].(credential.Known), ch.Records[2].(credential.Known)
		standing, got := ch.Records[3].(access.Standing), ch.Records[4].(credential.Received)
		if !touch.At.Equal(nine) || touch.Seen() != 2 || !standing.LastUse.Equal(nine) || len(ch.Records) != 5 {
			t.Errorf("%+v", ch.Records)
		}
		if known != (credential.Known{Organization: got.Organization, Person: got.Person, Credential: got.Credential}) {
			t.Errorf("found by %+v", known)
		}
		if known.Home = home.ID; theirs != known { // rule C12
			t.Errorf("found by its home by %+v", theirs)
		}
		if got.Uses != 1 || !got.First.Equal(nine) || got.Number != 3 || got.Name != "Uma" || got.OrganizationName != "Fabrikam" || !got.Last.Equal(nine) || got.Lost != nil {
			t.Errorf("%+v", got)
		}
	}
	own, err := access.Enter(uma, company(), credential.Use)
	if err != nil || len(own.Entries) != 1 {
		t.Errorf("a company's credential: %+v, %v", own.Entries, err)
	}
}

func TestAUseBesideALaterOneMovesNothingBackwards(t *testing.T) {
	later, same, earlier := nine.Add(time.Second), nine, nine.Add(-time.Second)
	lost := nine.Add(-time.Hour)
	for _, tt := range []struct {
		last  *time.Time
		touch bool
	}{{nil, true}, {&earlier, true}, {&same, false}, {&later, false}} {
		f := lent()
		f.Reader.LastUse = tt.last
		f.Received.Lost, f.Received.Number, f.Received.Version = &lost, 1, 7
		if tt.last != nil {
			f.Standing.LastUse, f.Received.Last = *tt.last, *tt.last
		}
		ch, err := access.Enter(uma, f, credential.Use)
		if err != nil {
			t.Fatal(err)
		}
		touched, checked := false, false
		for _, r := range ch.Records {
			switch x := r.(type) {
			case credential.Touch:
				touched = true
			case access.Standing:
				if x.LastUse.Before(nine) || tt.last != nil && x.LastUse.Before(*tt.last) {
					t.Errorf("last use %v becomes %v", tt.last, x.LastUse)
				}
			case credential.Received:
				if x.Last.Before(nine) || tt.last != nil && x.Last.Before(*tt.last) || x.Lost != nil || x.Number != 3 || x.Version != 7 {
					t.Errorf("received: %+v", x)
				}
			}
		}
		for _, r := range ch.Checks {
			_, is := r.(credential.Reader)
			checked = checked || is
		}
		if touched != tt.touch || checked == tt.touch {
			t.Errorf("last use %v: touched %v, checked %v", tt.last, touched, checked)
		}
	}
}

func TestALoanTakenBackSaysToAdminsWhoAndWhen(t *testing.T) {
	f := lent()
	end := nine.Add(-time.Minute).In(time.FixedZone("", 3600))
	f.Reader.Ended, f.Reader.EndedBy = &end, "Olga"
	if _, err := access.Enter(ada, f, credential.Use); err == nil || !strings.Contains(err.Error(), "Olga took this back at 2026-03-04T08:59:00Z") {
		t.Errorf("%v", err)
	}
	if _, err := access.Enter(uma, f, credential.Use); err == nil || strings.Contains(err.Error(), "Olga") {
		t.Errorf("%v", err)
	}
}

func TestFactsNameEverythingAUseIsJudgedBy(t *testing.T) {
	f := access.FactsOf("person_p", "org_o", "res_r", "cred_c")
	if len(f.Wanted()) != 5 || f.Resource.Organization != "org_o" || f.Reader.Organization != "org_o" || f.Reader.Credential != "cred_c" ||
		f.Standing.Person != "person_p" || f.Standing.Resource != "res_r" || f.Received.Person != "person_p" || f.Received.Organization != "org_o" {
		t.Errorf("%+v", f)
	}
}

func TestALoanIsClosedFromTheInstantOfItsEndDate(t *testing.T) { // rule D6, promise 2
	for ends, open := range map[time.Time]bool{nine.Add(time.Millisecond): true, nine: false, nine.Add(-time.Millisecond): false} {
		f := lent()
		f.Reader.Ends, f.Reader.Lender = &ends, "Olga"
		_, err := access.Enter(uma, f, credential.Use)
		if open != (err == nil) || !open && fault.Of(err) != fault.NotFound {
			t.Errorf("until %s: %v", ends, err)
		}
		if _, err := access.Enter(ada, f, credential.Use); !open && (err == nil || !strings.Contains(err.Error(), "Olga lent this until "+ends.Format(time.RFC3339))) {
			t.Errorf("an admin, until %s: %v", ends, err)
		}
	}
}

func TestUsesAreCountedFromTheFirst(t *testing.T) {
	f := lent()
	f.Received.Version, f.Received.Uses, f.Received.First = 3, 4, nine.Add(-time.Hour)
	uses := func(f access.Facts) credential.Received {
		t.Helper()
		ch, err := access.Enter(uma, f, credential.Use)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range ch.Records {
			if _, again := r.(credential.Known); again {
				t.Error("what is known is written again")
			}
			if got, is := r.(credential.Received); is {
				return got
			}
		}
		return credential.Received{}
	}
	if got := uses(f); got.Uses != 5 || !got.First.Equal(nine.Add(-time.Hour)) {
		t.Errorf("%+v", got)
	}
	f.Received.First = nine.Add(time.Second) // one that arrived before this
	if got := uses(f); got.Uses != 5 || !got.First.Equal(nine) {
		t.Errorf("%+v", got)
	}
}

func TestWhatOneMayIsWhatOneIsLetInTo(t *testing.T) {
	for name, g := range gates {
		f, by := g.open(), uma
		if err := access.May(by, f, credential.Read); err != nil {
			t.Errorf("%s open: %v", name, err)
		}
		g.close(&f, &by)
		_, entered := access.Enter(by, f, credential.Read)
		if err := access.May(by, f, credential.Read); err == nil || err.Error() != entered.Error() {
			t.Errorf("%s closed: %v, entering %v", name, err, entered)
		}
	}
}
