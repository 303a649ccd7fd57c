package bulk_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/bulk"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

const ridge = id.Organization("org_a")

var (
	calls = identity.Call{Route: "credential-move", ID: "bulk"}
	three = []id.Credential{"cred_a", "cred_b", "cred_c"}
)

func outcomes(all []bulk.One) (out []string) {
	for _, o := range all {
		out = append(out, o.Outcome)
	}
	return out
}

// Promise 12: nothing is begun that there is no time for, and what is under way is
// finished.
func TestWhatThereIsNoTimeForIsNotBegun(t *testing.T) {
	ctx, stop := context.WithTimeout(t.Context(), bulk.Reserve+time.Second/2)
	defer stop()
	begun := 0
	all, err := bulk.Each(ctx, nil, calls, ridge, three, func(ctx context.Context, _ identity.Call, _ id.Credential) (bulk.One, error) {
		if begun++; begun == 2 {
			time.Sleep(600 * time.Millisecond)
		}
		return bulk.One{Outcome: "done"}, ctx.Err()
	})
	if err != nil || !slices.Equal(outcomes(all), []string{"done", "done", bulk.NotDone}) || all[2].Credential != "cred_c" || all[2].Reason == "" || begun != 2 {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestEachIsACallOfItsOwnAndJudgedAnewWhenSomethingMoved(t *testing.T) {
	var ids []string
	all, err := bulk.Each(t.Context(), nil, calls, ridge, three, func(_ context.Context, c identity.Call, which id.Credential) (bulk.One, error) {
		if ids = append(ids, c.ID); which == "cred_b" && len(ids) < 4 {
			return bulk.One{}, fault.New(fault.Moved, "it moved")
		}
		return bulk.One{Outcome: "done"}, nil
	})
	if err != nil || !slices.Equal(ids, []string{"bulk-0", "bulk-1", "bulk-1", "bulk-1", "bulk-2"}) || !slices.Equal(outcomes(all), []string{"done", "done", "done"}) {
		t.Errorf("%v: %+v, %v", ids, all, err)
	}
}

func TestWhatConcernsAllBreaksOff(t *testing.T) {
	for _, why := range []error{errors.New("broken"), &fault.Error{Kind: fault.Unavailable}} {
		n := 0
		if _, err := bulk.Each(t.Context(), nil, calls, ridge, three, func(context.Context, identity.Call, id.Credential) (bulk.One, error) {
			n++
			return bulk.One{}, why
		}); !errors.Is(err, why) || n != 1 {
			t.Errorf("%v after %d", err, n)
		}
	}
	all, err := bulk.Each(t.Context(), nil, calls, ridge, three, func(_ context.Context, _ identity.Call, which id.Credential) (bulk.One, error) {
		if which == "cred_b" {
			return bulk.One{}, fault.New(fault.Conflict, "It is too much.")
		}
		return bulk.One{Outcome: "done"}, nil
	})
	if err != nil || !slices.Equal(outcomes(all), []string{"done", bulk.Refused, "done"}) || all[1].Reason != "It is too much." {
		t.Errorf("%+v, %v", all, err)
	}
}
