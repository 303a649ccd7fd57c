package api

import (
	"strconv"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/sheet"
)

// Reported is a page of a report, as it was found.
type Reported struct {
	Ask   ReportAsk
	At    time.Time
	Lines []access.Line
	Named map[id.Credential]credential.Credential
	Next  string
}

// ReportFrom is a page of a report, as it was asked for. A file is called by what
// it is about.
func ReportFrom(f Reported, about string) Report {
	out := Report{Day: f.Ask.Day, Items: []ReportLine{}, Next: f.Next}
	for _, l := range f.Lines {
		c := f.Named[l.Assignment.Credential]
		if f.Ask.Day == "" {
			l = l.Disable(c, f.At)
		}
		out.Items = append(out.Items, reportLine(l, c, f))
	}
	if f.Ask.Format != "csv" {
		return out
	}
	day := f.Ask.Day
	if day == "" {
		day = f.At.UTC().Format(time.DateOnly)
	}
	file := File{Name: about + "-access-" + day + ".csv", Type: CSV, Next: f.Next}
	if f.Ask.After == "" {
		file.Body = sheet.CSV(reportColumns...)
	}
	for _, l := range out.Items {
		file.Body = append(file.Body, sheet.CSV(l.cells()...)...)
	}
	return out.AsFile(file)
}

func reportLine(l access.Line, c credential.Credential, f Reported) ReportLine {
	out := ReportLine{
		Person: l.Member.Person, Name: l.Member.Name, Role: string(l.Member.Role), Resource: l.Resource.ID, ResourceName: l.Resource.Name,
		Assignment: l.Assignment.ID, Group: l.Assignment.Group, Credential: l.Assignment.Credential, CredentialName: c.Name, Mode: string(l.Mode),
		Policy: Policy(l.Policy), PolicyInWords: l.Policy.String(), Inherited: l.Assignment.Policy == nil, State: string(l.State),
		StateInWords: l.Said(f.At, f.Ask.Day != ""), Until: never(l.Until), Void: l.Void, LastUse: never(l.LastUse), LastUseKnown: !l.UseLater,
		Request: l.Request, Requests: l.Asked, LastRequest: never(l.LastAsked), Times: []ReportTime{}, CouldAsk: l.Asks, Unsure: l.Unsure,
	}
	if out.Group != "" {
		out.GroupName = l.Assignment.Name
	}
	if days := l.LocksIn(f.At); days > 0 {
		out.LocksIn = &days
	}
	for _, s := range l.Spans {
		out.Times = append(out.Times, ReportTime(s))
	}
	return out
}

// reportColumns names the columns of a report's file.
var reportColumns = []string{
	"name", "role", "resource", "through", "credential", "mode", "policy", "state", "until", "locksIn", "times", "lastUse",
	"requests", "lastRequest", "personId", "resourceId", "groupId", "credentialId", "assignmentId", "requestId",
}

func (l ReportLine) cells() []string {
	stamp := func(t *time.Time) string {
		if t == nil {
			return ""
		}
		return t.UTC().Format(time.RFC3339)
	}
	through, with, locks, used := "directly", "a login of their own", "", stamp(l.LastUse)
	if l.Group != "" {
		through = l.GroupName
	}
	if l.Credential != "" {
		with = l.CredentialName
	}
	if l.LocksIn != nil {
		locks = strconv.Itoa(*l.LocksIn)
	}
	if !l.LastUseKnown {
		used = "used since: not known for that day"
	}
	times := make([]string, 0, len(l.Times))
	for _, t := range l.Times {
		times = append(times, stamp(&t.From)+" to "+stamp(&t.To))
	}
	return []string{
		l.Name, l.Role, l.ResourceName, through, with, l.Mode, l.PolicyInWords, l.StateInWords, stamp(l.Until), locks, strings.Join(times, "; "), used,
		strconv.Itoa(l.Requests), stamp(l.LastRequest), string(l.Person), string(l.Resource), string(l.Group), string(l.Credential), string(l.Assignment), string(l.Request),
	}
}
