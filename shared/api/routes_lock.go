package api

import "github.com/valetkey/valetkey/shared/identity"

const atLock = inOrganization + "/lock"

// lockRoutes are the routes about an organization's key. What is typed at them is
// never kept, not even as a hash to know a repeat by: they are all Secret.
var lockRoutes = []Route{
	{
		Name: "lock-see", Method: "GET", Path: atLock, Who: identity.Members, Status: 200,
		Summary: "Whether an organization key is set, and whether this session has unlocked",
		In:      of[LockSee](), Out: of[Lock](),
		Touch: Touch{Get: list(AtOrg, AtSession)},
	},
	{
		Name: "lock-set", Method: "POST", Path: atLock, Who: identity.Admins, Status: 201,
		Summary: "Set the organization key where there is none",
		In:      of[LockSet](), Out: of[LockShown](), Secret: true, Memory: argon,
		Touch: Touch{Get: list(AtOrg, AtKey, AtSession), Write: list(AtOrg, AtKey, AtSession, AtAudit), Envelope: uses(OpenKey)},
	},
	{
		Name: "lock-unlock", Method: "POST", Path: atLock + "/unlock", Who: identity.Members, Status: 200,
		Summary: "Unlock the organization for this session with its organization key",
		In:      of[LockUnlock](), Out: of[Lock](), Secret: true, Memory: argon,
		Touch: Touch{Get: list(AtOrg, AtKey, AtSession), Write: list(AtSession, AtAudit), Check: list(AtKey), Envelope: uses(OpenKey)},
	},
	{
		Name: "lock-close", Method: "DELETE", Path: atLock + "/unlock", Who: identity.Members, Status: 204,
		Summary: "Lock it again for this session",
		In:      of[LockSee](),
		Touch:   Touch{Get: list(AtOrg, AtSession), Write: list(AtSession, AtAudit)},
	},
}
