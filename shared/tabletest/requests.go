package tabletest

import (
	"time"

	"github.com/valetkey/valetkey/shared/api"
)

// Fields are the fields of a JSON body, or path or query parameters.
type Fields map[string]any

// Request is what a recorded event asks, beyond what its route says.
type Request struct {
	By      Person // nobody: the zero value
	Path    map[string]string
	Ask     string // a query, as it stands in an address
	Body    Fields
	Headers map[string]string // further ones
	Cookies []string
}

// Requests says for each route what its recorded event asks: a good request that
// fits the story at T0.
var Requests = map[string]Request{
	"signup-create": {Body: Fields{
		"organization": "Fourth Pier", "name": "Hal", "email": "hal@fourthpier.example", "password": Password.Reveal(),
	}},
	"signup-confirm":    {Body: Fields{"token": GusLink, "password": Password.Reveal(), "carry": "bearer"}},
	"session-create":    {Body: Fields{"email": Ann.Email, "password": Password.Reveal(), "carry": "bearer"}},
	"session-keep":      {By: Ann},
	"session-end":       {By: Ann},
	"session-list":      {By: Ann},
	"session-end-one":   {By: Ann, Path: map[string]string{"session": string(Ann.SessionID)}},
	"session-end-all":   {By: Ann, Body: Fields{}},
	"reset-create":      {Body: Fields{"email": Ann.Email}},
	"reset-confirm":     {Body: Fields{"token": CydToken, "code": Code.Reveal(), "password": "a boathouse by the weir"}},
	"password-change":   {By: Ann, Body: Fields{"password": Password.Reveal(), "newPassword": "a boathouse by the weir"}},
	"address-ask":       {By: Ann, Body: Fields{"email": "Ann.Lee+vk@blueharbor.example", "password": Password.Reveal()}},
	"address-confirm":   {By: Bob, Body: Fields{"token": BobToken, "code": Code.Reveal()}},
	"invitation-code":   {Body: Fields{"token": FayLink}},
	"invitation-resend": {By: Ann, Path: fays},
	"invitation-cancel": {By: Ann, Path: fays},
	"person-me":         {By: Ann},
	"notice-list":       {By: Ann},
	"notice-seen":       {By: Ann, Body: Fields{"notices": []string{string(AnnNotice)}}},
	"invitation-see":    {Body: Fields{"token": FayLink}},
	"invitation-accept": {Body: Fields{"token": FayLink, "code": Code.Reveal(), "name": "Fay", "password": Password.Reveal(), "carry": "bearer"}},

	"member-invite": {By: Ann, Path: blueHarbor(Account{}), Body: Fields{"email": "ida@blueharbor.example", "role": "user"}},
	"member-list":   {By: Cyd, Path: blueHarbor(Account{})},
	"group-create":  {By: Ann, Path: blueHarbor(Account{}), Body: Fields{"name": "Night shift", "members": []string{string(Bob.ID)}}},
	"member-see":    {By: Cyd, Path: member(Bob)},
	"member-role":   {By: Ann, Path: member(Bob), Body: Fields{"role": "reviewer"}},

	"member-suspend":  {By: Ann, Path: member(Bob)},
	"member-resume":   {By: Ann, Path: member(Sal)},
	"member-leaving":  {By: Kit, Path: fernHill(Lea)},
	"left-list":       {By: Ned},
	"left-take":       {By: Ned, Path: fernHill(Ned), Body: Fields{"credentials": []string{string(NedNote.ID), string(NedLogin.ID)}}},
	"member-remove":   {By: Ann, Path: member(Bob)},
	"member-leave":    {By: Bob, Path: blueHarbor(Account{})},
	"member-received": {By: Cyd, Path: member(Bob)},

	"group-rename": {By: Ann, Path: member(Bob), Body: Fields{"name": "Social media team"}},
	"group-add":    {By: Ann, Path: member(Bob), Body: Fields{"person": string(Dan.ID)}},
	"group-drop":   {By: Ann, Path: member(Bob)},
	"group-delete": {By: Ann, Path: member(Bob)},
	"group-list":   {By: Cyd, Path: blueHarbor(Account{})},

	"resource-create":   {By: Ann, Path: blueHarbor(Account{}), Body: Fields{"name": "Printer", "address": "https://printer.blueharbor.example"}},
	"resource-list":     {By: Bob, Path: blueHarbor(Account{})},
	"resource-see":      {By: Bob, Path: blueHarbor(Router)},
	"resource-rename":   {By: Ann, Path: blueHarbor(Router), Body: Fields{"name": "Router, second floor"}},
	"resource-assign":   {By: Ann, Path: blueHarbor(Social), Body: Fields{"member": string(Dan.ID), "credential": string(Social.Credential)}},
	"resource-unassign": {By: Ann, Path: blueHarbor(Social)},

	"report-resource": {By: Ira, Path: northQuays(Gateway, "")},
	"report-member":   {By: Ira, Path: map[string]string{"organization": string(NorthQuay), "person": string(Jon.ID)}},
	"report-group":    {By: Ira, Path: map[string]string{"organization": string(NorthQuay), "group": string(OnCall)}},

	"knowledge-report":     {By: Cyd, Path: blueHarbor(Account{})},
	"knowledge-credential": {By: Cyd, Path: blueHarbor(Router)},

	"policy-set":      {By: Ann, Path: blueHarbor(Router), Body: Fields{"justInTime": true, "longest": 43_200, "automatic": true}},
	"policy-clear":    {By: Ira, Path: northQuays(Gateway, "")},
	"policy-override": {By: Ann, Path: blueHarbor(Router), Body: Fields{"justInTime": true, "longest": 3600, "needs": 2, "reason": true}},
	"policy-inherit":  {By: Ann, Path: blueHarbor(Social)},
	"approvers-set":   {By: Ann, Path: blueHarbor(Router), Body: Fields{"groups": []string{string(SocialTeam)}}},

	"credential-create": {By: Ann, Path: blueHarbor(Router), Body: Fields{
		"name": "Router guest", "username": "guest", "secret": "another password", "belongsTo": "organization",
	}},
	"credential-change": {By: Olga, Path: olgas(Social), Body: Fields{"version": 1, "secret": "a newer password"}},
	"credential-launch": {By: Bob, Path: blueHarbor(Social)},
	"credential-reveal": {By: Bob, Path: blueHarbor(Router)},

	"folder-create": {By: Rhea, Path: ridge(""), Body: Fields{"name": "Switches", "parent": string(ContosoFolder), "groups": []string{string(Network)}}},
	"folder-list":   {By: Sol, Path: ridge("")},
	"folder-rename": {By: Rhea, Path: folders(Firewalls), Body: Fields{"name": "Firewalls and gateways"}},
	"folder-groups": {By: Rhea, Path: folders(Firewalls), Body: Fields{"groups": []string{string(Network)}}},
	"folder-move":   {By: Rhea, Path: folders(Firewalls), Body: Fields{"parent": string(Closed)}},
	"folder-remove": {By: Rhea, Path: folders(Spare)},
	"client-list":   {By: Sol, Path: ridge("")},
	"client-rename": {By: Rhea, Path: folders(Firewalls), Body: Fields{"name": "Contoso Ltd"}},
	"type-list":     {By: Sol, Path: ridge("")},
	"type-set":      {By: Rhea, Path: ridge(""), Body: Fields{"types": []string{"Router", "Switch", "Domain administrator"}}},
	"client-create": {By: Rhea, Path: ridge(""), Body: Fields{"name": "Fabrikam", "groups": []string{string(Network)}}},
	"import-create": {By: Mo, Path: elmStreet(), Body: Fields{"name": "more.csv", "header": []string{"name", "url", "username", "password", "note"}}},
	"import-list":   {By: Nel, Path: elmStreet()},
	"import-see":    {By: Nel, Path: elmStreet()},
	"import-check":  {By: Mo, Path: elmStreet(), Body: Fields{"first": 2, "csv": BroughtRows}},
	"import-rows":   {By: Mo, Path: elmStreet(), Body: Fields{"first": 2, "csv": BroughtRows}},
	"import-undo":   {By: Mo, Path: elmStreet(), Body: Fields{}},

	"vault-create": {By: Rhea, Path: ridge(""), Body: Fields{
		"name": "Core switch", "type": "Switch", "username": "admin", "secret": "a switch's password", "belongsTo": "organization", "folder": string(ContosoFolder),
	}},
	"vault-list":      {By: Sol, Path: ridge("")},
	"vault-search":    {By: Sol, Path: ridge(""), Ask: "words=edge+contoso"},
	"vault-here":      {By: Sol, Path: ridge(""), Ask: "origin=https://fw.contoso.example"},
	"vault-reveal":    {By: Sol, Path: ridge(Edge.ID)},
	"vault-see":       {By: Sol, Path: ridge(Edge.ID)},
	"vault-launch":    {By: Sol, Path: ridge(Edge.ID)},
	"vault-health":    {By: Rhea, Path: ridge(""), Body: Fields{"of": "organization"}},
	"vault-export":    {By: Rhea, Path: ridge(""), Body: Fields{"all": true}},
	"credential-fill": {By: Sol, Path: ridge(Edge.ID), Body: Fields{"ticket": EdgeToken, "origin": EdgeTicket.Origin}},

	"credential-amend": {By: Rhea, Path: ridge(Edge.ID), Body: Fields{"revision": 1, "name": "Edge firewall, new", "tags": []string{"edge", "core"}}},
	"credential-move":  {By: Rhea, Path: ridge(""), Body: Fields{"credentials": []string{string(Wifi.ID), string(Edge.ID)}, "folder": string(ContosoFolder)}},
	"credential-bulk": {By: Rhea, Path: ridge(""), Body: Fields{
		"credentials": []string{string(Wifi.ID), string(Edge.ID)}, "act": "tag", "add": []string{"Audit 2026"}, "remove": []string{"EDGE"},
	}},
	"credential-disable":  {By: Rhea, Path: ridge(Edge.ID)},
	"credential-enable":   {By: Tam, Path: ridge(Locker.ID)},
	"credential-versions": {By: Rhea, Path: ridge(Registrar.ID)},
	"credential-code":     {By: Sol, Path: ridge(Edge.ID), Body: Fields{}},
	"version-reveal":      {By: Rhea, Path: earlier(Registrar.ID)},
	"version-restore":     {By: Rhea, Path: earlier(Registrar.ID), Body: Fields{"version": 2}},

	"consent-ask":         {By: Ugo, Path: southFen(WynLogin.ID), Body: Fields{"message": "You are away next week."}},
	"consent-list":        {By: Pip, Path: southFen("")},
	"consent-see":         {By: Pip, Path: southFen("")},
	"consent-approve":     {By: Pip, Path: southFen("")},
	"consent-deny":        {By: Pip, Path: southFen(""), Body: Fields{"note": "Use the company's."}},
	"consent-cancel":      {By: Una, Path: southFen("")},
	"consent-weigh":       {By: Ugo, Path: southFen(UgoLogin.ID)},
	"consent-give":        {By: Wyn, Path: southFen(WynLogin.ID)},
	"consent-withdraw":    {By: Ugo, Path: southFen(UgoLogin.ID)},
	"viewing-set":         {By: Ugo, Path: southFen(""), Body: Fields{"admins": []string{string(Una.ID)}, "groups": []string{string(Keyholders)}}},
	"credential-reassign": {By: Una, Path: southFen(UgoLogin.ID), Body: Fields{"to": string(Wyn.ID)}},

	"delegation-ask": {By: Ann, Path: blueHarbor(Account{}), Body: Fields{
		"name": "Blog", "address": "https://blog.example", "owner": "jim@blog.example", "message": "For the spring series.",
	}},
	"delegation-resend":  {By: Ann, Path: blueHarbor(Bakery)},
	"delegation-cancel":  {By: Dan, Path: blueHarbor(Shop)},
	"delegation-disown":  {By: Olga, Path: olgas(Shop)},
	"delegation-unknown": {Body: Fields{"token": Bakery.Link, "code": Code.Reveal()}},
	"delegation-see":     {Body: Fields{"token": Bakery.Link}},
	"delegation-code":    {Body: Fields{"token": Bakery.Link}},
	"delegation-join": {Body: Fields{
		"token": Bakery.Link, "code": Code.Reveal(), "name": "Pia", "password": Password.Reveal(), "carry": "bearer",
	}},
	"delegation-claim":    {By: Olga, Body: Fields{"token": Bakery.Link, "code": Code.Reveal()}},
	"delegation-list":     {By: Olga, Path: olgas(Account{})},
	"delegation-share":    {By: Olga, Path: olgas(Shop), Body: Fields{"username": "olga.shop", "secret": "the shop's password"}},
	"delegation-deny":     {By: Olga, Path: olgas(Shop), Body: Fields{"note": "We closed it."}},
	"delegation-revoke":   {By: Olga, Path: olgas(Social)},
	"delegation-activity": {By: Olga, Path: olgas(Social)},
	"delegation-amend":    {By: Olga, Path: olgas(Social), Body: Fields{"allowViewing": true, "ends": T0.AddDate(0, 3, 0).Format(time.RFC3339)}},
	"delegation-lend": {
		By: Hana, Path: map[string]string{"organization": string(PierNine), "delegation": string(Gate.Delegation)},
		Body: Fields{"resource": string(Camera.Resource), "credential": string(Camera.Credential)},
	},
	"request-create":  {By: Jon, Path: northQuays(Gateway, ""), Body: Fields{"length": 60 * 60, "reason": "It takes longer."}},
	"request-break":   {By: Jon, Path: northQuays(Switch, ""), Body: Fields{"length": 15 * 60, "reason": "Everything is down."}},
	"request-mine":    {By: Jon, Path: northQuays(Gateway, "")},
	"request-queue":   {By: Ira, Path: northQuays(Gateway, "")},
	"request-see":     {By: Jon, Path: northQuays(Gateway, OpenRequest)},
	"request-approve": {By: Ira, Path: northQuays(Switch, PendingRequest), Body: Fields{"note": "Go ahead."}},
	"request-deny":    {By: Ira, Path: northQuays(Switch, PendingRequest), Body: Fields{"note": "Not during office hours."}},
	"request-cancel":  {By: Jon, Path: northQuays(Switch, PendingRequest)},
	"request-end":     {By: Jon, Path: northQuays(Gateway, OpenRequest)},
	"request-review":  {By: Ira, Path: northQuays(Gateway, GlassRequest), Body: Fields{"note": "A switch had failed, and he replaced it."}},

	"site-create":    {By: Rhea, Path: ridge(""), Body: Fields{"name": "Woodgrove", "groups": []string{string(Network)}}},
	"site-list":      {By: Val, Path: ridge("")},
	"site-see":       {By: Val, Path: sites(Ridge, ContosoSite)},
	"site-on":        {By: Rhea, Path: sites(Ridge, FabrikamSite)},
	"site-off":       {By: Rhea, Path: sites(Ridge, ContosoSite)},
	"site-types":     {By: Rhea, Path: sites(Ridge, ContosoSite), Body: Fields{"forced": true}},
	"site-invite":    {By: Rhea, Path: sites(Ridge, ContosoSite), Body: Fields{"email": "carl@contoso.example", "role": "user"}},
	"site-uninvite":  {By: Rhea, Path: sites(Ridge, ContosoSite)},
	"provider-see":   {By: Cora, Path: sites(ContosoSite, Ridge)},
	"partner-list":   {By: Rhea, Path: ridge("")},
	"partner-people": {By: Rhea, Path: sites(Ridge, ContosoSite)},
	"relation-weigh": {By: Hal, Path: shared(Halyard, Press, Orchard)},
	"relation-end":   {By: Rhea, Path: sites(Ridge, ContosoSite), Body: Fields{"name": "Contoso"}},
	"member-share":   {By: Cora, Path: sites(ContosoSite, Ridge), Body: Fields{"mayShare": true}},

	"share-off":      {By: Orla, Path: shared(Orchard, Press, Halyard)},
	"share-login":    {By: Orla, Path: shared(Orchard, Press, Halyard), Body: Fields{"resource": string(Shed)}},
	"share-on":       {By: Hal, Path: shared(Halyard, Bins, Orchard)},
	"share-set":      {By: Hal, Path: shared(Halyard, Pump, Orchard), Body: Fields{"mode": "read", "everyone": true}},
	"share-list":     {By: Hal, Path: shared(Halyard, Press, Orchard)},
	"share-see":      {By: Hal, Path: shared(Halyard, Press, Orchard)},
	"partner-shares": {By: Hal, Path: shared(Halyard, Press, Orchard)},
	"share-stop":     {By: Hal, Path: shared(Halyard, Press, Orchard)},
	"share-bulk": {By: Hal, Path: shared(Halyard, Pump, Orchard), Body: Fields{
		"credentials": []string{string(Pump.ID), string(Press.ID), string(Scales.ID)}, "mode": "read", "everyone": true,
	}},

	"webhook-create": {By: Ann, Path: hooks(""), Body: Fields{
		"name": "Status page", "url": "https://status.blueharbor.example/in", "events": []string{"access.broke_glass", "access.requested"},
	}},
	"webhook-list":       {By: Ann, Path: hooks("")},
	"webhook-change":     {By: Ann, Path: hooks(Pager), Body: Fields{"url": "https://pager.blueharbor.example/in", "events": []string{"access.broke_glass"}}},
	"webhook-rotate":     {By: Ann, Path: hooks(Pager)},
	"webhook-test":       {By: Ann, Path: hooks(Pager)},
	"webhook-deliveries": {By: Ann, Path: hooks(Pager)},
	"webhook-remove":     {By: Ann, Path: hooks(Pager)},

	"gate-see":    {By: Ira, Path: northQuays(Gateway, "")},
	"gate-set":    {By: Ira, Path: northQuays(Switch, ""), Body: Fields{"signsIn": true}},
	"gate-rotate": {By: Ira, Path: northQuays(Gateway, "")},
	"gate-off":    {By: Ira, Path: northQuays(Gateway, "")},
	"gate-pass":   {By: Jon, Path: northQuays(Gateway, ""), Body: Fields{"state": StateSum(), "to": "/ports?up=1"}},
	"gate-check":  proxied("__Host-valetkey-gate=" + JonToken),
	"gate-enter":  comes(JonCode, "/ports?up=1"),

	"lock-see":    {By: Nils, Path: mills()},
	"lock-set":    {By: Rhea, Path: ridge(""), Body: Fields{}},
	"lock-unlock": {By: Nils, Path: mills(), Body: Fields{"key": MillKey.Reveal()}},
	"lock-close":  {By: Ivy, Path: mills()},

	"lock-change":  {By: Ivy, Path: mills(), Body: Fields{"key": MillKey.Reveal()}},
	"lock-recover": {By: Ivy, Path: mills(), Body: Fields{"code": MillCode.Reveal()}},
	"lock-weigh":   {By: Ivy, Path: mills()},
	"lock-reset":   {By: Ivy, Path: mills(), Body: Fields{"name": "Stone Mill", "password": Password.Reveal()}},
	"keys-replace": {By: Ivy, Path: mills(), Body: Fields{"key": MillKey.Reveal()}},
	"keys-reseal":  {By: Ida, Path: map[string]string{"organization": string(LowMill)}},

	"account-close": {By: Olga, Body: Fields{"password": Password.Reveal()}},
	"app-list":      {By: Ann},
	"audit-list":    {By: Cyd, Path: blueHarbor(Account{})},
}

// ByName is the row of a route that must exist.
func ByName(name string) api.Route {
	r, ok := api.Named(name)
	if !ok {
		panic("tabletest: no route is named " + name)
	}
	return r
}
