// Package bulk does one act to several credentials, one after the other: each is
// judged by itself and kept in its own transaction, so that one that is refused stops
// no other.
//
// It knows no act. Who sends the same again, after it broke off or ran out of time,
// finds what was done unchanged.
package bulk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

// The outcomes that no act has a word of its own for.
const (
	Unchanged = "unchanged" // it was so already
	Refused   = "refused"
	NotDone   = "not-done" // there was no time left for it
)

// Reserve is how long before a function is stopped nothing new is begun: what is
// under way is finished, and the answer kept, in that time.
const Reserve = 1500 * time.Millisecond

// tries is how often one is judged anew when something moved meanwhile.
const tries = 5

// One is what happened to one credential.
type One struct {
	Credential id.Credential
	Outcome    string
	Reason     string // why it was refused, or what there was not to do
}

// Act does what is asked to one credential, judged by what is true now.
type Act func(ctx context.Context, c identity.Call, which id.Credential) (One, error)

// Each does an act to every credential, in their order, and says of each what
// happened. A refusal is on record, as a refused call is (rule A1). An error is one
// that concerns all: it breaks off, and what was done stays.
func Each(ctx context.Context, t *table.Table, c identity.Call, o id.Organization, all []id.Credential, act Act) ([]One, error) {
	begins, stop := begins(ctx)
	defer stop()
	out := make([]One, 0, len(all))
	for i, which := range all {
		if begins.Err() != nil {
			out = append(out, One{Credential: which, Outcome: NotDone, Reason: "There was no time left for it: ask again."})
			continue
		}
		one := c
		one.ID, one.Repeat = fmt.Sprintf("%s-%d", c.ID, i), identity.Repeat{} // the answer is kept with the last
		done, err := try(ctx, one, which, act)
		var refused *fault.Error
		switch {
		case err == nil:
			out = append(out, done)
		case errors.As(err, &refused) && refused.Kind != fault.Unavailable:
			if err := record(ctx, t, one, o, which, err); err != nil {
				return nil, err
			}
			out = append(out, One{Credential: which, Outcome: Refused, Reason: said(refused)})
		default:
			return nil, err
		}
	}
	return out, nil
}

// begins is over when nothing new is begun any more: Lambda says in the context when
// it stops the function.
func begins(ctx context.Context) (context.Context, context.CancelFunc) {
	if end, bounded := ctx.Deadline(); bounded {
		return context.WithDeadline(ctx, end.Add(-Reserve))
	}
	return context.WithCancel(ctx)
}

func try(ctx context.Context, c identity.Call, which id.Credential, act Act) (done One, err error) {
	for range tries {
		if done, err = act(ctx, c, which); fault.Of(err) != fault.Moved {
			break
		}
	}
	done.Credential = which
	return done, err
}

// record keeps that one was refused.
func record(ctx context.Context, t *table.Table, c identity.Call, o id.Organization, which id.Credential, why error) error {
	if !slices.Contains([]fault.Kind{fault.Forbidden, fault.NotFound}, fault.Of(why)) {
		return nil
	}
	return t.Refused(ctx, c, o, string(which), why)
}

// said is a refusal in one sentence.
func said(e *fault.Error) string {
	if len(e.Fields) > 0 {
		return e.Fields[0].Name + " " + e.Fields[0].Reason
	}
	return e.Message
}
