package api

import "github.com/valetkey/valetkey/shared/identity"

const (
	oneSite    = inOrganization + "/sites/{site}"
	onePartner = inOrganization + "/partners/{partner}"
)

// siteRoutes are the routes about what a provider and its sites have to do with each
// other. Those of a provider name its site in the address.
var siteRoutes = []Route{
	{
		Name: "site-create", Method: "POST", Path: inOrganization + "/sites", Who: identity.Admins, Status: 201,
		Summary: "Add a client as a site: an organization of its own, closed until client sign-in is enabled",
		In:      of[SiteCreate](), Out: of[Site](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtFor, AtKey, AtAudit), Envelope: uses(MakeKey)},
	},
	{
		Name: "site-list", Method: "GET", Path: inOrganization + "/sites", Who: identity.Readers, Status: 200,
		Summary: "List the provider's sites",
		In:      of[SiteList](), Out: of[Sites](),
		Touch: Touch{Get: list(AtOrg), Query: list(AtOrg)},
	},
	{
		Name: "site-see", Method: "GET", Path: oneSite, Who: identity.Readers, Status: 200,
		Summary: "One site, and whom the provider invited there",
		In:      of[SiteSee](), Out: of[SiteDetail](),
		Touch: Touch{Get: list(AtOrg), Query: list(AtOrg)},
	},
	{
		Name: "site-on", Method: "POST", Path: oneSite + "/on", Who: identity.Admins, Status: 200,
		Summary: "Enable client sign-in: the site is open to its people",
		In:      of[SiteSee](), Out: of[Site](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "site-off", Method: "POST", Path: oneSite + "/off", Who: identity.Admins, Status: 200,
		Summary: "Disable client sign-in: the site is closed to its people at once; everything is kept",
		In:      of[SiteSee](), Out: of[Site](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "site-types", Method: "POST", Path: oneSite + "/types", Who: identity.Admins, Status: 200,
		Summary: "Force the provider's list of credential types on a site, or give it its own back",
		In:      of[SiteTypes](), Out: of[Types](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtAudit, AtOut), Check: list(AtOrg)},
	},
	{
		Name: "site-invite", Method: "POST", Path: oneSite + "/invitations", Who: identity.Admins, Status: 201,
		Summary: "Invite somebody to a site by mail; the first is an admin, who activates it",
		In:      of[SiteInvite](), Out: of[Member](),
		Touch: Touch{
			Get: list(AtSignin, AtOrg), Query: list(AtOrg), Check: list(AtOrg), Write: list(AtOrg, AtAudit, AtNotice, AtOut), Envelope: uses(SealLink),
		},
	},
	{
		Name: "site-uninvite", Method: "DELETE", Path: oneSite + "/invitations/{invitation}", Who: identity.Admins, Status: 204,
		Summary: "Take an invitation to a site back that the provider made",
		In:      of[SiteUninvite](),
		Touch:   Touch{Get: list(AtOrg), Write: list(AtOrg, AtAudit)},
	},
	{
		Name: "provider-see", Method: "GET", Path: inOrganization + "/provider", Who: identity.Readers, Status: 200,
		Summary: "Whose site this organization is, and since when; open while the provider has closed it, too",
		In:      of[ProviderSee](), Out: of[ProviderSeen](),
		Touch: Touch{Get: list(AtOrg)},
	},
	{
		Name: "partner-list", Method: "GET", Path: inOrganization + "/partners", Who: identity.Members, Status: 200,
		Summary: "The organizations to share with: the provider, or the sites",
		In:      of[PartnerList](), Out: of[Partners](),
		Touch: Touch{Get: list(AtOrg), Query: list(AtOrg)},
	},
	{
		Name: "partner-people", Method: "GET", Path: onePartner + "/people", Who: identity.Members, Status: 200,
		Summary: "Names of the other side's groups and active members, to choose from",
		In:      of[PartnerPeople](), Out: of[PeopleThere](),
		Touch: Touch{Get: list(AtOrg), Query: list(AtOrg)},
	},
	{
		Name: "relation-weigh", Method: "GET", Path: onePartner + "/end", Who: identity.Admins, Status: 200,
		Summary: "How much is shared both ways, that would end with the relation",
		In:      of[RelationWeigh](), Out: of[RelationWeighed](),
		Touch: Touch{Get: list(AtOrg), Query: list(AtVault)},
	},
	{
		Name: "relation-end", Method: "POST", Path: onePartner + "/end", Who: identity.Admins, Status: 204,
		Summary: "End what a provider and its site have to do with each other, for good",
		In:      of[RelationEnd](),
		Touch:   Touch{Get: list(AtOrg), Query: list(AtOrg), Write: list(AtOrg, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "member-share", Method: "POST", Path: inOrganization + "/members/{person}/share", Who: identity.Admins, Status: 200,
		Summary: "Say whether a member may share with other organizations",
		In:      of[MemberShare](), Out: of[Member](),
		Touch: Touch{Get: list(AtOrg, AtPerson), Write: list(AtOrg, AtPast, AtPerson, AtAudit)},
	},
}
