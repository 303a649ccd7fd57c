package delegation_test

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

func TestNewTermsHoldFromTheNextUseOn(t *testing.T) { // rules D5, D6
	yes, no := true, false
	ends := nine.Add(48 * time.Hour)
	for _, tt := range []struct {
		name   string
		before func(*delegation.Facts)
		amend  delegation.Amending
		mode   credential.Mode
		ends   *time.Time
	}{
		{"viewing allowed", func(*delegation.Facts) {}, delegation.Amending{AllowViewing: &yes}, credential.Read, nil},
		{"viewing withdrawn", func(f *delegation.Facts) { f.Delegation.AllowViewing, f.Reader.Mode = true, credential.Read }, delegation.Amending{AllowViewing: &no}, credential.Use, nil},
		{"an end date", func(*delegation.Facts) {}, delegation.Amending{Ends: &ends}, credential.Use, &ends},
		{"endless", func(f *delegation.Facts) { f.Delegation.Ends, f.Reader.Ends = &ends, &ends }, delegation.Amending{Endless: true}, credential.Use, nil},
	} {
		f := shared(t)
		tt.before(&f)
		d, c, err := delegation.Amend(owner(nine.Add(time.Minute)), f, tt.amend)
		wantKind(t, tt.name, err, "")
		same := func(got *time.Time) bool {
			return (got == nil) == (tt.ends == nil) && (got == nil || got.Equal(*tt.ends))
		}
		reader := stored(t, c, func(r credential.Reader) credential.Reader { return r })
		if reader.Mode != tt.mode || !same(reader.Ends) || d.Mode() != tt.mode || !same(d.Ends) {
			t.Errorf("%s: uses are judged by %s until %v, the loan says %s until %v", tt.name, reader.Mode, reader.Ends, d.Mode(), d.Ends)
		}
		r := stored(t, c, func(r access.Resource) access.Resource { return r })
		if r.Loan.Mode != tt.mode || !same(r.Loan.Ends) || len(c.Entries) != 2 || len(c.Notices) != 1 || c.Notices[0].Kind != change.DelegationAmended {
			t.Errorf("%s: the other side sees %+v and is told %+v", tt.name, r.Loan, c.Notices)
		}
	}
}

func TestNoTermsAreNewThatAreTheOldOnes(t *testing.T) {
	no, ends := false, nine.Add(48*time.Hour)
	for name, a := range map[string]delegation.Amending{
		"nothing": {}, "viewing as it is": {AllowViewing: &no}, "endless as it is": {Endless: true}, "both an end and none": {Endless: true, Ends: &ends},
	} {
		_, c, err := delegation.Amend(owner(nine.Add(time.Minute)), shared(t), a)
		wantKind(t, name, err, fault.Invalid)
		if len(c.Records)+len(c.Entries)+len(c.Notices) != 0 {
			t.Errorf("%s: a refusal changes something", name)
		}
	}
}

func TestACancelledRequestKeepsNoCode(t *testing.T) { // rule D7
	d, r := asked(t)
	d.Proof.Code.Hash, d.Proof.Code.Sealed = []byte("hash"), []byte("sealed")
	_, c, err := delegation.Cancel(identitytest.Caller(ada, nine.Add(time.Minute)), delegation.Request{Resource: r, Organization: team, Delegation: d})
	wantKind(t, "cancel", err, "")
	if got := keptDelegation(t, c); len(got.Proof.Code.Hash)+len(got.Proof.Code.Sealed) != 0 || got.State != access.Cancelled {
		t.Errorf("%+v", got.Proof)
	}
}
