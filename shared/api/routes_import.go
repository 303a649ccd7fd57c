package api

import "github.com/valetkey/valetkey/shared/identity"

// importRoutes are the routes about files of credentials that are brought in (rule C13).
var importRoutes = []Route{
	{
		Name: "import-create", Method: "POST", Path: inOrganization + "/imports", Who: identity.Admins, Status: 201,
		Summary: "Begin to import a CSV file: what its columns become, and a folder for admins only",
		In:      of[ImportCreate](), Out: of[Import](),
		Touch: Touch{Write: list(AtOrg, AtImport, AtAudit)},
	},
	{
		Name: "import-list", Method: "GET", Path: inOrganization + "/imports", Who: identity.Readers, Status: 200,
		Summary: "The files that were imported, newest first",
		In:      of[ImportList](), Out: of[Imports](),
		Touch: Touch{Query: list(AtImport)},
	},
	{
		Name: "import-see", Method: "GET", Path: inOrganization + "/imports/{import}", Who: identity.Readers, Status: 200,
		Summary: "How far an import is, and which rows were not made",
		In:      of[ImportSee](), Out: of[ImportProgress](),
		Touch: Touch{Get: list(AtImport), Query: list(AtImport)},
	},
	{
		Name: "import-check", Method: "POST", Path: inOrganization + "/imports/{import}/check", Who: identity.Admins, Status: 200,
		Summary: "Say what would become of some rows, and keep nothing",
		In:      of[ImportCheck](), Out: of[ImportRows](),
		Touch: Touch{Get: list(AtImport, AtOrg, AtCredential), Query: list(AtOrg, AtVault)},
	},
	{
		Name: "import-rows", Method: "POST", Path: inOrganization + "/imports/{import}/rows", Who: identity.Admins, Status: 200,
		Summary: "Import some rows: each whole or not at all, and none twice",
		In:      of[ImportPage](), Out: of[ImportRows](),
		Touch: Touch{
			Get: list(AtImport, AtOrg, AtCredential), Query: list(AtOrg, AtVault),
			Write: list(AtImport, AtOrg, AtCredential, AtVault, AtAudit, AtDue), Check: list(AtImport, AtOrg),
		},
	},
	{
		Name: "import-undo", Method: "POST", Path: inOrganization + "/imports/{import}/undo", Who: identity.Admins, Status: 200,
		Summary: "Take away what an import made and nobody has touched since, a part at a time",
		In:      of[ImportUndo](), Out: of[ImportUndone](),
		Touch: Touch{
			Get: list(AtImport, AtOrg, AtCredential), Query: list(AtImport, AtOrg, AtCredential, AtVault),
			Write: list(AtImport, AtOrg, AtFor, AtCredential, AtVault, AtAudit, AtOut),
		},
		Memory: 1769, // a whole CPU: a tree of tens of thousands of folders is read in a call
	},
}
