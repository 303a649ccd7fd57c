package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
)

// ReportLineFrom is a line of a report, with the credential that it is about: of
// now, or of a day.
func ReportLineFrom(l access.Line, c credential.Credential, at time.Time, day bool) ReportLine {
	if !day {
		l = l.Disable(c, at)
	}
	out := ReportLine{
		Person: l.Member.Person, Name: l.Member.Name, Role: string(l.Member.Role), Resource: l.Resource.ID, ResourceName: l.Resource.Name,
		Assignment: l.Assignment.ID, Group: l.Assignment.Group, Credential: l.Assignment.Credential, CredentialName: c.Name, Mode: string(l.Mode),
		Policy: Policy(l.Policy), PolicyInWords: l.Policy.String(), Inherited: l.Assignment.Policy == nil, State: string(l.State),
		StateInWords: l.Said(at, day), Until: never(l.Until), Void: l.Void, LastUse: never(l.LastUse), LastUseKnown: !l.UseLater,
		Request: l.Request, Requests: l.Asked, LastRequest: never(l.LastAsked), Times: []ReportTime{}, CouldAsk: l.Asks, Unsure: l.Unsure,
	}
	if out.Group != "" {
		out.GroupName = l.Assignment.Name
	}
	if days := l.LocksIn(at); days > 0 {
		out.LocksIn = &days
	}
	for _, s := range l.Spans {
		out.Times = append(out.Times, ReportTime(s))
	}
	return out
}
