package api

import "github.com/valetkey/valetkey/shared/identity"

const gates = inOrganization + "/resources/{resource}/gate"

// gateRoutes are the routes about gates: a resource's, for admins; the way through,
// for members; and what reverse proxies ask (rule J13).
var gateRoutes = []Route{
	{
		Name: "gate-see", Method: "GET", Path: gates, Who: identity.Readers, Status: 200,
		Summary: "Whether a resource has a gate, and at which host",
		In:      of[GateSee](), Out: of[Gate](),
		Touch: Touch{Get: list(AtResource)},
	},
	{
		Name: "gate-set", Method: "POST", Path: gates, Who: identity.Admins, Status: 200,
		Summary: "Switch a resource's gate on, with a key that is shown once, or change what it does",
		In:      of[GateSet](), Out: of[GateKey](), Secret: true,
		Touch: Touch{Get: list(AtResource), Write: list(AtResource, AtAudit, AtNotice, AtOut), Check: list(AtOrg)},
	},
	{
		Name: "gate-rotate", Method: "POST", Path: gates + "/rotate", Who: identity.Admins, Status: 200,
		Summary: "Give a gate another key; the one before is good for a day",
		In:      of[GateRotate](), Out: of[GateKey](), Secret: true,
		Touch: Touch{Get: list(AtResource), Write: list(AtResource, AtAudit, AtNotice, AtOut), Check: list(AtOrg)},
	},
	{
		Name: "gate-off", Method: "DELETE", Path: gates, Who: identity.Admins, Status: 204,
		Summary: "Switch a gate off, with every way through it",
		In:      of[GateOff](),
		Touch:   Touch{Get: list(AtResource), Write: list(AtResource, AtAudit)},
	},
	{
		Name: "gate-pass", Method: "POST", Path: gates + "/passes", Who: identity.Members, Status: 201,
		Summary: "The address by which the caller's browser comes in at a gate: good once, for 60 seconds",
		In:      of[GatePass](), Out: of[GateWay](), Secret: true,
		Touch: Touch{Get: list(AtResource), Write: list(AtPass), Check: list(AtResource)},
	},
	{
		Name: "gate-enter", Method: "GET", Path: "/api/gates/enter", Who: identity.Anyone, Status: 303, Proxy: true,
		Summary: "For reverse proxies: use a one-time code, and give its browser the cookie of that host",
		In:      of[GateEnter](), Secret: true,
		Touch: Touch{Get: list(AtOrg, AtSession, AtPass, AtResource, AtTries), Write: list(AtPass, AtAudit, AtTries), Check: list(AtOrg, AtSession, AtResource)},
	},
	{
		Name: "gate-check", Method: "GET", Path: "/api/gates/check", Who: identity.Anyone, Status: 200, Proxy: true,
		Summary: "For reverse proxies: whether a request goes through, and whose it is (nginx auth_request, Traefik ForwardAuth)",
		In:      of[GateCheck](), Secret: true,
		Touch: Touch{
			Get:   list(AtOrg, AtSession, AtPass, AtResource, AtCredential, AtKey, AtTries),
			Write: list(AtResource, AtCredential, AtKnown, AtAudit, AtTries), Check: list(AtOrg, AtSession, AtResource, AtCredential),
			Envelope: uses(OpenKey),
		},
	},
}
