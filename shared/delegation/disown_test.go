package delegation_test

import (
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
)

// disowning is a claimed request, and n more of which nobody has claimed any.
func disowning(t *testing.T, n int) delegation.Disowning {
	t.Helper()
	d, r := claimed(t)
	f := delegation.NewDisowning(d)
	f.Asks.Version = 1
	for i := range n + 1 {
		d, r := d, r
		if i > 0 {
			d.ID, d.Owner, d.OwnerPerson = id.Delegation(fmt.Sprint("deleg_", i)), "", ""
			r.ID = id.Resource(fmt.Sprint("res_", i))
			loan := *r.Loan
			loan.Delegation = d.ID
			r.Loan, d.Resource = &loan, r.ID
		}
		f.Asks.Pending = append(f.Asks.Pending, delegation.Waiting{Delegation: d.ID, Lapses: d.Lapses})
		f.Waiting = append(f.Waiting, delegation.Facts{Delegation: d, Resource: r, Asked: delegation.Asked{Address: fmt.Sprint(i), Delegation: d.ID, Version: 1}})
	}
	return f
}

// rules D9, A2
func TestIDoNotKnowThemEndsAllThatWaitsThere(t *testing.T) {
	f := disowning(t, 11)
	got, ch, err := delegation.Disown(owner(nine.Add(time.Hour)), f)
	wantKind(t, "disown", err, "")
	if got.State != access.Denied || !got.Unknown || got.OwnerName != "Olga" || got.ID != f.Delegation.ID {
		t.Errorf("%+v", got)
	}
	ended, loans := 0, 0
	for _, r := range ch.Records {
		switch x := r.(type) {
		case delegation.Delegation:
			if x.State == access.Denied && x.Unknown && x.Decided != nil {
				ended++
			}
		case access.Resource:
			if x.Loan.State == access.Denied && x.Loan.Unknown {
				loans++
			}
		}
	}
	asks := stored(t, ch, func(a delegation.Asks) delegation.Asks { return a })
	unknown := stored(t, ch, func(u delegation.Unknown) delegation.Unknown { return u })
	if ended != 12 || loans != 12 || len(ch.Drops) != 12 || len(ch.Notices) != 12 || len(asks.Pending) != 0 || len(asks.Unknown) != 1 || asks.Paused != nil ||
		unknown.Organization != team.ID || unknown.Email != "olga@example.com" {
		t.Errorf("%d ended, %d loans, %+v, %+v", ended, loans, asks, unknown)
	}
	theirs := 0
	for _, e := range ch.Entries {
		if e.Organization == team.ID {
			if theirs++; e.Actor != "" || e.ActorName != "Olga" || e.From != "" || e.Action != audit.DelegationDisowned {
				t.Errorf("%+v", e)
			}
		} else if e.Organization != home.ID || e.Actor != olga.ID || e.Detail != "requests of Fabrikam ended: 12" {
			t.Errorf("%+v", e)
		}
	}
	if theirs != 12 || len(ch.Entries) != 13 {
		t.Errorf("%d lines, %d of them theirs", len(ch.Entries), theirs)
	}
	if n := ch.Notices[0]; n.Kind != change.DelegationDisowned || n.To.Person != ada.Person || n.Tie != "denied" {
		t.Errorf("%+v", n)
	}
	items := len(ch.Records) + len(ch.Drops) + len(ch.Entries) + 2*len(ch.Notices) + len(ch.Checks) + 1
	if items > 98 { // a pause tells the admins, in two more
		t.Errorf("%d items do not fit into one transaction", items)
	}
}

// rules D9, F7
func TestWhatSomebodyElseClaimedIsTheirsUnlessTheMailboxIsProven(t *testing.T) {
	f := disowning(t, 1)
	f.Waiting[1].Delegation.Owner, f.Waiting[1].Delegation.OwnerPerson = other.ID, "person_m"
	_, ch, err := delegation.Disown(owner(nine), f)
	if err != nil || len(ch.Drops) != 1 {
		t.Errorf("%+v, %v", ch.Drops, err)
	}
	got, ch, err := delegation.DisownProven(identity.Call{At: nine}, f)
	if err != nil || len(ch.Drops) != 2 || len(ch.Entries) != 4 || !got.Unknown {
		t.Errorf("%+v, %v", ch, err)
	}
	for _, e := range ch.Entries {
		if e.Actor != "" || e.From != "" || e.Organization == home.ID && strings.Contains(e.Detail, "olga@example.com") {
			t.Errorf("%+v", e)
		}
	}
}

// rule D9
func TestWhatIsSharedAlreadyIsNotEndedByNotKnowingThem(t *testing.T) {
	f := disowning(t, 1)
	f.Waiting[1].Delegation.State = access.Shared
	_, ch, err := delegation.Disown(owner(nine), f)
	if err != nil || len(ch.Drops) != 1 || len(ch.Notices) != 1 {
		t.Errorf("%+v, %v", ch, err)
	}
	for state, want := range map[access.LoanState]string{
		access.Shared: "it stays shared until you revoke it", access.Denied: "denied this already", access.Cancelled: "took the request back",
	} {
		f := disowning(t, 0)
		f.Delegation.State = state
		_, ch, err := delegation.Disown(owner(nine), f)
		wantKind(t, string(state), err, fault.Conflict)
		if !strings.Contains(err.Error(), want) || len(ch.Records) != 0 {
			t.Errorf("%s: %v", state, err)
		}
		_, _, err = delegation.DisownProven(identity.Call{At: nine}, f)
		wantKind(t, string(state)+", by the code", err, fault.Conflict)
	}
	stranger := owner(nine)
	stranger.Organization = other.ID
	_, _, err = delegation.Disown(stranger, disowning(t, 0))
	wantKind(t, "a stranger", err, fault.NotFound)
}

// rule D9
func TestThreeWhoDoNotKnowItWithinThirtyDaysPauseAnOrganization(t *testing.T) {
	at := nine.Add(time.Hour)
	for name, tt := range map[string]struct {
		before []time.Time
		known  bool
		paused bool
	}{
		"the first":                     {nil, false, false},
		"the third":                     {[]time.Time{at.AddDate(0, 0, -29), at.Add(-time.Hour)}, false, true},
		"the third, the first long ago": {[]time.Time{at.AddDate(0, 0, -30), at.Add(-time.Hour)}, false, false},
		"somebody who said so before":   {[]time.Time{at.AddDate(0, 0, -29), at.Add(-time.Hour)}, true, false},
	} {
		f := disowning(t, 0)
		f.Asks.Unknown = tt.before
		if tt.known {
			f.Unknown.Version = 1
		}
		_, ch, err := delegation.Disown(owner(at), f)
		if err != nil {
			t.Fatal(err)
		}
		a := stored(t, ch, func(a delegation.Asks) delegation.Asks { return a })
		told := ch.Notices[len(ch.Notices)-1]
		if (a.Paused != nil) != tt.paused || (told.Kind == change.OrganizationHeld && told.Tie == delegation.PausedTie && told.To.Organization == team.ID) != tt.paused {
			t.Errorf("%s: %+v, told %+v", name, a, told)
		}
		last := ch.Entries[len(ch.Entries)-1]
		if (last.Action == audit.OrganizationPaused && last.Organization == team.ID && last.Thing == string(team.ID) && last.ThingName == "Fabrikam" && last.Actor == "") != tt.paused {
			t.Errorf("%s: on record %+v", name, last)
		}
	}
}

// rule D9
func TestAnOperatorReleasesWhatWaits(t *testing.T) {
	held := team
	held.Held = "it is like that of a well-known service"
	paused := delegation.Asks{Organization: team.ID, Paused: &nine, Unknown: []time.Time{nine, nine, nine}, Today: 7, Version: 4}
	for name, f := range map[string]struct {
		o identity.Organization
		a delegation.Asks
	}{"held": {held, delegation.Asks{}}, "paused": {team, paused}, "both": {held, paused}} {
		ch, err := delegation.Release(nine, f.o, f.a)
		wantKind(t, name, err, "")
		o := stored(t, ch, func(o identity.Organization) identity.Organization { return o })
		if o.Held != "" || len(ch.Notices) != 1 || ch.Notices[0].Kind != change.OrganizationReleased || ch.Entries[0].Action != audit.OrganizationReleased {
			t.Errorf("%s: %+v", name, ch)
		}
		if f.a.Version != 0 {
			if a := stored(t, ch, func(a delegation.Asks) delegation.Asks { return a }); a.Paused != nil || len(a.Unknown) != 0 || a.Today != 7 {
				t.Errorf("%s: %+v", name, a)
			}
		}
	}
	_, err := delegation.Release(nine, team, delegation.Asks{Version: 1})
	wantKind(t, "it waits for nobody", err, fault.Conflict)
	_, err = delegation.Release(nine, identity.Organization{}, paused)
	wantKind(t, "it is not there", err, fault.NotFound)
}
