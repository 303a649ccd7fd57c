package filing_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
)

// aged is how often it is ordered that secrets are held against limits. Sites that have
// the list follow any change of it (rule C8).
func aged(ch change.Change) (n int) {
	for _, o := range ch.Orders {
		if o.Chore == filing.LimitedChore {
			n++
		}
	}
	return n
}

// Rule C12: only types on the list have limits, and what they are about is looked at
// when they change.
func TestATypeOnTheListMayHaveALimit(t *testing.T) {
	names := []string{"Router", "Switch"}
	types, ch, err := filing.SetTypes(ada, filing.Types{}, names, []filing.Limit{{Type: " Router ", Days: 90}})
	if err != nil || types.Limit("Router") != 90 || types.Limit("Switch") != 0 || aged(ch) != 1 {
		t.Errorf("%+v, %+v, %v", types, ch.Orders, err)
	}
	if ch.Entries[0].Detail != "Router (90 days), Switch" {
		t.Errorf("on record: %+v", ch.Entries)
	}
	more, ch, err := filing.SetTypes(ada, types, names, []filing.Limit{{Type: "Router", Days: 1}})
	if err != nil || more.Limit("Router") != 1 || aged(ch) != 1 || types.Limit("Router") != 90 {
		t.Errorf("another: %+v, %v", more, err)
	}
	if same, ch, err := filing.SetTypes(ada, types, names, nil); err != nil || !maps.Equal(same.Limits, types.Limits) || len(ch.Records) != 0 {
		t.Errorf("as it was: %+v, %v", same, err)
	}
	if gone, ch, err := filing.SetTypes(ada, types, []string{"Switch"}, nil); err != nil || len(gone.Limits) != 0 || aged(ch) != 1 {
		t.Errorf("with its type: %+v, %v", gone, err)
	}
	if other, ch, err := filing.SetTypes(ada, types, []string{"Switch", "Router"}, nil); err != nil || other.Limit("Router") != 90 || aged(ch) != 0 || len(ch.Records) != 1 {
		t.Errorf("in another order: %+v, %v", ch, err)
	}
	for name, bad := range map[string][]filing.Limit{
		"another type": {{Type: "Tower", Days: 9}}, "in another case": {{Type: "router", Days: 9}}, "twice": {{Type: "Router", Days: 9}, {Type: "Router ", Days: 9}},
		"none": {{Type: "Router"}}, "less": {{Type: "Router", Days: -1}}, "too long": {{Type: "Router", Days: 3651}},
	} {
		if _, ch, err := filing.SetTypes(ada, types, names, bad); fault.Of(err) != fault.Invalid || len(ch.Records) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := filing.SetTypes(ada, types, names, []filing.Limit{{Type: "Router", Days: filing.MaxLimit}}); err != nil {
		t.Errorf("the longest: %v", err)
	}
}

// Rule C8: while a provider's list is forced, it is what is offered and what secrets
// are held against, and the organization's own waits, unchanged.
func TestAForcedListIsNotTheOrganizationsToChange(t *testing.T) {
	own := filing.Types{Organization: "org_a", Names: []string{"Door"}, Limits: map[string]int{"Door": 9}, Version: 2}
	forced, orders, other := own.Force(ada.At, "org_p", "Ridge IT", filing.Types{Names: []string{"Mast"}})
	if !other || len(orders) != 1 || !slices.Equal(forced.Offered(), []string{"Mast"}) || forced.Limit("Door") != 0 || own.Forced != nil {
		t.Errorf("%+v, %+v", forced, orders)
	}
	if _, ch, err := filing.SetTypes(ada, forced, []string{"Gate"}, nil); fault.Of(err) != fault.Forbidden || len(ch.Records)+len(ch.Orders) != 0 {
		t.Errorf("%v, %+v", err, ch)
	}
	if _, orders, other := forced.Force(ada.At, "org_p", "Ridge IT", filing.Types{Names: []string{"Mast"}}); other || len(orders) != 0 {
		t.Error("the same again is another")
	}
	back, orders, other := forced.Free(ada.At)
	if !other || len(orders) != 1 || !slices.Equal(back.Offered(), own.Names) || back.Limit("Door") != 9 {
		t.Errorf("%+v, %+v", back, orders)
	}
	if _, _, other := back.Free(ada.At); other {
		t.Error("its own again is another")
	}
}
