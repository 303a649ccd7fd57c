package identity_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
)

// rule D7
func TestABounceIsToldOfTheNewestMailOnceAndOnlyWhileItMatters(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	open := identity.Invitation{
		Organization: "org_a", ID: "invite_a", Email: "bob@fabrikam.example", By: "person_a", Sent: at.Add(-time.Hour),
		Link: identity.Link{Expires: at.Add(time.Second)}, Version: 3,
	}
	for name, tt := range map[string]struct {
		edit func(*identity.Invitation)
		sent time.Time
		told bool
	}{
		"as it was sent":      {nil, open.Sent, true},
		"one before":          {nil, open.Sent.Add(-time.Millisecond), false},
		"a code since":        {nil, at, true},
		"as it expires":       {func(i *identity.Invitation) { i.Link.Expires = at }, at, false},
		"told already":        {func(i *identity.Invitation) { i.Bounced = &at }, at, false},
		"accepted, or undone": {func(i *identity.Invitation) { *i = identity.Invitation{} }, at, false},
	} {
		inv := open
		if tt.edit != nil {
			tt.edit(&inv)
		}
		before := inv
		ch := identity.InvitationBounced(identity.Call{At: at}, inv, identity.NoMailbox, tt.sent)
		if !reflect.DeepEqual(inv, before) {
			t.Errorf("%s: the rule wrote into what it was given", name)
		}
		if !tt.told {
			if len(ch.Records)+len(ch.Entries)+len(ch.Notices) != 0 {
				t.Errorf("%s: %+v", name, ch)
			}
			continue
		}
		kept, _ := ch.Records[0].(identity.Invitation)
		n, e := ch.Notices[0], ch.Entries[0]
		if kept.Bounced == nil || n.Kind != change.MailBounced || n.To.Person != "person_a" || n.To.Organization != "org_a" ||
			e.Action != audit.MailBounced || e.Organization != "org_a" || !strings.Contains(e.Detail, "no such mailbox") {
			t.Errorf("%s: %+v", name, ch)
		}
	}
}

func TestABounceIsSaidInASentence(t *testing.T) {
	for _, b := range []identity.Bounce{identity.NotTaken, identity.NoMailbox, identity.Suppressed, identity.Spam, identity.Unsent, "something new"} {
		got := b.Says("bob@fabrikam.example")
		if !strings.HasPrefix(got, "The mail to bob@fabrikam.example ") || !strings.HasSuffix(got, ".") || strings.Contains(got, string(b)+".") && b != identity.Spam {
			t.Errorf("%s: %q", b, got)
		}
	}
}

func TestTheBounceOfAProvidersInvitationIsToldToTheProvider(t *testing.T) { // rules D7, S2
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	inv := identity.Invitation{
		Organization: "org_site", Provider: "org_ridge", ID: "invite_a", Email: "bob@fabrikam.example", By: "person_rhea", Sent: at.Add(-time.Hour),
		Link: identity.Link{Expires: at.Add(time.Second)}, Version: 3,
	}
	ch := identity.InvitationBounced(identity.Call{At: at}, inv, identity.NoMailbox, at)
	if n := ch.Notices[0]; n.To.Person != "person_rhea" || n.To.Organization != "org_ridge" || n.Home != "org_site" || ch.Entries[0].Organization != "org_site" {
		t.Errorf("%+v", ch)
	}
}
