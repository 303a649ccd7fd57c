package api

import "github.com/valetkey/valetkey/shared/identity"

// delegationRoutes are the routes about asking outside owners and lending.
var delegationRoutes = []Route{
	{
		Name: "delegation-ask", Method: "POST", Path: inOrganization + "/delegations/ask", Who: identity.Admins, Status: 201,
		Summary: "Ask an outside owner for the use of an account",
		In:      of[DelegationAsk](), Out: of[Resource](),
		Touch: Touch{
			Get:   list(AtSignin, AtAsked, AtDelegation),
			Query: list(AtAsked),
			Write: list(AtOrg, AtDelegation, AtAsked, AtAudit, AtNotice, AtOut, AtDue), Envelope: uses(SealLink),
		},
	},
	{
		Name: "delegation-resend", Method: "POST", Path: inOrganization + "/resources/{resource}/request/resend", Who: identity.Admins, Status: 200,
		Summary: "Mail the request to its owner again",
		In:      of[DelegationResend](), Out: of[Resource](),
		Touch: Touch{Get: list(AtDelegation, AtOrg, AtAsked), Write: list(AtAsked, AtDelegation, AtOrg, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "delegation-cancel", Method: "POST", Path: inOrganization + "/resources/{resource}/request/cancel", Who: identity.Admins, Status: 200,
		Summary: "Take a request back",
		In:      of[DelegationCancel](), Out: of[Resource](),
		Touch: Touch{Get: list(AtDelegation, AtOrg, AtAsked), Write: list(AtDelegation, AtOrg, AtPast, AtAsked, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "delegation-see", Method: "POST", Path: "/api/delegations/see", Who: identity.Anyone, Status: 200,
		Summary: "Who asks for what, to the holder of the mailed link",
		In:      of[LinkLook](), Out: of[DelegationSeen](),
		Touch: Touch{Get: list(AtDelegation)},
	},
	{
		Name: "delegation-code", Method: "POST", Path: "/api/delegations/code", Who: identity.Anyone, Status: 202,
		Summary: "Mail the code that proves the asked address",
		In:      of[LinkLook](), Out: of[Accepted](),
		Touch: Touch{
			Get: list(AtDelegation), Write: list(AtDelegation, AtNotice, AtOut), Envelope: uses(SealLink),
		},
	},
	{
		Name: "delegation-join", Method: "POST", Path: "/api/delegations/join", Who: identity.Anyone, Status: 201,
		Summary: "Create the owner's free account with the mailed code, and claim the request",
		In:      of[DelegationJoin](), Out: of[SignedIn](), Secret: true, Memory: argon,
		Touch: Touch{
			Get:      list(AtDelegation, AtSignin),
			Write:    list(AtDelegation, AtSignin, AtPerson, AtSession, AtOrg, AtKey, AtAudit),
			Envelope: uses(MakeKey),
		},
	},
	{
		Name: "delegation-claim", Method: "POST", Path: "/api/delegations/claim", Who: identity.Anybody, Status: 200,
		Summary: "Claim a request for the account one is signed in to",
		In:      of[DelegationClaim](), Out: of[Claimed](),
		Touch: Touch{
			Get: list(AtDelegation), Query: list(AtPerson),
			Write: list(AtDelegation, AtPerson, AtOrg, AtPast, AtKey, AtAudit), Envelope: uses(MakeKey),
		},
	},
	{
		Name: "delegation-unknown", Method: "POST", Path: "/api/delegations/unknown", Who: identity.Anyone, Status: 200,
		Summary: "I do not know them, with the mailed code and without an account",
		In:      of[DelegationUnknown](), Out: of[DelegationSeen](),
		Touch: Touch{Get: list(AtDelegation, AtOrg, AtAsked), Query: list(AtAsked), Write: list(AtDelegation, AtOrg, AtPast, AtAsked, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "delegation-list", Method: "GET", Path: inOrganization + "/delegations", Who: identity.Admins, Status: 200,
		Summary: "Manage requests and shared access: what I was asked for and what I lend",
		In:      of[DelegationList](), Out: of[Delegations](),
		Touch: Touch{Get: list(AtDelegation, AtCredential), Query: list(AtOrg)},
	},
	{
		Name: "delegation-share", Method: "POST", Path: inOrganization + "/delegations/{delegation}/share", Who: identity.Admins, Status: 200,
		Summary: "Share the login that was asked for",
		In:      of[DelegationShare](), Out: of[Delegation](),
		Touch: Touch{
			Get:   list(AtDelegation, AtAsked),
			Write: list(AtDelegation, AtAsked, AtCredential, AtVault, AtOrg, AtPast, AtResource, AtAudit, AtNotice, AtOut, AtDue), // ORG: the asking side's resource
		},
	},
	{
		Name: "delegation-lend", Method: "POST", Path: inOrganization + "/delegations/{delegation}/lend", Who: identity.Admins, Status: 200,
		Summary: "Answer a request with a credential of this organization",
		In:      of[DelegationLend](), Out: of[Delegation](),
		Touch: Touch{Get: list(AtDelegation, AtCredential, AtResource, AtKey, AtOrg, AtAsked), Write: list(AtDelegation, AtCredential, AtVault, AtOrg, AtPast, AtResource, AtAsked, AtAudit, AtNotice, AtOut, AtDue), Check: list(AtCredential, AtResource), Envelope: uses(OpenKey)},
	},
	{
		Name: "delegation-deny", Method: "POST", Path: inOrganization + "/delegations/{delegation}/deny", Who: identity.Admins, Status: 200,
		Summary: "Deny a request",
		In:      of[DelegationDeny](), Out: of[Delegation](),
		Touch: Touch{Get: list(AtDelegation, AtAsked), Write: list(AtDelegation, AtAsked, AtOrg, AtPast, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "delegation-disown", Method: "POST", Path: inOrganization + "/delegations/{delegation}/disown", Who: identity.Admins, Status: 200,
		Summary: "I do not know them: ends all their requests to this address",
		In:      of[DelegationDisown](), Out: of[Delegation](),
		Touch: Touch{Get: list(AtDelegation, AtOrg, AtAsked), Query: list(AtAsked), Write: list(AtDelegation, AtOrg, AtPast, AtAsked, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "delegation-amend", Method: "POST", Path: inOrganization + "/delegations/{delegation}/amend", Who: identity.Admins, Status: 200,
		Summary: "Change the end date of a loan, and whether they may see the password",
		In:      of[DelegationAmend](), Out: of[Delegation](),
		Touch: Touch{Get: list(AtResource, AtDelegation, AtCredential, AtOrg), Write: list(AtDelegation, AtCredential, AtOrg, AtPast, AtAudit, AtNotice, AtOut, AtDue)},
	},
	{
		Name: "delegation-revoke", Method: "POST", Path: inOrganization + "/delegations/{delegation}/revoke", Who: identity.Admins, Status: 200,
		Summary: "Take a loan back, at once",
		In:      of[DelegationRevoke](), Out: of[Delegation](),
		Touch: Touch{
			Get: list(AtDelegation, AtCredential), Write: list(AtDelegation, AtCredential, AtOrg, AtPast, AtAudit, AtNotice, AtOut),
		},
	},
	{
		Name: "delegation-activity", Method: "GET", Path: inOrganization + "/delegations/{delegation}/activity", Who: identity.Admins, Status: 200,
		Summary: "Who used a loan and when, and who may still know the password",
		In:      of[DelegationActivity](), Out: of[Activity](),
		Touch: Touch{Get: list(AtDelegation, AtCredential), Query: list(AtThing, AtCredential)},
	},
}
