package delegation_test

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/identity"
)

// rule D7
func TestABounceIsToldToWhoAskedAndEndsNothing(t *testing.T) {
	d, r := asked(t)
	at := nine.Add(time.Minute)
	ch := delegation.Bounced(identity.Call{At: at}, d, r, identity.Spam, d.Sent)
	got, loan := keptDelegation(t, ch), keptResource(t, ch).Loan
	if got.State != access.Pending || got.Bounced == nil || !got.Bounced.Equal(at) || loan.Bounced == nil || loan.State != access.Pending {
		t.Errorf("%+v, %+v", got, loan)
	}
	if n := ch.Notices; len(n) != 1 || n[0].To.Person != ada.Person || n[0].To.Organization != team.ID || n[0].Tie != string(identity.Spam) {
		t.Errorf("told: %+v", ch.Notices)
	}
	if e := ch.Entries[0]; len(ch.Entries) != 1 || e.Organization != team.ID || e.Actor != "" || e.Detail != "The mail to olga@example.com was marked as spam there." {
		t.Errorf("on record: %+v", ch.Entries)
	}
	if d.Bounced != nil || r.Loan.Bounced != nil {
		t.Error("the rule wrote into what it was given")
	}
}

func TestABounceOfAnOldMailASecondOneAndOneOfWhatIsOverAreNothing(t *testing.T) {
	d, r := asked(t)
	c := identity.Call{At: nine.Add(time.Minute)}
	for name, edit := range map[string]func(*delegation.Delegation, *time.Time){
		"an old mail":  func(_ *delegation.Delegation, sent *time.Time) { *sent = sent.Add(-time.Millisecond) },
		"a second":     func(d *delegation.Delegation, _ *time.Time) { d.Bounced = &c.At },
		"shared":       func(d *delegation.Delegation, _ *time.Time) { d.State = access.Shared },
		"cancelled":    func(d *delegation.Delegation, _ *time.Time) { d.State = access.Cancelled },
		"as it lapses": func(d *delegation.Delegation, _ *time.Time) { d.Lapses = c.At },
		"gone":         func(d *delegation.Delegation, _ *time.Time) { d.Version = 0 },
	} {
		d, sent := d, d.Sent
		edit(&d, &sent)
		if ch := delegation.Bounced(c, d, r, identity.NoMailbox, sent); len(ch.Records)+len(ch.Entries)+len(ch.Notices) != 0 {
			t.Errorf("%s: %+v", name, ch)
		}
	}
}
