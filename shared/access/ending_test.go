package access_test

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// held is a resource that Bob is on twice, and a group, with the rows that list
// Bob's.
func held() (identity.Member, access.Ending) {
	bob := identitytest.Member(team, "Bob", identity.User)
	r := access.Resource{Organization: team.ID, ID: "res_a", Name: "Shop", Version: 4, Assignments: []access.Assignment{
		{ID: "assign_old", Member: bob.Person, Name: "Bob", Since: nine.Add(-time.Hour)},
		{ID: "assign_g", Group: sales, Name: "Sales"},
		{ID: "assign_new", Member: bob.Person, Name: "Bob", Credential: "cred_b", Since: nine},
	}}
	listed := func(a access.Assignment) access.Listed {
		return access.Listed{Organization: team.ID, For: a.For(), Resource: r.ID, Assignment: a.ID, Version: 1}
	}
	return bob, access.Ending{Listed: []access.Listed{listed(r.Assignments[0]), listed(r.Assignments[2])}, Resources: []access.Resource{r}}
}

func TestWhoIsNoLongerAMemberIsTakenOffAndWhoIsOneAgainKeepsWhatIsNew(t *testing.T) {
	bob, f := held()
	bob.Since = nine.Add(-2 * time.Hour)
	if ch := access.MemberGone(nine, bob, f); len(ch.Records)+len(ch.Drops)+len(ch.Entries)+len(ch.Checks) != 0 {
		t.Errorf("of a member: %+v", ch)
	}
	bob.Since = nine
	ch := access.MemberGone(nine, bob, f)
	if r := ch.Records[0].(access.Resource); len(r.Assignments) != 2 || len(ch.Drops) != 1 || ch.Drops[0].(access.Listed).Assignment != "assign_old" {
		t.Errorf("of a member again: %+v", ch)
	}
	bob.Removed = &nine
	ch = access.MemberGone(nine, bob, f)
	if r := ch.Records[0].(access.Resource); len(r.Assignments) != 1 || r.Assignments[0].Group != sales || len(ch.Drops) != 2 || len(ch.Checks) != 1 {
		t.Errorf("of somebody removed: %+v", ch)
	}
	if len(ch.Entries) != 2 || ch.Entries[0].Action != audit.ResourceUnassigned || ch.Entries[0].Actor != "" || len(f.Resources[0].Assignments) != 3 {
		t.Errorf("on record: %+v", ch.Entries)
	}
	f.Listed = f.Listed[:1] // a piece ends what it lists and no more
	if ch = access.MemberGone(nine, bob, f); len(ch.Records[0].(access.Resource).Assignments) != 2 {
		t.Errorf("a piece: %+v", ch.Records)
	}
}

func TestOnlyADeletedGroupIsTakenOff(t *testing.T) {
	_, f := held()
	g := identity.Group{Organization: team.ID, ID: sales, Name: "Sales", Version: 2}
	f.Listed = []access.Listed{{Organization: team.ID, For: string(sales), Resource: "res_a", Assignment: "assign_g", Version: 1}}
	if n, ch := access.EndGroup(ada, g, f); n != 0 || len(ch.Records)+len(ch.Drops) != 0 {
		t.Errorf("a live one: %+v", ch)
	}
	g.Deleted = &nine
	n, ch := access.EndGroup(ada, g, f)
	if r := ch.Records[0].(access.Resource); n != 1 || len(r.Assignments) != 2 || len(ch.Drops) != 1 || ch.Entries[0].ActorName != "Ada" {
		t.Errorf("%d: %+v", n, ch)
	}
	if ch := access.GroupGone(nine, g, f); len(ch.Entries) != 1 || ch.Entries[0].ActorName != "" {
		t.Errorf("%+v", ch.Entries)
	}
	f.Resources[0].Assignments = nil // ended by somebody else: the row goes
	if n, ch := access.EndGroup(ada, g, f); n != 0 || len(ch.Drops) != 1 || len(ch.Records) != 0 {
		t.Errorf("%+v", ch)
	}
}

// rule G2
func TestGivingOneselfAccessIsToldToTheOtherAdmins(t *testing.T) {
	f := assigning()
	if _, ch, err := access.Assign(ada, f); err != nil || len(ch.Notices) != 0 {
		t.Errorf("%+v, %v", ch.Notices, err)
	}
	f.Member = identitytest.Member(team, "Ada", identity.Admin)
	_, ch, err := access.Assign(ada, f)
	if err != nil || len(ch.Notices) != 1 || ch.Notices[0].To.Except != ada.Person || ch.Notices[0].To.Organization != team.ID {
		t.Errorf("%+v, %v", ch.Notices, err)
	}
}

func TestNobodyIsAssignedWhoIsGoneAndNoGroupThatIs(t *testing.T) {
	f := assigning()
	f.Member.Removed = &nine
	_, _, err := access.Assign(ada, f)
	if fault.Of(err) != fault.Invalid {
		t.Errorf("%v", err)
	}
	f = assigning()
	f.Member, f.Group = identity.Member{}, identity.Group{ID: sales, Name: "Sales", Deleted: &nine, Version: 1}
	if _, _, err := access.Assign(ada, f); fault.Of(err) != fault.Invalid {
		t.Errorf("%v", err)
	}
	f = assigning()
	f.Member.Suspended = &nine // keeps, and may be given
	if _, _, err := access.Assign(ada, f); err != nil {
		t.Errorf("%v", err)
	}
}

func TestADeletedGroupDecidesForNothing(t *testing.T) { // rule J5
	g := identity.Group{ID: "group_approvers", Name: "Approvers", Version: 1}
	r := access.Resource{ID: "res_a", Approvers: []id.Group{"group_other", g.ID, "group_gone"}, Version: 1}
	if got := r.Approved([]identity.Group{g}).Approvers; len(got) != 1 || got[0] != g.ID {
		t.Errorf("of those here: %v", got)
	}
	if c := access.NoApprover(nine, g, []access.Resource{r}); len(c.Records) != 0 {
		t.Error("a group that is here is taken off")
	}
	g.Deleted = &nine
	if got := r.Approved([]identity.Group{g}).Approvers; len(got) != 0 {
		t.Errorf("a deleted group decides: %v", got)
	}
	c := access.NoApprover(nine, g, []access.Resource{r, {ID: "res_b", Version: 1}})
	if len(c.Records) != 1 || len(c.Entries) != 1 || len(c.Records[0].(access.Resource).Approvers) != 2 || len(r.Approvers) != 3 {
		t.Errorf("%+v", c)
	}
}
