package api

import (
	"cmp"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// SignedInFrom is the answer to whoever just signed in, carried as they ask.
func SignedInFrom(s identity.SignedIn, c Carry) SignedIn {
	out := SignedIn{
		Person:       PersonSummary{ID: s.Person.ID, Name: s.Person.Name, Email: s.Person.Email},
		Organization: s.Organization.ID, Ends: s.Session.Ends, Idles: s.Session.Idles,
	}
	if c.Carry == "bearer" {
		out.Token = s.Token.Reveal()
	} else {
		out.Cookie = s.Token.Reveal()
	}
	return out
}

// SessionSeenFrom is a session as its holder sees it.
func SessionSeenFrom(s identity.Session, by identity.Caller) SessionSeen {
	return SessionSeen{ID: s.ID, This: s.ID == by.Session.ID, Since: s.Since, Ends: s.Ends, From: s.From, Agent: s.Agent}
}

// GroupFrom is a group as lists show it.
func GroupFrom(g identity.Group) Group {
	return Group{ID: g.ID, Name: g.Name, Members: orEmpty(g.Members)}
}

// MemberFrom is a member as lists show them.
func MemberFrom(m identity.Member) Member {
	state := "active"
	switch {
	case m.Removed != nil:
		state = "removed"
	case m.Suspended != nil:
		state = "suspended"
	}
	return Member{Person: m.Person, Name: m.Name, Email: m.Email, Role: string(m.Role), State: state, MayShare: m.Shares, Since: m.Since}
}

// MemberDetailFrom is a member with what their membership carries; what hangs on
// them elsewhere is still to be counted.
func MemberDetailFrom(m identity.Member, r identity.Roster) MemberDetail {
	out := MemberDetail{
		Member: MemberFrom(m), Groups: orEmpty(m.Groups), EndedBy: m.EndedBy, Ended: m.Removed,
		LastAdmin: m.IsAdmin() && len(r.People) == 1,
	}
	if out.Ended == nil {
		out.Ended = m.Suspended
	}
	return out
}

// ReceivedFrom is what somebody received of a credential.
func ReceivedFrom(r credential.Received, c credential.Credential) ReceivedSeen {
	return ReceivedSeen{
		Credential: r.Credential, Name: cmp.Or(c.Name, r.Of), Uses: r.Uses, First: r.First, Last: r.Last, Lost: r.Lost, MayKnow: r.MayKnow(c),
	}
}

// InvitedFrom is somebody invited, as lists show them.
func InvitedFrom(i identity.Invitation, at time.Time) Member {
	state := "pending"
	if !at.Before(i.Link.Expires) {
		state = "expired"
	}
	return Member{Invitation: i.ID, Email: i.Email, Role: string(i.Role), State: state, Since: i.At, Bounced: i.Bounced != nil}
}

// ResourceFrom is a resource as the caller sees it; f is how they stand to it.
func ResourceFrom(r access.Resource, by identity.Caller, f access.Stood) Resource {
	out := Resource{
		ID: r.ID, Name: r.Name, Address: r.Address, Kind: "own", State: "ready", Opens: []Opening{}, Access: myAccessFrom(r, by, f),
	}
	if r.Loan != nil && (by.IsAdmin() || by.Role == identity.Auditor) { // for a member it is an app like any other (rule D8)
		out.Kind, out.State = "delegated", string(r.Loan.At(by.At))
		if out.State == string(access.Shared) {
			out.State = "ready"
		}
		out.Lender = &Lender{
			Delegation: r.Loan.Delegation, Name: r.Loan.Owner, Since: r.Loan.Since, Note: r.Loan.Note, Ends: r.Loan.Ends, Unknown: r.Loan.Unknown,
		}
		if r.Loan.State == access.Shared && out.State == string(access.Revoked) { // its end date has come and is still to be written down
			out.Lender.Since = *r.Loan.Ends
		}
		if by.IsAdmin() {
			out.Lender.Email = r.Loan.Email
		}
		if out.State == "pending" {
			out.Lender.Lapses, out.Lender.Bounced = &r.Loan.Lapses, r.Loan.Bounced
		}
	}
	for _, o := range r.Openings(by, f.Standing) {
		out.Opens = append(out.Opens, Opening{Credential: o.Assignment.Credential, Mode: string(o.Mode)})
	}
	if by.IsAdmin() {
		out.Counts = &ResourceCounts{Assignments: len(r.Assignments)}
	}
	return out
}

// AssignmentFrom is an assignment as lists show it.
func AssignmentFrom(a access.Assignment) Assignment {
	return Assignment{
		ID: a.ID, Group: a.Group, Member: a.Member, Name: a.Name, Credential: a.Credential,
		Mode: string(a.Mode), Since: a.Since,
	}
}

// CredentialFrom is a credential as lists show it, in the organization that looks.
func CredentialFrom(c credential.Credential, in id.Organization, lender string) Credential {
	out := Credential{
		ID: c.ID, Name: c.Name, Type: c.Type, Username: c.Username, URL: c.URL, Tags: c.Tags, Owner: c.Owner, Managed: c.Managed, Asked: c.Asked,
		Version: c.Number, Revision: c.Revision, Changed: c.Changed, By: c.By, HasCodes: c.Codes,
	}
	if c.Home != in {
		out.From, out.Tags = lender, nil // by what its home files it is the home's (rule S3)
	}
	return out
}

// Rotation is the credential with whether it is due for rotation, which admins and
// auditors of its home are told (rule C12).
func (out Credential) Rotation(c credential.Credential, by identity.Caller) Credential {
	if c.Home == by.Organization && (by.IsAdmin() || by.Role == identity.Auditor) {
		out.Due, out.DueSince = string(c.DueWhy), c.Due
	}
	return out
}

// SeenFrom is what the holder of a mailed link sees of a request.
func SeenFrom(d delegation.Delegation, at time.Time) DelegationSeen {
	return DelegationSeen{
		Delegation: d.ID, Organization: d.Name, Since: d.Since, Asker: d.AskerName, AskerEmail: d.AskerEmail,
		Name: d.ResourceName, Address: d.Address, Message: d.Message, Asked: d.Asked, Lapses: d.Lapses,
		State: string(d.At(at)), Claimed: d.Owner != "", Owner: identity.HalfHidden(d.Email),
	}
}

// DelegationFrom is a request or loan as its owner sees it. codes says whether
// the login that is lent has a set-up key for sign-in codes.
func DelegationFrom(d delegation.Delegation, codes bool, at time.Time) Delegation {
	out := Delegation{
		ID: d.ID, State: string(d.At(at)), Organization: d.Name, Since: d.Since, Asker: d.AskerName,
		AskerEmail: d.AskerEmail, Name: d.ResourceName, Address: d.Address, Message: d.Message,
		Asked: d.Asked, Lapses: d.Lapses, Decided: d.Decided, Ended: d.Ended,
		Credential: d.Credential, AllowViewing: d.AllowViewing, Ends: d.Ends, Unknown: d.Unknown, HasCodes: codes,
	}
	if d.Ended == nil && d.At(at) == access.Revoked { // its end date has come and is still to be written down
		out.Ended = d.Ends
	}
	return out
}

// EntryFrom is a line of the record.
func EntryFrom(e audit.Entry) AuditEntry {
	return AuditEntry{
		ID: e.ID, At: e.At, Action: string(e.Action), Actor: e.Actor, ActorName: e.ActorName,
		ActorOrganization: e.ActorOrganization, Thing: e.Thing, ThingName: e.ThingName, Detail: e.Detail, From: e.From,
	}
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
