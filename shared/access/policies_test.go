package access_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// ruled is Shop with a policy, and an assignment of others (Bob) without one of
// its own and one of sales with one.
func ruled(all, own *access.Policy) access.Resource {
	r := company().Resource
	r.Policy = all
	r.Assignments = []access.Assignment{
		{ID: "assign_bob", Member: "person_bob", Name: "Bob", Credential: "cred_a", Mode: credential.Use, Since: nine},
		{ID: "assign_sales", Group: sales, Name: "Sales", Credential: "cred_a", Mode: credential.Use, Policy: own, Since: nine},
	}
	return r
}

func ref(p access.Policy) *access.Policy { return &p }

// ruling is one of the acts on policies, with its arguments.
type ruling func(identity.Caller, access.Resource) (access.Resource, change.Change, error)

func setting(p access.Policy) ruling {
	return func(by identity.Caller, r access.Resource) (access.Resource, change.Change, error) {
		return access.SetPolicy(by, r, p)
	}
}

func overriding(a id.Assignment, p access.Policy) ruling {
	return func(by identity.Caller, r access.Resource) (access.Resource, change.Change, error) {
		return access.OverridePolicy(by, r, a, p)
	}
}

func inheriting(a id.Assignment) ruling {
	return func(by identity.Caller, r access.Resource) (access.Resource, change.Change, error) {
		return access.InheritPolicy(by, r, a)
	}
}

func TestAPolicyIsSetAndTakenAwayInOneStroke(t *testing.T) { // rules J1, A1
	day := automatic(86_400)
	for name, tt := range map[string]struct {
		was    access.Resource
		act    ruling
		all    *access.Policy
		own    *access.Policy
		action audit.Action
		said   string
	}{
		"set where there was none":        {ruled(nil, nil), setting(jit(3600, 2)), ref(jit(3600, 2)), nil, audit.PolicySet, "just-in-time, up to 1 hour, 2 to approve; was standing"},
		"set in the place of another":     {ruled(ref(day), nil), setting(jit(3600, 2)), ref(jit(3600, 2)), nil, audit.PolicySet, "just-in-time, up to 1 hour, 2 to approve; was just-in-time, up to 24 hours, opened by a reason"},
		"cleared":                         {ruled(ref(jit(60, 1)), ref(jit(60, 1))), access.ClearPolicy, nil, ref(jit(60, 1)), audit.PolicyCleared, "standing; was just-in-time, up to 1 minute, 1 to approve"},
		"overridden":                      {ruled(ref(day), nil), overriding("assign_sales", jit(3600, 2)), ref(day), ref(jit(3600, 2)), audit.PolicySet, "Sales: just-in-time, up to 1 hour, 2 to approve; was just-in-time, up to 24 hours, opened by a reason"},
		"overridden by what is inherited": {ruled(ref(day), nil), overriding("assign_sales", day), ref(day), ref(day), audit.PolicySet, "Sales: "},
		"inherited":                       {ruled(ref(day), ref(jit(3600, 2))), inheriting("assign_sales"), ref(day), nil, audit.PolicyCleared, "Sales: just-in-time, up to 24 hours, opened by a reason, as the resource; was just-in-time, up to 1 hour, 2 to approve"},
	} {
		before := fmt.Sprintf("%+v %+v", tt.was, tt.was.Assignments[1].Policy)
		by := identitytest.Caller(identitytest.Member(team, "Ida", identity.Admin), nine) // nobody here
		r, ch, err := tt.act(by, tt.was)
		if err != nil || !reflect.DeepEqual(r.Policy, tt.all) || !reflect.DeepEqual(r.Assignments[1].Policy, tt.own) || r.Assignments[0].Policy != nil {
			t.Errorf("%s: %+v, %v", name, r, err)
			continue
		}
		if len(ch.Records) != 1 || !reflect.DeepEqual(ch.Records[0], r) || len(ch.Entries) != 1 || ch.Entries[0].Action != tt.action ||
			!strings.HasPrefix(ch.Entries[0].Detail, tt.said) || ch.Entries[0].Thing != string(r.ID) || len(ch.Notices) != 0 {
			t.Errorf("%s: %+v", name, ch)
		}
		if fmt.Sprintf("%+v %+v", tt.was, tt.was.Assignments[1].Policy) != before {
			t.Errorf("%s: what it was given is changed", name)
		}
		if again, ch, err := tt.act(by, r); err != nil || !reflect.DeepEqual(ch, change.Change{}) || !reflect.DeepEqual(again, r) {
			t.Errorf("%s, once more: %+v, %v", name, ch, err)
		}
	}
	if r, ch, err := access.SetPolicy(ada, ruled(nil, nil), access.Policy{}); err != nil || r.Policy != nil || len(ch.Records)+len(ch.Entries) != 0 {
		t.Errorf("what stands is made standing: %+v, %v", ch, err)
	}
}

func TestWhatIsNoPolicyOrNotThereIsRefused(t *testing.T) {
	none := ruled(nil, nil)
	none.Version = 0
	bad := jit(60, 0)
	for name, tt := range map[string]struct {
		r    access.Resource
		act  ruling
		want fault.Kind
	}{
		"set on nothing":                       {none, setting(jit(60, 1)), fault.NotFound},
		"cleared on nothing":                   {none, access.ClearPolicy, fault.NotFound},
		"overridden on nothing":                {none, overriding("assign_sales", jit(60, 1)), fault.NotFound},
		"inherited on nothing":                 {none, inheriting("assign_sales"), fault.NotFound},
		"overridden for another's assignment":  {ruled(nil, nil), overriding("assign_x", jit(60, 1)), fault.NotFound},
		"inherited for another's assignment":   {ruled(nil, nil), inheriting("assign_x"), fault.NotFound},
		"set to what lets in whom nobody let":  {ruled(nil, nil), setting(bad), fault.Invalid},
		"overridden with a policy that is bad": {ruled(nil, nil), overriding("assign_sales", bad), fault.Invalid},
	} {
		r, ch, err := tt.act(ada, tt.r)
		if fault.Of(err) != tt.want || !reflect.DeepEqual(ch, change.Change{}) || !reflect.DeepEqual(r, tt.r) {
			t.Errorf("%s: %v, %+v", name, err, ch)
		}
	}
}

func TestWhoEasesWhatHoldsThemselvesIsToldOn(t *testing.T) { // rule G2
	glass := jit(3600, 2)
	glass.BreakGlass = true
	locks := func(days, needs int) access.Policy { return access.Policy{LockAfter: days, Needs: needs} }
	for name, tt := range map[string]struct {
		was, is access.Policy
		eases   bool
	}{
		"standing for just-in-time":                     {jit(3600, 2), access.Policy{}, true},
		"standing that locks for just-in-time":          {automatic(3600), locks(1, 5), true},
		"automatic for manual":                          {jit(3600, 2), automatic(3600), true},
		"automatic for manual, though shorter":          {jit(3600, 2), automatic(1), true},
		"fewer approvals":                               {jit(3600, 2), jit(3600, 1), true},
		"fewer approvals, though shorter":               {jit(3600, 2), jit(60, 1), true},
		"a longer period":                               {jit(3600, 2), jit(3601, 2), true},
		"a longer period, though more approve":          {jit(3600, 2), jit(3601, 3), true},
		"a longer period, though people approve":        {automatic(3600), jit(3601, 3), true},
		"break-glass":                                   {jit(3600, 2), glass, true},
		"a later lock":                                  {locks(7, 1), locks(8, 1), true},
		"no lock":                                       {locks(7, 1), access.Policy{}, true},
		"fewer to regain it":                            {locks(7, 2), locks(7, 1), true},
		"from regaining by three to a reason each time": {locks(7, 3), automatic(60), true},
		"just-in-time for standing":                     {access.Policy{}, automatic(604_800), false},
		"a lock":                                        {access.Policy{}, locks(365, 1), false},
		"an earlier lock":                               {locks(7, 1), locks(6, 1), false},
		"manual for automatic":                          {automatic(3600), jit(3600, 1), false},
		"more approvals":                                {jit(3600, 2), jit(3600, 3), false},
		"a shorter period":                              {jit(3600, 2), jit(3599, 2), false},
		"no break-glass":                                {glass, jit(3600, 2), false},
		"just-in-time for standing that locks":          {locks(7, 1), jit(604_800, 1), false},
	} {
		r := ruled(nil, nil)
		if tt.was != (access.Policy{}) {
			r.Policy = &tt.was
		}
		mine := ruled(nil, &tt.was)
		for where, act := range map[string]func(identity.Caller) change.Change{
			"the resource's": func(by identity.Caller) change.Change { _, c, _ := access.SetPolicy(by, r, tt.is); return c },
			"their own": func(by identity.Caller) change.Change {
				_, c, _ := access.OverridePolicy(by, mine, "assign_sales", tt.is)
				return c
			},
		} {
			ch := act(ada)
			told := len(ch.Notices) == 1 && ch.Notices[0].Kind == change.OwnAccess && ch.Notices[0].To.Except == ada.Person && ch.Notices[0].About == string(r.ID)
			if len(ch.Entries) != 1 || strings.HasSuffix(ch.Entries[0].Detail, "(own access)") != tt.eases || told != tt.eases || !told && len(ch.Notices) != 0 {
				t.Errorf("%s, %s: %+v", name, where, ch)
			}
			other := identitytest.Caller(identitytest.Member(team, "Ida", identity.Admin), nine)
			if ch := act(other); strings.Contains(ch.Entries[0].Detail, "own access") || len(ch.Notices) != 0 {
				t.Errorf("%s, %s: told on who is not held: %+v", name, where, ch)
			}
		}
	}
}

func TestTakingAPolicyAwayEasesWhatItHeld(t *testing.T) { // rule G2
	for name, tt := range map[string]struct {
		r   access.Resource
		act ruling
		own bool
	}{
		"cleared, and they inherited it":        {ruled(ref(jit(60, 1)), nil), access.ClearPolicy, true},
		"cleared, and theirs stays":             {ruled(ref(jit(60, 1)), ref(jit(60, 2))), access.ClearPolicy, false},
		"inherited, and the resource's is less": {ruled(ref(automatic(60)), ref(jit(60, 1))), inheriting("assign_sales"), true},
		"inherited, and there is none":          {ruled(nil, ref(jit(60, 1))), inheriting("assign_sales"), true},
		"inherited, and the resource's is more": {ruled(ref(jit(60, 5)), ref(jit(60, 1))), inheriting("assign_sales"), false},
		"eased for Bob alone":                   {ruled(ref(jit(60, 5)), nil), overriding("assign_bob", access.Policy{}), false},
	} {
		_, ch, err := tt.act(ada, tt.r)
		if err != nil || strings.HasSuffix(ch.Entries[0].Detail, "(own access)") != tt.own || (len(ch.Notices) == 1) != tt.own {
			t.Errorf("%s: %+v, %v", name, ch, err)
		}
	}
}

func TestApproversAreGroupsThatAreHere(t *testing.T) { // rule J5
	group := func(n int) identity.Group {
		return identity.Group{Organization: team.ID, ID: id.Group(fmt.Sprintf("group_%d", n)), Name: fmt.Sprintf("Group %d", n), Version: 1}
	}
	gone := group(1)
	gone.Deleted = &nine
	var eleven []identity.Group
	for n := range access.MaxApprovers + 1 {
		eleven = append(eleven, group(n))
	}
	r := ruled(nil, nil)
	r.Approvers = []id.Group{"group_1", "group_2"}
	for name, tt := range map[string]struct {
		groups []identity.Group
		want   string // the approvers, or what is wrong
		said   string // on record; none: nothing changes
	}{
		"others":                 {[]identity.Group{group(3), group(1)}, "[group_3 group_1]", "Group 3, Group 1"},
		"none":                   {nil, "[]", "none"},
		"the most":               {eleven[:access.MaxApprovers], "[group_0 ", "Group 0, Group 1, "},
		"the same":               {[]identity.Group{group(1), group(2)}, "[group_1 group_2]", ""},
		"the same the other way": {[]identity.Group{group(2), group(1)}, "[group_1 group_2]", ""},
		"one too many":           {eleven, "are at most 10", ""},
		"one twice":              {[]identity.Group{group(3), group(3)}, "names Group 3 twice", ""},
		"one that was deleted":   {[]identity.Group{gone}, "names a group that is not here", ""},
		"one that never was":     {[]identity.Group{{ID: "group_x"}}, "names a group that is not here", ""},
	} {
		got, ch, err := access.SetApprovers(ada, r, tt.groups)
		if err != nil {
			if e, ok := err.(*fault.Error); !ok || len(e.Fields) != 1 || e.Fields[0].Name != "body.groups" || e.Fields[0].Reason != tt.want || len(ch.Records) != 0 {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if !strings.HasPrefix(fmt.Sprint(got.Approvers), tt.want) || len(ch.Entries) == 0 != (tt.said == "") {
			t.Errorf("%s: %v, %+v", name, got.Approvers, ch)
			continue
		}
		if tt.said != "" && (!strings.HasPrefix(ch.Entries[0].Detail, tt.said) || ch.Entries[0].Action != audit.ResourceApprovers ||
			!slices.ContainsFunc(ch.Records, func(x change.Record) bool { return reflect.DeepEqual(x, got) })) {
			t.Errorf("%s: %+v", name, ch)
		}
		for _, g := range tt.groups {
			watched := slices.ContainsFunc(ch.Checks, func(x change.Record) bool { return reflect.DeepEqual(x, g) })
			if watched != (tt.said != "") {
				t.Errorf("%s: %s may be deleted meanwhile", name, g.Name)
			}
		}
	}
	if fmt.Sprint(r.Approvers) != "[group_1 group_2]" {
		t.Errorf("what was given is changed: %v", r.Approvers)
	}
	none := r
	none.Version = 0
	if _, _, err := access.SetApprovers(ada, none, nil); fault.Of(err) != fault.NotFound {
		t.Errorf("on nothing: %v", err)
	}
}

func TestALengthIsSaidAsPeopleDo(t *testing.T) {
	for seconds, want := range map[int]string{
		1: "1 second", 59: "59 seconds", 60: "1 minute", 3600: "1 hour", 5400: "1 hour 30 minutes", 86_400: "24 hours", 90_000: "25 hours",
		259_200: "3 days", 604_800: "7 days", 172_801: "2 days 1 second",
	} {
		if got := (access.Policy{JustInTime: true, Longest: seconds, Automatic: true}).String(); got != "just-in-time, up to "+want+", opened by a reason" {
			t.Errorf("%d seconds: %s", seconds, got)
		}
	}
}
