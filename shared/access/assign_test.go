package access_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// assigning is what is known when Bob is put on the shop Olga lends.
func assigning() access.Assigning {
	f := lent()
	f.Resource.Assignments = make([]access.Assignment, 0, 4)
	bob := identitytest.Member(team, "Bob", identity.User)
	return access.Assigning{Resource: f.Resource, Member: bob, Credential: f.Credential, Reader: f.Reader, Mode: credential.Use}
}

func own(f *access.Assigning) { f.Resource.Loan, f.Own = nil, true }

func TestAssigningIsRefusedForWhatIsNotTheResourcesOrNotAllowed(t *testing.T) {
	full := func(n int) func(*access.Assigning) {
		return func(f *access.Assigning) {
			for i := range n {
				f.Resource.Assignments = append(f.Resource.Assignments, access.Assignment{Member: id.Person(fmt.Sprint("person_", i)), Credential: "cred_a"})
			}
		}
	}
	for _, tt := range []struct {
		name string
		edit func(*access.Assigning)
		want fault.Kind
		says string
	}{
		{"as it is", func(*access.Assigning) {}, "", ""},
		{"a group", func(f *access.Assigning) {
			f.Member, f.Group = identity.Member{}, identity.Group{ID: sales, Name: "Sales", Version: 1}
		}, "", ""},
		{"with their own login", own, "", ""},
		{"with their own login on a loan", func(f *access.Assigning) { f.Own = true }, fault.Invalid, "body.credential"},
		{"no resource", func(f *access.Assigning) { f.Resource.Version = 0 }, fault.NotFound, "resource"},
		{"no group", func(f *access.Assigning) { f.Member, f.Group.ID = identity.Member{}, sales }, fault.Invalid, "body.group"},
		{"no member", func(f *access.Assigning) { f.Member.Version = 0 }, fault.Invalid, "body.member"},
		{"no credential", func(f *access.Assigning) { f.Credential.Version = 0 }, fault.Invalid, "body.credential"},
		{"another resource's credential", func(f *access.Assigning) { f.Resource.Loan.Credential = "cred_b" }, fault.Invalid, "body.credential"},
		{"a credential we have no way to", func(f *access.Assigning) { f.Reader.Version = 0 }, fault.Invalid, "body.credential"},
		{"somebody's own login", func(f *access.Assigning) { f.Credential.Owner = "person_x" }, fault.Invalid, "body.credential"},
		{"taken back", func(f *access.Assigning) { f.Reader.Ended, f.Reader.EndedBy = &nine, "Olga" }, fault.Forbidden, "Olga took this back"},
		{"to read what may be read", func(f *access.Assigning) { f.Mode = credential.Read }, "", ""},
		{"to read what may only be used", func(f *access.Assigning) { f.Mode, f.Reader.Mode = credential.Read, credential.Use }, fault.Invalid, "body.mode"},
		{"to use what may only be used", func(f *access.Assigning) { f.Reader.Mode = credential.Use }, "", ""},
		{"twice with the same credential", func(f *access.Assigning) {
			f.Resource.Assignments = []access.Assignment{{Member: f.Member.Person, Credential: "cred_a", Mode: credential.Read}}
		}, fault.Conflict, "Bob"},
		{"again with another credential", func(f *access.Assigning) {
			f.Resource.Assignments = []access.Assignment{{Member: f.Member.Person, Credential: "cred_b"}}
		}, "", ""},
		{"the hundredth", full(access.MaxAssignments - 1), "", ""},
		{"one too many", full(access.MaxAssignments), fault.Conflict, "100"},
	} {
		f := assigning()
		tt.edit(&f)
		before := len(f.Resource.Assignments)
		a, ch, err := access.Assign(ada, f)
		var fields string
		if e, ok := err.(*fault.Error); ok {
			fields = fmt.Sprint(e.Fields, e.Message)
		}
		if fault.Of(err) != tt.want || (err == nil) != (tt.want == "") || !strings.Contains(fields, tt.says) {
			t.Errorf("%s: %v %s, want %q", tt.name, err, fields, tt.want)
		}
		if err != nil && (a.ID != "" || len(ch.Records) != 0) {
			t.Errorf("%s: a refusal changes %+v", tt.name, ch)
		}
		if len(f.Resource.Assignments) != before || before == 0 && cap(f.Resource.Assignments) > 0 && f.Resource.Assignments[:1][0].ID != "" {
			t.Errorf("%s: the caller's slice is changed", tt.name)
		}
	}
}

func TestAnAssignmentIsToUseUnlessItSaysMoreAndOwnAccessIsMarked(t *testing.T) {
	f := assigning()
	f.Mode = ""
	a, ch, err := access.Assign(ada, f)
	if err != nil || a.Mode != credential.Use || a.Name != "Bob" || a.Credential != "cred_a" {
		t.Fatalf("%+v, %v", a, err)
	}
	r, listed := ch.Records[0].(access.Resource), ch.Records[1].(access.Listed)
	if len(r.Assignments) != 1 || r.Assignments[0] != a || listed.For != string(f.Member.Person) || listed.Resource != r.ID || listed.Assignment != a.ID {
		t.Errorf("%+v", ch.Records)
	}
	watched := false
	for _, c := range ch.Checks {
		x, ok := c.(credential.Credential)
		watched = watched || ok && x.Version == 9
	}
	if !watched {
		t.Error("the credential may end meanwhile")
	}
	if got := ch.Entries[0]; got.Action != audit.ResourceAssigned || got.Detail != "Bob, to use" {
		t.Errorf("%+v", got)
	}
	for name, edit := range map[string]func(*access.Assigning){
		"to oneself": func(f *access.Assigning) { f.Member = identitytest.Member(team, "Ada", identity.Admin) },
		"to one's own team": func(f *access.Assigning) {
			f.Member, f.Group = identity.Member{}, identity.Group{ID: sales, Name: "Sales", Version: 1}
		},
	} {
		f := assigning()
		edit(&f)
		if _, ch, err := access.Assign(ada, f); err != nil || !strings.HasSuffix(ch.Entries[0].Detail, "(own access)") {
			t.Errorf("%s: %+v, %v", name, ch.Entries, err)
		}
	}
}

func TestTakingOffEndsThatAssignmentAndNoOther(t *testing.T) {
	f := lent()
	f.Resource.Assignments = []access.Assignment{{ID: "assign_a", Group: sales}, {ID: "assign_b", Member: "person_b", Name: "Bob"}, {ID: "assign_c", Group: sales}}
	ch, err := access.Unassign(ada, f.Resource, access.Listed{For: "person_b", Assignment: "assign_b", Version: 2}, "assign_b")
	if err != nil {
		t.Fatal(err)
	}
	r := ch.Records[0].(access.Resource)
	if len(r.Assignments) != 2 || r.Assignments[0].ID != "assign_a" || r.Assignments[1].ID != "assign_c" || len(f.Resource.Assignments) != 3 || f.Resource.Assignments[1].ID != "assign_b" {
		t.Errorf("%+v", r.Assignments)
	}
	if len(ch.Drops) != 1 || ch.Entries[0].Detail != "Bob" {
		t.Errorf("%+v", ch)
	}
	if ch, err := access.Unassign(ada, f.Resource, access.Listed{}, "assign_b"); err != nil || len(ch.Drops) != 0 {
		t.Errorf("without its row: %+v, %v", ch.Drops, err)
	}
	for name, r := range map[string]access.Resource{"no such assignment": {Version: 1}, "no such resource": {Assignments: f.Resource.Assignments}} {
		if _, err := access.Unassign(ada, r, access.Listed{}, "assign_b"); fault.Of(err) != fault.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
	if a, ok := f.Resource.Assigned("assign_c"); !ok || a.ID != "assign_c" {
		t.Error("it is not found")
	}
	if _, ok := f.Resource.Assigned("assign_x"); ok {
		t.Error("what is not there is found")
	}
}

func TestListsShowAMemberOnlyWhatTheyAreAssignedToNow(t *testing.T) {
	bob := identitytest.Caller(identitytest.Member(team, "Bob", identity.User), nine)
	eve := identitytest.Caller(identitytest.Member(home, "Eve", identity.Admin), nine)
	r := lent().Resource
	for _, tt := range []struct {
		state     access.LoanState
		uma, bob  bool
		loan      bool
		openModes int
	}{
		{access.Pending, false, false, true, 0},
		{access.Shared, true, false, true, 1},
		{access.Denied, false, false, true, 0},
		{access.Lapsed, false, false, true, 0},
		{access.Revoked, false, false, true, 0},
		{"", true, false, false, 1},
	} {
		r := r
		r.Loan = nil
		if tt.loan {
			r.Loan = &access.Loan{State: tt.state, Mode: credential.Use}
		}
		if r.Sees(uma) != tt.uma || r.Sees(bob) != tt.bob || !r.Sees(ada) || !r.Sees(audra) || r.Sees(eve) || len(r.Openings(uma, access.Standing{})) != tt.openModes {
			t.Errorf("%q: Uma %v, Bob %v, Ada %v, Audra %v, Eve %v", tt.state, r.Sees(uma), r.Sees(bob), r.Sees(ada), r.Sees(audra), r.Sees(eve))
		}
	}
	if gone := (access.Resource{Organization: team.ID}); gone.Sees(ada) {
		t.Error("what is not there is seen")
	}
	r.Loan.Mode = credential.Use
	if got := r.Openings(uma, access.Standing{})[0].Mode; got != credential.Use {
		t.Errorf("a way in to %s through a loan to use", got)
	}
	r.Assignments = append(r.Assignments, access.Assignment{ID: "assign_b", Member: bob.Person, Since: nine})
	if len(r.AssignmentsSeen(ada)) != 2 || len(r.AssignmentsSeen(audra)) != 2 || len(r.AssignmentsSeen(bob)) != 1 || len(r.Assignments) != 2 {
		t.Error("who is assigned is shown to the wrong people")
	}
}

func TestALoginIsSeenByAdminsItsOwnerAndWhoIsAssignedWithIt(t *testing.T) {
	f := company()
	f.Resource.Assignments = nil
	c := f.Credential
	c.Owner, c.Managed = "person_x", false
	for name, tt := range map[string]struct {
		by   identity.Caller
		c    credential.Credential
		r    access.Resource
		want bool
	}{
		"an admin":                     {ada, c, f.Resource, true},
		"an auditor":                   {audra, c, f.Resource, true},
		"another member":               {uma, c, f.Resource, false},
		"a member, the company's":      {uma, f.Credential, f.Resource, false},
		"who is assigned":              {uma, f.Credential, company().Resource, true},
		"an admin, another resource's": {ada, credential.Credential{ID: "cred_z", Home: team.ID, Resource: "res_z", Version: 1}, f.Resource, false},
	} {
		if tt.r.SeesLogin(tt.by, tt.c) != tt.want {
			t.Errorf("%s: %v", name, !tt.want)
		}
	}
	c.Owner = uma.Person
	if !f.Resource.SeesLogin(uma, c) {
		t.Error("one's own is hidden")
	}
}

func TestALoginIsAddedByWhoMayAndNeverToALoan(t *testing.T) {
	sealed := credential.Sealed{Place: credential.Place{Home: team.ID, Credential: "cred_n", Number: 1}, Keys: map[id.Organization]credential.SealedKey{team.ID: {Epoch: 1, Bytes: []byte("k")}}}
	bob := identitytest.Caller(identitytest.Member(team, "Bob", identity.User), nine)
	for _, tt := range []struct {
		name  string
		by    identity.Caller
		r     access.Resource
		owner bool
		title string
		want  fault.Kind
	}{
		{"a company's, by an admin", ada, company().Resource, false, "Shop", ""},
		{"a company's, by a member", uma, company().Resource, false, "Shop", fault.Forbidden},
		{"their own, by a member", uma, company().Resource, true, "Shop", ""},
		{"their own, not on their list", bob, company().Resource, true, "Shop", fault.NotFound},
		{"an auditor's own", audra, company().Resource, true, "Shop", fault.Forbidden},
		{"to a loan", ada, lent().Resource, false, "Shop", fault.Forbidden},
		{"to no resource", ada, access.Resource{Organization: team.ID}, false, "Shop", fault.NotFound},
		{"without a name", ada, company().Resource, false, " \t", fault.Invalid},
	} {
		c := credential.Credential{Name: tt.title}
		if tt.owner {
			c.Owner = tt.by.Person
		}
		made, ch, err := access.AddLogin(tt.by, tt.r, c, sealed)
		if fault.Of(err) != tt.want || (err == nil) != (tt.want == "") {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
			continue
		}
		if err != nil {
			if len(ch.Records) != 0 {
				t.Errorf("%s: a refusal changes %+v", tt.name, ch)
			}
			continue
		}
		if made.Managed == tt.owner || made.Resource != tt.r.ID || made.ID != "cred_n" || ch.Entries[0].Action != audit.CredentialCreated {
			t.Errorf("%s: %+v", tt.name, made)
		}
		if set, ok := ch.Records[len(ch.Records)-1].(access.Set); !ok || set.Resource != tt.r.ID || set.Credential != made.ID {
			t.Errorf("%s: no list finds it", tt.name)
		}
		if checked := ch.Checks[len(ch.Checks)-1]; checked.Seen() != tt.r.Version {
			t.Errorf("%s: the resource may change meanwhile", tt.name)
		}
	}
}

func TestAnAddressIsOneABrowserMayBeSentTo(t *testing.T) {
	for in, want := range map[string]string{
		"shop.example.com":                    "https://shop.example.com",
		" https://shop.example.com/in?x=1#a ": "https://shop.example.com/in?x=1#a",
		"HTTP://Shop.example.com:8080/":       "http://Shop.example.com:8080/",
		"localhost:3000":                      "https://localhost:3000",
		"[::1]:3000":                          "https://[::1]:3000",
		"javascript:alert(1)":                 "",
		"javascript://x%0aalert(1)":           "",
		"data:text/html,x":                    "",
		"data://text/html,x":                  "",
		"file:///etc/passwd":                  "",
		"ftp://shop.example.com":              "",
		"https://olga:pass@shop.example.com":  "",
		"olga@shop.example.com":               "",
		"https://":                            "",
		"https://:443":                        "",
		"":                                    "",
		"   ":                                 "",
		"https://shop.example.com\r\nx: y":    "",
		"https://sh op.example.com":           "",
		"https://shop.example.com:port":       "",
		"/relative":                           "",
	} {
		r, ch, err := access.NewResource(ada, "Shop", in)
		if r.Address != want || (err == nil) != (want != "") || want == "" && fault.Of(err) != fault.Invalid {
			t.Errorf("%q: %q, %v; want %q", in, r.Address, err, want)
		}
		if err != nil && len(ch.Records) != 0 {
			t.Errorf("%q: a refusal changes %+v", in, ch)
		}
	}
}

func TestAResourceIsATeamsAndHasAName(t *testing.T) {
	r, ch, err := access.NewResource(ada, " Shop ", "shop.example.com")
	if err != nil || r.Name != "Shop" || r.Organization != team.ID || r.Version != 0 || ch.Records[0].(access.Resource).ID != r.ID || ch.Entries[0].Action != audit.ResourceCreated {
		t.Errorf("%+v, %v", r, err)
	}
	if _, _, err := access.NewResource(ada, " ", "shop.example.com"); fault.Of(err) != fault.Invalid {
		t.Errorf("without a name: %v", err)
	}
	olga := identitytest.Caller(identitytest.Member(home, "Olga", identity.Admin), nine)
	if _, _, err := access.NewResource(olga, "Shop", "shop.example.com"); fault.Of(err) != fault.Forbidden {
		t.Errorf("in a personal account: %v", err)
	}
}

func TestALoanChangesOnlyOnItsOwnDelegationsWord(t *testing.T) {
	r := lent().Resource
	end := func(l *access.Loan) { l.State = access.Revoked }
	if got := r.WithLoan("deleg_a", end); got.Loan.State != access.Revoked || r.Loan.State != access.Shared {
		t.Errorf("it becomes %s, and was %s", got.Loan.State, r.Loan.State)
	}
	if got := r.WithLoan("deleg_b", end); got.Loan.State != access.Shared {
		t.Error("another delegation's word ends it")
	}
	if got := (access.Resource{}).WithLoan("deleg_a", end); got.Loan != nil {
		t.Error("a loan comes from nowhere")
	}
}

func TestAPendingLoanLapsesByItself(t *testing.T) {
	for _, state := range []access.LoanState{access.Pending, access.Shared, access.Denied, access.Lapsed, access.Revoked} {
		l := access.Loan{State: state, Lapses: nine}
		before, then := l.At(nine.Add(-time.Millisecond)), l.At(nine)
		if before != state || state != access.Pending && then != state || state == access.Pending && then != access.Lapsed {
			t.Errorf("%s is %s, then %s", state, before, then)
		}
	}
}
