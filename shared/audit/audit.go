// Package audit says what an entry of the record is.
//
// It decides nothing and stores nothing: rules write entries into a Change, and
// table keeps them in the same transaction as what they tell of (promise 3). An
// entry never holds a secret, and is never changed (rule A3).
package audit

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
)

// Action names what was done, as noun.verb.
type Action string

// The actions. The verbs of ending are those of the rules: an assignment is
// ended, a delegation revoked, a request denied or lapsed.
const (
	OrganizationCreated Action = "organization.created"
	MemberInvited       Action = "member.invited"
	MemberJoined        Action = "member.joined"
	GroupCreated        Action = "group.created"
	ResourceCreated     Action = "resource.created"
	ResourceAssigned    Action = "resource.assigned"
	ResourceUnassigned  Action = "resource.unassigned"
	CredentialCreated   Action = "credential.created"
	CredentialChanged   Action = "credential.changed"
	CredentialLaunched  Action = "credential.launched"
	CredentialRevealed  Action = "credential.revealed"
	DelegationAsked     Action = "delegation.asked"
	DelegationClaimed   Action = "delegation.claimed"
	DelegationShared    Action = "delegation.shared"
	DelegationDenied    Action = "delegation.denied"
	DelegationRevoked   Action = "delegation.revoked"
	DelegationLapsed    Action = "delegation.lapsed"
)

// Entry is one line of an organization's record (rule A1). Names are kept as
// they were at the time (rule A3): the person behind an entry may be gone.
type Entry struct {
	ID           id.Entry        `json:"id"`
	Organization id.Organization `json:"organization"` // whose record this line is in
	At           time.Time       `json:"at"`
	Action       Action          `json:"action"`
	Actor        id.Person       `json:"actor,omitempty"` // none: the service itself, or somebody not signed in
	ActorName    string          `json:"actorName,omitempty"`
	// ActorOrganization is the name of the organization the actor acted for, and
	// is set only when that is not the organization the line belongs to (rule A2).
	ActorOrganization string `json:"actorOrganization,omitempty"`
	Thing             string `json:"thing"` // the id of what it was done to
	ThingName         string `json:"thingName,omitempty"`
	Detail            string `json:"detail,omitempty"` // a sentence; never a secret
	From              string `json:"from,omitempty"`   // the address the request came from
}
