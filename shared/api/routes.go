package api

import (
	"reflect"

	"github.com/valetkey/valetkey/shared/identity"
)

const inOrganization = "/api/organizations/{organization}"

// argon is the memory of the functions that hash passwords: Argon2id takes
// 46 MB, and the time it takes goes down with memory (AWS gives CPU with it).
const argon = 1024

// Routes is the route table, by noun.
var Routes = []Route{
	{
		Name: "signup-create", Method: "POST", Path: "/api/signups", Who: identity.Anyone, Status: 202,
		Summary: "Sign up an organization; a mail confirms the address",
		In:      of[SignupCreate](), Out: of[Accepted](), Memory: argon,
		Touch: Touch{
			Get: list(AtSignin, AtSignup), Write: list(AtSignup, AtNotice, AtOut), Envelope: uses(SealLink),
		},
	},
	{
		Name: "signup-confirm", Method: "POST", Path: "/api/signups/confirm", Who: identity.Anyone, Status: 201,
		Summary: "Confirm the address of a sign-up; the organization exists from here on",
		In:      of[SignupConfirm](), Out: of[SignedIn](), Secret: true, Memory: argon,
		Touch: Touch{
			Get: list(AtSignup, AtSignin), Write: list(AtSignup, AtSignin, AtPerson, AtSession, AtOrg, AtKey, AtAudit),
			Envelope: uses(MakeKey),
		},
	},
	{
		Name: "session-create", Method: "POST", Path: "/api/sessions", Who: identity.Anyone, Status: 201,
		Summary: "Sign in",
		In:      of[SessionCreate](), Out: of[SignedIn](), Secret: true, Memory: argon,
		Touch: Touch{Get: list(AtSignin, AtPerson), Write: list(AtSession), Check: list(AtSignin)},
	},
	{
		Name: "session-keep", Method: "POST", Path: "/api/session/keep", Who: identity.Anybody, Status: 200,
		Summary: "Keep the session from ending for being idle",
		In:      of[Empty](), Out: of[Kept](),
		Touch: Touch{Write: list(AtSession)},
	},
	{
		Name: "session-end", Method: "DELETE", Path: "/api/session", Who: identity.Anybody, Status: 204,
		Summary: "Sign out",
		In:      of[Empty](),
		Touch:   Touch{Write: list(AtSession)},
	},
	{
		Name: "person-me", Method: "GET", Path: "/api/me", Who: identity.Anybody, Status: 200,
		Summary: "Who am I, and where am I a member",
		In:      of[Empty](), Out: of[Me](),
		Touch: Touch{Query: list(AtPerson)},
	},
	{
		Name: "notice-list", Method: "GET", Path: "/api/notices", Who: identity.Anybody, Status: 200,
		Summary: "What I was told",
		In:      of[NoticeList](), Out: of[Notices](),
		Touch: Touch{Query: list(AtInbox)},
	},
	{
		Name: "notice-seen", Method: "POST", Path: "/api/notices/seen", Who: identity.Anybody, Status: 204,
		Summary: "Mark notices as seen",
		In:      of[NoticesSeen](),
		Touch:   Touch{Get: list(AtInbox), Write: list(AtInbox)},
	},
	{
		Name: "invitation-see", Method: "POST", Path: "/api/invitations/see", Who: identity.Anyone, Status: 200,
		Summary: "What a mailed invitation is about",
		In:      of[LinkLook](), Out: of[InvitationSeen](),
		Touch: Touch{Get: list(AtOrg, AtSignin)},
	},
	{
		Name: "invitation-accept", Method: "POST", Path: "/api/invitations/accept", Who: identity.Anyone, Status: 201,
		Summary: "Accept an invitation: activate with a name and a password",
		In:      of[InvitationAccept](), Out: of[SignedIn](), Secret: true, Memory: argon,
		Touch: Touch{
			Get:   list(AtOrg, AtSignin, AtPerson),
			Write: list(AtOrg, AtSignin, AtPerson, AtSession, AtAudit, AtNotice, AtOut), Check: list(AtSignin),
		},
	},
	{
		Name: "member-invite", Method: "POST", Path: inOrganization + "/invitations", Who: identity.Admins, Status: 201,
		Summary: "Invite somebody by mail",
		In:      of[MemberInvite](), Out: of[Member](),
		Touch: Touch{
			Write: list(AtOrg, AtAudit, AtNotice, AtOut), Envelope: uses(SealLink),
		},
	},
	{
		Name: "member-list", Method: "GET", Path: inOrganization + "/members", Who: identity.Readers, Status: 200,
		Summary: "List members and who is invited",
		In:      of[MemberList](), Out: of[Members](),
		Touch: Touch{Query: list(AtOrg)},
	},
	{
		Name: "group-create", Method: "POST", Path: inOrganization + "/groups", Who: identity.Admins, Status: 201,
		Summary: "Make a group with its first members",
		In:      of[GroupCreate](), Out: of[Group](),
		Touch: Touch{Write: list(AtOrg, AtAudit)},
	},
	{
		Name: "group-list", Method: "GET", Path: inOrganization + "/groups", Who: identity.Readers, Status: 200,
		Summary: "List groups",
		In:      of[GroupList](), Out: of[Groups](),
		Touch: Touch{Query: list(AtOrg)},
	},
	{
		Name: "resource-create", Method: "POST", Path: inOrganization + "/resources", Who: identity.Admins, Status: 201,
		Summary: "Add a resource of the organization's own",
		In:      of[ResourceCreate](), Out: of[Resource](),
		Touch: Touch{Write: list(AtOrg, AtAudit)},
	},
	{
		Name: "resource-list", Method: "GET", Path: inOrganization + "/resources", Who: identity.Members, Status: 200,
		Summary: "List resources with their state: an admin all, a member theirs",
		In:      of[ResourceList](), Out: of[Resources](),
		Touch: Touch{Query: list(AtOrg, AtFor)},
	},
	{
		Name: "resource-see", Method: "GET", Path: inOrganization + "/resources/{resource}", Who: identity.Members, Status: 200,
		Summary: "One resource with its assignments and credential sets",
		In:      of[ResourceSee](), Out: of[ResourceDetail](),
		Touch: Touch{Get: list(AtCredential, AtResource), Query: list(AtResource)},
	},
	{
		Name: "resource-assign", Method: "POST", Path: inOrganization + "/resources/{resource}/assignments", Who: identity.Admins, Status: 201,
		Summary: "Put a group or member on a resource",
		In:      of[ResourceAssign](), Out: of[Assignment](),
		Touch: Touch{
			Get: list(AtCredential), Write: list(AtOrg, AtFor, AtAudit), Check: list(AtCredential),
		},
	},
	{
		Name: "resource-unassign", Method: "DELETE", Path: inOrganization + "/resources/{resource}/assignments/{assignment}", Who: identity.Admins, Status: 204,
		Summary: "Take a group or member off a resource",
		In:      of[ResourceUnassign](),
		Touch:   Touch{Get: list(AtFor), Write: list(AtOrg, AtFor, AtAudit)},
	},
	{
		Name: "credential-create", Method: "POST", Path: inOrganization + "/resources/{resource}/credentials", Who: identity.Members, Status: 201,
		Summary: "Add a login for a resource",
		In:      of[CredentialCreate](), Out: of[Credential](),
		Touch: Touch{Write: list(AtCredential, AtResource, AtAudit)},
	},
	{
		Name: "credential-change", Method: "POST", Path: inOrganization + "/credentials/{credential}/versions", Who: identity.Members, Status: 201,
		Summary: "Give a credential a new version; whoever it is lent to uses that from now on",
		In:      of[CredentialChange](), Out: of[Credential](),
		Touch: Touch{Get: list(AtCredential), Write: list(AtCredential, AtAudit)},
	},
	{
		Name: "credential-launch", Method: "POST", Path: inOrganization + "/resources/{resource}/credentials/{credential}/launch", Who: identity.Members, Status: 200,
		Summary: "Sign in with a credential: what the browser needs, on record as a use",
		In:      of[CredentialUse](), Out: of[Fill](), Secret: true,
		Touch: Touch{
			Get: list(AtCredential, AtResource, AtKey), Write: list(AtCredential, AtResource, AtAudit), Check: list(AtCredential),
			Envelope: uses(OpenKey),
		},
	},
	{
		Name: "credential-reveal", Method: "POST", Path: inOrganization + "/resources/{resource}/credentials/{credential}/reveal", Who: identity.Members, Status: 200,
		Summary: "Show a credential to a person, where its mode allows, on record",
		In:      of[CredentialUse](), Out: of[Revealed](), Secret: true,
		Touch: Touch{
			Get: list(AtCredential, AtResource, AtKey), Write: list(AtCredential, AtResource, AtAudit), Check: list(AtCredential),
			Envelope: uses(OpenKey),
		},
	},
	{
		Name: "delegation-ask", Method: "POST", Path: inOrganization + "/delegations/ask", Who: identity.Admins, Status: 201,
		Summary: "Ask an outside owner for the use of an account",
		In:      of[DelegationAsk](), Out: of[Resource](),
		Touch: Touch{
			Get:   list(AtPerson, AtSignin),
			Write: list(AtOrg, AtDelegation, AtAudit, AtNotice, AtOut, AtDue), Envelope: uses(SealLink),
		},
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
			Write: list(AtDelegation, AtPerson, AtOrg, AtKey, AtAudit), Envelope: uses(MakeKey),
		},
	},
	{
		Name: "delegation-list", Method: "GET", Path: inOrganization + "/delegations", Who: identity.Admins, Status: 200,
		Summary: "Manage requests and shared access: what I was asked for and what I lend",
		In:      of[DelegationList](), Out: of[Delegations](),
		Touch: Touch{Get: list(AtDelegation), Query: list(AtOrg)},
	},
	{
		Name: "delegation-share", Method: "POST", Path: inOrganization + "/delegations/{delegation}/share", Who: identity.Admins, Status: 200,
		Summary: "Share the login that was asked for",
		In:      of[DelegationShare](), Out: of[Delegation](),
		Touch: Touch{
			Get:   list(AtDelegation),
			Write: list(AtDelegation, AtCredential, AtOrg, AtResource, AtAudit, AtNotice, AtOut), // ORG: the asking side's resource
		},
	},
	{
		Name: "delegation-deny", Method: "POST", Path: inOrganization + "/delegations/{delegation}/deny", Who: identity.Admins, Status: 200,
		Summary: "Deny a request",
		In:      of[DelegationDeny](), Out: of[Delegation](),
		Touch: Touch{Get: list(AtDelegation), Write: list(AtDelegation, AtOrg, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "delegation-revoke", Method: "POST", Path: inOrganization + "/delegations/{delegation}/revoke", Who: identity.Admins, Status: 200,
		Summary: "Take a loan back, at once",
		In:      of[DelegationRevoke](), Out: of[Delegation](),
		Touch: Touch{
			Get: list(AtDelegation, AtCredential), Write: list(AtDelegation, AtCredential, AtOrg, AtAudit, AtNotice, AtOut),
		},
	},
	{
		Name: "delegation-activity", Method: "GET", Path: inOrganization + "/delegations/{delegation}/activity", Who: identity.Admins, Status: 200,
		Summary: "Who used a loan and when, and who may still know the password",
		In:      of[DelegationActivity](), Out: of[Activity](),
		Touch: Touch{Get: list(AtDelegation, AtCredential), Query: list(AtThing, AtCredential)},
	},
	{
		Name: "audit-list", Method: "GET", Path: inOrganization + "/audit", Who: identity.Readers, Status: 200,
		Summary: "Read the organization's record, newest first",
		In:      of[AuditList](), Out: of[AuditPage](),
		Touch: Touch{Query: list(AtAudit)},
	},
}

// Console answers every address that no route does: the web client, the OpenAPI
// document, and a problem for what is not there.
var Console = Route{Name: "console", Method: "ANY", Path: "$default", Who: identity.Anyone, Status: 200, Summary: "The web client and the OpenAPI document"}

// Workers are the functions behind the stream and the clock.
var Workers = []Worker{
	{
		Name: "outbox-mail", Summary: "Puts notices on dashboards and mails them", Stream: "mail", Timeout: 30,
		Touch: Touch{
			Get:   list(AtOut, AtNotice, AtInbox, AtSignup, AtOrg, AtDelegation),
			Query: list(AtOrg), Write: list(AtOut, AtInbox), Envelope: uses(OpenLink), Mails: true,
		},
	},
	{
		Name: "outbox-drive", Summary: "Walks the chores that a change left behind", Stream: "drive", Timeout: 30,
		Touch: Touch{Get: list(AtOut, AtCredential), Query: list(AtCredential), Write: list(AtOut, AtCredential)},
	},
	{
		Name: "due-sweep", Summary: "Writes down what is due and nudges what was not delivered", Every: 1, Timeout: 60,
		Touch: Touch{
			Get:   list(AtMark, AtOut, AtDelegation, AtOrg),
			Query: list(AtDue, AtOut), Write: list(AtMark, AtDue, AtOut, AtDelegation, AtOrg, AtAudit, AtNotice),
		},
	},
}

// Named finds a route by its name, the console among them.
func Named(name string) (Route, bool) {
	if name == Console.Name {
		return Console, true
	}
	for _, r := range Routes {
		if r.Name == name {
			return r, true
		}
	}
	return Route{}, false
}

func of[T any]() reflect.Type         { return reflect.TypeFor[T]() }
func list(p ...Partition) []Partition { return p }
func uses(e ...Envelope) []Envelope   { return e }
