package ledger

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// door is what a route answers whoever asks for a thing by its id: as "404 There
// is no such group." or, for a good answer, its status alone.
type door struct {
	foreign string // an admin of another organization, at home, with the ids
	other   string // an admin of the other side of the loan, at home, with the ids; "" where nothing in the address is of a loan
	after   string // its own side, with the ids of a loan that was taken back; "" likewise
}

// doors is every route with a thing in its address. A new one without a row fails.
var doors = map[string]door{
	"session-end-one": {foreign: "404 There is no such session."},

	"invitation-resend": {foreign: "404 There is no such invitation."},
	"invitation-cancel": {foreign: "404 There is no such invitation."},
	"member-see":        {foreign: "404 There is no such member."},
	"member-role":       {foreign: "404 There is no such member."},
	"member-suspend":    {foreign: "404 There is no such member."},
	"member-resume":     {foreign: "404 There is no such member."},
	"member-remove":     {foreign: "404 There is no such member."},
	"member-leaving":    {foreign: "404 There is no such member."},
	"left-take":         {foreign: "404 There is no such organization."}, // it is of nobody's organization: whoever asks never was a member there
	"member-received":   {foreign: "404 There is no such member."},
	"group-rename":      {foreign: "404 There is no such group."},
	"group-add":         {foreign: "404 There is no such group."},
	"group-drop":        {foreign: "404 There is no such group."},
	"group-delete":      {foreign: "404 There is no such group."},

	"resource-see":      {"404 There is no such resource.", "404 There is no such resource.", "404 There is no such resource."}, // it is on no list of Bob's any more
	"resource-rename":   {"404 There is no such resource.", "404 There is no such resource.", "200"},
	"resource-assign":   {"404 There is no such resource.", "404 There is no such resource.", "403 Olga took this back at 2026-03-02T08:58:00Z."},
	"resource-unassign": {"404 There is no such assignment.", "404 There is no such assignment.", "204"},

	"folder-rename":   {foreign: noFolder},
	"folder-groups":   {foreign: noFolder},
	"folder-move":     {foreign: noFolder},
	"folder-remove":   {foreign: noFolder},
	"client-rename":   {foreign: "404 There is no such client."},
	"import-see":      {foreign: noImport},
	"import-check":    {foreign: noImport},
	"import-rows":     {foreign: noImport},
	"import-undo":     {foreign: noImport},
	"vault-reveal":    {noCredential, unassigned, "200"}, // its event is of a third organization: the sides are turned, and it is Olga's own
	"vault-see":       {noCredential, "200", "200"},
	"vault-launch":    {noCredential, unassigned, "200"},
	"credential-fill": {noTicket, noTicket, noTicket}, // of another organization's launch

	"credential-amend":    {noCredential, noCredential, "200"},
	"credential-disable":  {noCredential, noCredential, "403 What you lend ends when you take it back, under what you share."},
	"credential-enable":   {noCredential, noCredential, "403 What you lend ends when you take it back, under what you share."},
	"credential-versions": {noCredential, noCredential, "200"},
	"credential-code":     {noCredential, unassigned, "409 Newsletter has no set-up key for sign-in codes."},
	"version-reveal":      {noCredential, unassigned, "200"},
	"version-restore":     {noCredential, noCredential, "409 Olga changed it at 2026-02-23T09:00:00Z; look at that first."},

	"consent-ask":         {noCredential, noCredential, noCredential}, // its event is of a third organization: the sides are turned
	"consent-see":         {foreign: noRequest},
	"consent-approve":     {foreign: noRequest},
	"consent-deny":        {foreign: noRequest},
	"consent-cancel":      {foreign: noRequest},
	"consent-weigh":       {noCredential, noCredential, noCredential},
	"consent-give":        {noCredential, noCredential, noCredential},
	"consent-withdraw":    {noCredential, noCredential, noCredential},
	"viewing-set":         {noResource, "400 The request is not valid.", noResource}, // it is theirs to set, and names another's admins
	"credential-reassign": {noCredential, noCredential, noCredential},

	"policy-set":           {noResource, noResource, "200"},
	"policy-clear":         {noResource, "200", noResource}, // its event is of a third organization: the sides are turned
	"policy-override":      {noAssignment, noAssignment, "200"},
	"policy-inherit":       {noAssignment, noAssignment, "200"},
	"approvers-set":        {noResource, noResource, "200"},
	"request-create":       {noResource, noResource, noResource},
	"request-break":        {noResource, noResource, noResource},
	"request-see":          {foreign: noRequest},
	"request-approve":      {foreign: noRequest},
	"request-deny":         {foreign: noRequest},
	"request-cancel":       {foreign: noRequest},
	"request-end":          {foreign: noRequest},
	"request-review":       {foreign: noRequest},
	"report-resource":      {noResource, "200", noResource},
	"report-member":        {foreign: "404 There is no such member."},
	"report-group":         {foreign: "404 There is no such group."},
	"knowledge-credential": {noCredential, "200", "200"},

	"site-see":       {foreign: noSite},
	"site-on":        {foreign: noSite},
	"site-off":       {foreign: noSite},
	"site-types":     {foreign: noSite},
	"site-invite":    {foreign: noSite},
	"site-uninvite":  {foreign: noSite},
	"partner-people": {foreign: noPartner},
	"relation-weigh": {foreign: noPartner},
	"relation-end":   {foreign: noPartner},
	"member-share":   {foreign: "404 There is no such member."},
	"share-set":      {noPartner, noPartner, noPartner},
	"share-list":     {noCredential, "200", "200"},
	"share-see":      {noShare, noShare, noShare},
	"partner-shares": {foreign: noPartner},
	"share-stop":     {noShare, noShare, noShare},
	"share-bulk":     {foreign: noPartner},
	"share-off":      {noShare, noShare, noShare},
	"share-login":    {noShare, noShare, noShare},
	"share-on":       {noShare, noShare, noShare},

	"gate-see":    {noResource, "200", noResource}, // its event is of a third organization: the sides are turned
	"gate-set":    {noResource, "200", "403 A personal account lends logins; for a team, sign up an organization."},
	"gate-rotate": {noResource, "409 Social account has no gate.", noResource},
	"gate-off":    {noResource, "409 Social account has no gate.", noResource},
	"gate-pass":   {noResource, "409 Social account has no gate.", noResource},

	"webhook-change":     {foreign: noWebhook},
	"webhook-rotate":     {foreign: noWebhook},
	"webhook-test":       {foreign: noWebhook},
	"webhook-deliveries": {foreign: noWebhook},
	"webhook-remove":     {foreign: noWebhook},

	"credential-create": {"404 There is no such resource.", "404 There is no such resource.", "403 Newsletter is an outside owner's: its login is theirs to share."},
	"credential-change": {"404 There is no such credential.", "404 There is no such credential.", "201"}, // it is Olga's, lent or not
	"credential-launch": {"404 There is no such credential.", "404 There is no such credential.", "404 There is no such credential."},
	"credential-reveal": {"404 There is no such credential.", "404 There is no such credential.", "404 There is no such credential."},

	"delegation-resend":   {noRequest, noRequest, takenBack},
	"delegation-cancel":   {noRequest, noRequest, takenBack},
	"delegation-share":    {noRequest, noRequest, takenBack},
	"delegation-lend":     {noRequest, noRequest, takenBack},
	"delegation-deny":     {noRequest, noRequest, takenBack},
	"delegation-disown":   {noRequest, noRequest, takenBack},
	"delegation-amend":    {noRequest, noRequest, takenBack},
	"delegation-revoke":   {noRequest, noRequest, takenBack},
	"delegation-activity": {noRequest, noRequest, "200"},
}

const (
	noAssignment = "404 There is no such assignment."
	noResource   = "404 There is no such resource."
	noImport     = "404 There is no such import."
	noFolder     = "404 There is no such folder."
	noTicket     = "404 There is no such ticket."
	noCredential = "404 There is no such credential."
	noWebhook    = "404 There is no such webhook."
	noSite       = "404 There is no such site."
	noPartner    = "404 There is no such partner."
	unassigned   = "403 You are not assigned to Social account: an admin gets in through an assignment like anyone."
	noShare      = "404 There is no such share."
	noRequest    = "404 There is no such request."
	takenBack    = "409 Olga took this back already at 2026-03-02T08:58:00Z."
)

// things is how many things a route names in its address.
func things(r api.Route) int {
	return strings.Count(strings.TrimPrefix(r.Path, "/api/organizations/{organization}"), "{")
}

// of edits the address to name the things of a loan.
func of(a Account) Edit {
	return func(e *events.APIGatewayV2HTTPRequest) {
		for name, value := range map[string]string{"resource": string(a.Resource), "delegation": string(a.Delegation), "credential": string(a.Credential), "assignment": string(a.Assignment)} {
			if _, named := e.PathParameters[name]; named {
				Path(name, value)(e)
			}
		}
		if strings.Contains(e.Body, `"credential":`) {
			Set("credential", string(a.Credential))(e)
		}
	}
}

// said is an answer as a door has it.
func said(a events.APIGatewayV2HTTPResponse) string {
	if a.StatusCode < 300 {
		return fmt.Sprint(a.StatusCode)
	}
	var p api.Problem
	_ = json.Unmarshal([]byte(a.Body), &p) // no problem: its detail is ""
	return fmt.Sprintf("%d %s", a.StatusCode, p.Detail)
}

// lent reports whether something in a route's address may be of a loan.
func lent(e events.APIGatewayV2HTTPRequest) bool {
	for _, name := range []string{"resource", "delegation", "credential"} {
		if _, named := e.PathParameters[name]; named {
			return true
		}
	}
	return false
}

func TestWhoeverNamesAThingThatIsNotTheirsGetsTheAnswerOfItsDoor(t *testing.T) {
	for _, r := range api.Routes {
		if r.Who == identity.Anyone || things(r) == 0 {
			continue
		}
		want, known := doors[r.Name]
		if !known {
			t.Errorf("%s names a thing: say in doors what it answers to whom", r.Name)
		}
		t.Run(r.Name, func(t *testing.T) {
			e := recorded(t, r.Name)
			if r.Who == identity.Anybody {
				knock(t, r, "somebody else", want.foreign, Eve, As(Eve), Path("session", Bob.SessionID))
				return
			}
			knock(t, r, "another organization's admin", want.foreign, Eve, As(Eve), Path("organization", Elsewhere))
			if !lent(e) {
				return
			}
			own, other := Asked(r).By, Olga
			side, home := BlueHarbor, OlgaHome
			if e.PathParameters["organization"] != string(BlueHarbor) {
				own, other, side, home = Olga, Ann, OlgaHome, BlueHarbor
			}
			knock(t, r, "the other side", want.other, other, As(other), Path("organization", home), of(Social))
			knock(t, r, "its own side, after it was taken back", want.after, own, As(own), Path("organization", side), of(Newsletter))
		})
	}
	for name := range doors {
		if r, ok := api.Named(name); !ok || things(r) == 0 {
			t.Errorf("%s names no thing any more", name)
		}
	}
}

// knock sends the recorded event, edited, and holds the answer against the door's.
// What is refused changes nothing and, if it was an act, is on record.
func knock(t *testing.T, r api.Route, who, want string, by Person, edits ...Edit) {
	t.Helper()
	retold(t)
	a := call(t, r.Name, recorded(t, r.Name, edits...))
	got := said(a)
	if got != want {
		t.Errorf("%s: %q", who, got)
	}
	switch {
	case a.StatusCode < 300:
	case r.Method != "GET" && (a.StatusCode == 403 || a.StatusCode == 404):
		unchanged(t, r.Name+": "+by.Name+": "+got[len("404 "):])
	default:
		unchanged(t)
	}
}
