package permit_test

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/infra/grants"
	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/permit"
	"github.com/valetkey/valetkey/shared/api"
)

func TestEveryRowHasItsRoleAndNobodyElseHasAny(t *testing.T) {
	roles, err := permit.FromTable()
	if err != nil {
		t.Fatal(err)
	}
	if want := len(api.Routes) + len(api.Workers) + 1; len(roles) != want {
		t.Errorf("%d roles for %d rows", len(roles), want)
	}
	mail := grants.Ask{Action: "ses:SendEmail", On: grants.Mail}
	if err := roles.Check(caller.Caller{Function: "outbox-mail"}, mail); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"signup-create", "nobody", ""} {
		if err := roles.Check(caller.Caller{Function: name}, mail); err == nil || !strings.Contains(err.Error(), "not authorized to perform: ses:SendEmail") {
			t.Errorf("%q: %v", name, err)
		}
	}
	if err := roles.Check(caller.Caller{Function: caller.Operator}, mail); err != nil {
		t.Errorf("the operator: %v", err)
	}
}

func TestOneAskThatIsRefusedRefusesAll(t *testing.T) {
	roles := permit.Roles{"one": {{Actions: []string{"ses:SendEmail"}, On: grants.Mail}}}
	good, bad := grants.Ask{Action: "ses:SendEmail", On: grants.Mail}, grants.Ask{Action: "kms:Decrypt", On: grants.EnvelopeKey, Purpose: "link"}
	if err := roles.Check(caller.Caller{Function: "one"}, good, bad); err == nil {
		t.Error("allowed")
	}
}
