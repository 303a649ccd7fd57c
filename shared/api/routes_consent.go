package api

import "github.com/valetkey/valetkey/shared/identity"

const (
	aLogin   = inOrganization + "/resources/{resource}/credentials/{credential}"
	aConsent = inOrganization + "/consents/{consent}"
)

// consentRoutes are the routes about whose logins admins may get at.
var consentRoutes = []Route{
	{
		Name: "consent-ask", Method: "POST", Path: aLogin + "/request", Who: identity.Admins, Status: 201,
		Summary: "Ask the owner of an unmanaged login to let admins at it, or join who asks already",
		In:      of[ConsentAsk](), Out: of[Consent](),
		Touch: Touch{Get: list(AtCredential, AtConsent), Write: list(AtCredential, AtConsent, AtAudit, AtNotice, AtOut, AtDue), Check: list(AtOrg)},
	},
	{
		Name: "consent-list", Method: "GET", Path: inOrganization + "/consents", Who: identity.Members, Status: 200,
		Summary: "The credential requests that are mine to answer, and those that I asked",
		In:      of[ConsentList](), Out: of[Consents](),
		Touch: Touch{Get: list(AtConsent), Query: list(AtConsent)},
	},
	{
		Name: "consent-see", Method: "GET", Path: aConsent, Who: identity.Members, Status: 200,
		Summary: "One credential request",
		In:      of[ConsentSee](), Out: of[Consent](),
		Touch: Touch{Get: list(AtConsent)},
	},
	{
		Name: "consent-approve", Method: "POST", Path: aConsent + "/approve", Who: identity.Members, Status: 200,
		Summary: "Let admins at one's login",
		In:      of[ConsentSee](), Out: of[Consent](),
		Touch: Touch{Get: list(AtCredential, AtConsent), Write: list(AtCredential, AtConsent, AtVault, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "consent-deny", Method: "POST", Path: aConsent + "/deny", Who: identity.Members, Status: 200,
		Summary: "Keep one's login to oneself",
		In:      of[ConsentDeny](), Out: of[Consent](),
		Touch: Touch{Get: list(AtCredential, AtConsent), Write: list(AtCredential, AtConsent, AtVault, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "consent-cancel", Method: "POST", Path: aConsent + "/cancel", Who: identity.Members, Status: 200,
		Summary: "Ask no longer; with the last who asks the request ends",
		In:      of[ConsentSee](), Out: of[Consent](),
		Touch: Touch{Get: list(AtCredential, AtConsent), Write: list(AtCredential, AtConsent, AtVault, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "consent-weigh", Method: "GET", Path: aLogin + "/consent", Who: identity.Members, Status: 200,
		Summary: "What rests on the consent to my login, and who has seen it",
		In:      of[ConsentOwn](), Out: of[ConsentWeighed](),
		Touch: Touch{Get: list(AtCredential, AtOrg), Query: list(AtCredential)},
	},
	{
		Name: "consent-give", Method: "POST", Path: aLogin + "/consent", Who: identity.Members, Status: 200,
		Summary: "Allow admin access to my login",
		In:      of[ConsentOwn](), Out: of[Credential](),
		Touch: Touch{Get: list(AtCredential, AtConsent), Write: list(AtCredential, AtConsent, AtVault, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "consent-withdraw", Method: "POST", Path: aLogin + "/withdraw", Who: identity.Members, Status: 200,
		Summary: "End admin access to my login; it says what that ended and who has seen it",
		In:      of[ConsentOwn](), Out: of[ConsentWeighed](),
		Touch: Touch{Get: list(AtCredential, AtOrg), Query: list(AtCredential), Write: list(AtCredential, AtVault, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "viewing-set", Method: "POST", Path: inOrganization + "/resources/{resource}/viewing", Who: identity.Admins, Status: 200,
		Summary: "Say which admins may view the managed logins of a resource: all, named ones, those in groups, or nobody",
		In:      of[ViewingSet](), Out: of[Viewing](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtFor, AtPast, AtAudit, AtNotice, AtOut), Check: list(AtOrg)},
	},
	{
		Name: "credential-reassign", Method: "POST", Path: aLogin + "/reassign", Who: identity.Admins, Status: 200,
		Summary: "Give a managed login to another member, or to the organization",
		In:      of[CredentialReassign](), Out: of[Credential](),
		Touch: Touch{Get: list(AtCredential, AtOrg), Write: list(AtCredential, AtVault, AtAudit, AtNotice, AtOut), Check: list(AtOrg)},
	},
}
