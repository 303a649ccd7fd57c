package credential_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

var (
	at     = identitytest.Nine
	house  = identitytest.Organization("House", identity.Provider)
	abroad = identitytest.Organization("Other", identity.Provider)
	pip    = identitytest.Member(house, "Pip", identity.User)
	una    = identitytest.Member(house, "Una", identity.Admin)
	ugo    = identitytest.Member(house, "Ugo", identity.Admin)
	boss   = identitytest.Member(house, "Boss", identity.Admin) // an admin who did not ask
	people = []struct {
		name string
		by   identity.Caller
	}{
		{"the owner", identitytest.Caller(pip, at)},
		{"who asked", identitytest.Caller(una, at)},
		{"another admin", identitytest.Caller(boss, at)},
		{"an auditor", identitytest.Caller(identitytest.Member(house, "Aud", identity.Auditor), at)},
		{"a user", identitytest.Caller(identitytest.Member(house, "Wyn", identity.User), at)},
		{"another organization's admin", identitytest.Caller(identitytest.Member(abroad, "Eve", identity.Admin), at)},
	}
)

// kept is Pip's unmanaged login, which Una asks for.
func kept() credential.Answering {
	return credential.Answering{
		Request: credential.Request{
			Organization: house.ID, ID: "consent_a", Credential: "cred_a", Name: "Router, Pip", Resource: "res_a", ResourceName: "Router", Owner: pip.Person,
			OwnerName: "Pip", Askers: []credential.Asker{{Person: una.Person, Name: "Una", At: at}}, Asked: at, Lapses: at.Add(credential.ConsentLife),
			State: credential.RequestPending, Version: 2,
		},
		Credential: credential.Credential{ID: "cred_a", Home: house.ID, Name: "Router, Pip", Resource: "res_a", Owner: pip.Person, Asked: "consent_a", Number: 1, Version: 5},
	}
}

func asking() credential.Asking {
	f := credential.Asking{Resource: "res_a", ResourceName: "Router", Credential: kept().Credential, Owner: pip}
	f.Credential.Asked = ""
	return f
}

// managed is Pip's login once it is managed.
func managed() credential.Credential {
	c := kept().Credential
	c.Managed, c.Owned, c.Asked = true, nine, ""
	return c
}

// Rules C3 to C7, promises 7 and 9: who may do what to a login that is Pip's.
func TestWhoMayDoWhatToAnothersLogin(t *testing.T) {
	no, hidden, taken, ok := fault.Forbidden, fault.NotFound, fault.Conflict, fault.Kind("")
	for act, tt := range map[string]struct {
		do   func(identity.Caller) (change.Change, error)
		want [6]fault.Kind // the owner, who asked, another admin, an auditor, a user, a stranger
	}{
		"ask": {func(by identity.Caller) (change.Change, error) {
			_, ch, err := credential.AskConsent(by, asking(), "")
			return ch, err
		}, [6]fault.Kind{hidden, ok, ok, hidden, hidden, hidden}},
		"approve": {func(by identity.Caller) (change.Change, error) {
			_, ch, err := credential.ApproveConsent(by, kept())
			return ch, err
		}, [6]fault.Kind{ok, no, no, no, hidden, hidden}},
		"deny": {func(by identity.Caller) (change.Change, error) {
			_, ch, err := credential.DenyConsent(by, kept(), "")
			return ch, err
		}, [6]fault.Kind{ok, no, no, no, hidden, hidden}},
		"cancel": {func(by identity.Caller) (change.Change, error) {
			_, ch, err := credential.CancelConsent(by, kept())
			return ch, err
		}, [6]fault.Kind{no, ok, no, no, hidden, hidden}},
		"give": {func(by identity.Caller) (change.Change, error) {
			_, ch, err := credential.GiveConsent(by, "res_a", kept().Credential, kept().Request)
			return ch, err
		}, [6]fault.Kind{ok, no, no, no, hidden, hidden}},
		"withdraw": {func(by identity.Caller) (change.Change, error) {
			_, ch, err := credential.WithdrawConsent(by, "res_a", managed())
			return ch, err
		}, [6]fault.Kind{ok, no, no, no, hidden, hidden}},
		"reassign a managed one": {func(by identity.Caller) (change.Change, error) {
			_, ch, err := credential.Reassign(by, credential.Reassigning{Credential: managed(), Resource: "res_a", To: ugo, Was: pip}, ugo.Person)
			return ch, err
		}, [6]fault.Kind{hidden, ok, ok, hidden, hidden, hidden}},
		"reassign an unmanaged one": {func(by identity.Caller) (change.Change, error) {
			_, ch, err := credential.Reassign(by, credential.Reassigning{Credential: kept().Credential, Resource: "res_a", To: ugo, Was: pip}, ugo.Person)
			return ch, err
		}, [6]fault.Kind{hidden, no, no, hidden, hidden, hidden}},
		"ask for a managed one": {func(by identity.Caller) (change.Change, error) {
			f := asking()
			f.Credential = managed()
			_, ch, err := credential.AskConsent(by, f, "")
			return ch, err
		}, [6]fault.Kind{hidden, taken, taken, hidden, hidden, hidden}},
		"ask by another resource's address": {func(by identity.Caller) (change.Change, error) {
			f := asking()
			f.Resource = "res_b"
			_, ch, err := credential.AskConsent(by, f, "")
			return ch, err
		}, [6]fault.Kind{hidden, hidden, hidden, hidden, hidden, hidden}},
	} {
		for i, p := range people {
			ch, err := tt.do(p.by)
			if fault.Of(err) != tt.want[i] || (err == nil) != (tt.want[i] == "") {
				t.Errorf("%s, by %s: %v, want %q", act, p.name, err, tt.want[i])
			}
			if (len(ch.Entries) == 0) != (err != nil) || err != nil && len(ch.Records)+len(ch.Notices)+len(ch.Orders) > 0 { // no entry, no act (promise 3)
				t.Errorf("%s, by %s: %+v", act, p.name, ch)
			}
		}
	}
}

// Promise 5, rules C6, C7: whatever came first stands, and the second learns it.
func TestOneDecisionWinsAndTheNextLearnsWhoAndWhen(t *testing.T) {
	owner, asker := identitytest.Caller(pip, at), identitytest.Caller(una, at)
	acts := map[credential.RequestState]func(credential.Answering) (credential.Request, change.Change, error){
		credential.RequestApproved: func(f credential.Answering) (credential.Request, change.Change, error) {
			return credential.ApproveConsent(owner, f)
		},
		credential.RequestDenied: func(f credential.Answering) (credential.Request, change.Change, error) {
			return credential.DenyConsent(owner, f, "no")
		},
		credential.RequestCancelled: func(f credential.Answering) (credential.Request, change.Change, error) {
			return credential.CancelConsent(asker, f)
		},
	}
	for state, first := range acts {
		f := kept()
		before := fmt.Sprintf("%+v", f)
		q, ch, err := first(f)
		if err != nil || q.State != state || len(ch.Notices) != 1 {
			t.Fatalf("%s: %+v, %v", state, q, err)
		}
		if fmt.Sprintf("%+v", f) != before {
			t.Errorf("%s: the facts are changed", state)
		}
		f.Request = q
		for _, second := range acts {
			if _, _, err := second(f); fault.Of(err) != fault.Conflict || err.Error() != fmt.Sprintf("conflict: %s made it %s at 2026-03-04T09:00:00Z.", q.DecidedBy, state) {
				t.Errorf("after %s: %v", state, err)
			}
		}
	}
}

// Rule C6: it lapses at an instant, written down or not.
func TestARequestLapsesAfterFourteenDays(t *testing.T) {
	f, last := kept(), at.Add(14*24*time.Hour)
	if f.Request.At(last.Add(-time.Millisecond)) != credential.RequestPending || f.Request.At(last) != credential.RequestLapsed {
		t.Errorf("%+v", f.Request)
	}
	if ch := credential.LapseConsent(last.Add(-1), f); len(ch.Records) > 0 {
		t.Errorf("written down before: %+v", ch)
	}
	ch := credential.LapseConsent(last, f)
	if len(ch.Records) != 2 || len(ch.Notices) != 1 || ch.Notices[0].Kind != change.ConsentLapsed || ch.Entries[0].Action != audit.ConsentLapsed {
		t.Errorf("%+v", ch)
	}
	late := identitytest.Caller(pip, last)
	if _, _, err := credential.ApproveConsent(late, f); fault.Of(err) != fault.Conflict {
		t.Errorf("approved after it lapsed: %v", err)
	}
	again := asking()
	again.Pending, again.Credential.Asked = f.Request, f.Request.ID
	q, _, err := credential.AskConsent(identitytest.Caller(una, last), again, "")
	if err != nil || q.ID == f.Request.ID || len(q.Askers) != 1 {
		t.Errorf("asked again after it lapsed: %+v, %v", q, err)
	}
	f.Credential.Asked = q.ID // by then another waits
	if ch := credential.LapseConsent(last, f); len(ch.Records) != 1 {
		t.Errorf("the new one is forgotten: %+v", ch.Records)
	}
}

// Rule C6: one waits per login; who joins is among those who are told.
func TestASecondAdminJoins(t *testing.T) {
	f := asking()
	f.Pending, f.Credential.Asked = kept().Request, "consent_a"
	q, ch, err := credential.AskConsent(identitytest.Caller(ugo, at), f, "me too")
	if err != nil || q.ID != "consent_a" || len(q.Askers) != 2 || q.Askers[1].Message != "me too" || len(ch.Notices)+len(ch.Due) != 0 || len(f.Pending.Askers) != 1 {
		t.Errorf("%+v, %v; %+v", q, err, ch)
	}
	for range credential.MaxAskers {
		f.Pending.Askers = append(f.Pending.Askers, credential.Asker{Person: "person_x"})
	}
	if _, _, err := credential.AskConsent(identitytest.Caller(ugo, at), f, ""); fault.Of(err) != fault.Conflict {
		t.Errorf("one more than may ask: %v", err)
	}
}

// Rule C5: an admin's edit of a managed login is told to its owner; their own is not.
func TestTheOwnerIsToldWhatAnAdminDoesToTheirLogin(t *testing.T) {
	for _, tt := range []struct {
		by   identity.Member
		told int
	}{{una, 1}, {pip, 0}} {
		ch := change.Change{}
		c := managed()
		c.Write(identitytest.Caller(tt.by, at), &ch, managed(), credential.Amended, "")
		if len(ch.Notices) != tt.told || tt.told == 1 && (ch.Notices[0].Kind != change.LoginChanged || ch.Notices[0].To.Member != pip.Person) {
			t.Errorf("by %s: told %+v", tt.by.Name, ch.Notices)
		}
	}
}

// Rules C6, C7, C10: nobody is asked who cannot answer, and nothing is approved that
// cannot be used.
func TestWhatCannotBeAskedForOrApprovedIsRefused(t *testing.T) {
	admin, owner := identitytest.Caller(ugo, at), identitytest.Caller(pip, at)
	for name, tt := range map[string]struct {
		edit func(*credential.Asking)
		want fault.Kind
	}{
		"its owner is suspended": {func(f *credential.Asking) { f.Owner.Suspended = &at }, fault.Conflict},
		"its owner is removed":   {func(f *credential.Asking) { f.Owner.Removed = &at }, fault.Conflict},
		"its owner is unknown":   {func(f *credential.Asking) { f.Owner = identity.Member{} }, fault.Conflict},
		"it is disabled":         {func(f *credential.Asking) { f.Credential.Disabled = &at }, fault.Forbidden},
		"it is the company's":    {func(f *credential.Asking) { f.Credential.Owner = "" }, fault.Conflict},
		"it is for no resource":  {func(f *credential.Asking) { f.Credential.Resource, f.Resource = "", "" }, fault.NotFound},
	} {
		f := asking()
		tt.edit(&f)
		if _, _, err := credential.AskConsent(admin, f, ""); fault.Of(err) != tt.want {
			t.Errorf("asked, and %s: %v", name, err)
		}
	}
	f := kept()
	f.Credential.Disabled = &at
	if _, _, err := credential.ApproveConsent(owner, f); fault.Of(err) != fault.Forbidden {
		t.Errorf("a disabled one is approved: %v", err)
	}
	if _, _, err := credential.DenyConsent(owner, f, ""); err != nil {
		t.Errorf("a disabled one is not denied: %v", err)
	}
	f.Credential.Disabled, f.Credential.Owner = nil, ugo.Person
	if _, _, err := credential.ApproveConsent(owner, f); fault.Of(err) != fault.Conflict {
		t.Errorf("another's is approved: %v", err)
	}
}

// Rule C6: asking again shows what waits; with the last who asks it ends.
func TestWhoAsksIsCountedOnceAndMayStopAsking(t *testing.T) {
	f := asking()
	f.Pending, f.Credential.Asked = kept().Request, "consent_a"
	if q, ch, err := credential.AskConsent(identitytest.Caller(una, at), f, "again"); err != nil || len(q.Askers) != 1 || len(ch.Records) != 0 {
		t.Errorf("%+v, %v", q, err)
	}
	both := kept()
	both.Request.Askers = append(both.Request.Askers, credential.Asker{Person: ugo.Person})
	q, ch, err := credential.CancelConsent(identitytest.Caller(una, at), both)
	if err != nil || q.State != credential.RequestPending || q.AskedBy(una.Person) || len(both.Request.Askers) != 2 || len(ch.Notices) != 0 {
		t.Errorf("%+v, %v", q, err)
	}
}

// Rule C7: at any time, whatever state it is in, and nothing else of it changes.
func TestTheOwnerTakesConsentBackAtAnyTime(t *testing.T) {
	owner := identitytest.Caller(pip, at)
	was := managed()
	was.Disabled, was.Revision = &at, 3
	c, ch, err := credential.WithdrawConsent(owner, "res_a", was)
	if err != nil || c.Managed || c.Owner != pip.Person || c.Revision != 3 || len(ch.Orders) != 1 || ch.Orders[0].Chore != credential.WeighChore || ch.Notices[0].To.Except != pip.Person {
		t.Errorf("%+v, %+v, %v", c, ch, err)
	}
	if _, ch, err := credential.WithdrawConsent(owner, "res_a", c); err != nil || len(ch.Entries) != 0 {
		t.Errorf("a second time: %+v, %v", ch, err)
	}
	c.Disabled = nil
	if c, ch, err = credential.GiveConsent(owner, "res_a", c, credential.Request{}); err != nil || !c.Managed || len(ch.Entries) != 1 {
		t.Errorf("given again: %+v, %v", ch, err)
	}
}
