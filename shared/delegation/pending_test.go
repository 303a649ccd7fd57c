package delegation_test

import (
	"errors"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

func request(d delegation.Delegation, r access.Resource) delegation.Request {
	return delegation.Request{
		Resource: r, Organization: team, Delegation: d, Asked: delegation.Asked{Delegation: d.ID, Version: 1},
		Asks: delegation.Asks{Organization: team.ID, Version: 1},
	}
}

// rule D7
func TestARequestIsMailedAgainThriceADayAndTenTimesInAll(t *testing.T) {
	d, r := asked(t)
	r.Loan.Bounced, d.Bounced = &nine, &nine
	f := request(d, r)
	resend := func(at time.Time) error {
		got, ch, err := delegation.Resend(identitytest.Caller(dan, at), f)
		if err != nil {
			return err
		}
		f.Delegation = keptDelegation(t, ch)
		f.Asks = stored(t, ch, func(a delegation.Asks) delegation.Asks { return a })
		n := ch.Notices[0]
		if len(ch.Notices) != 1 || n.Kind != change.DelegationAsked || n.To.Address != "olga@example.com" || n.Tie == "1" || got.Loan.Bounced != nil || f.Delegation.Bounced != nil {
			t.Errorf("%+v, %+v", n, got.Loan)
		}
		if e := ch.Entries[0]; e.Action != audit.DelegationResent || e.Actor != dan.Person {
			t.Errorf("%+v", e)
		}
		return nil
	}
	sent := 0
	for day := range 4 {
		at := nine.AddDate(0, 0, day)
		for range 3 {
			if sent == 10 {
				break
			}
			wantKind(t, "again", resend(at), "")
			sent++
		}
		err := resend(at.Add(14 * time.Hour))
		if sent == 10 {
			wantKind(t, "an eleventh", err, fault.Forbidden)
			break
		}
		wantKind(t, "a fourth of a day", err, fault.TooMany)
		if f := new(fault.Error); !errors.As(err, &f) || f.RetryAfter != time.Hour {
			t.Errorf("%v", err)
		}
	}
	if f.Delegation.Sends != 11 || f.Asks.Today != 1 {
		t.Errorf("sent %d times, %d asks of the last day", f.Delegation.Sends, f.Asks.Today)
	}
	if r.Loan.Bounced == nil {
		t.Error("the facts are changed")
	}
}

// rule A2
func TestMailingAgainIsOnRecordWithWhomItIsMailedTo(t *testing.T) {
	d, r := asked(t)
	_, ch, err := delegation.Resend(identitytest.Caller(dan, nine), request(d, r))
	if err != nil || len(ch.Entries) != 1 || ch.Entries[0].Detail != "to olga@example.com" {
		t.Errorf("nobody has claimed it: %+v, %v", ch.Entries, err)
	}
	d, r = claimed(t)
	_, ch, err = delegation.Resend(identitytest.Caller(dan, nine), request(d, r))
	if err != nil || len(ch.Entries) != 2 {
		t.Fatalf("%+v, %v", ch.Entries, err)
	}
	if e := ch.Entries[1]; e.Organization != home.ID || e.Thing != string(d.ID) || e.Actor != "" || e.ActorName != "Dan" || e.Detail != "" || e.From != "" {
		t.Errorf("at the owner's: %+v", e)
	}
}

// rules D7, D9
func TestWhatMayNotBeMailedAgain(t *testing.T) {
	for name, tt := range map[string]struct {
		edit func(*delegation.Request)
		want fault.Kind
	}{
		"answered":         {func(f *delegation.Request) { f.Delegation.State = access.Denied }, fault.Conflict},
		"cancelled":        {func(f *delegation.Request) { f.Delegation.State = access.Cancelled }, fault.Conflict},
		"lapsed":           {func(f *delegation.Request) { f.Delegation.Lapses = nine }, fault.Conflict},
		"unknown there":    {func(f *delegation.Request) { f.Unknown.Version = 1 }, fault.Forbidden},
		"paused":           {func(f *delegation.Request) { f.Asks.Paused = &nine }, fault.Forbidden},
		"held":             {func(f *delegation.Request) { f.Organization.Held = "x" }, fault.Forbidden},
		"enough for today": {func(f *delegation.Request) { f.Asks.Day, f.Asks.Today = "2026-03-04", 50 }, fault.TooMany},
	} {
		d, r := asked(t)
		f := request(d, r)
		tt.edit(&f)
		_, ch, err := delegation.Resend(identitytest.Caller(ada, nine), f)
		wantKind(t, name, err, tt.want)
		if len(ch.Records)+len(ch.Notices) != 0 {
			t.Errorf("%s: %+v", name, ch)
		}
	}
}

// rules D7, A2
func TestCancellingEndsTheWaitAndTellsOnlyWhoClaimedIt(t *testing.T) {
	at := nine.Add(time.Hour)
	for _, isClaimed := range []bool{false, true} {
		d, r := asked(t)
		if isClaimed {
			d, r = claimed(t)
		}
		got, ch, err := delegation.Cancel(identitytest.Caller(dan, at), request(d, r))
		wantKind(t, "cancel", err, "")
		kept := keptDelegation(t, ch)
		if got.Loan.State != access.Cancelled || kept.State != access.Cancelled || !kept.Ended.Equal(at) || len(ch.Drops) != 1 {
			t.Errorf("%+v, %+v", kept, ch.Drops)
		}
		if isClaimed != (len(ch.Notices) == 1) || isClaimed != (len(ch.Entries) == 2) {
			t.Errorf("claimed %v: %+v, %+v", isClaimed, ch.Notices, ch.Entries)
		}
		if isClaimed {
			n, e := ch.Notices[0], ch.Entries[1]
			if n.Kind != change.DelegationCancelled || n.To != (change.Audience{Person: olga.ID, Organization: home.ID}) || n.Tie != "cancelled" {
				t.Errorf("%+v", n)
			}
			if e.Organization != home.ID || e.Actor != "" || e.ActorName != "Dan" || e.ActorOrganization != "Fabrikam" || e.From != "" || e.Thing != string(d.ID) {
				t.Errorf("%+v", e)
			}
		}
		_, _, err = delegation.Cancel(identitytest.Caller(ada, at), request(kept, got))
		wantKind(t, "a second time", err, fault.Conflict)
	}
	f := shared(t)
	_, _, err := delegation.Cancel(identitytest.Caller(ada, nine), request(f.Delegation, f.Resource))
	wantKind(t, "what is shared", err, fault.Conflict)
}

func TestOnlyAResourceThatWasAskedForHasARequest(t *testing.T) {
	for _, r := range []access.Resource{{}, {Version: 1}} {
		f := delegation.Request{Resource: r}
		_, err := f.Found()
		wantKind(t, "no loan", err, fault.NotFound)
	}
	d, r := asked(t)
	f := delegation.Request{Resource: r}
	if all, err := f.Found(); err != nil || len(all) != 5 || f.Mails.Email != "olga@example.com" || f.Delegation.ID != d.ID || f.Asked.Email != "olga@example.com" || f.Asked.Address != "shop.example.com" {
		t.Errorf("%+v, %v", f, err)
	}
}

// rule D7
func TestAReminderGoesOnceHalfwayAndOnlyWhileItWaits(t *testing.T) {
	half := nine.Add(7 * 24 * time.Hour)
	d, _ := asked(t)
	ch := delegation.Remind(half, d, delegation.Asks{})
	got := keptDelegation(t, ch)
	if got.Reminded == nil || len(ch.Notices) != 1 || ch.Notices[0].Kind != change.DelegationReminder || ch.Notices[0].To.Address != d.Email ||
		len(ch.Entries) != 1 || ch.Entries[0].Action != audit.DelegationReminded || got.Sends != d.Sends {
		t.Errorf("%+v", ch)
	}
	for name, tt := range map[string]struct {
		edit func(*delegation.Delegation, *delegation.Asks)
		at   time.Time
	}{
		"early":             {nil, half.Add(-time.Millisecond)},
		"lapsed, late":      {nil, d.Lapses},
		"reminded before":   {func(d *delegation.Delegation, _ *delegation.Asks) { d.Reminded = &nine }, half},
		"mail comes back":   {func(d *delegation.Delegation, _ *delegation.Asks) { d.Bounced = &nine }, half},
		"denied":            {func(d *delegation.Delegation, _ *delegation.Asks) { d.State = access.Denied }, half},
		"shared":            {func(d *delegation.Delegation, _ *delegation.Asks) { d.State = access.Shared }, half},
		"cancelled":         {func(d *delegation.Delegation, _ *delegation.Asks) { d.State = access.Cancelled }, half},
		"not there":         {func(d *delegation.Delegation, _ *delegation.Asks) { d.Version = 0 }, half},
		"of a paused asker": {func(_ *delegation.Delegation, a *delegation.Asks) { a.Paused = &nine }, half},
	} {
		d, a := d, delegation.Asks{}
		if tt.edit != nil {
			tt.edit(&d, &a)
		}
		if ch := delegation.Remind(tt.at, d, a); len(ch.Records)+len(ch.Notices)+len(ch.Entries) != 0 {
			t.Errorf("%s: %+v", name, ch)
		}
	}
	d, _ = claimed(t)
	ch = delegation.Remind(half, d, delegation.Asks{})
	if n := ch.Notices[0]; n.To != (change.Audience{Person: olga.ID, Organization: home.ID}) || len(ch.Entries) != 2 {
		t.Errorf("claimed: %+v", ch)
	}
}

// rule A2
func TestAClaimIsOnTheAskingSidesRecordByNameAndOrganizationOnly(t *testing.T) {
	d, _ := asked(t)
	ch, err := delegation.Claim(d, olga, home, nine)
	if err != nil {
		t.Fatal(err)
	}
	e := ch.Entries[1]
	if e.Organization != team.ID || e.Actor != "" || e.ActorName != "Olga" || e.ActorOrganization != "Olga" || e.Thing != string(d.Resource) || e.From != "" || e.Detail != "" {
		t.Errorf("%+v", e)
	}
}

// rule D2
func TestWhatLapsedIsJoinedNoMore(t *testing.T) {
	d, r := asked(t)
	row := delegation.Asked{Organization: team.ID, Delegation: d.ID, Version: 2}
	if ch := delegation.Lapse(d.Lapses, d, r, row); len(ch.Drops) != 1 || ch.Drops[0] != change.Record(row) {
		t.Errorf("%+v", ch.Drops)
	}
	row.Delegation = "deleg_newer"
	if ch := delegation.Lapse(d.Lapses, d, r, row); len(ch.Drops) != 0 {
		t.Errorf("another request's row goes: %+v", ch.Drops)
	}
}
