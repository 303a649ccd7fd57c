package api

import (
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/identity"
)

// RequestFrom is a request as the caller sees it. res is its resource as it is
// now, which says whether they may decide; the zero value where they may not.
func RequestFrom(q access.Request, res access.Resource, by identity.Caller) Request {
	out := Request{
		ID: q.ID, Resource: q.Resource, ResourceName: q.ResourceName, Person: q.Person, Name: q.Name, Want: string(q.Want),
		State: string(q.At(by.At)), Assignment: q.Assignment, Policy: Policy(q.Policy), Reason: q.Reason, Length: q.Length, Granted: q.Granted,
		Extends: q.Extends, Asked: q.Asked, Lapses: q.Lapses, Approvals: []Approval{}, Decided: q.Decided, DecidedBy: q.DecidedBy,
		Note: q.Note, EndedBy: q.EndedBy, MayDecide: q.Awaits(res, by.Membership(), by.At),
	}
	if out.State == string(access.RequestLapsed) {
		out.Decided = &q.Lapses // perhaps still to be written down
	}
	for _, a := range q.Approvals {
		out.Approvals = append(out.Approvals, approvalFrom(a))
	}
	if p := q.Period; p != nil {
		closes := p.Over()
		out.Opens, out.Closes, out.Open = &p.Start, &closes, p.Open(by.At)
	}
	if q.Reviewed != nil {
		a := approvalFrom(*q.Reviewed)
		out.Reviewed = &a
	}
	return out
}

func approvalFrom(a access.Approval) Approval {
	return Approval{Name: a.Name, At: a.At, Length: a.Length, Note: a.Note}
}

// TimelineFrom is what happened to a request. Where from is on record, which
// admins and auditors read (rule A2).
func TimelineFrom[L interface{ Line() audit.Entry }](steps []L, by identity.Caller) []AuditEntry {
	out := []AuditEntry{}
	for _, s := range steps {
		e := EntryFrom(s.Line())
		if !by.IsAdmin() && by.Role != identity.Auditor {
			e.From = ""
		}
		out = append(out, e)
	}
	return out
}
