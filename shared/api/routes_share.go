package api

import "github.com/valetkey/valetkey/shared/identity"

const (
	toShares = toCredential + "/shares"
	toShare  = toShares + "/{partner}"
)

// shareRoutes are the routes about what organizations share with each other.
var shareRoutes = []Route{
	{
		Name: "share-set", Method: "PUT", Path: toShare, Who: identity.Members, Status: 200,
		Summary: "Share a credential with a partner, or update how it is shared",
		In:      of[ShareSet](), Out: of[Share](),
		Touch: Touch{
			Get:   list(AtCredential, AtResource, AtKey, AtOrg),
			Write: list(AtCredential, AtVault, AtAudit, AtOut, AtDue), Check: list(AtCredential, AtResource, AtOrg), Envelope: uses(OpenKey),
		},
	},
}
