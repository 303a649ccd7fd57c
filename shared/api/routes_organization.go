package api

import "github.com/valetkey/valetkey/shared/identity"

// organizationRoutes are the routes about an organization, its members, groups and record.
var organizationRoutes = []Route{
	{
		Name: "organization-see", Method: "GET", Path: inOrganization, Who: identity.Members, Status: 200,
		Summary: "The organization and its settings",
		In:      of[OrganizationSee](), Out: of[Organization](),
		Touch: Touch{Get: list(AtOrg)},
	},
	{
		Name: "organization-change", Method: "POST", Path: inOrganization, Who: identity.Admins, Status: 200,
		Summary: "Change the settings: how long the record stays",
		In:      of[OrganizationChange](), Out: of[Organization](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtAudit)},
	},
	{
		Name: "member-invite", Method: "POST", Path: inOrganization + "/invitations", Who: identity.Admins, Status: 201,
		Summary: "Invite somebody by mail",
		In:      of[MemberInvite](), Out: of[Member](),
		Touch: Touch{
			Get: list(AtSignin), Query: list(AtOrg), Write: list(AtOrg, AtAudit, AtNotice, AtOut), Envelope: uses(SealLink),
		},
	},
	{
		Name: "invitation-resend", Method: "POST", Path: inOrganization + "/invitations/{invitation}/resend", Who: identity.Admins, Status: 200,
		Summary: "Send an invitation again, good for another week",
		In:      of[InvitationResend](), Out: of[Member](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtAudit, AtNotice, AtOut), Envelope: uses(SealLink)},
	},
	{
		Name: "invitation-cancel", Method: "DELETE", Path: inOrganization + "/invitations/{invitation}", Who: identity.Admins, Status: 204,
		Summary: "Take an invitation back",
		In:      of[InvitationCancel](),
		Touch:   Touch{Get: list(AtOrg), Write: list(AtOrg, AtAudit)},
	},
	{
		Name: "member-list", Method: "GET", Path: inOrganization + "/members", Who: identity.Readers, Status: 200,
		Summary: "List members and who is invited",
		In:      of[MemberList](), Out: of[Members](),
		Touch: Touch{Query: list(AtOrg)},
	},
	{
		Name: "member-see", Method: "GET", Path: inOrganization + "/members/{person}", Who: identity.Readers, Status: 200,
		Summary: "One member, and what removing them would end",
		In:      of[MemberSee](), Out: of[MemberDetail](),
		Touch: Touch{Get: list(AtOrg), Query: list(AtFor, AtKnown)},
	},
	{
		Name: "member-role", Method: "POST", Path: inOrganization + "/members/{person}/role", Who: identity.Admins, Status: 200,
		Summary: "Give a member another role",
		In:      of[MemberRole](), Out: of[Member](),
		Touch: Touch{Get: list(AtOrg, AtPerson), Write: list(AtOrg, AtPast, AtPerson, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "member-suspend", Method: "POST", Path: inOrganization + "/members/{person}/suspend", Who: identity.Admins, Status: 200,
		Summary: "Close the organization to a member at once; everything is kept",
		In:      of[MemberSuspend](), Out: of[Member](),
		Touch: Touch{Get: list(AtOrg, AtPerson), Write: list(AtOrg, AtPast, AtPerson, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "member-resume", Method: "POST", Path: inOrganization + "/members/{person}/resume", Who: identity.Admins, Status: 200,
		Summary: "Open it to them again",
		In:      of[MemberResume](), Out: of[Member](),
		Touch: Touch{Get: list(AtOrg, AtPerson), Write: list(AtOrg, AtPast, AtPerson, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "member-leaving", Method: "GET", Path: inOrganization + "/members/{person}/leaving", Who: identity.Admins, Status: 200,
		Summary: "What a member would leave behind: their unmanaged logins, to be requested first",
		In:      of[MemberLeaving](), Out: of[Leaving](),
		Touch: Touch{Get: list(AtOrg, AtCredential, AtConsent), Query: list(AtVault)},
	},
	{
		Name: "member-remove", Method: "DELETE", Path: inOrganization + "/members/{person}", Who: identity.Admins, Status: 204,
		Summary: "Remove a member: everything they had ends at once",
		In:      of[MemberRemove](),
		Touch:   Touch{Get: list(AtOrg, AtPerson, AtCredential), Query: list(AtVault), Write: list(AtOrg, AtPast, AtPerson, AtAudit, AtNotice, AtOut, AtDue)},
	},
	{
		Name: "member-leave", Method: "POST", Path: inOrganization + "/leave", Who: identity.Members, Status: 204,
		Summary: "Leave the organization",
		In:      of[MemberLeave](),
		Touch:   Touch{Get: list(AtOrg, AtPerson, AtCredential), Query: list(AtVault), Write: list(AtOrg, AtPast, AtPerson, AtAudit, AtNotice, AtOut, AtDue)},
	},
	{
		Name: "member-received", Method: "GET", Path: inOrganization + "/members/{person}/received", Who: identity.Readers, Status: 200,
		Summary: "What a member, or somebody removed, received and may still know",
		In:      of[MemberReceived](), Out: of[Received](),
		Touch: Touch{Get: list(AtOrg, AtCredential), Query: list(AtKnown)},
	},
	{
		Name: "group-create", Method: "POST", Path: inOrganization + "/groups", Who: identity.Admins, Status: 201,
		Summary: "Make a group with its first members",
		In:      of[GroupCreate](), Out: of[Group](),
		Touch: Touch{Write: list(AtOrg, AtPast, AtAudit)},
	},
	{
		Name: "group-list", Method: "GET", Path: inOrganization + "/groups", Who: identity.Readers, Status: 200,
		Summary: "List groups",
		In:      of[GroupList](), Out: of[Groups](),
		Touch: Touch{Query: list(AtOrg)},
	},
	{
		Name: "group-rename", Method: "POST", Path: inOrganization + "/groups/{group}/name", Who: identity.Admins, Status: 200,
		Summary: "Give a group another name",
		In:      of[GroupRename](), Out: of[Group](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtAudit, AtOut)},
	},
	{
		Name: "group-add", Method: "POST", Path: inOrganization + "/groups/{group}/members", Who: identity.Admins, Status: 200,
		Summary: "Put a member into a group",
		In:      of[GroupAdd](), Out: of[Group](),
		Touch: Touch{Get: list(AtOrg), Query: list(AtFor), Write: list(AtOrg, AtPast, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "group-drop", Method: "DELETE", Path: inOrganization + "/groups/{group}/members/{person}", Who: identity.Admins, Status: 200,
		Summary: "Take a member out of a group",
		In:      of[GroupDrop](), Out: of[Group](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtPast, AtAudit, AtOut)},
	},
	{
		Name: "group-delete", Method: "DELETE", Path: inOrganization + "/groups/{group}", Who: identity.Admins, Status: 200,
		Summary: "Delete a group, with every assignment it carried",
		In:      of[GroupDelete](), Out: of[GroupGone](),
		Touch: Touch{Get: list(AtOrg), Query: list(AtFor), Write: list(AtOrg, AtPast, AtFor, AtAudit, AtOut)},
	},
	{
		Name: "audit-list", Method: "GET", Path: inOrganization + "/audit", Who: identity.Readers, Status: 200,
		Summary: "Read the organization's record, newest first",
		In:      of[AuditList](), Out: of[AuditPage](),
		Touch: Touch{Get: list(AtOrg), Query: list(AtAudit, AtThing, AtActor)},
	},
	{
		Name: "audit-export", Method: "GET", Path: inOrganization + "/audit/export", Who: identity.Readers, Status: 200,
		Summary: "The record as CSV or JSON lines, a page at a time",
		In:      of[AuditExport](), Out: of[File](),
		Touch: Touch{Get: list(AtOrg), Query: list(AtAudit, AtThing, AtActor)},
	},
}
