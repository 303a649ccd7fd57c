package api_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

var (
	nine = identitytest.Nine
	team = identitytest.Organization("Fabrikam", identity.Provider)
	ada  = identitytest.Caller(identitytest.Member(team, "Ada", identity.Admin), nine)
	uma  = identitytest.Caller(identitytest.Member(team, "Uma", identity.User, "group_a"), nine)
)

func TestForAMemberALentResourceIsAnAppLikeAnyOther(t *testing.T) {
	r := access.Resource{
		Organization: team.ID, Version: 1, Assignments: []access.Assignment{{Group: "group_a", Credential: "cred_a", Mode: credential.Read}},
		Loan: &access.Loan{State: access.Shared, Email: "olga@example.com", Owner: "Olga", Mode: credential.Use},
	}
	admins, members := api.ResourceFrom(r, ada, access.Stood{}), api.ResourceFrom(r, uma, access.Stood{})
	if admins.Lender.Email != "olga@example.com" || admins.Counts.Assignments != 1 || len(admins.Opens) != 0 || admins.State != "ready" || admins.Kind != "delegated" {
		t.Errorf("%+v", admins)
	}
	audits := api.ResourceFrom(r, identitytest.Caller(identitytest.Member(team, "Cyd", identity.Auditor), nine), access.Stood{})
	if audits.Lender == nil || audits.Lender.Email != "" || audits.Lender.Name != "Olga" {
		t.Errorf("%+v", audits.Lender)
	}
	if members.Lender != nil || members.Kind != "own" || members.Counts != nil || len(members.Opens) != 1 || members.Opens[0].Mode != "use" { // rule D8
		t.Errorf("%+v", members)
	}
}

func TestAResourcesStateIsComputedForTheInstantOfTheCall(t *testing.T) {
	for _, tt := range []struct {
		loan   *access.Loan
		want   string
		lapses bool
	}{
		{nil, "ready", false},
		{&access.Loan{State: access.Pending, Lapses: nine.Add(1)}, "pending", true},
		{&access.Loan{State: access.Pending, Lapses: nine}, "lapsed", false},
		{&access.Loan{State: access.Shared, Lapses: nine}, "ready", false},
		{&access.Loan{State: access.Denied}, "denied", false},
		{&access.Loan{State: access.Revoked}, "revoked", false},
	} {
		got := api.ResourceFrom(access.Resource{Loan: tt.loan}, ada, access.Stood{})
		if got.State != tt.want || got.Lender != nil && (got.Lender.Lapses != nil) != tt.lapses || got.Opens == nil {
			t.Errorf("%+v: %+v", tt.loan, got)
		}
	}
}

func TestALentCredentialSaysFromWhomOnlyWhereItIsNotAtHome(t *testing.T) {
	c := credential.Credential{Home: "org_home", Number: 3, Version: 9, Tags: []string{"owes us"}}
	at, away := api.CredentialFrom(c, "org_home", "Olga"), api.CredentialFrom(c, team.ID, "Olga")
	if len(at.Tags) != 1 || len(away.Tags) != 0 { // rule S3
		t.Errorf("tags %v, there %v", at.Tags, away.Tags)
	}
	if at.From != "" || away.From != "Olga" || away.Version != 3 {
		t.Errorf("%+v %+v", at, away)
	}
}

func TestTheHolderOfALinkSeesNoneOfItsOwnersAddress(t *testing.T) {
	d := delegation.Delegation{Email: "olga@example.com", State: access.Pending, Lapses: nine, Link: identity.Link{Hash: []byte("hash")}}
	for _, owner := range []id.Organization{"", "org_home"} {
		d.Owner = owner
		got := api.SeenFrom(d, nine)
		body, err := json.Marshal(got)
		if err != nil || strings.Contains(string(body), "olga@") || got.Claimed != (owner != "") || got.State != "lapsed" {
			t.Errorf("%s, %v", body, err)
		}
	}
}

func TestAListIsAListAndNeverNull(t *testing.T) {
	if g := api.GroupFrom(identity.Group{}); g.Members == nil {
		t.Error("a group without members has null")
	}
	if o := api.ResourceFrom(access.Resource{}, uma, access.Stood{}); o.Opens == nil {
		t.Error("a resource without ways in has null")
	}
}

func TestAnInvitationExpiresAtTheExactInstant(t *testing.T) {
	i := identity.Invitation{Link: identity.Link{Expires: nine}}
	if before, then := api.InvitedFrom(i, nine.Add(-1)).State, api.InvitedFrom(i, nine).State; before != "pending" || then != "expired" {
		t.Errorf("%s, then %s", before, then)
	}
}

// rule D7
func TestThatAMailCameBackIsSeenWhileItMatters(t *testing.T) {
	r := access.Resource{Loan: &access.Loan{State: access.Pending, Lapses: nine.Add(1), Bounced: &nine}}
	if got := api.ResourceFrom(r, ada, access.Stood{}); got.Lender.Bounced == nil || !got.Lender.Bounced.Equal(nine) {
		t.Errorf("%+v", got.Lender)
	}
	r.Loan.State = access.Denied
	if got := api.ResourceFrom(r, ada, access.Stood{}); got.Lender.Bounced != nil {
		t.Errorf("answered, and %+v", got.Lender)
	}
	if !api.InvitedFrom(identity.Invitation{Bounced: &nine}, nine).Bounced || api.InvitedFrom(identity.Invitation{}, nine).Bounced {
		t.Error("an invitation does not say whether its mail came back")
	}
}
