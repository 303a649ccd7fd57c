package sharing

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

var (
	nine  = identitytest.Nine
	ridge = identitytest.Organization("Ridge IT", identity.Provider)
	other = identitytest.Organization("Elsewhere", identity.Provider)
)

// site is one of Ridge's, which is open; edit makes it another.
func site(name string, edit func(*identity.Relation)) identity.Organization {
	o := identitytest.Organization(name, identity.Provider)
	o.Relation = &identity.Relation{
		Provider: ridge.ID, Name: ridge.Name, Client: "client_a", Since: nine, Open: true, Turned: nine, TurnedBy: "Rob",
	}
	if edit != nil {
		edit(o.Relation)
	}
	return o
}

// by is an admin of an organization.
func by(o identity.Organization, name string) identity.Caller {
	return identitytest.CallerIn(o, identitytest.Member(o, name, identity.Admin), nine.Add(time.Hour))
}

func keys() (identity.NewKeys, error) {
	return identity.NewKeys{Organization: "org_new", Epoch: 1, Public: []byte("public"), Pair: identity.KeyPair{Organization: "org_new"}}, nil
}

func refused(t *testing.T, name string, err error, c change.Change, want fault.Kind, said string) {
	t.Helper()
	if fault.Of(err) != want || err == nil || !strings.Contains(err.Error(), said) {
		t.Errorf("%s: %v, want %s saying %q", name, err, want, said)
	}
	if len(c.Records)+len(c.Drops)+len(c.Entries)+len(c.Notices)+len(c.Orders) != 0 {
		t.Errorf("%s: refused, and does %+v", name, c)
	}
}

func kept[T any](t *testing.T, c change.Change) T {
	t.Helper()
	var out []T
	for _, r := range c.Records {
		if x, ok := r.(T); ok {
			out = append(out, x)
		}
	}
	if len(out) != 1 {
		t.Fatalf("keeps %d of %T", len(out), *new(T))
	}
	return out[0]
}

// on is what is on the record of an organization: the actions.
func on(c change.Change, o id.Organization) (out []audit.Action) {
	for _, e := range c.Entries {
		if e.Organization == o {
			out = append(out, e.Action)
		}
	}
	slices.Sort(out)
	return out
}

func TestASiteIsMadeClosedWithNobodyAndOnBothRecords(t *testing.T) { // rules S1, S3, S7
	o, cl, c, err := New(by(ridge, "Rhea"), Founding{Name: "Fabrikam"}, keys)
	if err != nil {
		t.Fatal(err)
	}
	if !o.IsSiteOf(ridge.ID) && o.Version == 0 {
		o.Version = 1
	}
	if o.Shut() == nil || o.Name != "Fabrikam" || o.Kind != identity.Provider || o.Relation.Client != cl.ID || cl.Site != o.ID {
		t.Errorf("%+v of %+v", o, cl)
	}
	if got := kept[filing.Client](t, c); got.Site != o.ID || got.Name != "Fabrikam" {
		t.Errorf("keeps the client %+v", got)
	}
	if row := kept[Site](t, c); row.Provider != ridge.ID || row.Site != o.ID {
		t.Errorf("is found by %+v", row)
	}
	kept[identity.KeyPair](t, c)
	for _, r := range c.Records {
		switch r.(type) {
		case identity.Member, identity.Roster, identity.Belonging:
			t.Errorf("somebody is a member: %+v", r)
		}
	}
	if !slices.Contains(on(c, ridge.ID), audit.SiteCreated) || !slices.Equal(on(c, o.ID), []audit.Action{audit.OrganizationCreated}) {
		t.Errorf("on record %v, %v", on(c, ridge.ID), on(c, o.ID))
	}
}

func TestASiteIsForAClientThatHasNone(t *testing.T) { // rule S7
	cl := filing.Client{Organization: ridge.ID, ID: "client_a", Name: "Contoso", Version: 2}
	o, _, c, err := New(by(ridge, "Rhea"), Founding{Exists: true, Client: cl}, keys)
	if err != nil || o.Name != "Contoso" || kept[filing.Client](t, c).Site != o.ID {
		t.Errorf("%+v, %v", o, err)
	}
	o, _, _, err = New(by(ridge, "Rhea"), Founding{Exists: true, Client: cl, Name: " Contoso Ltd "}, keys)
	if err != nil || o.Name != "Contoso Ltd" {
		t.Errorf("%+v, %v", o, err)
	}
	taken := cl
	taken.Site = "org_there"
	for name, tt := range map[string]struct {
		f    Founding
		want fault.Kind
		said string
	}{
		"no client":           {Founding{Exists: true}, fault.Invalid, "body.client"},
		"one with a site":     {Founding{Exists: true, Client: taken}, fault.Conflict, "Contoso has a site already"},
		"groups for it":       {Founding{Exists: true, Client: cl, Groups: []identity.Group{{ID: "group_a", Version: 1}}}, fault.Invalid, "body.groups"},
		"nothing to call it":  {Founding{Name: "  "}, fault.Invalid, "body.name"},
		"nothing at all":      {Founding{}, fault.Invalid, "body.name"},
		"groups of no member": {Founding{Name: "Fabrikam", Groups: []identity.Group{{ID: "group_a"}}}, fault.Invalid, "body.groups"},
	} {
		_, _, c, err := New(by(ridge, "Rhea"), tt.f, func() (identity.NewKeys, error) { return identity.NewKeys{}, errors.New("keys were made") })
		var f *fault.Error
		if errors.As(err, &f) && len(f.Fields) > 0 {
			err = &fault.Error{Kind: f.Kind, Message: f.Fields[0].Name}
		}
		refused(t, name, err, c, tt.want, tt.said)
	}
}

func TestASiteHasNoSitesUntilItIsOneNoMore(t *testing.T) { // rule S1
	_, _, c, err := New(by(site("Contoso", nil), "Cora"), Founding{Name: "Fabrikam"}, keys)
	refused(t, "a site", err, c, fault.Forbidden, "Contoso is a site of Ridge IT, and has no sites of its own")
	if _, _, _, err = New(by(site("Contoso", func(r *identity.Relation) { r.Ended = &nine }), "Cora"), Founding{Name: "Fabrikam"}, keys); err != nil {
		t.Error(err)
	}
	_, _, c, err = New(by(identitytest.Organization("Olga", identity.Personal), "Olga"), Founding{Name: "Fabrikam"}, keys)
	refused(t, "a personal account", err, c, fault.Forbidden, "personal")
}

func TestASiteWithANameThatPeopleTrustWaits(t *testing.T) { // rule D9
	if o, _, _, err := New(by(ridge, "Rhea"), Founding{Name: "PayPal Support"}, keys); err != nil || o.Held == "" {
		t.Errorf("%+v, %v", o, err)
	}
}

func TestASiteIsOpenedAndClosedOnBothRecordsAndItsAdminsAreTold(t *testing.T) { // rule S1
	was := site("Contoso", nil)
	o, c, err := Turn(by(ridge, "Rhea"), was, false)
	if err != nil || o.Shut() == nil || o.Relation.TurnedBy != "Rhea" || !was.Relation.Open {
		t.Errorf("%+v of %+v, %v", o.Relation, was.Relation, err)
	}
	if n := c.Notices; len(n) != 1 || n[0].Kind != change.SiteClosed || n[0].To.Organization != o.ID {
		t.Errorf("told %+v", n)
	}
	if !slices.Equal(on(c, ridge.ID), []audit.Action{audit.SiteClosed}) || !slices.Equal(on(c, o.ID), []audit.Action{audit.SiteClosed}) {
		t.Errorf("on record %+v", c.Entries)
	}
	_, c, err = Turn(by(ridge, "Ria"), o, false)
	refused(t, "again", err, c, fault.Conflict, "Rhea closed Contoso to its people already at 2026-03-04T10:00:00Z")
	o, c, err = Turn(by(ridge, "Ria"), o, true)
	if err != nil || o.Shut() != nil || c.Notices[0].Kind != change.SiteOpened || on(c, o.ID)[0] != audit.SiteOpened {
		t.Errorf("%+v, %+v, %v", o.Relation, c, err)
	}
	_, c, err = Turn(by(ridge, "Rhea"), o, true)
	refused(t, "opened again", err, c, fault.Conflict, "Ria opened Contoso to its people already")
	_, c, err = Turn(by(ridge, "Rhea"), site("Contoso", func(r *identity.Relation) { r.Open, r.Turned = false, time.Time{} }), false)
	refused(t, "never opened", err, c, fault.Conflict, "has not been opened")
}

// strangers are what is no site of Ridge's.
var strangers = map[string]identity.Organization{
	"nothing":             {},
	"another":             other,
	"the provider itself": ridge,
	"another's site":      site("Northwind", func(r *identity.Relation) { r.Provider = other.ID }),
	"one that was":        site("Northwind", func(r *identity.Relation) { r.Ended = &nine }),
}

func TestWhatIsNoSiteOfTheCallersIsNothingToThem(t *testing.T) { // promise 7
	for name, o := range strangers {
		_, c, err := Turn(by(ridge, "Rhea"), o, false)
		refused(t, name, err, c, fault.NotFound, "site")
		_, c, err = SetTypes(by(ridge, "Rhea"), Typing{Site: o}, true)
		refused(t, name, err, c, fault.NotFound, "site")
		if _, err := SiteOf(by(ridge, "Rhea"), o); fault.Of(err) != fault.NotFound {
			t.Errorf("%s is a partner: %v", name, err)
		}
	}
	o := site("Contoso", nil)
	_, c, err := Turn(by(o, "Cora"), o, false)
	refused(t, "the site's own admin", err, c, fault.NotFound, "site")
	_, c, err = SetTypes(by(o, "Cora"), Typing{Site: o}, false)
	refused(t, "the site's own admin", err, c, fault.NotFound, "site")
}

func typing(own, theirs filing.Types) Typing {
	f := Typing{Site: site("Contoso", nil), Types: theirs, Own: own}
	f.Own.Organization, f.Types.Organization = ridge.ID, f.Site.ID
	return f
}

func TestAForcedListTakesThePlaceOfTheSitesOwnWhichComesBack(t *testing.T) { // rule C8
	f := typing(filing.Types{Names: []string{"Router", "Switch"}, Limits: map[string]int{"Router": 90}, Version: 2},
		filing.Types{Names: []string{"Door"}, Limits: map[string]int{"Door": 7}, Version: 5})
	now, c, err := SetTypes(by(ridge, "Rhea"), f, true)
	if err != nil || !slices.Equal(now.Offered(), []string{"Router", "Switch"}) || now.Limit("Router") != 90 || now.Limit("Door") != 0 {
		t.Errorf("%+v, %v", now, err)
	}
	if len(c.Orders) != 1 || c.Orders[0].Chore != filing.LimitedChore || c.Orders[0].Thing != string(f.Site.ID) {
		t.Errorf("orders %+v", c.Orders)
	}
	if !slices.Equal(on(c, f.Site.ID), []audit.Action{audit.SiteTypes}) || !slices.Equal(on(c, ridge.ID), []audit.Action{audit.SiteTypes}) {
		t.Errorf("on record %+v", c.Entries)
	}
	for _, want := range []change.Record{f.Site, f.Own} {
		if !slices.ContainsFunc(c.Checks, func(r change.Record) bool { return sameKind(r, want) }) {
			t.Errorf("a %T may move meanwhile", want)
		}
	}
	again := f
	again.Types = now
	_, c, err = SetTypes(by(ridge, "Rhea"), again, true)
	if err != nil || len(c.Records)+len(c.Entries) != 0 {
		t.Errorf("again: %+v, %v", c, err)
	}
	cora := by(f.Site, "Cora")
	_, c, err = filing.SetTypes(cora, now, []string{"Gate"}, nil)
	refused(t, "the site's own change", err, c, fault.Forbidden, "Ridge IT has Contoso use its own list")
	back, c, err := SetTypes(by(ridge, "Rhea"), again, false)
	if err != nil || !slices.Equal(back.Offered(), []string{"Door"}) || back.Limit("Door") != 7 || !maps.Equal(back.Limits, f.Types.Limits) || len(c.Orders) != 1 {
		t.Errorf("back: %+v, %+v, %v", back, c.Orders, err)
	}
	_, c, err = SetTypes(by(ridge, "Rhea"), f, false)
	if err != nil || len(c.Records)+len(c.Entries) != 0 {
		t.Errorf("its own already: %+v, %v", c, err)
	}
}

func sameKind(a, b change.Record) bool {
	switch a := a.(type) {
	case identity.Organization:
		x, ok := b.(identity.Organization)
		return ok && x.ID == a.ID
	case filing.Types:
		x, ok := b.(filing.Types)
		return ok && x.Organization == a.Organization
	}
	return false
}

func TestAForcedListFollowsTheProvidersWhileItIsForced(t *testing.T) { // rule C8
	f := typing(filing.Types{Version: 0}, filing.Types{})
	now, _, err := SetTypes(by(ridge, "Rhea"), f, true)
	if err != nil || !slices.Equal(now.Offered(), filing.Usual) {
		t.Errorf("%+v, %v", now, err)
	}
	f.Types, f.Own = now, filing.Types{Organization: ridge.ID, Names: []string{"Tower"}, Version: 1}
	c := Follow(nine, f)
	if got := kept[filing.Types](t, c); !slices.Equal(got.Offered(), []string{"Tower"}) || len(c.Entries) != 1 || c.Entries[0].Actor != "" || len(c.Orders) != 0 {
		t.Errorf("%+v, %+v", got, c)
	}
	f.Types = kept[filing.Types](t, c)
	same, free, gone := f, f, f
	free.Types.Forced = nil
	gone.Site.Relation = nil
	gone.Own.Names, free.Own.Names = []string{"Mast"}, []string{"Mast"}
	for name, f := range map[string]Typing{"as it is": same, "its own": free, "a site no more": gone} {
		if c := Follow(nine, f); len(c.Records)+len(c.Entries)+len(c.Checks) != 0 {
			t.Errorf("%s: %+v", name, c)
		}
	}
}
