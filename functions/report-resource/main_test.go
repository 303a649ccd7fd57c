package main

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "report-resource")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.resource)
	return w
}

// rule J11
func TestTheReportOfNowSaysWhoGetsInThroughWhat(t *testing.T) {
	w := told(t)
	got := Read[api.Report](w.Replay())
	if len(got.Items) != 1 || got.Next != "" {
		t.Fatalf("%+v", got)
	}
	l := got.Items[0]
	if l.Person != Jon.ID || l.Name != "Jon" || l.Group != "" || l.CredentialName != "Gateway admin" || l.Mode != "use" || l.Void {
		t.Errorf("%+v", l)
	}
	if l.State != "open" || !l.Until.Equal(LetIn.Add(2*time.Hour)) || l.Request != OpenRequest || l.StateInWords != "open until 2026-03-02T10:00:00Z" {
		t.Errorf("%+v", l)
	}
	if l.Policy.Longest != 4*60*60 || !l.Inherited || !strings.HasPrefix(l.PolicyInWords, "just-in-time, up to 4h") || l.Requests != 2 || l.LastUse != nil || !l.LastUseKnown {
		t.Errorf("%+v", l)
	}
	if l := Read[api.Report](w.Replay(Path("resource", Switch.Resource))).Items[0]; l.State != "pending" || l.Request != PendingRequest || l.Until != nil {
		t.Errorf("%+v", l)
	}
	w.Unchanged(func() { w.Replay() })
}

func TestOnlyAdminsAndAuditorsOfItReadTheReport(t *testing.T) { // rule F4, promise 7
	w := told(t)
	for _, p := range []Person{Jon, Kay} {
		w.Replay(As(p)).Is(403)
	}
	w.Replay(As(Eve)).Is(404, "organization")
	w.Replay(As(Ann), Path("organization", BlueHarbor)).Is(404, "resource")
	w.Replay(Path("resource", "res_01KH0T23M08X3FVQQWVCG8Y2CX")).Is(404, "resource")
	w.Becomes(Kay, func(m *identity.Member) { m.Role = identity.Auditor })
	w.Replay(As(Kay)).Is(200, string(Jon.ID))
}

func TestAWrongDayIsRefusedByItsField(t *testing.T) {
	w := told(t)
	for day, why := range map[string]string{
		"2026-03-03": "has not been yet", "2026-01-30": "was before North Quay was here", "2026-02-30": "is no day", "yesterday": "is no day",
		"2026-3-2": "is no day", "0000-00-00": "is no day", "2026-03-02 00:00": "query.day",
	} {
		w.Replay(Query("day", day)).Is(400, "query.day", why)
	}
	w.Replay(Query("format", "xlsx")).Is(400, "query.format")
	w.Replay(Query("limit", "101")).Is(400, "query.limit")
	for _, after := range []string{"bm8", "%", base64.RawURLEncoding.EncodeToString([]byte("RESOURCE#res_1"))} {
		w.Replay(Query("after", after)).Is(400, "query.after")
	}
	w.Replay(Query("day", "2026-03-02")).Is(200)
	w.Replay(Query("day", "2026-01-31")).Is(200)
}

// whole is a report put together of its pages.
func whole(w *World, edits ...Edit) (out []api.ReportLine) {
	for after := ""; ; {
		more := slices.Clone(edits)
		if after != "" {
			more = append(more, Query("after", after))
		}
		got := Read[api.Report](w.Replay(more...))
		out = append(out, got.Items...)
		if after = got.Next; after == "" {
			return out
		}
	}
}

// Each hour of twelve days in which everything changes, the report of the
// day says what the gate answered then.
func TestTheReportOfADaySaysWhatTheGateAnsweredOnIt(t *testing.T) {
	w := told(t)
	tried := w.Live(true)
	reports := map[string][]api.ReportLine{}
	let := 0
	for _, x := range tried {
		day := x.At.Format(time.DateOnly)
		if reports[day] == nil {
			reports[day] = whole(w, Query("day", day), Query("limit", "1"))
		}
		in, asks := false, false
		for _, l := range reports[day] {
			if l.Person != x.Who.ID {
				continue
			}
			asks = asks || l.CouldAsk
			in = in || slices.ContainsFunc(l.Times, func(s api.ReportTime) bool { return !x.At.Before(s.From) && x.At.Before(s.To) })
		}
		if in != x.In || x.Ask && !asks {
			t.Errorf("%s at %s: the gate let in %v, ask %v; the report: %+v", x.Who.Name, x.At, x.In, x.Ask, reports[day])
		}
		if x.In {
			let++
		}
	}
	if let < 60 || len(reports) != 13 {
		t.Errorf("let in %d times in %d days: this shows little", let, len(reports))
	}
	if now := whole(w); len(now) != 0 {
		t.Errorf("now: %+v", now)
	}
}

func TestThePeriodThatWasEndedEarlyIsOnTheReportAsItWas(t *testing.T) {
	w := told(t)
	w.Live(false)
	lines := whole(w, Query("day", Lived[1].Format(time.DateOnly)))
	i := slices.IndexFunc(lines, func(l api.ReportLine) bool { return l.Person == Jon.ID })
	if i < 0 || len(lines) != 2 {
		t.Fatalf("%+v", lines)
	}
	l := lines[i]
	if len(l.Times) != 1 || !l.Times[0].From.Equal(Lived[1]) || !l.Times[0].To.Equal(Lived[1].Add(time.Hour)) || l.Requests != 1 || !l.CouldAsk || l.State != "open" {
		t.Errorf("%+v", l)
	}
	if l = lines[1-i]; l.Name != "Moe" || l.GroupName != "Night" || l.Group != Night || l.State != "standing" {
		t.Errorf("%+v", l)
	}
}

func TestAsCSVItIsOneFileWithALineOfNames(t *testing.T) {
	w := told(t)
	w.Live(false)
	a := w.Replay(Query("format", "csv"), Query("day", Lived[1].Format(time.DateOnly)))
	raw, err := base64.StdEncoding.DecodeString(a.Is(200).Body)
	if err != nil {
		t.Fatal(err)
	}
	ids := func(more ...string) string { return strings.Join(more, ",") }
	night := id.New[id.Assignment](Lived[0], "story Ira calls: Night is assigned", 0)
	lines := []string{
		"Jon,user,Gateway,directly,Gateway admin,use,\"just-in-time, up to 4h0m0s, 1 to approve, break-glass allowed\",could get in; could ask,,," +
			"2026-02-16T10:00:00Z to 2026-02-16T11:00:00Z,,1,2026-02-16T10:00:00Z," +
			ids(string(Jon.ID), string(Gateway.Resource), "", string(Gateway.Credential), string(Gateway.Assignment), ""),
		"Moe,user,Gateway,Night,Gateway admin,use,standing,could get in,,,2026-02-16T00:00:00Z to 2026-02-17T00:00:00Z,,0,," +
			ids(string(Moe.ID), string(Gateway.Resource), string(Night), string(Gateway.Credential), string(night), ""),
	}
	if Jon.ID > Moe.ID {
		slices.Reverse(lines)
	}
	want := "name,role,resource,through,credential,mode,policy,state,until,locksIn,times,lastUse,requests,lastRequest,personId,resourceId,groupId,credentialId,assignmentId,requestId\n" +
		strings.Join(lines, "\n") + "\n"
	if string(raw) != want {
		t.Errorf("got\n%s\nwant\n%s", raw, want)
	}
	if a.Headers["content-type"] != api.CSV || !strings.Contains(a.Headers["content-disposition"], "-access-2026-02-16.csv") {
		t.Errorf("%v", a.Headers)
	}
}
