package api

import "github.com/valetkey/valetkey/shared/identity"

// identityRoutes are the routes about people, their accounts and sessions.
var identityRoutes = []Route{
	{
		Name: "signup-create", Method: "POST", Path: "/api/signups", Who: identity.Anyone, Status: 202,
		Summary: "Sign up an organization; a mail confirms the address",
		In:      of[SignupCreate](), Out: of[Accepted](), Memory: argon,
		Touch: Touch{
			Get: list(AtSignin, AtSignup, AtTries), Write: list(AtSignup, AtNotice, AtOut), Envelope: uses(SealLink),
		},
	},
	{
		Name: "signup-confirm", Method: "POST", Path: "/api/signups/confirm", Who: identity.Anyone, Status: 201,
		Summary: "Confirm the address of a sign-up; the organization exists from here on",
		In:      of[SignupConfirm](), Out: of[SignedIn](), Secret: true, Memory: argon,
		Touch: Touch{
			Get: list(AtSignup, AtSignin), Write: list(AtSignup, AtSignin, AtPerson, AtSession, AtOrg, AtKey, AtAudit, AtNotice, AtOut),
			Envelope: uses(MakeKey),
		},
	},
	{
		Name: "session-create", Method: "POST", Path: "/api/sessions", Who: identity.Anyone, Status: 201,
		Summary: "Sign in",
		In:      of[SessionCreate](), Out: of[SignedIn](), Secret: true, Memory: argon,
		Touch: Touch{
			Get:   list(AtSignin, AtTries, AtPerson, AtSession),
			Write: list(AtSession, AtTries, AtAudit), Check: list(AtSignin, AtTries),
		},
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
		Touch:   Touch{Write: list(AtSession, AtAudit)},
	},
	{
		Name: "session-list", Method: "GET", Path: "/api/sessions", Who: identity.Anybody, Status: 200,
		Summary: "Where I am signed in",
		In:      of[Empty](), Out: of[Sessions](),
		Touch: Touch{Get: list(AtSession)},
	},
	{
		Name: "session-end-one", Method: "DELETE", Path: "/api/sessions/{session}", Who: identity.Anybody, Status: 204,
		Summary: "Sign out one of my sessions",
		In:      of[SessionEndOne](),
		Touch:   Touch{Get: list(AtSession), Write: list(AtSession, AtAudit)},
	},
	{
		Name: "session-end-all", Method: "POST", Path: "/api/sessions/end", Who: identity.Anybody, Status: 204,
		Summary: "Sign out everywhere",
		In:      of[SessionEndAll](),
		Touch:   Touch{Get: list(AtSession), Write: list(AtSession, AtAudit)},
	},
	{
		Name: "reset-create", Method: "POST", Path: "/api/resets", Who: identity.Anyone, Status: 202,
		Summary: "Forgot the password: mail a code to the address, if it has an account",
		In:      of[ResetCreate](), Out: of[CodeMailed](), Secret: true,
		Touch: Touch{Get: list(AtSignin, AtSignup, AtTries), Write: list(AtReset, AtSignup, AtNotice, AtOut), Envelope: uses(SealLink)},
	},
	{
		Name: "reset-confirm", Method: "POST", Path: "/api/resets/confirm", Who: identity.Anyone, Status: 204,
		Summary: "Choose a new password with the mailed code; every session ends",
		In:      of[ResetConfirm](), Memory: argon,
		Touch: Touch{
			Get:   list(AtReset, AtSignin, AtTries, AtPerson, AtSession),
			Write: list(AtReset, AtSignin, AtTries, AtSession, AtAudit, AtNotice, AtOut),
		},
	},
	{
		Name: "person-me", Method: "GET", Path: "/api/me", Who: identity.Anybody, Status: 200,
		Summary: "Who am I, and where am I a member",
		In:      of[Empty](), Out: of[Me](),
		Touch: Touch{Query: list(AtPerson)},
	},
	{
		Name: "password-change", Method: "POST", Path: "/api/me/password", Who: identity.Anybody, Status: 204,
		Summary: "Change my password; every other session ends",
		In:      of[PasswordChange](), Memory: argon,
		Touch: Touch{
			Get: list(AtSignin, AtTries, AtSession), Check: list(AtTries),
			Write: list(AtSignin, AtTries, AtSession, AtAudit, AtNotice, AtOut),
		},
	},
	{
		Name: "address-ask", Method: "POST", Path: "/api/me/address", Who: identity.Anybody, Status: 202,
		Summary: "Ask for another mail address: a code is mailed to it",
		In:      of[AddressAsk](), Out: of[CodeMailed](), Secret: true, Memory: argon,
		Touch: Touch{
			Get: list(AtSignin, AtTries, AtPerson), Check: list(AtSignin, AtTries),
			Write: list(AtTries, AtPerson, AtAudit, AtNotice, AtOut), Envelope: uses(SealLink),
		},
	},
	{
		Name: "address-confirm", Method: "POST", Path: "/api/me/address/confirm", Who: identity.Anybody, Status: 204,
		Summary: "Take the new mail address with its code; the old one is told",
		In:      of[AddressConfirm](),
		Touch:   Touch{Get: list(AtSignin, AtPerson), Write: list(AtSignin, AtPerson, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "account-close", Method: "POST", Path: "/api/me/close", Who: identity.Anybody, Status: 200,
		Summary: "Close my account: everything lent ends first",
		In:      of[AccountClose](), Out: of[Closed](), Memory: argon,
		Touch: Touch{Get: list(AtSignin, AtTries, AtPerson, AtOrg, AtDelegation, AtCredential, AtSession, AtAsked), Query: list(AtPerson, AtOrg), Check: list(AtSignin, AtTries), Write: list(AtSignin, AtTries, AtPerson, AtSession, AtOrg, AtPast, AtDelegation, AtCredential, AtAsked, AtAudit, AtNotice, AtOut, AtDue)},
	},
	{
		Name: "left-list", Method: "GET", Path: "/api/me/left", Who: identity.Anybody, Status: 200,
		Summary: "What I left behind in organizations I am no member of any more, and until when it waits for me",
		In:      of[LeftList](), Out: of[LeftPage](),
		Touch: Touch{Get: list(AtOrg, AtCredential), Query: list(AtPerson, AtVault)},
	},
	{
		Name: "left-take", Method: "POST", Path: "/api/me/left/{organization}", Who: identity.Anybody, Status: 200,
		Summary: "Take what I left behind into my personal account, and say of each what happened",
		In:      of[LeftTake](), Out: of[LeftTaken](), Memory: argon,
		Touch: Touch{
			Get: list(AtOrg, AtCredential, AtKey), Query: list(AtPerson, AtVault), Check: list(AtOrg, AtKey),
			Write:    list(AtCredential, AtVault, AtResource, AtPerson, AtOrg, AtPast, AtKey, AtSession, AtAudit, AtOut),
			Envelope: uses(MakeKey, OpenKey),
		},
	},
	{
		Name: "account-record", Method: "GET", Path: "/api/me/record", Who: identity.Anybody, Status: 200,
		Summary: "My own record: sign-ins, wrong passwords, changes of address and password",
		In:      of[AccountRecord](), Out: of[AuditPage](),
		Touch: Touch{Query: list(AtAudit)},
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
		Name: "invitation-code", Method: "POST", Path: "/api/invitations/code", Who: identity.Anyone, Status: 202,
		Summary: "Mail the code that proves the invited address",
		In:      of[LinkLook](), Out: of[Accepted](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtNotice, AtOut), Envelope: uses(SealLink)},
	},
	{
		Name: "invitation-accept", Method: "POST", Path: "/api/invitations/accept", Who: identity.Anyone, Status: 201,
		Summary: "Accept an invitation: activate with a name and a password",
		In:      of[InvitationAccept](), Out: of[SignedIn](), Secret: true, Memory: argon,
		Touch: Touch{
			Get: list(AtOrg, AtSignin, AtTries, AtPerson, AtSession), Check: list(AtOrg, AtSignin, AtTries, AtPerson),
			Write: list(AtOrg, AtPast, AtSignin, AtTries, AtPerson, AtSession, AtAudit, AtNotice, AtOut),
		},
	},
	{
		Name: "app-list", Method: "GET", Path: "/api/apps", Who: identity.Anybody, Status: 200,
		Summary: "A small catalogue of common apps",
		In:      of[Empty](), Out: of[Apps](),
		Touch: Touch{},
	},
}
