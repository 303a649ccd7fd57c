package demo

import (
	"fmt"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
)

// rule D7
func TestWhoAskedAMailboxThatIsNotThereOrInvitedOneIsToldOnceAndWhy(t *testing.T) {
	l := badDay(t, (*lending).founding)
	asks := func(name, owner string) (r api.Resource) {
		must(t, l.ann.must(201, "POST", l.in("/delegations/ask"), map[string]string{
			"name": name, "address": "https://" + strings.ReplaceAll(strings.ToLower(name), " ", "-") + ".example/", "owner": owner,
		}, &r))
		return r
	}
	told := func(about string, times int) error {
		var n api.Notices
		if err := l.ann.must(200, "GET", "/api/notices", nil, &n); err != nil {
			return err
		}
		have := 0
		for _, one := range n.Items {
			if one.Kind == string(change.MailBounced) && strings.Contains(one.Text, about) {
				have++
			}
		}
		if have != times {
			return fmt.Errorf("%d notices about %s: %+v", have, about, n.Items)
		}
		return nil
	}
	gone := asks("Old page", "bounce+page@simulator.amazonses.com")
	asks("Spam page", "complaint@simulator.amazonses.com")
	asks("Quiet page", "suppressionlist@simulator.amazonses.com")
	asks("Good page", "success@simulator.amazonses.com")
	must(t, l.ann.must(201, "POST", l.in("/invitations"), map[string]string{"email": "bounce+bob@simulator.amazonses.com", "role": "user"}, nil))
	for _, about := range []string{
		"bounce+page@simulator.amazonses.com did not arrive: there is no such mailbox", "complaint@simulator.amazonses.com was marked as spam",
		"suppressionlist@simulator.amazonses.com did not arrive", "bounce+bob@simulator.amazonses.com did not arrive",
	} {
		must(t, eventually(l.ctx, func() error { return told(about, 1) }))
	}
	must(t, told("success@", 0))
	_, err := l.ann.mail("The mail to bounce+page@simulator.amazonses.com did not arrive")
	must(t, err)
	var seen api.ResourceDetail
	must(t, l.ann.must(200, "GET", l.in("/resources/"+string(gone.ID)), nil, &seen))
	if seen.Lender == nil || seen.Lender.Bounced == nil || seen.State != "pending" {
		t.Errorf("the resource says %+v", seen)
	}
}
