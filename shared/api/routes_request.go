package api

import "github.com/valetkey/valetkey/shared/identity"

// requestRoutes are the routes about policies, requests and periods.
var requestRoutes = []Route{
	{
		Name: "policy-set", Method: "POST", Path: inOrganization + "/resources/{resource}/policy", Who: identity.Admins, Status: 200,
		Summary: "Set how the assignments of a resource open",
		In:      of[PolicySet](), Out: of[Policies](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtPast, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "policy-clear", Method: "DELETE", Path: inOrganization + "/resources/{resource}/policy", Who: identity.Admins, Status: 200,
		Summary: "Make the assignments of a resource standing, but those with a policy of their own",
		In:      of[PolicyClear](), Out: of[Policies](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtPast, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "policy-override", Method: "POST", Path: inOrganization + "/resources/{resource}/assignments/{assignment}/policy", Who: identity.Admins, Status: 200,
		Summary: "Give an assignment a policy of its own",
		In:      of[PolicyOverride](), Out: of[Policies](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtPast, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "policy-inherit", Method: "DELETE", Path: inOrganization + "/resources/{resource}/assignments/{assignment}/policy", Who: identity.Admins, Status: 200,
		Summary: "Take an assignment's own policy away",
		In:      of[PolicyInherit](), Out: of[Policies](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtPast, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "approvers-set", Method: "POST", Path: inOrganization + "/resources/{resource}/approvers", Who: identity.Admins, Status: 200,
		Summary: "Say which groups may decide requests for a resource",
		In:      of[ApproversSet](), Out: of[Policies](),
		Touch: Touch{Get: list(AtOrg), Write: list(AtOrg, AtPast, AtAudit)},
	},
	{
		Name: "request-create", Method: "POST", Path: inOrganization + "/resources/{resource}/requests", Who: identity.Members, Status: 201,
		Summary: "Ask to be let in, or for more time",
		In:      of[RequestCreate](), Out: of[Request](),
		Touch: Touch{Get: list(AtOrg, AtResource, AtRequest), Write: list(AtRequest, AtResource, AtQueue, AtMine, AtAbout, AtAudit, AtNotice, AtOut, AtDue)},
	},
	{
		Name: "request-break", Method: "POST", Path: inOrganization + "/resources/{resource}/break-glass", Who: identity.Members, Status: 201,
		Summary: "Break the glass: be let in at once, in need and loudly",
		In:      of[RequestBreak](), Out: of[Request](),
		Touch: Touch{Get: list(AtOrg, AtResource, AtRequest), Write: list(AtRequest, AtResource, AtQueue, AtMine, AtAbout, AtAudit, AtNotice, AtOut, AtDue)},
	},
	{
		Name: "request-mine", Method: "GET", Path: inOrganization + "/requests/mine", Who: identity.Members, Status: 200,
		Summary: "What I asked for",
		In:      of[RequestMine](), Out: of[Requests](),
		Touch: Touch{Get: list(AtRequest, AtOrg), Query: list(AtMine)},
	},
	{
		Name: "request-queue", Method: "GET", Path: inOrganization + "/requests", Who: identity.Members, Status: 200,
		Summary: "What waits for my decision, or was decided",
		In:      of[RequestQueue](), Out: of[Requests](),
		Touch: Touch{Get: list(AtRequest, AtOrg), Query: list(AtQueue)},
	},
	{
		Name: "request-see", Method: "GET", Path: inOrganization + "/requests/{request}", Who: identity.Members, Status: 200,
		Summary: "One request, who may decide it and what happened",
		In:      of[RequestSee](), Out: of[RequestDetail](),
		Touch: Touch{Get: list(AtRequest, AtOrg), Query: list(AtRequest)},
	},
	{
		Name: "request-approve", Method: "POST", Path: inOrganization + "/requests/{request}/approve", Who: identity.Members, Status: 200,
		Summary: "Approve a request",
		In:      of[RequestApprove](), Out: of[Request](),
		Touch: Touch{Get: list(AtOrg, AtResource, AtRequest), Write: list(AtRequest, AtResource, AtQueue, AtAudit, AtNotice, AtOut, AtDue)},
	},
	{
		Name: "request-deny", Method: "POST", Path: inOrganization + "/requests/{request}/deny", Who: identity.Members, Status: 200,
		Summary: "Deny a request",
		In:      of[RequestDeny](), Out: of[Request](),
		Touch: Touch{Get: list(AtOrg, AtResource, AtRequest), Write: list(AtRequest, AtResource, AtQueue, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "request-cancel", Method: "POST", Path: inOrganization + "/requests/{request}/cancel", Who: identity.Members, Status: 200,
		Summary: "Take my request back",
		In:      of[RequestCancel](), Out: of[Request](),
		Touch: Touch{Get: list(AtOrg, AtResource, AtRequest), Write: list(AtRequest, AtResource, AtQueue, AtAudit)},
	},
	{
		Name: "request-end", Method: "POST", Path: inOrganization + "/requests/{request}/end", Who: identity.Members, Status: 200,
		Summary: "End a period before its end",
		In:      of[RequestEnd](), Out: of[Request](),
		Touch: Touch{Get: list(AtOrg, AtResource, AtRequest), Write: list(AtRequest, AtResource, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "request-review", Method: "POST", Path: inOrganization + "/requests/{request}/review", Who: identity.Members, Status: 200,
		Summary: "Review a broken glass afterwards",
		In:      of[RequestReview](), Out: of[Request](),
		Touch: Touch{Get: list(AtOrg, AtResource, AtRequest), Write: list(AtRequest, AtResource, AtQueue, AtAudit)},
	},
}
