package api

import "github.com/valetkey/valetkey/shared/identity"

// vaultRoutes are the routes about where credentials are kept, and about finding
// and opening them there.
var vaultRoutes = []Route{
	{
		Name: "folder-create", Method: "POST", Path: inOrganization + "/folders", Who: identity.Admins, Status: 201,
		Summary: "Make a folder, at the top or in another",
		In:      of[FolderCreate](), Out: of[Folder](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtFor, AtAudit)},
	},
	{
		Name: "folder-list", Method: "GET", Path: inOrganization + "/folders", Who: identity.Members, Status: 200,
		Summary: "The folders that I may look into",
		In:      of[FolderList](), Out: of[Folders](),
		Touch: Touch{Get: list(AtOrg), Query: list(AtOrg)},
	},
	{
		Name: "folder-rename", Method: "POST", Path: inOrganization + "/folders/{folder}/name", Who: identity.Admins, Status: 200,
		Summary: "Give a folder another name",
		In:      of[FolderRename](), Out: of[Folder](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtAudit)},
	},
	{
		Name: "folder-groups", Method: "POST", Path: inOrganization + "/folders/{folder}/groups", Who: identity.Admins, Status: 200,
		Summary: "Say whom a folder is for",
		In:      of[FolderGroups](), Out: of[Folder](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtFor, AtAudit, AtOut)},
	},
	{
		Name: "folder-move", Method: "POST", Path: inOrganization + "/folders/{folder}/parent", Who: identity.Admins, Status: 200,
		Summary: "Hang a folder, with all in it, under another or from the top",
		In:      of[FolderMove](), Out: of[Folder](),
		Touch: Touch{Get: list(AtOrg), Query: list(AtOrg), Write: list(AtOrg, AtAudit, AtOut)},
	},
	{
		Name: "folder-remove", Method: "DELETE", Path: inOrganization + "/folders/{folder}", Who: identity.Admins, Status: 204,
		Summary: "Take an empty folder away",
		In:      of[FolderRemove](),
		Touch:   Touch{Get: list(AtOrg, AtCredential), Query: list(AtOrg, AtVault), Write: list(AtOrg, AtFor, AtAudit, AtOut)},
	},
	{
		Name: "client-list", Method: "GET", Path: inOrganization + "/clients", Who: identity.Members, Status: 200,
		Summary: "The clients whose folders I may look into",
		In:      of[ClientList](), Out: of[Clients](),
		Touch: Touch{Get: list(AtOrg), Query: list(AtOrg)},
	},
	{
		Name: "client-rename", Method: "POST", Path: inOrganization + "/clients/{client}/name", Who: identity.Admins, Status: 200,
		Summary: "Give a client, and their folder, another name",
		In:      of[ClientRename](), Out: of[Client](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtAudit, AtOut)},
	},
	{
		Name: "type-list", Method: "GET", Path: inOrganization + "/types", Who: identity.Members, Status: 200,
		Summary: "The credential types to choose from",
		In:      of[TypeList](), Out: of[Types](),
		Touch: Touch{Get: list(AtOrg)},
	},
	{
		Name: "type-set", Method: "POST", Path: inOrganization + "/types", Who: identity.Admins, Status: 200,
		Summary: "Make the organization's own list of credential types",
		In:      of[TypeSet](), Out: of[Types](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtAudit, AtOut)},
	},
	{
		Name: "client-create", Method: "POST", Path: inOrganization + "/clients", Who: identity.Admins, Status: 201,
		Summary: "Add a client, with a folder for what is kept for them",
		In:      of[ClientCreate](), Out: of[Client](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtFor, AtAudit)},
	},
	{
		Name: "vault-create", Method: "POST", Path: inOrganization + "/credentials", Who: identity.Members, Status: 201,
		Summary: "Keep a credential that is for no resource: the organization's in a folder, or my own",
		In:      of[VaultCreate](), Out: of[Filed](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtCredential, AtVault, AtAudit, AtDue), Check: list(AtOrg)},
	},
	{
		Name: "vault-list", Method: "GET", Path: inOrganization + "/credentials", Who: identity.Members, Status: 200,
		Summary: "List the credentials that I see, by name",
		In:      of[VaultList](), Out: of[FiledPage](),
		Touch: Touch{Get: list(AtCredential, AtOrg), Query: list(AtVault, AtFor)},
	},
	{
		Name: "vault-see", Method: "GET", Path: toCredential, Who: identity.Members, Status: 200,
		Summary: "One credential where it is kept, and what I may do with it now",
		In:      of[VaultUse](), Out: of[FiledSeen](),
		Touch: Touch{Get: list(AtCredential, AtResource, AtOrg)},
	},
	{
		Name: "vault-search", Method: "GET", Path: inOrganization + "/credentials/search", Who: identity.Members, Status: 200,
		Summary: "Find credentials by the beginnings of their words",
		In:      of[VaultSearch](), Out: of[FiledFound](),
		Touch: Touch{Get: list(AtCredential, AtOrg), Query: list(AtVault, AtFor)},
	},
	{
		Name: "vault-here", Method: "GET", Path: inOrganization + "/credentials/here", Who: identity.Members, Status: 200,
		Summary: "What I may sign in with at a site, or ask for",
		In:      of[VaultHere](), Out: of[HerePage](),
		Touch: Touch{Get: list(AtCredential, AtResource, AtRequest, AtOrg, AtSession), Query: list(AtVault, AtFor)},
	},
	{
		Name: "vault-reveal", Method: "POST", Path: inOrganization + "/credentials/{credential}/reveal", Who: identity.Members, Status: 200,
		Summary: "Show a credential to a person, on record",
		In:      of[VaultUse](), Out: of[Revealed](), Secret: true,
		Touch: Touch{
			Get: list(AtCredential, AtResource, AtKey, AtOrg), Write: list(AtCredential, AtResource, AtKnown, AtAudit), Check: list(AtCredential, AtOrg),
			Envelope: uses(OpenKey),
		},
	},
}
