package mailer

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/change"
)

func TestWhoeverReadsOfAnEndOrOfTermsReadsTheirSideOfIt(t *testing.T) {
	n, a := notice(change.DelegationEnded)
	n.Home, a.Delegation.ID = "org_o", "deleg_a"
	told, ok := Compose(n, a)
	if !ok || told.Path != "/organizations/org_o/delegations/deleg_a" || !strings.Contains(told.Text, "What you shared with Fabrikam IT") ||
		!strings.Contains(strings.Join(told.Letter.Lines, " "), "may still know the password") {
		t.Errorf("the owner: %+v", told)
	}
	n, a = notice(change.DelegationAmended)
	a.Delegation.AllowViewing, a.Delegation.Ends = false, nil
	told, _ = Compose(n, a)
	if said := strings.Join(told.Letter.Lines, " "); !strings.Contains(said, "Nobody is shown the password") || !strings.Contains(said, "no end date") {
		t.Errorf("%s", said)
	}
	n, a = notice(change.AccountClosed)
	n.Tie = "stays"
	told, _ = Compose(n, a)
	if told.Path != "/account" || !strings.Contains(strings.Join(told.Letter.Lines, " "), "you still sign in") {
		t.Errorf("a member elsewhere: %+v", told)
	}
}
