package api

import "github.com/valetkey/valetkey/shared/identity"

const atLock = inOrganization + "/lock"

// lockRoutes are the routes about an organization's key.
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
		Touch: Touch{Get: list(AtOrg, AtKey, AtSession), Write: list(AtOrg, AtKey, AtSession, AtAudit, AtNotice, AtOut), Envelope: uses(OpenKey)},
	},
	{
		Name: "lock-unlock", Method: "POST", Path: atLock + "/unlock", Who: identity.Members, Status: 200,
		Summary: "Unlock the organization for this session with its organization key",
		In:      of[LockUnlock](), Out: of[Lock](), Memory: argon,
		Touch: Touch{Get: list(AtOrg, AtKey, AtSession), Write: list(AtOrg, AtSession, AtAudit), Check: list(AtKey), Envelope: uses(OpenKey)},
	},
	{
		Name: "lock-close", Method: "DELETE", Path: atLock + "/unlock", Who: identity.Members, Status: 204,
		Summary: "Lock it again for this session",
		In:      of[LockSee](),
		Touch:   Touch{Get: list(AtOrg, AtSession), Write: list(AtSession, AtAudit)},
	},
	{
		Name: "lock-change", Method: "POST", Path: atLock + "/key", Who: identity.Admins, Status: 200,
		Summary: "Set another organization key, with the one there is; a new recovery code is shown",
		In:      of[LockChange](), Out: of[LockShown](), Secret: true, Memory: argon,
		Touch: Touch{Get: list(AtOrg, AtKey, AtSession), Write: list(AtOrg, AtKey, AtSession, AtAudit, AtNotice, AtOut), Envelope: uses(OpenKey)},
	},
	{
		Name: "lock-recover", Method: "POST", Path: atLock + "/recover", Who: identity.Admins, Status: 200,
		Summary: "Set another organization key with the recovery code, which is good once; a new one is shown",
		In:      of[LockRecover](), Out: of[LockShown](), Secret: true, Memory: argon,
		Touch: Touch{Get: list(AtOrg, AtKey, AtSession), Write: list(AtOrg, AtKey, AtSession, AtAudit, AtNotice, AtOut), Envelope: uses(OpenKey)},
	},
	{
		Name: "lock-weigh", Method: "GET", Path: atLock + "/reset", Who: identity.Admins, Status: 200,
		Summary: "What would be gone if the lock were reset, counted",
		In:      of[LockWeigh](), Out: of[LockWeighed](),
		Touch: Touch{Get: list(AtCredential), Query: list(AtVault)},
	},
	{
		Name: "lock-reset", Method: "POST", Path: atLock + "/reset", Who: identity.Admins, Status: 200,
		Summary: "Give up what only this organization could open, when its key and recovery code are lost",
		In:      of[LockReset](), Out: of[Lock](),
		Touch: Touch{Get: list(AtOrg, AtKey, AtSession), Write: list(AtOrg, AtKey, AtSession, AtAudit, AtNotice, AtOut), Envelope: uses(MakeKey)},
	},
	{
		Name: "keys-replace", Method: "POST", Path: inOrganization + "/keys", Who: identity.Admins, Status: 200,
		Summary: "Replace the organization's keys and its organization key; everybody unlocks again",
		In:      of[LockChange](), Out: of[LockShown](), Secret: true, Memory: argon,
		Touch: Touch{Get: list(AtOrg, AtKey, AtSession), Write: list(AtOrg, AtKey, AtSession, AtAudit, AtNotice, AtOut), Envelope: uses(OpenKey, MakeKey)},
	},
	{
		Name: "keys-reseal", Method: "POST", Path: inOrganization + "/keys/reseal", Who: identity.Admins, Status: 200,
		Summary: "Go on with sealing anew what replaced keys open, until they can be destroyed",
		In:      of[KeysReseal](), Out: of[Resealed](),
		Touch: Touch{
			Get: list(AtOrg, AtKey, AtSession, AtCredential), Query: list(AtVault, AtCredential), Write: list(AtOrg, AtKey, AtCredential, AtAudit),
			Check: list(AtKey), Envelope: uses(OpenKey),
		},
	},
}
