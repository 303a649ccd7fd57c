package main

import (
	"encoding/base64"
	"fmt"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "report-group")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.group)
	return w
}

// whole is what a report says put together of its pages, in short.
func whole(w *World, edits ...Edit) (out string) {
	for after := ""; ; {
		got := Read[api.Report](w.Replay(append([]Edit{Query("after", after)}, edits...)...))
		for _, l := range got.Items {
			out += fmt.Sprintf("%s into %s by %s: %s %d; ", l.Name, l.ResourceName, l.GroupName, l.State, len(l.Times))
		}
		if after = got.Next; after == "" {
			return out
		}
	}
}

var social = []Edit{As(Ann), Path("organization", BlueHarbor), Path("group", SocialTeam)}

// rule J11
func TestTheReportOfAGroupSaysWhoGetsIntoWhatThroughIt(t *testing.T) {
	w := told(t)
	if got := whole(w); got != "" { // it decides, and is on nothing
		t.Errorf("%s", got)
	}
	for _, limit := range []string{"1", "100"} {
		if got := whole(w, append(social, Query("limit", limit))...); got != "Bob into Router by Social team: standing 0; Bob into Social account by Social team: standing 0; " {
			t.Errorf("%s", got)
		}
	}
}

func TestOnlyAdminsAndAuditorsReadTheReportOfAGroupOfTheirs(t *testing.T) { // rule F4, promise 7
	w := told(t)
	w.Replay(As(Jon)).Is(403)
	w.Replay(As(Kay)).Is(403)
	w.Replay(As(Eve)).Is(404, "organization")
	w.Replay(Path("group", SocialTeam)).Is(404, "group")
	w.Replay(Path("group", SocialTeam), Query("day", "2026-03-01")).Is(404, "group")
	w.Replay(Query("day", "2026-03-03")).Is(400, "query.day")
	w.Replay(Query("after", base64.RawURLEncoding.EncodeToString([]byte("MEMBER#x")))).Is(400, "query.after")
	w.Becomes(Kay, func(m *identity.Member) { m.Role = identity.Auditor })
	w.Replay(As(Kay)).Is(200)
	w.Unchanged(func() { w.Replay(Query("format", "csv")).Is(200) })
}

func TestAGroupThatWasDeletedIsOnTheReportOfTheDaysBefore(t *testing.T) {
	w := told(t)
	w.Live(false)
	night := Path("group", Night)
	for n, want := range map[int]string{
		0: "Moe into Gateway by Night: standing 1; ", 2: "Lou into Gateway by Night: standing 1; Moe into Gateway by Night: standing 1; ",
		4: "Lou into Gateway by Night: open 1; ", 9: "", 11: "",
	} {
		for _, limit := range []string{"1", "50"} {
			got := whole(w, night, Query("limit", limit), Query("day", Lived[n].Format(time.DateOnly)))
			if got != want && got != "Moe into Gateway by Night: standing 1; Lou into Gateway by Night: standing 1; " {
				t.Errorf("day %d, by %s: %s", n, limit, got)
			}
		}
	}
	w.Replay(night).Is(404, "group")
}
