package identity_test

import (
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

func TestAnAdminSetsHowLongTheRecordStays(t *testing.T) { // rule A3
	team := identitytest.Organization("Fabrikam", identity.Provider)
	other := identitytest.Organization("Contoso", identity.Provider)
	ada := identitytest.Caller(identitytest.Member(team, "Ada", identity.Admin), identitytest.Nine)
	cyd := identitytest.Caller(identitytest.Member(team, "Cyd", identity.Auditor), identitytest.Nine)
	for _, tt := range []struct {
		by         identity.Caller
		o          identity.Organization
		was, years int
		want       fault.Kind
		says       string
	}{
		{by: ada, o: team, years: 5, says: "the record stays 5 years, not 7 years"},
		{by: ada, o: team, was: 5, years: 1, says: "the record stays 1 year, not 5 years"},
		{by: ada, o: team, was: 1, years: 10, says: "the record stays 10 years, not 1 year"},
		{by: ada, o: team, years: 7}, // the usual term already
		{by: ada, o: team, was: 3, years: 3},
		{by: ada, o: team, years: 0, want: fault.Invalid},
		{by: ada, o: team, years: -1, want: fault.Invalid},
		{by: ada, o: team, years: 11, want: fault.Invalid},
		{by: cyd, o: team, years: 5, want: fault.NotFound},
		{by: ada, o: other, years: 5, want: fault.NotFound},
		{by: ada, years: 5, want: fault.NotFound},
	} {
		tt.o.AuditYears = tt.was
		got, c, err := identity.KeepRecord(tt.by, tt.o, tt.years)
		if fault.Of(err) != tt.want || err == nil && got.RecordYears() != tt.years {
			t.Errorf("%s, %d years: %+v, %v", tt.by.Name, tt.years, got, err)
		}
		if changed := tt.says != ""; (len(c.Records) == 1) != changed || (len(c.Entries) == 1) != changed || changed && len(c.Checks) != 2 {
			t.Errorf("%s, %d years: %d kept, %d on record, %d checked", tt.by.Name, tt.years, len(c.Records), len(c.Entries), len(c.Checks))
		} else if changed && (c.Entries[0].Action != audit.OrganizationChanged || c.Entries[0].Detail != tt.says) {
			t.Errorf("%s, %d years: %+v", tt.by.Name, tt.years, c.Entries)
		}
	}
}
