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
	OrganizationCreated  Action = "organization.created"
	OrganizationChanged  Action = "organization.changed"
	OrganizationPaused   Action = "organization.paused"   // it asks no owners: too many did not know it (rule D9)
	OrganizationReleased Action = "organization.released" // by an operator
	OrganizationClosed   Action = "organization.closed"
	LockSet              Action = "lock.set"       // an organization key: from now on it is asked for
	LockOpened           Action = "lock.opened"    // somebody typed it
	LockRefused          Action = "lock.refused"   // or another
	LockClosed           Action = "lock.closed"    // they unlocked, and forgot it again
	LockChanged          Action = "lock.changed"   // there is another organization key, for the same keys
	LockRecovered        Action = "lock.recovered" // with the recovery code
	LockReset            Action = "lock.reset"     // it was forgotten: what it alone opened is gone
	KeysReplaced         Action = "keys.replaced"
	KeysResealed         Action = "keys.resealed" // nothing needs the old ones any more
	MemberInvited        Action = "member.invited"
	MemberUninvited      Action = "member.uninvited"
	MemberJoined         Action = "member.joined"
	MemberRole           Action = "member.role"
	MemberSuspended      Action = "member.suspended"
	MemberResumed        Action = "member.resumed"
	MemberRemoved        Action = "member.removed"
	MemberLeft           Action = "member.left"
	MemberSharing        Action = "member.sharing" // whether they may share with other organizations
	SiteCreated          Action = "site.created"   // a provider's record and its site's have these
	SiteOpened           Action = "site.opened"    // client sign-in
	SiteClosed           Action = "site.closed"
	SiteInvited          Action = "site.invited" // a provider invited somebody there, or took that back
	SiteUninvited        Action = "site.uninvited"
	SiteTypes            Action = "site.types" // whose credential types it has
	SiteEnded            Action = "site.ended" // the relationship
	GroupCreated         Action = "group.created"
	GroupRenamed         Action = "group.renamed"
	GroupJoined          Action = "group.joined"
	GroupLeft            Action = "group.left"
	GroupDeleted         Action = "group.deleted"
	ResourceCreated      Action = "resource.created"
	ResourceRenamed      Action = "resource.renamed"
	ResourceAssigned     Action = "resource.assigned"
	ResourceUnassigned   Action = "resource.unassigned"
	ResourceApprovers    Action = "resource.approvers" // who may decide requests for it, beside admins and reviewers
	PolicySet            Action = "policy.set"         // of a resource or of one of its assignments
	PolicyCleared        Action = "policy.cleared"
	FolderCreated        Action = "folder.created"
	FolderRenamed        Action = "folder.renamed"
	FolderMoved          Action = "folder.moved"
	FolderGroups         Action = "folder.groups" // whom it is for
	FolderRemoved        Action = "folder.removed"
	FolderBack           Action = "folder.back" // something had come into it while it was removed
	ClientCreated        Action = "client.created"
	ClientRenamed        Action = "client.renamed"
	TypesChanged         Action = "types.changed"
	CredentialCreated    Action = "credential.created"
	CredentialChanged    Action = "credential.changed"
	CredentialMoved      Action = "credential.moved" // to another folder
	CredentialAmended    Action = "credential.amended"
	CredentialDisabled   Action = "credential.disabled"
	CredentialEnabled    Action = "credential.enabled"
	CredentialRestored   Action = "credential.restored"   // an earlier version is the newest again
	CredentialCoded      Action = "credential.coded"      // a sign-in code was handed out
	CredentialReassigned Action = "credential.reassigned" // to another owner
	CredentialTaken      Action = "credential.taken"      // by its owner, from an organization they are no member of any more
	CredentialDestroyed  Action = "credential.destroyed"  // nobody took it in time
	CredentialUndone     Action = "credential.undone"     // its import was, and nobody had touched it
	ImportBegun          Action = "import.begun"
	ImportUndone         Action = "import.undone"
	ConsentRequested     Action = "consent.requested"
	ConsentJoined        Action = "consent.joined" // a second admin asks for the same
	ConsentApproved      Action = "consent.approved"
	ConsentDenied        Action = "consent.denied"
	ConsentCancelled     Action = "consent.cancelled"
	ConsentLapsed        Action = "consent.lapsed"
	ConsentGiven         Action = "consent.given"
	ConsentWithdrawn     Action = "consent.withdrawn"
	ViewingSet           Action = "resource.viewing" // who may view colleagues' managed logins
	CredentialShared     Action = "share.created"    // with another organization
	ShareAmended         Action = "share.amended"
	ShareStopped         Action = "share.stopped"  // by who created the credential, its end date or the end of the relation
	ShareDisabled        Action = "share.disabled" // by who received it
	ShareEnabled         Action = "share.enabled"
	CredentialLaunched   Action = "credential.launched"
	CredentialRevealed   Action = "credential.revealed"
	CredentialExported   Action = "credential.exported"
	HealthComputed       Action = "health.computed" // passwords were judged, and shown to nobody
	DelegationAsked      Action = "delegation.asked"
	DelegationClaimed    Action = "delegation.claimed"
	DelegationShared     Action = "delegation.shared"
	DelegationDenied     Action = "delegation.denied"
	DelegationRevoked    Action = "delegation.revoked"
	DelegationLapsed     Action = "delegation.lapsed"
	DelegationJoined     Action = "delegation.joined" // a second admin asks for the same
	DelegationResent     Action = "delegation.resent"
	DelegationReminded   Action = "delegation.reminded"
	DelegationCancelled  Action = "delegation.cancelled"
	DelegationAmended    Action = "delegation.amended"
	DelegationDisowned   Action = "delegation.disowned" // "I do not know them" (rule D9)
	AccessRequested      Action = "access.requested"
	AccessApproved       Action = "access.approved" // and more approvals are needed
	AccessOpened         Action = "access.opened"
	AccessDenied         Action = "access.denied"
	AccessCancelled      Action = "access.cancelled"
	AccessLapsed         Action = "access.lapsed"
	AccessEnded          Action = "access.ended"
	AccessBrokeGlass     Action = "access.broke_glass"
	AccessReviewed       Action = "access.reviewed"
	WebhookRegistered    Action = "webhook.registered"
	WebhookChanged       Action = "webhook.changed"
	WebhookRotated       Action = "webhook.rotated" // it has another secret
	WebhookTested        Action = "webhook.tested"
	WebhookRemoved       Action = "webhook.removed"
	WebhookDisabled      Action = "webhook.disabled" // by an admin or by itself: it failed for too long, or said that it is gone
	WebhookEnabled       Action = "webhook.enabled"
	GateSet              Action = "gate.set"     // a resource has a gate, or another kind of one (rule J13)
	GateRotated          Action = "gate.rotated" // it has another key
	GateOff              Action = "gate.off"
	GateEntered          Action = "gate.entered" // somebody's browser was given a cookie of its host
	GatePassed           Action = "gate.passed"  // and was let through; once a minute
	MailBounced          Action = "mail.bounced"
	Refused              Action = "request.refused"
	SessionBegun         Action = "session.begun"
	SessionRefused       Action = "session.refused" // a wrong password
	SessionEnded         Action = "session.ended"
	PasswordChanged      Action = "password.changed"
	AddressChanged       Action = "address.changed"
	AccountClosed        Action = "account.closed"
)

// Entry is one line of an organization's record (rule A1). Names are kept as
// they were at the time (rule A3): the person behind an entry may be gone.
type Entry struct {
	ID           id.Entry        `json:"id"`
	Organization id.Organization `json:"organization"`      // whose record this line is in
	Account      id.Person       `json:"account,omitempty"` // or whose own: sign-ins belong to no organization
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
	// Request is the one that the line is also a step of: it is found from both.
	Request id.Request `json:"request,omitempty"`
	From    string     `json:"from,omitempty"` // the address the request came from
}
