package delegation_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
	"github.com/valetkey/valetkey/shared/secret"
)

func TestAskingMakesAPendingResourceAMailAndADate(t *testing.T) {
	r, ch, err := delegation.Ask(identitytest.Caller(ada, nine), asking(t, "shop.example.com", " olga@example.com "))
	if err != nil {
		t.Fatal(err)
	}
	d := keptDelegation(t, ch)
	if r.Loan.State != access.Pending || r.Loan.Delegation != d.ID || r.Loan.Email != "olga@example.com" || r.Name != "Shop" {
		t.Errorf("%+v", r)
	}
	if d.State != access.Pending || d.Owner != "" || d.AskerName != "Ada" || d.AskerEmail != ada.Email || !d.Since.Equal(team.Since) ||
		d.Message != "Please" || d.Email != "olga@example.com" || !d.Lapses.Equal(nine.Add(14*24*time.Hour)) || d.Address != "https://shop.example.com" {
		t.Errorf("%+v", d)
	}
	if n := ch.Notices[0]; len(ch.Notices) != 1 || n.Kind != change.DelegationAsked || n.To != (change.Audience{Address: "olga@example.com"}) || n.About != string(d.ID) {
		t.Errorf("%+v", ch.Notices)
	}
	if due := ch.Due; len(due) != 2 || !due[0].At.Equal(nine.Add(7*24*time.Hour)) || due[0].What != delegation.RemindDue || due[0].ID != string(d.ID) ||
		!due[1].At.Equal(d.Lapses) || due[1].What != delegation.LapseDue || due[1].ID != string(d.ID) {
		t.Errorf("%+v", ch.Due)
	}
	if e := ch.Entries[0]; e.Action != audit.DelegationAsked || e.Thing != string(r.ID) || e.Detail != "of olga@example.com" {
		t.Errorf("%+v", e)
	}
}

func TestAskingIsRefusedOfAColleagueAndFromAPersonalAccount(t *testing.T) {
	good := asking(t, "shop.example.com", "bob@example.com")
	for name, tt := range map[string]struct {
		by   identity.Caller
		edit func(*delegation.Asking)
		want fault.Kind
	}{
		"a colleague":             {identitytest.Caller(ada, nine), func(f *delegation.Asking) { f.Colleague = identitytest.Member(team, "Bob", identity.User) }, fault.Invalid},
		"from a personal account": {owner(nine), func(*delegation.Asking) {}, fault.Forbidden},
		"a blank name":            {identitytest.Caller(ada, nine), func(f *delegation.Asking) { f.Name = " " }, fault.Invalid},
		"no web address":          {identitytest.Caller(ada, nine), func(f *delegation.Asking) { f.Address = "javascript:x" }, fault.Invalid},
	} {
		f := good
		tt.edit(&f)
		_, ch, err := delegation.Ask(tt.by, f)
		wantKind(t, name, err, tt.want)
		if len(ch.Records)+len(ch.Notices) != 0 {
			t.Errorf("%s: a refusal changes %+v", name, ch)
		}
	}
}

// states is a claimed delegation in every state it can be in.
func states(t *testing.T) map[access.LoanState]delegation.Facts {
	t.Helper()
	pending, lapsed := shared(t), shared(t)
	pending.Delegation.State, lapsed.Delegation.State = access.Pending, access.Pending
	pending.Delegation.Decided, lapsed.Delegation.Decided = nil, nil
	lapsed.Delegation.Lapses = nine.Add(time.Minute)
	out := map[access.LoanState]delegation.Facts{access.Pending: pending, access.Shared: shared(t), access.Lapsed: lapsed}
	for _, ended := range []access.LoanState{access.Denied, access.Revoked} {
		f := shared(t)
		f.Delegation.State, f.Delegation.Decided, f.Delegation.Ended = ended, &nine, &nine
		out[ended] = f
	}
	return out
}

func TestEveryVerbInEveryStateIsOneTable(t *testing.T) {
	late := nine.Add(time.Minute)
	verbs := map[string]func(delegation.Facts) (change.Change, error){
		"share": func(f delegation.Facts) (change.Change, error) {
			_, ch, err := delegation.Share(owner(late), f, "olga", delegation.Terms{AllowViewing: true}, sealed(1))
			return ch, err
		},
		"deny": func(f delegation.Facts) (change.Change, error) {
			_, ch, err := delegation.Deny(owner(late), f, "no")
			return ch, err
		},
		"revoke": func(f delegation.Facts) (change.Change, error) {
			_, ch, err := delegation.Revoke(owner(late), f)
			return ch, err
		},
		"claim, by somebody else": func(f delegation.Facts) (change.Change, error) {
			return delegation.Claim(f.Delegation, identity.Person{ID: "person_m", Name: "Mallory"}, other, late)
		},
		"claim again": func(f delegation.Facts) (change.Change, error) {
			return delegation.Claim(f.Delegation, olga, home, late)
		},
		"prove": func(f delegation.Facts) (change.Change, error) {
			_, err := delegation.Prove(identity.Call{At: late}, f.Delegation, link, code)
			return change.Change{}, err
		},
		"code": func(f delegation.Facts) (change.Change, error) {
			return delegation.SendCode(identity.Call{At: late, ID: "c"}, f.Delegation, link, identity.Code{})
		},
	}
	conflict, ok, again := fault.Conflict, fault.Kind(""), fault.Kind("nothing")
	for verb, want := range map[string]map[access.LoanState]fault.Kind{
		"share":                   {access.Pending: ok, access.Shared: conflict, access.Denied: conflict, access.Lapsed: conflict, access.Revoked: conflict},
		"deny":                    {access.Pending: ok, access.Shared: conflict, access.Denied: conflict, access.Lapsed: conflict, access.Revoked: conflict},
		"revoke":                  {access.Pending: conflict, access.Shared: ok, access.Denied: conflict, access.Lapsed: conflict, access.Revoked: conflict},
		"claim, by somebody else": {access.Pending: conflict, access.Shared: conflict, access.Denied: conflict, access.Lapsed: conflict, access.Revoked: conflict},
		"claim again":             {access.Pending: again, access.Shared: again, access.Denied: again, access.Lapsed: again, access.Revoked: again},
		"prove":                   {access.Pending: fault.Invalid, access.Shared: conflict, access.Denied: conflict, access.Lapsed: conflict, access.Revoked: conflict},
		"code":                    {access.Pending: conflict, access.Shared: conflict, access.Denied: conflict, access.Lapsed: conflict, access.Revoked: conflict},
	} {
		for state, f := range states(t) {
			before := fmt.Sprintf("%+v", f)
			ch, err := verbs[verb](f)
			if want[state] == again {
				wantKind(t, verb+", "+string(state), err, "")
			} else {
				wantKind(t, verb+", "+string(state), err, want[state])
			}
			if (err != nil || want[state] == again) && len(ch.Records)+len(ch.Entries)+len(ch.Notices)+len(ch.Orders) != 0 {
				t.Errorf("%s, %s: changes %+v", verb, state, ch)
			}
			if after := fmt.Sprintf("%+v", f); after != before {
				t.Errorf("%s, %s: the facts are changed", verb, state)
			}
		}
	}
}

func TestWhoComesSecondLearnsWhoDecidedAndWhen(t *testing.T) {
	for state, want := range map[access.LoanState]string{
		access.Shared: "Olga shared this already at 2026-03-04T09:00:00Z.", access.Denied: "Olga denied this already at 2026-03-04T09:00:00Z.",
		access.Revoked: "Olga took this back already at 2026-03-04T09:00:00Z.", access.Lapsed: "This request lapsed at 2026-03-04T09:01:00Z.",
	} {
		_, _, err := delegation.Deny(owner(nine.Add(time.Minute)), states(t)[state], "")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", state, err)
		}
	}
}

func TestOnlyTheOrganizationThatHoldsARequestAnswersIt(t *testing.T) {
	strangers := map[string]identity.Caller{
		"another owner": identitytest.Caller(identitytest.Member(other, "Olga", identity.Admin), nine),
		"who asked":     identitytest.Caller(ada, nine),
	}
	for name, by := range strangers {
		for state, f := range states(t) {
			_, a, err := delegation.Share(by, f, "x", delegation.Terms{AllowViewing: true}, sealed(1))
			wantKind(t, name+" shares, "+string(state), err, fault.NotFound)
			_, b, err := delegation.Deny(by, f, "")
			wantKind(t, name+" denies, "+string(state), err, fault.NotFound)
			_, c, err := delegation.Revoke(by, f)
			wantKind(t, name+" revokes, "+string(state), err, fault.NotFound)
			if len(a.Records)+len(b.Records)+len(c.Records) != 0 {
				t.Errorf("%s changes something", name)
			}
		}
	}
	d, _ := asked(t)
	nobody := identity.Caller{}
	wantKind(t, "an unclaimed one, by nobody's organization", delegation.MayAnswer(nobody, d), fault.NotFound)
	wantKind(t, "an unclaimed one, by an owner", delegation.MayAnswer(owner(nine), d), fault.NotFound)
	wantKind(t, "one that is not there", delegation.MayAnswer(owner(nine), delegation.Delegation{Owner: home.ID}), fault.NotFound)
	wantKind(t, "to take back, not there", delegation.MayRevoke(owner(nine), delegation.Delegation{Owner: home.ID, State: access.Shared}), fault.NotFound)
}

func TestARequestLapsesAtTheExactInstant(t *testing.T) {
	d, r := claimed(t)
	f := delegation.Facts{Delegation: d, Resource: r, Asking: team}
	_, _, err := delegation.Share(owner(d.Lapses.Add(-time.Millisecond)), f, "olga", delegation.Terms{}, sealed(1))
	wantKind(t, "just before", err, "")
	_, _, err = delegation.Share(owner(d.Lapses), f, "olga", delegation.Terms{}, sealed(1))
	wantKind(t, "at the instant", err, fault.Conflict)
	_, _, err = delegation.Deny(owner(d.Lapses), f, "")
	wantKind(t, "denied at the instant", err, fault.Conflict)

	if ch := delegation.Lapse(d.Lapses.Add(-time.Millisecond), d, r, delegation.Asked{}); len(ch.Records) != 0 {
		t.Error("it is written down before it lapsed")
	}
	ch := delegation.Lapse(d.Lapses.Add(time.Hour), d, r, delegation.Asked{}) // the sweep is late
	if got := keptDelegation(t, ch); got.State != access.Lapsed || !got.Ended.Equal(d.Lapses) {
		t.Errorf("%+v", got)
	}
	if got := keptResource(t, ch); got.Loan.State != access.Lapsed || !got.Loan.Since.Equal(d.Lapses) {
		t.Errorf("%+v", got.Loan)
	}
	if n := ch.Notices[0]; n.Kind != change.DelegationLapsed || n.To != (change.Audience{Person: ada.Person, Organization: team.ID}) || n.Tie != "lapsed" {
		t.Errorf("%+v", n)
	}
	for _, state := range []access.LoanState{access.Shared, access.Denied, access.Revoked, access.Lapsed} {
		d := d
		d.State = state
		if ch := delegation.Lapse(d.Lapses.Add(time.Hour), d, r, delegation.Asked{}); len(ch.Records)+len(ch.Notices)+len(ch.Entries) != 0 {
			t.Errorf("%s lapses too", state)
		}
	}
	if ch := delegation.Lapse(nine, delegation.Delegation{State: access.Pending}, r, delegation.Asked{}); len(ch.Records) != 0 {
		t.Error("what is not there lapses")
	}
}

func TestSharingSealsToBothSidesAndTellsWhoAsked(t *testing.T) {
	for _, viewing := range []bool{false, true} {
		d, r := claimed(t)
		by := owner(nine.Add(time.Minute))
		got, ch, err := delegation.Share(by, delegation.Facts{Delegation: d, Resource: r, Asking: team}, " olga ", delegation.Terms{AllowViewing: viewing}, sealed(1))
		if err != nil {
			t.Fatal(err)
		}
		mode := map[bool]credential.Mode{false: credential.Use, true: credential.Read}[viewing]
		if got.State != access.Shared || got.Mode() != mode || got.Credential != "cred_a" || !got.Decided.Equal(by.At) {
			t.Errorf("%+v", got)
		}
		if l := keptResource(t, ch).Loan; l.State != access.Shared || l.Mode != mode || l.Credential != "cred_a" || l.Owner != "Olga" {
			t.Errorf("%+v", l)
		}
		modes := map[string]credential.Mode{}
		for _, rec := range ch.Records {
			if x, ok := rec.(credential.Reader); ok {
				modes[x.Name] = x.Mode
			}
		}
		if len(modes) != 2 || modes["Olga"] != credential.Read || modes["Fabrikam"] != mode {
			t.Errorf("read in %v", modes)
		}
		watched := false
		for _, c := range ch.Checks {
			_, is := c.(identity.Organization)
			watched = watched || is
		}
		if !watched {
			t.Error("the asking side's keys may be replaced meanwhile")
		}
		if len(ch.Entries) != 2 || ch.Entries[1].Organization != team.ID || ch.Entries[1].Actor != "" || ch.Entries[1].ActorName != "Olga" {
			t.Errorf("%+v", ch.Entries)
		}
		if n := ch.Notices[0]; n.Kind != change.DelegationShared || n.To.Person != ada.Person || n.Tie != "shared" || n.By != "Olga" {
			t.Errorf("%+v", n)
		}
	}
	d, r := claimed(t)
	_, ch, err := delegation.Share(owner(nine), delegation.Facts{Delegation: d, Resource: r, Asking: team}, " \t", delegation.Terms{}, sealed(1))
	wantKind(t, "a blank username", err, fault.Invalid)
	if len(ch.Records) != 0 {
		t.Errorf("%+v", ch)
	}
}

func TestDenyingKeepsTheNoteForWhoAsked(t *testing.T) {
	d, r := claimed(t)
	got, ch, err := delegation.Deny(owner(nine), delegation.Facts{Delegation: d, Resource: r}, " not now ")
	if err != nil || got.State != access.Denied || got.Note != "not now" || keptResource(t, ch).Loan.Note != "not now" || keptResource(t, ch).Loan.State != access.Denied {
		t.Errorf("%+v, %v", got, err)
	}
	if len(ch.Entries) != 2 || ch.Notices[0].Kind != change.DelegationDenied || len(ch.Orders) != 0 {
		t.Errorf("%+v", ch)
	}
}

func TestTheEndIsAfterTheLastUseOnRecord(t *testing.T) {
	by := owner(nine)
	for _, tt := range []struct {
		name string
		last *time.Time
		want time.Time
	}{
		{"never used", nil, nine},
		{"used before", at(nine.Add(-time.Millisecond)), nine},
		{"used at the same instant", at(nine), nine.Add(time.Millisecond)},
		{"used a little later", at(nine.Add(3 * time.Second)), nine.Add(3*time.Second + time.Millisecond)},
	} {
		f := shared(t)
		f.Reader.LastUse = tt.last
		got, ch, err := delegation.Revoke(by, f)
		if err != nil {
			t.Fatal(err)
		}
		ends := map[string]*time.Time{"the delegation": got.Ended}
		for _, r := range ch.Records {
			switch x := r.(type) {
			case credential.Reader:
				ends["the reader"] = x.Ended
				if len(x.Key.Bytes) != 0 || x.EndedBy != "Olga" || x.Organization != team.ID {
					t.Errorf("%s: it still opens: %+v", tt.name, x)
				}
			case credential.Credential:
				if len(x.Readers) != 1 || x.Readers[0] != home.ID || x.Version != 1 {
					t.Errorf("%s: a next version goes to %v", tt.name, x.Readers)
				}
			case access.Resource:
				ends["the loan"] = &x.Loan.Since
			}
		}
		for i := range ch.Entries {
			ends[fmt.Sprint("entry ", i)] = &ch.Entries[i].At
		}
		if len(ends) != 5 {
			t.Errorf("%s: %d ends", tt.name, len(ends))
		}
		for what, end := range ends {
			if end == nil || !end.Equal(tt.want) {
				t.Errorf("%s: %s ends %v, want %v", tt.name, what, end, tt.want)
			}
		}
		if o := ch.Orders[0]; o.Door != change.Drive || o.Chore != credential.ForgetChore || o.Thing != "cred_a" || o.Home != string(team.ID) {
			t.Errorf("%+v", o)
		}
	}
}

func at(t time.Time) *time.Time { return &t }

func TestFiveCodesAnHourAndNoSixth(t *testing.T) {
	d, _ := asked(t)
	send := func(after time.Duration) error {
		ch, err := delegation.SendCode(identity.Call{At: nine.Add(after), ID: after.String()}, d, link, identity.Code{Hash: []byte("h"), Expires: nine.Add(after + identity.CodeLife)})
		if err == nil {
			d = keptDelegation(t, ch)
			if n := ch.Notices[0]; n.Tie != after.String() || d.Proof.Call != n.Tie || n.To.Address != "olga@example.com" || d.Proof.Code.Tries != 0 {
				t.Errorf("%+v", n)
			}
		}
		return err
	}
	for i := range 5 {
		d.Proof.Code.Tries = 4
		wantKind(t, fmt.Sprint("code ", i), send(time.Duration(i)*time.Minute), "")
	}
	for _, after := range []time.Duration{5 * time.Minute, time.Hour - time.Millisecond} {
		err := send(after)
		wantKind(t, "a sixth after "+after.String(), err, fault.TooMany)
		if f := err.(*fault.Error); f.RetryAfter != time.Hour-after {
			t.Errorf("come back in %s", f.RetryAfter)
		}
	}
	wantKind(t, "the next hour", send(time.Hour), "")
	if d.Proof.Count != 1 || !d.Proof.Since.Equal(nine.Add(time.Hour)) {
		t.Errorf("%d codes since %s", d.Proof.Count, d.Proof.Since)
	}
}

func TestACodeIsSentAndProvenOnlyByTheLinksHolder(t *testing.T) {
	d, _ := asked(t)
	d.Proof.Code = identity.Code{Hash: link.HashCode(code), Expires: nine.Add(identity.CodeLife)}
	for name, tt := range map[string]struct {
		link identity.LinkToken
		edit func(*delegation.Delegation)
		at   time.Time
	}{
		"another link":    {identity.NewLinkToken("deleg"), func(*delegation.Delegation) {}, nine},
		"no link":         {identity.LinkToken{}, func(*delegation.Delegation) {}, nine},
		"no such request": {link, func(d *delegation.Delegation) { d.Version = 0 }, nine},
		"an old link":     {link, func(d *delegation.Delegation) { d.Lapses = nine.Add(2 * delegation.LinkLife) }, nine.Add(delegation.LinkLife)},
	} {
		d := d
		tt.edit(&d)
		_, err := delegation.SendCode(identity.Call{At: tt.at, ID: "c"}, d, tt.link, identity.Code{})
		wantKind(t, name+" asks for a code", err, fault.NotFound)
		wrong, err := delegation.Prove(identity.Call{At: tt.at}, d, tt.link, code)
		wantKind(t, name+" types the code", err, fault.NotFound)
		if wrong {
			t.Errorf("%s: the try counts against the owner", name)
		}
	}
}

func TestAWrongCodeCountsAndTheFifthKillsIt(t *testing.T) {
	d, _ := asked(t)
	d.Proof.Code = identity.Code{Hash: link.HashCode(code), Expires: nine.Add(identity.CodeLife)}
	for i := range identity.CodeTries {
		alive := d
		if wrong, err := delegation.Prove(identity.Call{At: nine}, alive, link, code); wrong || err != nil {
			t.Fatalf("after %d wrong tries the right code is refused: %v", i, err)
		}
		wrong, err := delegation.Prove(identity.Call{At: nine}, d, link, secret.Text(fmt.Sprintf("0000 000%d", i)))
		wantKind(t, "a wrong code", err, fault.Invalid)
		if !wrong {
			t.Fatal("a wrong try does not count")
		}
		d = keptDelegation(t, delegation.WrongCode(d))
	}
	wrong, err := delegation.Prove(identity.Call{At: nine}, d, link, code)
	wantKind(t, "the right code after five wrong ones", err, fault.Invalid)
	if wrong {
		t.Error("a dead code counts on")
	}
	d.Proof.Code.Tries = 0
	wrong, err = delegation.Prove(identity.Call{At: nine.Add(identity.CodeLife)}, d, link, code)
	wantKind(t, "as it expires", err, fault.Invalid)
	if wrong {
		t.Error("an expired code counts")
	}
}

func TestAClaimIsByPersonAndTheFirstStands(t *testing.T) {
	d, _ := asked(t)
	d.Proof.Code = identity.Code{Hash: []byte("h")}
	ch, err := delegation.Claim(d, olga, home, nine)
	wantKind(t, "the owner", err, "")
	got := keptDelegation(t, ch)
	if got.Owner != home.ID || got.OwnerPerson != olga.ID || len(got.Proof.Code.Hash) != 0 || got.State != access.Pending {
		t.Errorf("%+v", got)
	}
	if e := ch.Entries[0]; e.Organization != home.ID || e.Action != audit.DelegationClaimed || e.Detail != "asked by Ada of Fabrikam" {
		t.Errorf("%+v", e)
	}
	if held, ok := ch.Records[1].(delegation.Held); !ok || held.Organization != home.ID || held.Delegation != d.ID {
		t.Errorf("%+v", ch.Records)
	}
	second, err := delegation.Claim(got, identity.Person{ID: "person_m", Name: "Mallory", Email: "olga@example.com"}, other, nine)
	wantKind(t, "somebody else with the same mailbox", err, fault.Conflict)
	if len(second.Records) != 0 {
		t.Errorf("%+v", second)
	}
	_, err = delegation.Claim(d, olga, home, d.Lapses)
	wantKind(t, "as it lapses", err, fault.Conflict)
}

func TestWhatIsToBeReadOfEitherSideIsNamedByTheDelegation(t *testing.T) {
	f := delegation.Facts{Delegation: delegation.Delegation{Organization: team.ID, Resource: "res_a", Credential: "cred_a"}}
	if len(f.AskingSide()) != 2 || len(f.Lent()) != 2 || f.Asking.ID != team.ID || f.Resource.ID != "res_a" || f.Resource.Organization != team.ID ||
		f.Credential.ID != "cred_a" || f.Reader.Credential != "cred_a" || f.Reader.Organization != team.ID {
		t.Errorf("%+v", f)
	}
}
