package main

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
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
	w := New(t, "request-queue")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.queue)
	return w
}

func ids(r api.Requests) string {
	out := ""
	for _, q := range r.Items {
		out += map[id.Request]string{PendingRequest: "pending ", OpenRequest: "open ", GlassRequest: "glass "}[q.ID]
	}
	return out
}

// rules J5, J6
func TestEverybodyFindsWhatTheyMayDecideNowAndNothingElse(t *testing.T) {
	w := told(t)
	for _, tt := range []struct {
		by         Person
		open, done string
	}{
		{Ira, "pending glass ", "open "},
		{Kay, "pending glass ", "open "},
		{Lou, "pending ", ""}, // decides for Switch only
		{Moe, "", ""},
		{Jon, "", ""}, // one's own is not in one's queue
	} {
		open, done := Read[api.Requests](w.Replay(As(tt.by))), Read[api.Requests](w.Replay(As(tt.by), Query("state", "done")))
		if ids(open) != tt.open || ids(done) != tt.done {
			t.Errorf("%s: %s wait, %s are decided", tt.by.Name, ids(open), ids(done))
		}
		for _, q := range open.Items {
			if !q.MayDecide {
				t.Errorf("%s may not decide %s", tt.by.Name, q.ID)
			}
		}
	}
	w.Replay(Query("state", "all")).Is(400, "query.state")
	w.Replay(As(Eve)).Is(404, "organization")
}

// rule J5
func TestAQueueIsJudgedAnewForWhoReadsIt(t *testing.T) {
	w := told(t)
	w.Becomes(Jon, func(m *identity.Member) { m.Role = identity.Admin })
	if got := Read[api.Requests](w.Replay(As(Jon))); ids(got) != "" {
		t.Errorf("who asked decides %s", ids(got))
	}
	w.Becomes(Moe, func(m *identity.Member) { m.Groups = []id.Group{OnCall} })
	if got := Read[api.Requests](w.Replay(As(Moe))); ids(got) != "pending " {
		t.Errorf("who was added finds %s", ids(got))
	}
	w.Becomes(Moe, func(m *identity.Member) { m.Role = identity.Auditor })
	if got := Read[api.Requests](w.Replay(As(Moe))); ids(got) != "" {
		t.Errorf("an auditor decides %s", ids(got))
	}
	w.Lock(Switch, access.Policy{JustInTime: true, Longest: 60, Needs: 1}) // its approvers are none any more
	if got := Read[api.Requests](w.Replay(As(Lou))); ids(got) != "" {
		t.Errorf("who was taken out finds %s", ids(got))
	}
}

// rule J9
func TestWhatLapsedWaitsForNobody(t *testing.T) {
	w := told(t)
	q := w.Of(PendingRequest).Request
	q.Lapses = T0
	w.Keep(change.Change{Records: []change.Record{q}}, "it lapses")
	if got := Read[api.Requests](w.Replay()); ids(got) != "glass " {
		t.Errorf("%s wait", ids(got))
	}
}

// rule J6
func TestPagesOfSeveralQueuesMergeNewestFirstWithoutAGapOrARepeat(t *testing.T) {
	w := told(t)
	bodies := []id.Group{OnCall, id.New[id.Group](T0, "night", 0), id.New[id.Group](T0, "day", 0)}
	w.Lock(Switch, access.Policy{JustInTime: true, Longest: 60, Needs: 1}, bodies...)
	w.Becomes(Lou, func(m *identity.Member) { m.Groups = bodies })
	var c change.Change
	for i := range 30 {
		at := T0.Add(-time.Duration(i) * time.Hour)
		q := access.Request{
			Organization: NorthQuay, ID: id.New[id.Request](at, fmt.Sprint("one of many ", i), 0), Resource: Switch.Resource, Person: Jon.ID,
			State: access.RequestPending, Lapses: T0.Add(time.Hour), Asked: at, Policy: access.Policy{Needs: 1},
		}
		c.Keep(q, access.Queued{Organization: NorthQuay, Body: bodies[i%3], Open: true, At: at, Request: q.ID})
		if i%5 == 0 {
			c.Keep(access.Queued{Organization: NorthQuay, Body: bodies[(i+1)%3], Open: true, At: at, Request: q.ID})
		}
	}
	w.Keep(c, "many")
	seen, after, last, pages := map[id.Request]bool{}, "", T0.Add(time.Hour), 0
	for ; pages == 0 || after != ""; pages++ {
		edits := []Edit{As(Lou), Query("limit", "7")}
		if after != "" {
			edits = append(edits, Query("after", after))
		}
		got := Read[api.Requests](w.Replay(edits...))
		if len(got.Items) > 7 || pages > 20 {
			t.Fatalf("%d on page %d", len(got.Items), pages)
		}
		for _, q := range got.Items {
			if seen[q.ID] || q.Asked.After(last) {
				t.Errorf("%s, asked at %s, after %s", q.ID, q.Asked, last)
			}
			seen[q.ID], last = true, q.Asked
		}
		after = got.Next
	}
	if len(seen) != 31 { // and the story's
		t.Errorf("%d of 31 on %d pages", len(seen), pages)
	}
	w.Replay(Query("after", "x!")).Is(400, "query.after")
}

// What a group decided for once is on its queue still: a page's next neither names it
// nor says that it is there (promise 7, rule J5).
func TestTheNextOfAQueueNamesNothingThatItsReaderMayNotDecide(t *testing.T) {
	w := told(t)
	var c change.Change
	for i := range 30 {
		at, on := T0.Add(-time.Duration(i)*time.Hour), Camera.Resource
		if i%10 == 5 {
			on = Switch.Resource
		}
		q := access.Request{
			Organization: NorthQuay, ID: id.New[id.Request](at, fmt.Sprint("one of many ", i), 0), Resource: on, Person: Jon.ID,
			State: access.RequestPending, Lapses: T0.Add(time.Hour), Asked: at, Policy: access.Policy{Needs: 1},
		}
		c.Keep(q, access.Queued{Organization: NorthQuay, Body: OnCall, Open: true, At: at, Request: q.ID})
	}
	w.Keep(c, "many")
	var pages []int
	for next := ""; len(pages) == 0 || next != ""; {
		edits := []Edit{As(Lou), Query("limit", "2")}
		if next != "" {
			edits = append(edits, Query("after", next))
		}
		got := Read[api.Requests](w.Replay(edits...))
		if pages, next = append(pages, len(got.Items)), got.Next; len(pages) > 20 {
			t.Fatalf("pages of %v", pages)
		}
		var last id.Request
		for _, q := range got.Items {
			last = q.ID
		}
		if raw, err := base64.RawURLEncoding.DecodeString(next); err != nil || next != "" && !strings.HasSuffix(string(raw), "#"+string(last)) {
			t.Errorf("the next is %q, %v", raw, err)
		}
	}
	if !slices.Equal(pages, []int{2, 2}) { // three of many, and the story's
		t.Errorf("pages of %v", pages)
	}
}
