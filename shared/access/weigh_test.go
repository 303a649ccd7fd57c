package access_test

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// umas is Uma as a member, who received what the facts are of.
func umas(f access.Facts) access.Weighed {
	f.Received = credential.Received{Credential: "cred_a", Organization: team.ID, Person: uma.Person, Number: 3, Last: nine, Version: 2}
	return access.Weighed{Member: identitytest.Member(team, "Uma", identity.User, sales), Facts: f}
}

func weighed(w access.Weighed) []credential.Received {
	ch := access.Weigh(nine.Add(2*time.Hour), nine.Add(time.Hour), []access.Weighed{w})
	var out []credential.Received
	for _, r := range ch.Records {
		out = append(out, r.(credential.Received))
	}
	return out
}

// Rule C12: a gate that is closed for now takes nothing from anybody; any other does.
func TestWhoCannotComeByAnyWayAnyMoreLostIt(t *testing.T) {
	justInTime := &access.Policy{JustInTime: true, Longest: 60, Needs: 1}
	for name, tt := range map[string]struct {
		of   func() access.Facts
		edit func(*access.Weighed)
		lost bool
	}{
		"a loan, unchanged": {lent, func(*access.Weighed) {}, false},
		"of the house":      {company, func(*access.Weighed) {}, false},
		"in a folder":       {filed, func(*access.Weighed) {}, false},
		"another type of way: use only": {lent, func(w *access.Weighed) {
			w.Facts.Resource.Assignments[0].Mode, w.Facts.Reader.Mode = credential.Use, credential.Use
		}, false},
		"the period is over":            {lent, func(w *access.Weighed) { w.Facts.Resource.Policy = justInTime }, false},
		"locked by a policy of its own": {lent, func(w *access.Weighed) { w.Facts.Resource.Assignments[0].Policy = justInTime }, false},
		"disabled":                      {lent, func(w *access.Weighed) { w.Facts.Credential.Disabled = &nine }, false},
		"disabled, in a folder":         {filed, func(w *access.Weighed) { w.Facts.Credential.Disabled = &nine }, false},
		"suspended":                     {lent, func(w *access.Weighed) { w.Member.Suspended = &nine }, false},
		"assigned by another credential": {lent, func(w *access.Weighed) {
			w.Facts.Resource.Assignments[0].Credential = "cred_b"
		}, true},
		"unassigned": {company, func(w *access.Weighed) { w.Facts.Resource.Assignments = nil }, true},
		"one of two ways is left": {company, func(w *access.Weighed) {
			w.Facts.Resource.Assignments = []access.Assignment{{ID: "assign_b", Member: uma.Person, Credential: "cred_a", Since: nine}}
		}, false},
		"out of the group":              {lent, func(w *access.Weighed) { w.Member.Groups = nil }, true},
		"out of the folder's group":     {filed, func(w *access.Weighed) { w.Member.Groups = nil }, true},
		"the folder is for others":      {filed, func(w *access.Weighed) { w.Facts.Path[0].Groups = []id.Group{"group_x"} }, true},
		"the folder is for admins only": {filed, func(w *access.Weighed) { w.Facts.Path[0].Closed = true }, true},
		"moved to another folder":       {filed, func(w *access.Weighed) { w.Facts.Credential.Folder = "folder_b" }, true},
		"an auditor now":                {lent, func(w *access.Weighed) { w.Member.Role = identity.Auditor }, true},
		"removed":                       {lent, func(w *access.Weighed) { w.Member.Removed = &nine }, true},
		"the loan was taken back":       {lent, func(w *access.Weighed) { w.Facts.Reader.Ended = &nine }, true},
		"the loan's end date came":      {lent, func(w *access.Weighed) { w.Facts.Reader.Ends = &nine }, true},
		"their own is another's now":    {company, func(w *access.Weighed) { w.Facts.Credential.Owner, w.Facts.Credential.Managed = "person_x", true }, true},
		"their own, and no assignment": {company, func(w *access.Weighed) {
			w.Facts.Credential.Owner, w.Facts.Resource.Assignments = uma.Person, nil
		}, false},
		"marked already": {lent, func(w *access.Weighed) { w.Member.Groups, w.Facts.Received.Lost = nil, &nine }, false},
		"never received": {lent, func(w *access.Weighed) { w.Member.Groups, w.Facts.Received.Version = nil, 0 }, false},
	} {
		w := umas(tt.of())
		tt.edit(&w)
		got := weighed(w)
		if (len(got) == 1) != tt.lost || tt.lost && !got[0].Lost.Equal(nine.Add(time.Hour)) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestToBeAskedForAWayChangesNothing(t *testing.T) {
	f := lent()
	f.Resource.Assignments[0].Policy = &access.Policy{JustInTime: true, Longest: 60, Needs: 1}
	if !access.HasWay(uma, f) || f.Resource.Assignments[0].Policy == nil {
		t.Errorf("%+v", f.Resource.Assignments)
	}
}

// Rule C12: an admin who is named to view, and an admin of a folder for admins, lose
// their way with their role.
func TestAnAdminsWayGoesWithTheirRole(t *testing.T) {
	view, closed := company(), filed()
	view.Credential.Owner, view.Credential.Managed = "person_x", true
	view.Resource.Viewing = &access.Viewing{All: true}
	closed.Path = filing.Path{{Organization: team.ID, ID: "folder_a", Closed: true, Version: 1}}
	for name, f := range map[string]access.Facts{"view": view, "folder": closed} {
		w := umas(f)
		w.Member.Role = identity.Admin
		if got := weighed(w); len(got) != 0 {
			t.Errorf("%s: lost by an admin: %+v", name, got)
		}
		w.Member.Role = identity.Reviewer
		if got := weighed(w); len(got) != 1 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Promise 11, rule C12: the record shows no use after the loss, the loss holds only if
// nothing of what it was judged by moved, and each credential is seen after once.
func TestALossComesAfterTheLastUseAndIsJudgedByWhatStillHolds(t *testing.T) {
	w := umas(filed())
	w.Member.Groups = nil
	w.Facts.Received.Last = nine.Add(3 * time.Hour) // arrived later, and let in earlier
	second := w
	second.Facts.Received.Person = "person_b"
	ch := access.Weigh(nine.Add(2*time.Hour), nine.Add(time.Hour), []access.Weighed{w, second})
	if got := ch.Records[0].(credential.Received); len(ch.Records) != 2 || !got.Lost.After(got.Last) {
		t.Errorf("%+v", ch.Records)
	}
	if len(ch.Orders) != 1 || ch.Orders[0].Chore != credential.DueChore || ch.Orders[0].Thing != "cred_a" || !ch.Orders[0].At.Equal(nine.Add(2*time.Hour)) {
		t.Errorf("ordered %+v", ch.Orders)
	}
	kinds := map[string]bool{}
	for _, c := range ch.Checks {
		switch c.(type) {
		case identity.Member:
			kinds["member"] = true
		case credential.Credential:
			kinds["credential"] = true
		case credential.Reader:
			kinds["reader"] = true
		case filing.Folder:
			kinds["folder"] = true
		}
	}
	if len(kinds) != 4 {
		t.Errorf("checked only %v", kinds)
	}
	w = umas(company())
	w.Facts.Resource.Assignments = nil
	ch = access.Weigh(nine, nine, []access.Weighed{w})
	if !hasResource(ch) {
		t.Errorf("the resource is not checked: %+v", ch.Checks)
	}
	if w.Facts.Received.Lost != nil {
		t.Error("the facts are changed")
	}
}

func hasResource(ch change.Change) bool {
	for _, c := range ch.Checks {
		if _, ok := c.(access.Resource); ok {
			return true
		}
	}
	return false
}

// Rule C12: what may take a way from somebody orders that it is looked at.
func TestWhoIsTakenOffOrFiledAwayIsWeighed(t *testing.T) {
	ordered := func(ch change.Change) bool {
		return len(ch.Orders) == 1 && ch.Orders[0].Chore == credential.WeighChore && ch.Orders[0].Thing == "cred_a" &&
			ch.Orders[0].Home == string(team.ID) && ch.Orders[0].Instant().Equal(nine)
	}
	ch, err := access.Unassign(ada, lent().Resource, access.Listed{}, "assign_a")
	if err != nil || !ordered(ch) {
		t.Errorf("unassigned: %+v, %v", ch.Orders, err)
	}
	own := lent().Resource
	own.Assignments[0].Credential = ""
	if ch, _ := access.Unassign(ada, own, access.Listed{}, "assign_a"); len(ch.Orders) != 0 {
		t.Errorf("one's own login is weighed: %+v", ch.Orders)
	}
	f := filed()
	to := filing.Path{{Organization: team.ID, ID: "folder_b", Name: "B", Closed: true, Version: 1}}
	_, ch, err = access.Refile(ada, access.Filing{Path: to}, access.Found{Credential: f.Credential, Path: f.Path})
	if err != nil || !ordered(ch) {
		t.Errorf("filed elsewhere: %+v, %v", ch.Orders, err)
	}
}
