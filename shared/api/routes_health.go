package api

import "github.com/valetkey/valetkey/shared/identity"

// healthRoutes are the routes about many secrets at once: judging them, which shows
// none, and taking them along.
var healthRoutes = []Route{
	{
		Name: "vault-health", Method: "POST", Path: inOrganization + "/vault/health", Who: identity.Members, Status: 200,
		Summary: "How strong, old and reused passwords are, a page at a time and each page on record, without showing any; what they come to is the sum over all pages",
		In:      of[VaultHealth](), Out: of[HealthPage](),
		Touch: Touch{
			Get: list(AtCredential, AtResource, AtKey, AtOrg), Query: list(AtVault), Write: list(AtAudit), Envelope: uses(OpenKey),
		},
		Memory: 1024, // the estimates of a page must not outlast the call: AWS gives CPU with memory
	},
	{
		Name: "vault-export", Method: "POST", Path: inOrganization + "/vault/export", Who: identity.Admins, Status: 200,
		Summary: "Take along what I may reveal now, a page at a time, each on record as a reveal",
		In:      of[VaultExport](), Out: of[Exported](), Secret: true,
		Touch: Touch{
			Get: list(AtCredential, AtResource, AtKey, AtOrg), Query: list(AtVault), Write: list(AtCredential, AtResource, AtKnown, AtAudit),
			Check: list(AtCredential, AtOrg), Envelope: uses(OpenKey),
		},
	},
}
