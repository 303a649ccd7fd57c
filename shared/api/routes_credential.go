package api

import "github.com/valetkey/valetkey/shared/identity"

const (
	toCredential = inOrganization + "/credentials/{credential}"
	toVersion    = toCredential + "/versions/{number}"
)

// credentialRoutes are the routes about the life of a credential after it is made.
var credentialRoutes = []Route{
	{
		Name: "credential-amend", Method: "POST", Path: toCredential, Who: identity.Members, Status: 200,
		Summary: "Change the name, type, username, address or tags of a credential",
		In:      of[CredentialAmend](), Out: of[Filed](),
		Touch: Touch{Get: list(AtCredential, AtResource), Write: list(AtCredential, AtVault, AtAudit, AtNotice, AtOut, AtDue)},
	},
	{
		Name: "credential-move", Method: "POST", Path: inOrganization + "/credentials/move", Who: identity.Members, Status: 200,
		Summary: "Move credentials to a folder, and say of each what happened",
		In:      of[CredentialMove](), Out: of[Moved](),
		Touch: Touch{Get: list(AtCredential, AtResource), Write: list(AtCredential, AtVault, AtAudit, AtOut), Check: list(AtOrg, AtCredential)},
	},
	{
		Name: "credential-bulk", Method: "POST", Path: inOrganization + "/credentials/bulk", Who: identity.Members, Status: 200,
		Summary: "Disable or enable credentials, or give them tags and take others away, and say of each what happened",
		In:      of[CredentialBulk](), Out: of[BulkDone](),
		Touch: Touch{Get: list(AtCredential, AtResource), Write: list(AtCredential, AtVault, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "credential-disable", Method: "POST", Path: toCredential + "/disable", Who: identity.Members, Status: 200,
		Summary: "Close a credential to everybody; nothing of it is lost",
		In:      of[VaultUse](), Out: of[CredentialState](),
		Touch: Touch{Get: list(AtCredential, AtResource), Write: list(AtCredential, AtVault, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "credential-enable", Method: "POST", Path: toCredential + "/enable", Who: identity.Members, Status: 200,
		Summary: "Open a disabled credential again",
		In:      of[VaultUse](), Out: of[CredentialState](),
		Touch: Touch{Get: list(AtCredential, AtResource), Write: list(AtCredential, AtVault, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "credential-versions", Method: "GET", Path: toCredential + "/versions", Who: identity.Members, Status: 200,
		Summary: "The change log of a credential, newest first",
		In:      of[CredentialVersions](), Out: of[ChangeLog](),
		Touch: Touch{Get: list(AtCredential, AtResource), Query: list(AtCredential)},
	},
	{
		Name: "version-reveal", Method: "POST", Path: toVersion + "/reveal", Who: identity.Members, Status: 200,
		Summary: "Show an earlier version of a credential to who may change it, on record",
		In:      of[VersionUse](), Out: of[Revealed](), Secret: true,
		Touch: opens(AtCredential, AtResource, AtKey, AtOrg),
	},
	{
		Name: "version-restore", Method: "POST", Path: toVersion + "/restore", Who: identity.Members, Status: 201,
		Summary: "Make an earlier version the newest again, for everybody who has the credential today",
		In:      of[VersionRestore](), Out: of[Filed](),
		Touch: Touch{
			Get: list(AtCredential, AtResource, AtKey, AtOrg), Write: list(AtCredential, AtVault, AtAudit, AtNotice, AtOut, AtDue), Check: list(AtOrg),
			Envelope: uses(OpenKey),
		},
	},
	{
		Name: "credential-code", Method: "POST", Path: toCredential + "/code", Who: identity.Members, Status: 200,
		Summary: "The current sign-in code of a credential, on record as a use",
		In:      of[CredentialCode](), Out: of[SignInCode](), Secret: true,
		Touch: opens(AtCredential, AtResource, AtKey, AtOrg),
	},
	{
		Name: "vault-launch", Method: "POST", Path: toCredential + "/launch", Who: identity.Members, Status: 200,
		Summary: "Sign in with a credential at its own address, on record as a use: a ticket for the extension that fills it in",
		In:      of[VaultUse](), Out: of[Launched](), Secret: true,
		Touch: Touch{
			Get:   list(AtCredential, AtResource, AtKey, AtOrg),
			Write: list(AtCredential, AtResource, AtKnown, AtAudit, AtTicket), Check: list(AtCredential, AtOrg),
		},
	},
	{
		Name: "credential-fill", Method: "POST", Path: toCredential + "/fill", Who: identity.Members, Status: 200,
		Summary: "Redeem the ticket of a launch, once: what the extension fills in at the credential's own address",
		In:      of[CredentialFill](), Out: of[Fill](), Secret: true,
		Touch: Touch{
			Get:   list(AtCredential, AtResource, AtKey, AtOrg, AtTicket),
			Write: list(AtCredential, AtResource, AtKnown, AtTicket), Check: list(AtCredential, AtOrg), Envelope: uses(OpenKey),
		},
	},
}

// opens is what a route touches that opens a secret, which it reads there.
func opens(get ...Partition) Touch {
	return Touch{
		Get: get, Write: list(AtCredential, AtResource, AtKnown, AtAudit), Check: list(AtCredential, AtOrg), Envelope: uses(OpenKey),
	}
}
