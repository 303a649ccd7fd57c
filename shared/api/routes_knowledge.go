package api

import "github.com/valetkey/valetkey/shared/identity"

// knowledgeRoutes are the reports of who knows which secrets (rule C12).
var knowledgeRoutes = []Route{
	{
		Name: "knowledge-report", Method: "GET", Path: inOrganization + "/knowledge", Who: identity.Readers, Status: 200,
		Summary: "Who received which secrets, and may still know them",
		In:      of[KnowledgeReport](), Out: of[Knowledge](),
		Touch: Touch{Get: list(AtCredential), Query: list(AtKnown)},
	},
	{
		Name: "knowledge-credential", Method: "GET", Path: toCredential + "/knowledge", Who: identity.Readers, Status: 200,
		Summary: "Who received a secret, and may still know it",
		In:      of[KnowledgeCredential](), Out: of[Knowledge](),
		Touch: Touch{Get: list(AtCredential), Query: list(AtCredential)},
	},
}
