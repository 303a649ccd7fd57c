package sharing

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

func TestPartnersAreAProviderAndItsSiteAndNobodyElse(t *testing.T) { // rules S3, S8
	contoso, northwind := site("Contoso", nil), site("Northwind", nil)
	for name, tt := range map[string]struct {
		home, other identity.Organization
		site        string
	}{
		"a provider and its site":      {ridge, contoso, "Contoso"},
		"a site and its provider":      {contoso, ridge, "Contoso"},
		"two sites of one provider":    {contoso, northwind, ""},
		"a site and itself":            {contoso, contoso, ""},
		"a provider and itself":        {ridge, ridge, ""},
		"a provider and a stranger":    {ridge, other, ""},
		"a stranger and a site":        {other, contoso, ""},
		"a site and a stranger":        {contoso, other, ""},
		"a site and nothing":           {contoso, identity.Organization{}, ""},
		"a site and a provider gone":   {contoso, identity.Organization{ID: ridge.ID}, ""},
		"a provider and what was one":  {ridge, site("Contoso", func(r *identity.Relation) { r.Ended = &nine }), ""},
		"what was one, and a provider": {site("Contoso", func(r *identity.Relation) { r.Ended = &nine }), ridge, ""},
	} {
		got, err := SiteOf(by(tt.home, "Ann"), tt.other)
		if got.Name != tt.site || (err == nil) != (tt.site != "") || err != nil && fault.Of(err) != fault.NotFound {
			t.Errorf("%s: %q, %v", name, got.Name, err)
		}
	}
}

func TestOnlyWhoMaySharesLooksWhomToChoose(t *testing.T) { // rules H1, S8
	for _, tt := range []struct {
		role          identity.Role
		lets          bool
		chooses, sees bool
	}{
		{identity.Admin, false, true, true},
		{identity.User, false, false, false},
		{identity.User, true, true, true},
		{identity.Reviewer, false, false, false},
		{identity.Reviewer, true, true, true},
		{identity.Auditor, false, false, true},
		{identity.Auditor, true, false, true},
	} {
		m := identitytest.Member(ridge, "Ann", tt.role)
		m.Shares = tt.lets
		c := identitytest.CallerIn(ridge, m, nine)
		if err := MayChoose(c); (err == nil) != tt.chooses || err != nil && fault.Of(err) != fault.Forbidden {
			t.Errorf("%s, let share %v: chooses %v", tt.role, tt.lets, err)
		}
		if err := MaySee(c); (err == nil) != tt.sees {
			t.Errorf("%s, let share %v: sees %v", tt.role, tt.lets, err)
		}
	}
}

func TestEitherSideEndsItAndTheSiteKeepsWhatItCreated(t *testing.T) { // rule S1
	contoso := site("Contoso", func(r *identity.Relation) { r.Open = false })
	ended := func(who identity.Caller, theirs identity.Organization, typed string) (Ending, change.Change, error) {
		f := EndingOf(contoso, theirs, typed)
		f.Row.Version, f.Client.Version, f.Client.Site = 1, 2, contoso.ID
		f.Types = filing.Types{Organization: contoso.ID, Names: []string{"Door"}, Forced: &filing.Forced{By: ridge.ID, Names: []string{"Router"}, Limits: map[string]int{"Router": 9}}, Version: 3}
		f.Pending = []identity.Invitation{{ID: "invite_theirs", Version: 1}, {ID: "invite_ours", Provider: ridge.ID, Version: 1}}
		c, err := End(who, f)
		return f, c, err
	}
	cora := identitytest.CallerIn(site("Contoso", nil), identitytest.Member(contoso, "Cora", identity.Admin), nine)
	for name, tt := range map[string]struct {
		who    identity.Caller
		theirs identity.Organization
		typed  string
		said   string
	}{
		"the provider": {by(ridge, "Rhea"), contoso, " Contoso ", "Rhea of Ridge IT"},
		"the site":     {cora, ridge, "Ridge IT", "Cora of Contoso"},
	} {
		_, c, err := ended(tt.who, tt.theirs, tt.typed)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		o := kept[identity.Organization](t, c)
		if o.IsSite() || o.Shut() != nil || o.Relation.EndedBy != tt.said || contoso.Relation.Ended != nil {
			t.Errorf("%s: %+v", name, o.Relation)
		}
		if got := kept[filing.Types](t, c); got.Forced != nil || !slices.Equal(got.Offered(), []string{"Door"}) || len(c.Orders) != 2 || c.Orders[1].Chore != PartChore || c.Orders[1].Thing != string(o.ID) {
			t.Errorf("%s: its types are %+v", name, got)
		}
		if len(c.Drops) != 2 || c.Drops[1].(identity.Invitation).ID != "invite_ours" || kept[filing.Client](t, c).Site != "" {
			t.Errorf("%s: drops %+v", name, c.Drops)
		}
		if !slices.Equal(on(c, ridge.ID), []audit.Action{audit.SiteEnded}) || !slices.Equal(on(c, contoso.ID), []audit.Action{audit.SiteEnded}) {
			t.Errorf("%s: on record %+v", name, c.Entries)
		}
		for _, e := range c.Entries {
			if e.Organization != tt.who.Organization && (e.Actor != "" || e.From != "" || e.ActorOrganization == "") {
				t.Errorf("%s: the other side sees %+v", name, e)
			}
		}
		if n := c.Notices; len(n) != 2 || n[0].To.Organization == n[1].To.Organization || n[0].Kind != change.RelationEnded || n[0].Home != string(n[0].To.Organization) {
			t.Errorf("%s: told %+v", name, n)
		}
	}
	for _, typed := range []string{"", "contoso", "Ridge IT", "Contoso Ltd"} {
		_, c, err := ended(by(ridge, "Rhea"), contoso, typed)
		if fault.Of(err) != fault.Invalid || len(c.Records) != 0 {
			t.Errorf("typed %q: %v", typed, err)
		}
	}
}

func TestAnEndIsOneTransactionHoweverManyAreInvited(t *testing.T) { // rule S1
	contoso := site("Contoso", nil)
	f := EndingOf(contoso, contoso, "Contoso")
	for range 200 {
		f.Pending = append(f.Pending, identity.Invitation{Provider: ridge.ID, Version: 1})
	}
	c, err := End(by(ridge, "Rhea"), f)
	if n := len(c.Records) + len(c.Drops) + len(c.Checks) + len(c.Entries) + 2*len(c.Notices) + len(c.Orders); err != nil || n > 90 {
		t.Errorf("%d items, %v", n, err)
	}
}
