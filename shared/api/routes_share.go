package api

import "github.com/valetkey/valetkey/shared/identity"

const (
	toShares   = toCredential + "/shares"
	toShare    = toShares + "/{partner}"
	toReceived = toCredential + "/received"
)

// shareRoutes are the routes about what organizations share with each other.
var shareRoutes = []Route{
	{
		Name: "share-set", Method: "PUT", Path: toShare, Who: identity.Members, Status: 200,
		Summary: "Share a credential with a partner, or update how it is shared",
		In:      of[ShareSet](), Out: of[Share](),
		Touch: Touch{
			Get:   list(AtCredential, AtResource, AtKey, AtOrg),
			Write: list(AtCredential, AtVault, AtAudit, AtNotice, AtOut, AtDue), Check: list(AtCredential, AtResource, AtOrg), Envelope: uses(OpenKey),
		},
	},
	{
		Name: "share-stop", Method: "DELETE", Path: toShare, Who: identity.Members, Status: 204,
		Summary: "Stop sharing a credential with a partner: closed to everybody there at once",
		In:      of[ShareAsk](),
		Touch:   Touch{Get: list(AtCredential, AtOrg), Write: list(AtCredential, AtVault, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "share-list", Method: "GET", Path: toShares, Who: identity.Members, Status: 200,
		Summary: "With which partners a credential is shared, and how; or how it is shared with this organization",
		In:      of[ShareListing](), Out: of[Shares](),
		Touch: Touch{Get: list(AtCredential, AtOrg)},
	},
	{
		Name: "share-see", Method: "GET", Path: toShare, Who: identity.Members, Status: 200,
		Summary: "How a credential is shared with a partner, and who there received it",
		In:      of[ShareAsk](), Out: of[ShareSeen](),
		Touch: Touch{Get: list(AtCredential, AtOrg), Query: list(AtCredential)},
	},
	{
		Name: "partner-shares", Method: "GET", Path: onePartner + "/shares", Who: identity.Members, Status: 200,
		Summary: "What is shared with a partner, or by it, as far as the caller sees it",
		In:      of[PartnerShares](), Out: of[SharedPage](),
		Touch: Touch{Get: list(AtCredential, AtOrg), Query: list(AtVault)},
	},
	{
		Name: "share-bulk", Method: "POST", Path: onePartner + "/shares", Who: identity.Members, Status: 200,
		Summary: "Share several credentials with a partner, update how they are shared, or stop it: each by itself",
		In:      of[ShareBulk](), Out: of[ShareDone](),
		Touch: Touch{
			Get:   list(AtCredential, AtResource, AtKey, AtOrg),
			Write: list(AtCredential, AtVault, AtAudit, AtNotice, AtOut, AtDue), Check: list(AtCredential, AtResource, AtOrg), Envelope: uses(OpenKey),
		},
	},
	{
		Name: "share-off", Method: "POST", Path: toReceived + "/off", Who: identity.Admins, Status: 200,
		Summary: "Close what another organization shares to everybody here; it stays as it is there",
		In:      of[VaultUse](), Out: of[ReceivedState](),
		Touch: receiving,
	},
	{
		Name: "share-login", Method: "POST", Path: toReceived + "/login", Who: identity.Admins, Status: 200,
		Summary: "Make what another organization shares a login of a resource here, or have it follow its folder again",
		In:      of[ShareLogin](), Out: of[ReceivedState](),
		Touch: Touch{Get: list(AtCredential), Write: list(AtCredential, AtResource, AtVault, AtAudit, AtOut), Check: list(AtCredential, AtOrg)},
	},
	{
		Name: "share-on", Method: "POST", Path: toReceived + "/on", Who: identity.Admins, Status: 200,
		Summary: "Open what another organization shares, and was closed here, again",
		In:      of[VaultUse](), Out: of[ReceivedState](),
		Touch: receiving,
	},
}

// receiving is what the receiver of a share touches to turn it.
var receiving = Touch{Get: list(AtCredential), Write: list(AtCredential, AtAudit, AtOut), Check: list(AtCredential)}
