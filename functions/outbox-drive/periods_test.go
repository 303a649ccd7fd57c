package main

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// started is what is started by the order for a request, at an instant.
func started(w *World, q id.Request, at time.Time, fails error) ([]id.Request, error) {
	var out []id.Request
	f := function{table: w.Table, start: func(_ context.Context, q id.Request) error {
		out = append(out, q)
		return fails
	}}
	o := change.Order{Door: change.Drive, At: LetIn, Chore: access.OpenedChore, Thing: string(q)}
	err := f.deliver(context.Background(), identity.Call{Route: "outbox-drive", At: at, ID: "opened"}, o)
	return out, err
}

func TestThePeriodThatWasOpenedHasItsWorkflowStarted(t *testing.T) {
	w := New(t, "outbox-drive")
	w.Unchanged(func() {
		if got, err := started(w, OpenRequest, LetIn, nil); err != nil || !slices.Equal(got, []id.Request{OpenRequest}) {
			t.Errorf("started %v, %v", got, err)
		}
	})
}

func TestAnOrderOfAPeriodThatIsOverOrWasNeverOpenedStartsNothing(t *testing.T) {
	w := New(t, "outbox-drive")
	for q, at := range map[id.Request]time.Time{
		OpenRequest: T0.Add(time.Hour), GlassRequest: T0, PendingRequest: T0, id.New[id.Request](T0, "nobody's", 0): T0,
	} {
		if got, err := started(w, q, at, nil); err != nil || len(got) != 0 {
			t.Errorf("%s: started %v, %v", q, got, err)
		}
	}
}

func TestAWorkflowThatCannotBeStartedIsStartedLater(t *testing.T) {
	w := New(t, "outbox-drive")
	if _, err := started(w, OpenRequest, LetIn, errors.New("no answer")); err == nil {
		t.Error("the order is lost")
	}
}
