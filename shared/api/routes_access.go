package api

import "github.com/valetkey/valetkey/shared/identity"

// accessRoutes are the routes about resources and credentials.
var accessRoutes = []Route{
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
		Touch: Touch{Get: list(AtResource, AtRequest), Query: list(AtOrg, AtFor)},
	},
	{
		Name: "resource-see", Method: "GET", Path: inOrganization + "/resources/{resource}", Who: identity.Members, Status: 200,
		Summary: "One resource with its assignments and credential sets",
		In:      of[ResourceSee](), Out: of[ResourceDetail](),
		Touch: Touch{Get: list(AtCredential, AtResource, AtRequest), Query: list(AtResource)},
	},
	{
		Name: "resource-rename", Method: "POST", Path: inOrganization + "/resources/{resource}/name", Who: identity.Admins, Status: 200,
		Summary: "Change the name a resource has here",
		In:      of[ResourceRename](), Out: of[Resource](),
		Touch: Touch{Get: list(AtOrg, AtResource, AtRequest), Write: list(AtOrg, AtPast, AtAudit)},
	},
	{
		Name: "resource-assign", Method: "POST", Path: inOrganization + "/resources/{resource}/assignments", Who: identity.Admins, Status: 201,
		Summary: "Put a group or member on a resource",
		In:      of[ResourceAssign](), Out: of[Assignment](),
		Touch: Touch{
			Get: list(AtCredential), Write: list(AtOrg, AtPast, AtFor, AtAudit, AtNotice, AtOut), Check: list(AtCredential),
		},
	},
	{
		Name: "resource-unassign", Method: "DELETE", Path: inOrganization + "/resources/{resource}/assignments/{assignment}", Who: identity.Admins, Status: 204,
		Summary: "Take a group or member off a resource",
		In:      of[ResourceUnassign](),
		Touch:   Touch{Get: list(AtFor), Write: list(AtOrg, AtPast, AtFor, AtAudit, AtOut)},
	},
	{
		Name: "credential-create", Method: "POST", Path: inOrganization + "/resources/{resource}/credentials", Who: identity.Members, Status: 201,
		Summary: "Add a login for a resource",
		In:      of[CredentialCreate](), Out: of[Credential](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtCredential, AtResource, AtVault, AtAudit, AtDue)},
	},
	{
		Name: "credential-change", Method: "POST", Path: inOrganization + "/credentials/{credential}/versions", Who: identity.Members, Status: 201,
		Summary: "Give a credential a new version; whoever it is lent to uses that from now on",
		In:      of[CredentialChange](), Out: of[Credential](),
		Touch: Touch{
			Get: list(AtCredential, AtResource, AtKey, AtOrg), Write: list(AtCredential, AtVault, AtAudit, AtNotice, AtOut, AtDue),
			Envelope: uses(OpenKey), // to see whether it says another secret: nobody is shown anything
		},
	},
	{
		Name: "credential-launch", Method: "POST", Path: inOrganization + "/resources/{resource}/credentials/{credential}/launch", Who: identity.Members, Status: 200,
		Summary: "Sign in with a credential, on record as a use: a ticket for the extension that fills it in",
		In:      of[CredentialUse](), Out: of[Launched](), Secret: true,
		Touch: Touch{
			Get: list(AtCredential, AtResource, AtKey), Write: list(AtCredential, AtResource, AtKnown, AtAudit, AtTicket), Check: list(AtCredential),
		},
	},
	{
		Name: "credential-reveal", Method: "POST", Path: inOrganization + "/resources/{resource}/credentials/{credential}/reveal", Who: identity.Members, Status: 200,
		Summary: "Show a credential to a person, where its mode allows, on record",
		In:      of[CredentialUse](), Out: of[Revealed](), Secret: true,
		Touch: Touch{
			Get: list(AtCredential, AtResource, AtKey), Write: list(AtCredential, AtResource, AtKnown, AtAudit), Check: list(AtCredential),
			Envelope: uses(OpenKey),
		},
	},
}
