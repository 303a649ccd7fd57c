package main

import (
	"encoding/base64"
	"fmt"
	"testing"
	"time"

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
	w := New(t, "report-member")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.member)
	return w
}

// said is what a report says, in short.
func said(got api.Report) string {
	out := ""
	for _, l := range got.Items {
		out += fmt.Sprintf("%s by %q: %s %d; ", l.ResourceName, l.GroupName, l.State, len(l.Times))
	}
	return out
}

// rule J11
func TestTheReportOfAMemberSaysWhatTheyGetInto(t *testing.T) {
	w := told(t)
	if got := said(Read[api.Report](w.Replay())); got != `Gateway by "": open 0; Switch by "": pending 0; ` {
		t.Errorf("%s", got)
	}
	got := Read[api.Report](w.Replay(Query("limit", "1")))
	if said(got) != `Gateway by "": open 0; ` || got.Next == "" {
		t.Errorf("%+v", got)
	}
	if got = Read[api.Report](w.Replay(Query("after", got.Next))); said(got) != `Switch by "": pending 0; ` || got.Next != "" {
		t.Errorf("%+v", got)
	}
	w.Replay(Path("person", Moe.ID)).Is(200, `"items":[]`)
}

func TestOnlyAdminsAndAuditorsReadTheReportOfAMemberOfTheirs(t *testing.T) { // rule F4, promise 7
	w := told(t)
	w.Replay(As(Jon)).Is(403) // not even their own: what they have is on their list
	w.Replay(As(Kay)).Is(403)
	w.Replay(As(Eve)).Is(404, "organization")
	w.Replay(Path("person", Ann.ID)).Is(404, "member")
	w.Replay(Query("day", "2026-03-03")).Is(400, "query.day")
	w.Replay(Query("after", base64.RawURLEncoding.EncodeToString([]byte("MEMBER#x")))).Is(400, "query.after")
	w.Becomes(Kay, func(m *identity.Member) { m.Role = identity.Auditor })
	w.Replay(As(Kay)).Is(200)
	w.Unchanged(func() { w.Replay(Query("format", "csv")).Is(200) })
}

func TestWhoWasRemovedIsOnTheReportOfTheDaysBefore(t *testing.T) {
	w := told(t)
	w.Live(false)
	of := func(p Person, n int) string {
		return said(Read[api.Report](w.Replay(Path("person", p.ID), Query("day", Lived[n].Format(time.DateOnly)))))
	}
	for _, tt := range []struct {
		who  Person
		day  int
		want string
	}{
		{Lou, 1, ""},
		{Lou, 2, `Gateway by "Night": standing 1; `},
		{Lou, 4, `Gateway by "Night": open 1; `},
		{Lou, 5, `Gateway by "Night": locked 0; `},
		{Lou, 9, ""},
		{Moe, 2, `Gateway by "Night": standing 1; `},
		{Moe, 3, ""},
		{Jon, 1, `Gateway by "": open 1; Switch by "": locked 0; `},
		{Jon, 7, `Gateway by "": standing 1; Switch by "": locked 0; `},
	} {
		if got := of(tt.who, tt.day); got != tt.want {
			t.Errorf("%s on day %d: %s", tt.who.Name, tt.day, got)
		}
	}
	w.Replay(Path("person", Lou.ID)).Is(200, `"items":[]`)
}

func TestAPeriodOverMidnightIsOnTheReportsOfBothDays(t *testing.T) {
	w := told(t)
	asked := time.Date(2026, 2, 20, 22, 0, 0, 0, time.UTC)
	q := access.Request{
		Organization: NorthQuay, ID: "req_01KG9MFMM0TNA9EKWSRHXHM5VD", Resource: Switch.Resource, Person: Jon.ID, Assignment: Switch.Assignment, State: access.RequestApproved,
		Asked: asked, Period: &access.Period{Assignment: Switch.Assignment, Start: asked.Add(time.Hour), End: asked.Add(3 * time.Hour)},
	}
	about := access.About{Organization: NorthQuay, Resource: Switch.Resource, Person: Jon.ID, At: asked, Latest: q.Period.End, Request: q.ID}
	w.Keep(change.Change{Records: []change.Record{q, about}}, "a period over midnight")
	for day, want := range map[string]string{
		"2026-02-19": "locked 0", "2026-02-20": "open 1", "2026-02-21": "open 1", "2026-02-22": "locked 0",
	} {
		if got := said(Read[api.Report](w.Replay(Query("day", day)))); got != `Gateway by "": locked 0; Switch by "": `+want+"; " {
			t.Errorf("%s: %s", day, got)
		}
	}
}

// Of many resources that are nobody's, a page looks at no more than a bound; it
// may be empty, and have a next.
func TestAPageOfADayCostsNoMoreAmongManyResources(t *testing.T) {
	w := told(t)
	for first := 0; first < 400; first += 50 {
		var c change.Change
		for i := first; i < first+50; i++ {
			c.Keep(access.Resource{Organization: NorthQuay, ID: id.New[id.Resource](T0.AddDate(0, 0, -28), "many", i), Name: "Box", Since: T0.AddDate(0, 0, -28)})
		}
		w.Keep(c, fmt.Sprint("many ", first))
	}
	var lines, pages int
	for after := ""; ; pages++ {
		edits := []Edit{Query("day", "2026-03-01")}
		if after != "" {
			edits = append(edits, Query("after", after))
		}
		w.Ledger.Reset()
		got := Read[api.Report](w.Replay(edits...))
		if n := len(w.Ledger.Of(w.Name)); n > 25 {
			t.Errorf("page %d asks the table %d times", pages, n)
		}
		lines += len(got.Items)
		if after = got.Next; after == "" {
			break
		}
	}
	if lines != 2 || pages < 2 {
		t.Errorf("%d lines in %d pages", lines, pages+1)
	}
}
