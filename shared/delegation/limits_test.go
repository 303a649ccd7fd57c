package delegation_test

import (
	"errors"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// Asking and taking back in turn is a flood all the same (rule D9).
func TestFifteenMailsADayGoToOneAddress(t *testing.T) {
	f := asking(t, "shop.example.com", "olga@example.com")
	f.Mails.Day, f.Mails.Today, f.Mails.Version = "2026-03-04", 14, 3
	_, ch, err := delegation.Ask(identitytest.Caller(ada, nine), f)
	wantKind(t, "the fifteenth", err, "")
	m := stored(t, ch, func(m delegation.Mails) delegation.Mails { return m })
	if m.Today != 15 || m.Email != "olga@example.com" || m.Organization != team.ID {
		t.Errorf("counted %+v", m)
	}
	f.Mails = m
	_, ch, err = delegation.Ask(identitytest.Caller(ada, nine.Add(time.Hour)), f)
	var late *fault.Error
	if !errors.As(err, &late) || late.Kind != fault.TooMany || late.RetryAfter != 14*time.Hour || len(ch.Records) != 0 {
		t.Errorf("the sixteenth: %v", err)
	}
	d, r := asked(t)
	_, _, err = delegation.Resend(identitytest.Caller(ada, nine.Add(time.Hour)), delegation.Request{Resource: r, Organization: team, Delegation: d, Mails: m})
	wantKind(t, "mailed again instead", err, fault.TooMany)
	_, ch, err = delegation.Ask(identitytest.Caller(ada, nine.Add(15*time.Hour)), f)
	wantKind(t, "after midnight", err, "")
	if m := stored(t, ch, func(m delegation.Mails) delegation.Mails { return m }); m.Today != 1 || m.Day != "2026-03-05" {
		t.Errorf("a new day begins with %+v", m)
	}
}

func TestNobodyLetsOthersSeeWhatTheyMayNotSeeThemselves(t *testing.T) { // rule H1
	yes := true
	f := shared(t)
	f.Credential.Resource = "res_p"
	way := lending(t).Way
	way.Credential.Home, way.Resource.Organization, way.Reader.Organization = home.ID, home.ID, home.ID
	way.Resource.Assignments[0].Member = olga.ID
	for name, tt := range map[string]struct {
		edit func(*access.Facts)
		want fault.Kind
	}{
		"assigned, to read": {func(*access.Facts) {}, ""},
		"to use only":       {func(w *access.Facts) { w.Resource.Assignments[0].Mode = credential.Use }, fault.Forbidden},
		"not assigned":      {func(w *access.Facts) { w.Resource.Assignments = nil }, fault.Forbidden},
		"nothing is known":  {func(w *access.Facts) { *w = access.Facts{} }, fault.NotFound},
	} {
		w := way
		w.Resource.Assignments = append([]access.Assignment{}, way.Resource.Assignments...)
		tt.edit(&w)
		_, c, err := delegation.Amend(owner(nine.Add(time.Minute)), f, delegation.Amending{AllowViewing: &yes, Way: w})
		if wantKind(t, name, err, tt.want); err != nil && len(c.Records) != 0 {
			t.Errorf("%s: a refusal changes something", name)
		}
	}
	no := false
	f.Delegation.AllowViewing, f.Reader.Mode = true, credential.Read
	_, _, err := delegation.Amend(owner(nine.Add(time.Minute)), f, delegation.Amending{AllowViewing: &no})
	wantKind(t, "taking it back needs no way", err, "")
}

// Who asks many people is not stopped by a few (rule D9).
func TestAnOlderOrganizationIsPausedByTenWhoDoNotKnowIt(t *testing.T) {
	for before, want := range map[int]bool{2: false, 8: false, 9: true} {
		f := disowning(t, 0)
		f.Delegation.Since = nine.AddDate(0, 0, -31)
		for range before {
			f.Asks.Unknown = append(f.Asks.Unknown, nine)
		}
		_, ch, err := delegation.Disown(owner(nine.Add(time.Hour)), f)
		wantKind(t, "I do not know them", err, "")
		if a := stored(t, ch, func(a delegation.Asks) delegation.Asks { return a }); (a.Paused != nil) != want {
			t.Errorf("after %d: %+v", before+1, a)
		}
	}
}

// Each site could bear a name that people trust: a new organization makes few in a day
// (rule D9).
func TestTheSitesOfADayAreCounted(t *testing.T) {
	old := identity.Organization{Name: "Ridge IT", Since: nine.AddDate(0, 0, -31), Version: 1}
	fresh, held := old, old
	fresh.Since, held.Held = nine.AddDate(0, 0, -29), "it is like another's"
	yesterday := nine.AddDate(0, 0, -1).Format(time.DateOnly)
	today := nine.Format(time.DateOnly)
	for name, tt := range map[string]struct {
		o    identity.Organization
		a    delegation.Asks
		want fault.Kind
	}{
		"the first":               {old, delegation.Asks{}, ""},
		"the fiftieth of a new":   {fresh, delegation.Asks{Day: today, Sites: 49}, ""},
		"one more":                {fresh, delegation.Asks{Day: today, Sites: 50}, fault.TooMany},
		"on the next day":         {fresh, delegation.Asks{Day: yesterday, Sites: 50}, ""},
		"of an old":               {old, delegation.Asks{Day: today, Sites: 50, Invited: 1000}, ""},
		"a thousand":              {old, delegation.Asks{Day: today, Sites: 1000}, fault.TooMany},
		"while its name is held":  {held, delegation.Asks{}, fault.Forbidden},
		"while an operator looks": {old, delegation.Asks{Paused: &nine}, fault.Forbidden},
	} {
		ch, err := tt.a.Founds(tt.o, nine, change.Change{})
		if wantKind(t, name, err, tt.want); err != nil {
			continue
		}
		if a := stored(t, ch, func(a delegation.Asks) delegation.Asks { return a }); a.Sites < 1 || a.Day != today {
			t.Errorf("%s: %+v", name, a)
		}
	}
}
