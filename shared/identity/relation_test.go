package identity

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

// site is Fabrikam, as Ridge's, opened an hour ago; edit makes it another.
func site(edit func(*Relation)) Organization {
	r := Relation{Provider: "org_ridge", Name: "Ridge IT", Client: "client_a", Since: nine.Add(-day), Open: true, Turned: nine.Add(-time.Hour), TurnedBy: "Rhea"}
	if edit != nil {
		edit(&r)
	}
	return Organization{ID: id.New[id.Organization](nine, "Fabrikam", 0), Name: "Fabrikam", Kind: Provider, Version: 4, Relation: &r}
}

const day = 24 * time.Hour

func TestAClosedSiteIsClosedToEverybodyThereAndToThemAlone(t *testing.T) { // rules S1, F6, promise 7
	closed := func(r *Relation) { r.Open = false }
	stranger := Member{}
	for name, tt := range map[string]struct {
		m    Member
		o    Organization
		want fault.Kind
		said string
	}{
		"open":                           {membership(func(*Member) {}), site(nil), "", ""},
		"closed":                         {membership(func(*Member) {}), site(closed), fault.Forbidden, "Ridge IT closed Fabrikam to its people at 2026-03-04T08:00:00Z"},
		"never opened":                   {membership(func(*Member) {}), site(func(r *Relation) { r.Open, r.Turned = false, time.Time{} }), fault.Forbidden, "has not opened Fabrikam to its people yet"},
		"closed, and ended":              {membership(func(*Member) {}), site(func(r *Relation) { r.Open, r.Ended = false, &nine }), "", ""},
		"an ordinary one":                {membership(func(*Member) {}), Organization{ID: "org_a", Version: 1}, "", ""},
		"closed, to a stranger":          {stranger, site(closed), fault.NotFound, "There is no such organization."},
		"closed, to who was removed":     {membership(func(m *Member) { m.Removed = &nine }), site(closed), fault.NotFound, "There is no such organization."},
		"closed, to somebody suspended":  {membership(func(m *Member) { m.Suspended = &nine }), site(closed), fault.Forbidden, "suspended"},
		"closed, to too little a member": {membership(func(m *Member) { m.Role = User }), site(closed), fault.Forbidden, ""},
	} {
		c, s := knocking(Admins)
		by, err := Authenticate(c, s, Person{}, tt.m, tt.o)
		if wantKind(t, err, tt.want); err != nil && !strings.Contains(err.Error(), tt.said) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && by.Person != "" {
			t.Errorf("%s: somebody: %+v", name, by)
		}
	}
	c, s := knocking(Anybody)
	if _, err := Authenticate(c, s, ann, Member{}, Organization{}); err != nil {
		t.Errorf("what is for no organization: %v", err)
	}
}

func TestTheAdminsOfAClosedSiteSeeWhoClosedItAndNobodyElseDoes(t *testing.T) { // rule S1
	closed := site(func(r *Relation) { r.Open = false })
	for name, tt := range map[string]struct {
		m    Member
		want fault.Kind
	}{
		"an admin":   {membership(func(*Member) {}), ""},
		"a user":     {membership(func(m *Member) { m.Role = User }), fault.Forbidden},
		"suspended":  {membership(func(m *Member) { m.Suspended = &nine }), fault.Forbidden},
		"a stranger": {Member{}, fault.NotFound},
	} {
		c, s := knocking(Admins)
		_, err := AuthenticateShut(c, s, Person{}, tt.m, closed)
		if fault.Of(err) != tt.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatSomebodyAtASiteDoesHoldsOnlyWhileTheSiteIsAsItWas(t *testing.T) { // rule S1, promise 3
	checked := func(o Organization) bool {
		c, s := knocking(Members)
		by, err := Authenticate(c, s, Person{}, membership(func(*Member) {}), o)
		wantKind(t, err, "")
		return slices.ContainsFunc(by.Change().Checks, func(r change.Record) bool { x, ok := r.(Organization); return ok && x.Version == 4 })
	}
	ordinary := site(nil)
	ordinary.Relation = nil
	if !checked(site(nil)) || checked(site(func(r *Relation) { r.Ended = &nine })) || checked(ordinary) {
		t.Error("it is not checked, or another is")
	}
}

// rhea is an admin of Ridge IT, whose organization edit makes another.
func rhea(edit func(*Organization)) Caller {
	home := Organization{ID: "org_ridge", Name: "Ridge IT", Kind: Provider, Version: 2}
	if edit != nil {
		edit(&home)
	}
	c, s := knocking(Admins)
	by, err := Authenticate(c, s, Person{}, membership(func(m *Member) {
		m.Organization, m.OrganizationName, m.Name, m.Kind = home.ID, home.Name, "Rhea", home.Kind
	}), home)
	if err != nil {
		panic(err)
	}
	return by
}

func inviting(edit func(*Inviting)) Inviting {
	o := site(nil)
	f := Inviting{Organization: o, Roster: Roster{Organization: o.ID, People: []id.Person{"person_cora"}, Version: 1}, Email: " Carl@Fabrikam.example ", Role: User}
	if edit != nil {
		edit(&f)
	}
	return f
}

func TestAProviderInvitesToItsSiteAndTheAdminsThereAreTold(t *testing.T) { // rule S2
	inv, c, err := InviteToSite(rhea(nil), inviting(nil))
	wantKind(t, err, "")
	if inv.Organization == "org_ridge" || inv.Provider != "org_ridge" || inv.Inviter() != "Rhea of Ridge IT" || inv.Email != "Carl@Fabrikam.example" {
		t.Errorf("%+v", inv)
	}
	if n := c.Notices; len(n) != 2 || n[0].Kind != change.MemberInvited || n[1].Kind != change.SiteInvited || n[1].To.Organization != inv.Organization || n[1].To.Person != "" {
		t.Errorf("told %+v", n)
	}
	if len(c.Entries) != 2 || c.Entries[0].Action != audit.SiteInvited || c.Entries[1].Action != audit.MemberInvited {
		t.Fatalf("on record %+v", c.Entries)
	}
	own, theirs := c.Entries[0], c.Entries[1]
	if own.Organization != "org_ridge" || own.Actor == "" || theirs.Organization != inv.Organization || theirs.Actor != "" || theirs.ActorOrganization != "Ridge IT" || theirs.From != "" {
		t.Errorf("on record %+v, %+v", own, theirs)
	}
	if !slices.ContainsFunc(c.Checks, func(r change.Record) bool { x, ok := r.(Organization); return ok && x.ID == inv.Organization }) {
		t.Error("the site may be closed meanwhile")
	}
}

func TestTheFirstAtASiteIsAnAdmin(t *testing.T) { // rule S2
	none := func(f *Inviting) { f.Roster = Roster{} }
	_, _, err := InviteToSite(rhea(nil), inviting(none))
	wantKind(t, err, fault.Conflict)
	inv, c, err := InviteToSite(rhea(nil), inviting(func(f *Inviting) { none(f); f.Role = Admin }))
	if wantKind(t, err, ""); inv.Role != Admin || len(c.Notices) != 1 {
		t.Errorf("%+v", c.Notices)
	}
}

func TestWhatAProviderCannotInviteToASiteIsRefused(t *testing.T) { // rules S1 to S3, D9
	pending := func(provider id.Organization, role Role) func(*Inviting) {
		return func(f *Inviting) {
			f.Pending = []Invitation{{ID: "invite_a", Email: "carl@fabrikam.example", Role: role, Provider: provider, ByName: "Cora", Link: Link{Expires: nine.Add(time.Hour)}, Version: 1}}
		}
	}
	for name, tt := range map[string]struct {
		home func(*Organization)
		edit func(*Inviting)
		want fault.Kind
	}{
		"an ordinary organization":         {nil, func(f *Inviting) { f.Organization.Relation = nil }, fault.NotFound},
		"nothing":                          {nil, func(f *Inviting) { f.Organization = Organization{} }, fault.NotFound},
		"another's site":                   {nil, func(f *Inviting) { f.Organization.Relation.Provider = "org_other" }, fault.NotFound},
		"one that was":                     {nil, func(f *Inviting) { f.Organization.Relation.Ended = &nine }, fault.NotFound},
		"the provider itself":              {nil, func(f *Inviting) { f.Organization = Organization{ID: "org_ridge", Version: 2} }, fault.NotFound},
		"a closed site":                    {nil, func(f *Inviting) { f.Organization.Relation.Open = false }, fault.Conflict},
		"a site whose name waits":          {nil, func(f *Inviting) { f.Organization.Held = "it is like another's" }, fault.Forbidden},
		"while the provider's waits":       {func(o *Organization) { o.Held = "it is like another's" }, nil, fault.Forbidden},
		"no address":                       {nil, func(f *Inviting) { f.Email = "Carl" }, fault.Invalid},
		"a member":                         {nil, func(f *Inviting) { f.Member = Member{Name: "Carla Secret", Version: 1} }, fault.Conflict},
		"whom the site invited":            {nil, pending("", User), fault.Conflict},
		"who is invited as something else": {nil, pending("org_ridge", Admin), fault.Conflict},
		"one admin too many": {nil, func(f *Inviting) {
			f.Role = Admin
			for i := range MaxAdmins {
				f.Roster.People = append(f.Roster.People, id.Person("person_"+string(rune('A'+i))))
			}
		}, fault.Conflict},
	} {
		_, c, err := InviteToSite(rhea(tt.home), inviting(tt.edit))
		if fault.Of(err) != tt.want {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if wantNothing(t, c); strings.Contains(err.Error(), "Carla") || strings.Contains(err.Error(), "Cora") {
			t.Errorf("%s is told %v", name, err)
		}
	}
	inv, c, err := InviteToSite(rhea(nil), inviting(pending("org_ridge", User)))
	if wantKind(t, err, ""); inv.ID != "invite_a" {
		t.Errorf("%+v", inv)
	}
	wantNothing(t, c)
	_, c, err = InviteToSite(rhea(nil), inviting(func(f *Inviting) { f.Member = Member{Name: "Carla", Removed: &nine, Version: 3} }))
	if wantKind(t, err, ""); len(c.Records) != 1 {
		t.Error("who was a member once is not invited")
	}
}

func TestAProviderTakesBackWhatItAskedAndNoMore(t *testing.T) { // rule S3
	inv := Invitation{ID: "invite_a", Organization: site(nil).ID, Email: "carl@fabrikam.example", Role: User, Provider: "org_ridge", Version: 1}
	c, err := UninviteFromSite(rhea(nil), site(nil), inv)
	if wantKind(t, err, ""); len(c.Drops) != 1 || len(c.Entries) != 2 {
		t.Errorf("%+v", c)
	}
	theirs, gone := inv, inv
	theirs.Provider, gone.Version = "", 0
	for _, i := range []Invitation{theirs, gone} {
		c, err := UninviteFromSite(rhea(nil), site(nil), i)
		wantKind(t, err, fault.NotFound)
		wantNothing(t, c)
	}
	_, err = UninviteFromSite(rhea(nil), site(func(r *Relation) { r.Ended = &nine }), inv)
	wantKind(t, err, fault.NotFound)
}

func TestWhoMayJoinASiteIsJudgedAtTheProviderThatInvited(t *testing.T) { // rules S1, S2
	with := func(role Role, edit func(*Joining)) Joining {
		j := Joining{
			Invitation: Invitation{Organization: site(nil).ID, OrganizationName: "Fabrikam", Provider: "org_ridge", ProviderName: "Ridge IT", By: "person_rhea", ByName: "Rhea", Role: role},
			Home:       site(nil), Provider: Roster{Organization: "org_ridge", People: []id.Person{"person_rhea"}, Version: 1},
		}
		if edit != nil {
			edit(&j)
		}
		return j
	}
	ended := func(j *Joining) { j.Home = site(func(r *Relation) { r.Ended = &nine }) }
	less := func(j *Joining) { j.Provider.People = []id.Person{"person_else"} }
	for name, tt := range map[string]struct {
		j    Joining
		want fault.Kind
		said string
	}{
		"an admin":                                 {with(Admin, nil), "", ""},
		"a user":                                   {with(User, nil), "", ""},
		"a user, by who is an admin no more":       {with(User, less), "", ""},
		"an admin, by who is one no more":          {with(Admin, less), fault.Conflict, "Rhea is no admin of Ridge IT any more"},
		"an admin, by who is one at the site only": {with(Admin, func(j *Joining) { less(j); j.Roster.People = []id.Person{"person_rhea"} }), fault.Conflict, "Ridge IT"},
		"a user, where all ended":                  {with(User, ended), fault.Conflict, "no site of Ridge IT any more"},
		"a user, of another's site by now":         {with(User, func(j *Joining) { j.Home.Relation.Provider = "org_other" }), fault.Conflict, "no site of Ridge IT any more"},
		"a user, while it is closed":               {with(User, func(j *Joining) { j.Home.Relation.Open = false }), fault.Forbidden, "closed Fabrikam"},
		"whom the site itself invited, closed":     {with(User, func(j *Joining) { j.Invitation.Provider = ""; j.Home.Relation.Open = false }), fault.Forbidden, "closed Fabrikam"},
		"a member":                                 {with(User, func(j *Joining) { j.Member = Member{Version: 1} }), fault.Conflict, "already"},
	} {
		if err := MayJoin(tt.j); fault.Of(err) != tt.want || err != nil && !strings.Contains(err.Error(), tt.said) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnAdminLetsAMemberShareAndAnAuditorNever(t *testing.T) { // rule H1
	f := Ruling{Member: Member{Organization: "org_a", Person: "person_b", Name: "Bob", Role: User, Version: 3}}
	m, c, err := LetShare(admin(Provider), f, true)
	if wantKind(t, err, ""); !m.Shares || entry(t, c, audit.MemberSharing).Detail != "may share with other organizations" {
		t.Errorf("%+v", m)
	}
	_, c, err = LetShare(admin(Provider), f, false)
	wantKind(t, err, "")
	wantNothing(t, c)
	f.Member.Role = Auditor
	_, c, err = LetShare(admin(Provider), f, true)
	wantKind(t, err, fault.Conflict)
	wantNothing(t, c)
	for role, want := range map[Role]bool{Admin: true, User: true, Reviewer: true, Auditor: false} {
		by, err := knock(Members, role, Provider)
		wantKind(t, err, "")
		by.member.Shares = true
		if by.MayShare() != want {
			t.Errorf("%s who was let share: %v", role, !want)
		}
		if by.member.Shares = false; by.MayShare() != (role == Admin) {
			t.Errorf("%s who was not: %v", role, by.MayShare())
		}
	}
}

func TestAnInvitationThatASiteAdminSendsAgainIsTheirs(t *testing.T) { // rule S2
	inv := Invitation{Organization: "org_a", Email: "carl@fabrikam.example", Role: User, Provider: "org_ridge", ProviderName: "Ridge IT", ByName: "Rhea", Version: 1}
	inv, _, err := Reinvite(admin(Provider), Organization{}, inv, Link{})
	if wantKind(t, err, ""); inv.Provider != "" || inv.Inviter() != "Ann here" {
		t.Errorf("%+v", inv)
	}
}
