package delegation_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

var dan = identitytest.Member(team, "Dan", identity.Admin)

// again is what Dan asks for when Ada's request d for it is known.
func again(t *testing.T, d delegation.Delegation, r access.Resource) delegation.Asking {
	t.Helper()
	f := asking(t, "http://Shop.example.com:443/", "OLGA@Example.com")
	f.There, f.Resource = []delegation.Delegation{d}, r
	f.Asked.Delegation, f.Asked.Version = d.ID, 1
	return f
}

// rule D2
func TestAskingForTheSameAgainJoinsAndMailsNobody(t *testing.T) {
	d, r := asked(t)
	by := identitytest.Caller(dan, nine.Add(time.Hour))
	got, ch, err := delegation.Ask(by, again(t, d, r))
	wantKind(t, "Dan", err, "")
	if got.ID != r.ID || len(ch.Notices)+len(ch.Due) != 0 || len(ch.Records) != 1 {
		t.Errorf("%+v, %+v", got, ch)
	}
	joined := keptDelegation(t, ch)
	if joined.Asker != ada.Person || len(joined.Askers) != 1 || joined.Askers[0] != dan.Person || len(d.Askers) != 0 {
		t.Errorf("%+v", joined.Askers)
	}
	if e := ch.Entries[0]; e.Action != audit.DelegationJoined || e.Thing != string(r.ID) || e.Actor != dan.Person {
		t.Errorf("%+v", e)
	}
	for name, m := range map[string]identity.Member{"Dan again": dan, "Ada herself": ada} {
		_, ch, err := delegation.Ask(identitytest.Caller(m, by.At), again(t, joined, r))
		if err != nil || len(ch.Records)+len(ch.Entries) != 0 {
			t.Errorf("%s: %+v, %v", name, ch, err)
		}
	}
	for i := range 19 {
		joined.Askers = append(joined.Askers, id.Person(fmt.Sprint("person_", i)))
	}
	_, ch, err = delegation.Ask(identitytest.Caller(identitytest.Member(team, "Zed", identity.Admin), by.At), again(t, joined, r))
	wantKind(t, "one too many", err, fault.Conflict)
	if len(ch.Records) != 0 {
		t.Error("a refusal changes something")
	}
}

// rule D2
func TestWhatWaitsNoMoreHoldsNobody(t *testing.T) {
	for state, at := range map[access.LoanState]time.Time{
		access.Lapsed: nine.Add(delegation.Life), access.Denied: nine, access.Cancelled: nine, access.Revoked: nine, access.Shared: nine,
	} {
		d, r := asked(t)
		if state != access.Lapsed {
			d.State = state
		}
		got, ch, err := delegation.Ask(identitytest.Caller(dan, at), again(t, d, r))
		wantKind(t, string(state), err, "")
		row := stored(t, ch, func(a delegation.Asked) delegation.Asked { return a })
		if got.ID == r.ID || row.Version != 1 || row.Delegation == d.ID || row.Email != "olga@example.com" {
			t.Errorf("%s: %+v", state, row)
		}
	}
	d, r := asked(t)
	f := again(t, d, r)
	f.Asked.Delegation, f.Asked.Version = "", 0 // another place
	got, _, err := delegation.Ask(identitytest.Caller(dan, nine), f)
	if err != nil || got.ID == r.ID {
		t.Errorf("another place: %+v, %v", got, err)
	}
}

// rule D2
func TestTwoAddressesAreOnePlaceWhenABrowserGoesToTheSame(t *testing.T) {
	row := func(address string) string { return asking(t, address, "olga@example.com").Asked.Address }
	for _, same := range []string{"shop.example.com", "https://shop.example.com/", "HTTP://SHOP.example.com:80", " https://shop.EXAMPLE.com:443/ "} {
		if row(same) != "shop.example.com" {
			t.Errorf("%q is at %q", same, row(same))
		}
	}
	for _, other := range []string{"shop.example.com/Admin", "shop.example.com/?a=1", "shop.example.com:8443", "shop.example.com/#/x", "shop2.example.com"} {
		if row(other) == "shop.example.com" {
			t.Errorf("%q is the same", other)
		}
	}
}

// rule D9
func TestWhoAsksNobodyAndWhoIsNotAsked(t *testing.T) {
	for name, tt := range map[string]struct {
		edit func(*delegation.Asking)
		says string
	}{
		"held for its name": {func(f *delegation.Asking) { f.Organization.Held = "x" }, "looks at its name"},
		"paused":            {func(f *delegation.Asking) { f.Asks.Paused = &nine }, "do not know Fabrikam"},
		"unknown":           {func(f *delegation.Asking) { f.Unknown.Version = 1 }, "have said that they do not know you"},
	} {
		for _, joining := range []bool{false, true} {
			f := asking(t, "shop.example.com", "olga@example.com")
			if joining {
				f = again(t, delegation.Delegation{ID: "deleg_a", State: access.Pending, Lapses: nine.Add(time.Hour), Version: 1}, access.Resource{})
			}
			tt.edit(&f)
			_, ch, err := delegation.Ask(identitytest.Caller(ada, nine), f)
			wantKind(t, name, err, fault.Forbidden)
			says := strings.Replace(tt.says, "have said", "has said", 1)
			if err == nil || !strings.Contains(err.Error(), says) || len(ch.Records)+len(ch.Notices) != 0 {
				t.Errorf("%s: %v, %+v", name, err, ch)
			}
		}
	}
	f := asking(t, "shop.example.com", "olga@example.com")
	f.Colleague = identitytest.Member(team, "Olga", identity.User)
	f.Colleague.Removed = &nine
	_, _, err := delegation.Ask(identitytest.Caller(ada, nine), f)
	wantKind(t, "somebody who was a colleague once", err, "")
}

// D9: asks of a day are counted by the UTC day, across a month's turn too.
func TestAsksOfADayEndAtMidnightUTC(t *testing.T) {
	last := time.Date(2026, 2, 28, 23, 59, 59, 999_000_000, time.UTC)
	ask := func(o identity.Organization, a delegation.Asks, at time.Time) (delegation.Asks, error) {
		f := asking(t, "shop.example.com", "olga@example.com")
		f.Organization, f.Asks = o, a
		_, ch, err := delegation.Ask(identitytest.Caller(ada, at), f)
		if err != nil {
			return a, err
		}
		return stored(t, ch, func(a delegation.Asks) delegation.Asks { return a }), nil
	}
	fresh, old := team, team
	fresh.Since, old.Since = last.Add(-30*24*time.Hour+time.Millisecond), last.Add(-30*24*time.Hour)
	for name, tt := range map[string]struct {
		of   identity.Organization
		most int
	}{"a new one": {fresh, 50}, "one of thirty days": {old, 1000}} {
		got, err := ask(tt.of, delegation.Asks{Day: "2026-02-28", Today: tt.most - 1}, last)
		if err != nil || got.Today != tt.most || got.Day != "2026-02-28" {
			t.Fatalf("%s: %+v, %v", name, got, err)
		}
		_, err = ask(tt.of, got, last)
		wantKind(t, name+", one more", err, fault.TooMany)
		var f *fault.Error
		if errors.As(err, &f); f == nil || f.RetryAfter != time.Millisecond {
			t.Errorf("%s: come back after %+v", name, f)
		}
		next, err := ask(tt.of, got, last.Add(time.Millisecond))
		if err != nil || next.Today != 1 || next.Day != "2026-03-01" {
			t.Errorf("%s, on the first: %+v, %v", name, next, err)
		}
		late, err := ask(tt.of, next, last) // it arrives after one of the next day
		if err != nil || late.Today != 2 || late.Day != "2026-03-01" {
			t.Errorf("%s, late: %+v, %v", name, late, err)
		}
	}
}

// rule D9
func TestANewOrganizationHasTwentyRequestsThatWait(t *testing.T) {
	f := asking(t, "shop.example.com", "olga@example.com")
	for i := range 20 {
		d := delegation.Delegation{ID: id.Delegation(fmt.Sprint("deleg_", i)), State: access.Pending, Lapses: nine.Add(time.Hour), Version: 1}
		f.Asks.Pending = append(f.Asks.Pending, delegation.Waiting{Delegation: d.ID, Lapses: d.Lapses})
		f.Full = append(f.Full, d)
	}
	if n := len(f.Asks.Full(nine)); n != 20 {
		t.Errorf("%d are to be read", n)
	}
	_, ch, err := delegation.Ask(identitytest.Caller(ada, nine), f)
	wantKind(t, "the twenty-first", err, fault.Forbidden)
	if len(ch.Records) != 0 {
		t.Error("a refusal changes something")
	}
	count := func(name string, f delegation.Asking, at time.Time, want int) {
		t.Helper()
		_, ch, err := delegation.Ask(identitytest.Caller(ada, at), f)
		wantKind(t, name, err, "")
		if a := stored(t, ch, func(a delegation.Asks) delegation.Asks { return a }); len(a.Pending) != want {
			t.Errorf("%s: %d wait", name, len(a.Pending))
		}
	}
	one := f
	one.Full = append([]delegation.Delegation{}, f.Full...)
	one.Full[7].State = access.Denied
	count("one is answered", one, nine, 20)
	count("all lapsed", f, nine.Add(time.Hour), 1)
	old := f
	old.Organization.Since = nine.AddDate(0, 0, -30)
	count("it is thirty days old", old, nine, 0)
	if f.Asks.Pending = f.Asks.Pending[:19]; f.Asks.Full(nine) != nil {
		t.Error("with room, nothing is to be read")
	}
	if len(f.Asks.Pending) != 19 {
		t.Error("the facts are changed")
	}
}

// rule D9
func TestTwelveRequestsToOneAddressWaitAtMost(t *testing.T) {
	f := asking(t, "shop.example.com", "olga@example.com")
	for i := range 12 {
		f.There = append(f.There, delegation.Delegation{ID: id.Delegation(fmt.Sprint("deleg_", i)), State: access.Pending, Lapses: nine.Add(time.Hour), Version: 1})
	}
	_, _, err := delegation.Ask(identitytest.Caller(ada, nine), f)
	wantKind(t, "the thirteenth", err, fault.Forbidden)
	f.There[3].State = access.Shared
	_, _, err = delegation.Ask(identitytest.Caller(ada, nine), f)
	wantKind(t, "one is answered", err, "")
}

func TestAnOwnersAddressIsOneHoweverItIsTyped(t *testing.T) {
	long := strings.Repeat("a", 64) + "@" + strings.Repeat("b", 60) + "." + strings.Repeat("c", 60) + "." + strings.Repeat("d", 60) + "." + strings.Repeat("e", 60) + ".example" // 316
	for typed, want := range map[string]string{
		" Olga+Shop@Example.COM ": "olga+shop@example.com", "yonghu@例子.测试": "yonghu@xn--fsqu00a.xn--0zwm56d", "Jorg@mu\u0308ller.example": "jorg@xn--mller-kva.example",
		long + "xx": long + "xx", // no address is longer: 64 before the @, 253 after it
	} {
		f, err := delegation.NewAsking(team.ID, "Shop", "shop.example.com", typed, "")
		if err != nil || f.Known.Address != want || f.Unknown.Email != want || f.Asked.Email != want || f.Email != strings.TrimSpace(typed) {
			t.Errorf("%q: %+v, %v", typed, f, err)
		}
	}
	for _, typed := range []string{"", "olga", "Olga <olga@example.com>", "a@b.example, c@d.example", "用户@例子.测试", "jörg@example.com", "a" + long, long + "xxx"} {
		_, err := delegation.NewAsking(team.ID, "Shop", "shop.example.com", typed, "")
		wantKind(t, typed, err, fault.Invalid)
	}
}

func TestAKnownOwnerIsToldOnTheirDashboardToo(t *testing.T) {
	f := asking(t, "shop.example.com", "olga@example.com")
	f.Known.Person = olga.ID
	_, ch, err := delegation.Ask(identitytest.Caller(ada, nine), f)
	if err != nil || ch.Notices[0].To != (change.Audience{Address: "olga@example.com", Person: olga.ID}) || keptDelegation(t, ch).Known != olga.ID {
		t.Errorf("%+v, %v", ch.Notices, err)
	}
}

func TestInvitationsAreMailsToStrangersOfACountOfTheirOwn(t *testing.T) {
	last := time.Date(2026, 2, 28, 23, 59, 59, 999e6, time.UTC)
	fresh, old := team, team
	fresh.Since, old.Since = last.Add(-30*24*time.Hour+time.Millisecond), last.Add(-30*24*time.Hour)
	mail := change.Change{Notices: []change.Notice{{Kind: change.MemberInvited}}}
	for name, tt := range map[string]struct {
		of   identity.Organization
		most int
	}{"a new one": {fresh, 50}, "one of thirty days": {old, 1000}} {
		a := delegation.Asks{Day: "2026-02-28", Today: 7, Invited: tt.most - 1}
		ch, err := a.Invites(tt.of, last, mail)
		if err != nil {
			t.Fatal(name, err)
		}
		got := stored(t, ch, func(a delegation.Asks) delegation.Asks { return a })
		if got.Invited != tt.most || got.Today != 7 {
			t.Errorf("%s: %+v", name, got)
		}
		ch, err = got.Invites(tt.of, last, mail)
		if wantKind(t, name+", one more", err, fault.TooMany); len(ch.Notices) != 0 {
			t.Errorf("%s: mailed %+v", name, ch.Notices)
		}
		if ch, err = got.Invites(tt.of, last, change.Change{}); err != nil || len(ch.Records) != 0 {
			t.Errorf("%s, who waits already: %+v, %v", name, ch, err)
		}
		ch, err = got.Invites(tt.of, last.Add(time.Millisecond), mail)
		if next := stored(t, ch, func(a delegation.Asks) delegation.Asks { return a }); err != nil || next.Invited != 1 || next.Today != 0 {
			t.Errorf("%s, on the first: %+v, %v", name, next, err)
		}
	}
	_, err := delegation.Asks{Paused: &last}.Invites(old, last, mail)
	wantKind(t, "paused", err, fault.Forbidden)
}
