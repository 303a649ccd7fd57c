package api

import (
	"reflect"
	"slices"

	"github.com/valetkey/valetkey/shared/identity"
)

const inOrganization = "/api/organizations/{organization}"

// argon is the memory of the functions that hash passwords: Argon2id takes
// 46 MB, and the time it takes goes down with memory (AWS gives CPU with it).
const argon = 1024

// Routes is the route table, by noun.
var Routes = slices.Concat(
	identityRoutes, organizationRoutes, lockRoutes, accessRoutes, vaultRoutes, importRoutes, healthRoutes, credentialRoutes, consentRoutes, requestRoutes, reportRoutes, knowledgeRoutes, delegationRoutes, siteRoutes, shareRoutes, webhookRoutes, gateRoutes,
)

// Console answers every address that no route does: the web client, the OpenAPI
// document, and a problem for what is not there.
var Console = Route{Name: "console", Method: "ANY", Path: "$default", Who: identity.Anyone, Status: 200, Summary: "The web client and the OpenAPI document"}

// Workers are the functions behind the stream, the clock, the mail service, the
// state machine and the event bus.
var Workers = []Worker{
	{
		Name: "outbox-mail", Summary: "Puts notices on dashboards and mails them", Stream: "mail", Timeout: 30,
		Touch: Touch{
			Get:   list(AtOut, AtNotice, AtInbox, AtSignup, AtReset, AtPerson, AtOrg, AtDelegation, AtRequest, AtHook, AtConsent, AtCredential),
			Query: list(AtOrg, AtVault), Write: list(AtOut, AtInbox), Envelope: uses(OpenLink), Mails: true,
		},
	},
	{
		Name: "outbox-drive", Summary: "Walks the chores that a change left behind", Stream: "drive", Timeout: 30,
		Touch: Touch{
			Get: list(AtOut, AtCredential, AtOrg, AtPerson, AtRequest, AtHook, AtDelegation), Query: list(AtCredential, AtOrg, AtPerson, AtFor, AtKnown, AtHook, AtVault, AtResource),
			Write: list(AtOut, AtCredential, AtOrg, AtPast, AtFor, AtAudit, AtHook, AtDue, AtVault, AtKnown, AtResource, AtPerson), Check: list(AtOrg, AtCredential), Starts: true, Tells: true,
		},
	},
	{
		Name: "due-sweep", Summary: "Writes down what is due and nudges what was not delivered", Every: 1, Timeout: 60,
		Touch: Touch{
			Get:   list(AtMark, AtOut, AtDelegation, AtCredential, AtOrg, AtAsked, AtRequest, AtResource, AtHook, AtConsent, AtPerson),
			Query: list(AtDue, AtOut), Check: list(AtRequest, AtOrg),
			Write: list(AtMark, AtDue, AtOut, AtDelegation, AtCredential, AtOrg, AtPast, AtAsked, AtRequest, AtResource, AtQueue, AtAudit, AtNotice, AtHook, AtVault, AtConsent, AtPerson),
		},
	},
	{
		Name: "mail-bounced", Summary: "Tells whoever had a mail sent that it came back", Bounces: true, Timeout: 30,
		Touch: Touch{Get: list(AtNotice, AtDelegation, AtOrg), Write: list(AtDelegation, AtOrg, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "period-wake", Summary: "Writes down what a period's instant brings, and says when the next one is", Machine: true, Timeout: 10,
		Touch: Touch{Get: list(AtRequest, AtResource), Write: list(AtRequest, AtResource, AtAudit, AtNotice, AtOut)},
	},
	{
		Name: "webhook-send", Summary: "Posts what machines are told to the addresses that admins registered", Hooks: true, Timeout: 10,
		Touch: Touch{Get: list(AtHook), Write: list(AtHook, AtDue, AtAudit, AtNotice, AtOut), Envelope: uses(OpenHook)},
	},
}

// Named finds a route by its name, the console among them.
func Named(name string) (Route, bool) {
	if name == Console.Name {
		return Console, true
	}
	for _, r := range Routes {
		if r.Name == name {
			return r, true
		}
	}
	return Route{}, false
}

func of[T any]() reflect.Type         { return reflect.TypeFor[T]() }
func list(p ...Partition) []Partition { return p }
func uses(e ...Envelope) []Envelope   { return e }
