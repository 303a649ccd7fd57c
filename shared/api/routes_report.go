package api

import "github.com/valetkey/valetkey/shared/identity"

// reportRoutes are the reports of who gets into what (rule J11).
var reportRoutes = []Route{
	{
		Name: "report-resource", Method: "GET", Path: inOrganization + "/resources/{resource}/report", Who: identity.Readers, Status: 200,
		Summary: "Who gets into a resource, through what, now or on a day",
		In:      of[ReportResource](), Out: of[Report](),
		Touch: Touch{Get: list(AtOrg, AtResource, AtRequest, AtCredential), Query: list(AtOrg, AtPast, AtAbout)},
	},
	{
		Name: "report-member", Method: "GET", Path: inOrganization + "/members/{person}/report", Who: identity.Readers, Status: 200,
		Summary: "What a member gets into, through what, now or on a day",
		In:      of[ReportMember](), Out: of[Report](),
		Touch: Touch{Get: list(AtOrg, AtResource, AtRequest, AtCredential), Query: list(AtOrg, AtFor, AtPast, AtAbout)},
	},
	{
		Name: "report-group", Method: "GET", Path: inOrganization + "/groups/{group}/report", Who: identity.Readers, Status: 200,
		Summary: "Who gets into what through a group, now or on a day",
		In:      of[ReportGroup](), Out: of[Report](),
		Touch: Touch{Get: list(AtOrg, AtResource, AtRequest, AtCredential), Query: list(AtOrg, AtFor, AtPast, AtAbout, AtThing)},
	},
}
