package table

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// storedAs is a record as it is read from the item that keeping it made.
func storedAs[T any](t *testing.T, item map[string]types.AttributeValue) T {
	t.Helper()
	var out T
	if err := decode(item, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// kept is the items a change makes, by how their keys begin.
func kept(t *testing.T, now time.Time, r ...change.Record) map[string]map[string]types.AttributeValue {
	t.Helper()
	w := writing{table: "t", now: now, at: map[key]int{}}
	w.change(identity.Call{At: now}, change.Change{Records: r})
	if w.err != nil {
		t.Fatal(w.err)
	}
	out := map[string]map[string]types.AttributeValue{}
	for _, i := range w.items {
		kind, _, _ := strings.Cut(text(i.Put.Item, partitionKey), "#")
		out[kind] = i.Put.Item
	}
	return out
}

// rule J11
func TestAChangeLeavesBehindHowItStoodUntilThen(t *testing.T) {
	m := identity.Member{Organization: "org_1", Person: "person_1", Name: "Ann", Email: "ann@example.com", Role: identity.User, Groups: []id.Group{"group_1"}, Since: at}
	made := kept(t, at, m)
	if len(made) != 1 {
		t.Fatalf("a new member leaves a past: %v", made)
	}
	m = storedAs[identity.Member](t, made["ORG"])
	m.Email = "ann@new.example"
	next := kept(t, at.Add(time.Hour), m)
	if len(next) != 1 {
		t.Fatal("an address that follows leaves a past")
	}
	m = storedAs[identity.Member](t, next["ORG"])
	m.Groups = nil
	next = kept(t, at.Add(2*time.Hour), m)
	past := storedAs[identity.PastMember](t, next["PAST"])
	if past.Was.Role != identity.User || !slices.Equal(past.Was.Groups, []id.Group{"group_1"}) || !past.From.Equal(at) || !past.Until.Equal(at.Add(2*time.Hour)) || past.Was.Email != "" {
		t.Fatalf("%+v", past)
	}
	m = storedAs[identity.Member](t, next["ORG"])
	m.Role = identity.Auditor // by a call that came before the last one
	past = storedAs[identity.PastMember](t, kept(t, at.Add(time.Hour), m)["PAST"])
	if !past.From.Equal(at.Add(2*time.Hour)) || !past.Until.Equal(past.From) {
		t.Errorf("a late call's change reaches back: %+v", past)
	}
}

func TestWhateverAReportKnowsOfAMemberIsLeftBehind(t *testing.T) {
	m := storedAs[identity.Member](t, kept(t, at, identity.Member{Organization: "org_1", Person: "person_1", Name: "Ann", Role: identity.User, Since: at})["ORG"])
	for name, edit := range map[string]func(*identity.Member){
		"their name": func(m *identity.Member) { m.Name = "Ann Lee" }, "their role": func(m *identity.Member) { m.Role = identity.Auditor },
		"their groups": func(m *identity.Member) { m.Groups = []id.Group{"group_1"} }, "a suspension": func(m *identity.Member) { m.Suspended = &at },
		"an end": func(m *identity.Member) { m.Removed = &at }, "another membership": func(m *identity.Member) { m.Since = at.Add(time.Minute) },
	} {
		now := m
		edit(&now)
		if kept(t, at.Add(time.Hour), now)["PAST"] == nil {
			t.Errorf("%s leaves no past", name)
		}
	}
}

func TestAResourceLeavesItsAssignmentsBehindAndNotWhatNoReportShows(t *testing.T) {
	r := access.Resource{Organization: "org_1", ID: "res_1", Name: "Box", Address: "https://box.example", Assignments: []access.Assignment{{ID: "assign_1", Group: "group_1"}}, Since: at, Loan: &access.Loan{State: access.Shared, Email: "o@example.com"}}
	r = storedAs[access.Resource](t, kept(t, at, r)["ORG"])
	note := r.WithLoan("", func(l *access.Loan) { l.Bounced, l.Note = &at, "x" })
	note.Address = "https://elsewhere.example"
	if n := len(kept(t, at.Add(time.Hour), note)); n != 1 {
		t.Error("a bounced mail leaves a past")
	}
	late := r
	late.Name = "Crate"
	if p := storedAs[access.PastResource](t, kept(t, at.Add(-time.Hour), late)["PAST"]); !p.From.Equal(at) || !p.Until.Equal(at) {
		t.Errorf("a late call's change reaches back: %+v", p)
	}
	for name, edit := range map[string]func(*access.Resource){
		"an assignment": func(r *access.Resource) { r.Assignments = nil },
		"its policy":    func(r *access.Resource) { r.Policy = &access.Policy{LockAfter: 7} },
		"an assignment's": func(r *access.Resource) {
			r.Assignments = slices.Clone(r.Assignments)
			r.Assignments[0].Policy = &access.Policy{LockAfter: 7}
		},
		"its name":  func(r *access.Resource) { r.Name = "Crate" },
		"approvers": func(r *access.Resource) { r.Approvers = []id.Group{"group_2"} },
		"the loan":  func(r *access.Resource) { *r = r.WithLoan("", func(l *access.Loan) { l.State = access.Revoked }) },
	} {
		now := r
		edit(&now)
		past := storedAs[access.PastResource](t, kept(t, at.Add(time.Hour), now)["PAST"])
		if past.Was.Name != "Box" || len(past.Was.Assignments) != 1 || past.Was.Assignments[0].Policy != nil || past.Was.Loan.State != access.Shared || past.Was.Loan.Email != "" {
			t.Errorf("%s: %+v", name, past)
		}
	}
}

func TestWhatWasNotReadIsNotChanged(t *testing.T) {
	w := writing{table: "t", now: at, at: map[key]int{}}
	w.keep(identity.Member{Organization: "org_1", Person: "person_1", Version: 3}, nil)
	if w.err == nil {
		t.Error("a member is written over, and how they stood is lost")
	}
}

// Whoever writes members or resources writes how they stood: a row that writes an
// organization's items and not the past is of one that writes neither, or only new ones.
func TestWhoeverWritesMembersOrResourcesWritesHowTheyStood(t *testing.T) {
	without := map[string]string{
		"organization-change": "the organization itself", "member-invite": "invitations", "invitation-resend": "invitations",
		"invitation-cancel": "invitations", "invitation-code": "invitations", "group-rename": "the group; a chore retitles its assignments",
		"resource-create": "a new resource", "delegation-ask": "a new resource", "delegation-resend": "when its loan was asked, which no report shows",
		"signup-confirm": "a new member", "delegation-join": "a new member", "mail-bounced": "that a mail came back, which no report shows",
		"folder-create": "folders", "folder-rename": "folders", "folder-groups": "folders", "folder-move": "folders", "folder-remove": "folders",
		"client-create": "a client and its folder", "client-rename": "a client and its folder", "type-set": "the list of types",
		"site-create": "a site, and its client", "site-on": "the site itself", "site-off": "the site itself", "site-types": "the site's types",
		"site-invite": "invitations", "site-uninvite": "invitations", "relation-end": "the site itself, and its client",
		"lock-unlock": "that a member knows the key, which no report shows", "lock-set": "the organization itself", "lock-change": "the organization itself", "lock-recover": "the organization itself",
		"lock-reset": "the organization itself", "keys-replace": "the organization itself", "keys-reseal": "the organization itself",
		"import-create": "an import and its folder", "import-rows": "an import and its folders", "import-undo": "an import and its folders",
	}
	check := func(name string, touch api.Touch) {
		org, past := slices.Contains(touch.Write, api.AtOrg), slices.Contains(touch.Write, api.AtPast)
		_, excused := without[name]
		if org == past && !excused || org && !past && excused {
			return
		}
		t.Errorf("%s writes ORG: %v, PAST: %v, excused: %v", name, org, past, excused)
	}
	for _, r := range api.Routes {
		check(r.Name, r.Touch)
	}
	for _, w := range api.Workers {
		check(w.Name, w.Touch)
	}
}
