package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "request-mine")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.mine)
	return w
}

// rule J6
func TestWhatIAskedForNewestFirst(t *testing.T) {
	w := told(t)
	got := Read[api.Requests](w.Replay())
	if len(got.Items) != 3 || got.Next != "" || got.Items[0].ID != PendingRequest || got.Items[1].ID != OpenRequest || got.Items[2].ID != GlassRequest {
		t.Fatalf("%+v", got)
	}
	if q := got.Items[1]; !q.Open || !q.Closes.Equal(LetIn.Add(2*time.Hour)) || q.MayDecide || q.DecidedBy != "Ira" || q.Note != "Until noon is fine." {
		t.Errorf("%+v", q)
	}
	w.Replay(As(Ira)).Is(200, `"items":[]`)
	w.Replay(As(Eve)).Is(404, "organization")
}

func TestPagesOfWhatIAskedForMeetWithoutAGap(t *testing.T) {
	w := told(t)
	var c change.Change
	for i := range 20 {
		q := access.Request{Organization: NorthQuay, ID: id.New[id.Request](T0, fmt.Sprint("one of many ", i), 0), Person: Moe.ID, State: access.RequestDenied, Decided: &T0}
		c.Keep(q, access.Mine{Organization: NorthQuay, Person: Moe.ID, At: T0.Add(time.Duration(i/4) * time.Minute), Request: q.ID})
	}
	w.Keep(c, "many")
	seen, after := map[id.Request]bool{}, ""
	for range 4 {
		edits := []Edit{As(Moe), Query("limit", "7")}
		if after != "" {
			edits = append(edits, Query("after", after))
		}
		got := Read[api.Requests](w.Replay(edits...))
		for _, q := range got.Items {
			if seen[q.ID] {
				t.Errorf("%s twice", q.ID)
			}
			seen[q.ID] = true
		}
		if after = got.Next; after == "" {
			break
		}
	}
	if len(seen) != 20 || after != "" {
		t.Errorf("%d of 20, then %q", len(seen), after)
	}
	w.Replay(Query("after", "x!")).Is(400, "query.after")
}

func TestALapsedRequestIsShownAsItIs(t *testing.T) { // rule J9
	w := told(t)
	q := w.Of(PendingRequest).Request
	q.Lapses = T0
	w.Keep(change.Change{Records: []change.Record{q}}, "it lapses")
	w.Replay().Is(200, `"state":"lapsed"`)
}
