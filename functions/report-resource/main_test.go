package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
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
	if l.Policy.Longest != 4*60*60 || !l.Inherited || !strings.HasPrefix(l.PolicyInWords, "just-in-time, up to 4 hours") || l.Requests != 2 || l.LastUse != nil || !l.LastUseKnown {
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
		"Jon,user,Gateway,directly,Gateway admin,use,\"just-in-time, up to 4 hours, 1 to approve, break-glass allowed\",could get in; could ask,,," +
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

const crowd = id.Group("group_01KG9MFMM0TNA9EKWSRHXHM5VD")

// crowded has so many members, of whom every tenth is in a group on Gateway, and
// has been in it for a week.
func crowded(t *testing.T, members int) *World {
	w := told(t)
	r := access.Resource{Organization: NorthQuay, ID: Gateway.Resource}
	w.Read(&r)
	r.Assignments = append(r.Assignments, access.Assignment{ID: "assign_01KG9MFMM0TNA9EKWSRHXHM5VD", Group: crowd, Name: "Crowd", Credential: Gateway.Credential, Mode: "use", Since: T0.AddDate(0, 0, -20)})
	keep(w, T0.AddDate(0, 0, -20), "crowd", change.Change{Records: []change.Record{r}})
	for first := 0; first < members; first += 90 {
		var c, moved change.Change
		for i := first; i < min(members, first+90); i++ {
			m := identity.Member{Organization: NorthQuay, Person: id.New[id.Person](T0.AddDate(0, 0, -28), "crowd", i), Name: fmt.Sprint("Member ", i), Role: identity.User, Since: T0.AddDate(0, 0, -28)}
			c.Keep(m)
			if i%10 == 0 {
				m.Version = 1
				m.Remember(m.Since)
				m.Groups = []id.Group{crowd}
				moved.Keep(m)
			}
		}
		keep(w, T0.AddDate(0, 0, -28), fmt.Sprint("crowd ", first), c)
		keep(w, T0.AddDate(0, 0, -7), fmt.Sprint("moved ", first), moved)
	}
	return w
}

func keep(w *World, at time.Time, call string, c change.Change) {
	w.T.Helper()
	if err := w.Operator().Save(context.Background(), identity.Call{At: at, ID: call}, c, nil); err != nil {
		w.T.Fatal(err)
	}
}

// cost is what one page reads, and in how many questions.
func cost(w *World, edits ...Edit) (units float64, questions, lines int) {
	w.Ledger.Reset()
	lines = len(Read[api.Report](w.Replay(edits...)).Items)
	for _, e := range w.Ledger.Of(w.Name) {
		if e.Service == ledger.DynamoDB {
			units, questions = units+e.Read, questions+1
		}
	}
	return units, questions, lines
}

// A page costs what it costs whatever the number of members, and ten thousand are
// reported to the end, now and on a day before and after they were let in.
func TestAPageOfTenThousandMembersCostsWhatOneOfAThousandDoes(t *testing.T) {
	const most = 10_000
	small, big := crowded(t, 1000), crowded(t, most)
	began := time.Now()
	for name, edits := range map[string][]Edit{
		"now": {Query("limit", "20")}, "a day": {Query("limit", "20"), Query("day", "2026-02-27")}, "a day of nobody": {Query("day", "2026-02-20")},
	} {
		few, asked, lines := cost(small, edits...)
		many, askedToo, linesToo := cost(big, edits...)
		t.Logf("%s: %.1f units, %d questions, %d lines", name, many, askedToo, linesToo)
		if name == "a day of nobody" {
			if many > few+60 || askedToo > 30 {
				t.Errorf("%s costs %.1f units in %d questions of 1,000, %.1f in %d of 10,000", name, few, asked, many, askedToo)
			}
		} else if many > few*1.1 || askedToo > asked+1 || lines != linesToo || lines != 20 { // who is where among the ids is chance
			t.Errorf("%s costs %.1f units in %d questions of 1,000, %.1f in %d of 10,000; %d and %d lines", name, few, asked, many, askedToo, lines, linesToo)
		}
	}
	for day, want := range map[string]int{"": most/10 + 1, "2026-02-27": most/10 + 1, "2026-02-20": 1} {
		people := map[id.Person]bool{}
		for _, l := range whole(big, Query("limit", "100"), Query("day", day)) {
			if people[l.Person] {
				t.Fatalf("%s is on two pages", l.Name)
			}
			people[l.Person] = true
		}
		if len(people) != want {
			t.Errorf("%d people on %q, %d are meant", len(people), day, want)
		}
	}
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("it takes %s", took)
	}
}
