package api

import (
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/identity"
)

// OrganizationFrom is an organization as the caller sees it.
func OrganizationFrom(o identity.Organization, r identity.Roster, a delegation.Asks, by identity.Caller) Organization {
	out := Organization{
		ID: o.ID, Name: o.Name, Kind: string(o.Kind), Since: o.Since, Held: o.Held, AuditYears: o.RecordYears(), Admins: len(r.People),
		MayShare: by.MayShare() && by.ForTeam() == nil,
	}
	if o.IsSite() {
		out.Kind = "site"
	}
	if by.IsAdmin() {
		out.Paused = a.Paused
	}
	return out
}

// RecordFrom is a page of a record.
func RecordFrom[E interface{ Line() audit.Entry }](lines []E, next string) AuditPage {
	out := AuditPage{Items: []AuditEntry{}, Next: next}
	for _, l := range lines {
		out.Items = append(out.Items, EntryFrom(l.Line()))
	}
	return out
}
