package sharing

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// Before one credential is looked at: the same as of each.
func TestWhatStandsInTheWayOfAllIsSaidOfAll(t *testing.T) { // rules H1, S1, S3, S4
	tom := identitytest.CallerIn(ridge, identitytest.Member(ridge, "Tom", identity.User), nine)
	shut := locked(site("Contoso", func(r *identity.Relation) { r.Open = false }))
	for name, tt := range map[string]struct {
		who         identity.Caller
		to          identity.Organization
		offer, stop fault.Kind
	}{
		"nothing":                     {by(ridge, "Ann"), locked(site("Contoso", nil)), "", ""},
		"nothing, from a site":        {by(locked(site("Contoso", nil)), "Cora"), ridge, "", ""},
		"who may not share":           {tom, locked(site("Contoso", nil)), fault.Forbidden, fault.Forbidden},
		"no organization key":         {by(ridge, "Ann"), site("Contoso", nil), fault.Conflict, ""},
		"a site that is closed":       {by(ridge, "Ann"), shut, fault.Conflict, ""},
		"another site of one's own":   {by(locked(site("Contoso", nil)), "Cora"), locked(site("Northwind", nil)), fault.NotFound, fault.NotFound},
		"a stranger":                  {by(ridge, "Ann"), locked(other), fault.NotFound, fault.NotFound},
		"what was a site":             {by(ridge, "Ann"), locked(site("Contoso", func(r *identity.Relation) { r.Ended = &nine })), fault.NotFound, fault.NotFound},
		"an organization that is not": {by(ridge, "Ann"), identity.Organization{ID: "org_none"}, fault.NotFound, fault.NotFound},
	} {
		f := SharingOf(access.Facts{}, tt.to.ID, nil, nil)
		if n := len(f.Wanted()); n != 1 {
			t.Errorf("of no credential, %d are read", n)
		}
		f.To = tt.to
		if got := fault.Of(MayOffer(tt.who, f, everyone)); got != tt.offer {
			t.Errorf("%s: to share is %q", name, got)
		}
		if got := fault.Of(MayStop(tt.who, tt.to)); got != tt.stop {
			t.Errorf("%s: to stop is %q", name, got)
		}
	}
	f := SharingOf(access.Facts{}, "org_contoso", nil, nil)
	f.To = locked(site("Contoso", nil))
	if err := MayOffer(by(ridge, "Ann"), f, Options{Mode: "write", Everyone: true}); fault.Of(err) != fault.Invalid {
		t.Errorf("options that are none: %v", err)
	}
}

func TestAShareIsOnBothRecords(t *testing.T) { // rule A2
	_, r, c := shares(t, everyone)
	if len(c.Entries) != 2 || c.Entries[0].Organization != ridge.ID || c.Entries[1].Organization != r.Organization {
		t.Errorf("%+v", c.Entries)
	}
}

// A managed login may be made somebody's own again at any time (rule C7): what is
// shared is the organization's, to which an admin gives it first (rule C5).
func TestALoginIsSharedOnceItIsTheOrganizations(t *testing.T) {
	ann := by(ridge, "Ann")
	f := sharingWith(ann, locked(site("Contoso", nil)))
	f.Way.Credential.Owner, f.Way.Credential.Owned = ann.Person, nine
	for _, managed := range []bool{false, true} {
		f.Way.Credential.Managed = managed
		err := MayShare(ann, f, everyone)
		if fault.Of(err) != fault.Forbidden || !strings.Contains(err.Error(), "An admin may give a managed login to it first") {
			t.Errorf("managed %v: %v", managed, err)
		}
	}
	f.Way.Credential.Owner, f.Way.Credential.Managed = "", true
	if err := MayShare(ann, f, everyone); err != nil {
		t.Error(err)
	}
}
