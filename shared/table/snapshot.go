package table

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// maxItems is what one transaction takes, reading or writing.
const maxItems = change.Most

// tries is how often a transaction is submitted before the caller is told to
// come back: DynamoDB cancels one that meets another on the same item, and the
// SDK does not submit it again.
const tries = 5

// Find is the deciding read: who calls, and the facts, in one serializable
// snapshot. Each of wanted is a pointer to a record with its ids filled in; it
// is filled with what is stored, or left at version 0 if nothing is. o is the
// organization the call is for; "" if for none.
//
// The organization is read for every caller: its provider may have closed it.
//
// Errors: Unauthenticated, NotFound (no member of o), Forbidden (role, or a site that
// is closed), or *identity.Repeated if the same request was answered before.
func (t *Table) Find(ctx context.Context, c identity.Call, o id.Organization, wanted ...change.Record) (identity.Caller, error) {
	return t.find(ctx, c, o, identity.Authenticate, wanted...)
}

// FindShut is Find where a site is open though its provider closed it.
func (t *Table) FindShut(ctx context.Context, c identity.Call, o id.Organization, wanted ...change.Record) (identity.Caller, error) {
	return t.find(ctx, c, o, identity.AuthenticateShut, wanted...)
}

type authenticate func(identity.Call, identity.Session, identity.Person, identity.Member, identity.Organization) (identity.Caller, error)

func (t *Table) find(ctx context.Context, c identity.Call, o id.Organization, who authenticate, wanted ...change.Record) (identity.Caller, error) {
	if !c.Token.Present() {
		return identity.Caller{}, fault.New(fault.Unauthenticated, "Please sign in.")
	}
	session := identity.Session{Person: c.Token.Person, ID: c.Token.Session}
	person := identity.Person{ID: c.Token.Person}
	member := identity.Member{Organization: o, Person: c.Token.Person}
	home := identity.Organization{ID: o}
	first := repeat{Person: c.Token.Person, Route: c.Route, Key: c.Repeat.Key}
	all := []change.Record{&session}
	if o == "" {
		all = append(all, &person)
	} else {
		all = append(all, &member, &home)
	}
	if c.Repeat.Key != "" {
		all = append(all, &first)
	}
	if err := t.Read(ctx, append(all, wanted...)...); err != nil {
		return identity.Caller{}, err
	}
	by, err := who(c, session, person, member, home)
	if err != nil {
		return identity.Caller{}, err
	}
	if first.Version != 0 {
		if first.Body != c.Repeat.Body {
			return identity.Caller{}, fault.New(fault.Mismatch, "This Idempotency-Key was used for another request.")
		}
		return identity.Caller{}, &identity.Repeated{Body: first.Answer}
	}
	return by, nil
}

// Read fills records, pointers with their ids filled in, from one serializable
// snapshot; what is not stored stays at version 0. At most 100 different ones;
// one that is wanted twice (an admin who is a member like any other) is read once.
func (t *Table) Read(ctx context.Context, wanted ...change.Record) error {
	if len(wanted) == 0 {
		return nil
	}
	in := &dynamodb.TransactGetItemsInput{}
	place := map[key]int{} // in the transaction, which takes each item once
	for _, w := range wanted {
		k := keyOf(w)
		if _, there := place[k]; there {
			continue
		}
		place[k] = len(in.TransactItems)
		in.TransactItems = append(in.TransactItems, types.TransactGetItem{
			Get: &types.Get{TableName: &t.name, Key: k.attributes()},
		})
	}
	if len(in.TransactItems) > maxItems {
		return fmt.Errorf("table: a snapshot of %d items; %d is the most", len(in.TransactItems), maxItems)
	}
	var out *dynamodb.TransactGetItemsOutput
	err := t.submit(func() (err error) {
		out, err = t.db.TransactGetItems(ctx, in)
		return err
	}, nil)
	if err != nil {
		return err
	}
	for _, w := range wanted {
		item := out.Responses[place[keyOf(w)]].Item
		if len(item) == 0 {
			continue
		}
		if err := decode(item, w); err != nil {
			return fmt.Errorf("table: read a %T: %w", w, err)
		}
	}
	return nil
}

// submit runs a transaction, again if it was only in another's way. moved names
// what a failed condition was about.
func (t *Table) submit(run func() error, moved func(item int) string) error {
	for try := 1; ; try++ {
		err := run()
		if err == nil {
			return nil
		}
		var cancelled *types.TransactionCanceledException
		if errors.As(err, &cancelled) {
			for i, r := range cancelled.CancellationReasons {
				if code(r) == "ConditionalCheckFailed" && moved != nil {
					return fault.New(fault.Moved, "%s has changed meanwhile; look again.", moved(i))
				}
			}
		}
		if unreachable(err) {
			return &fault.Error{
				Kind: fault.Unavailable, Message: "The table does not answer. Look whether it was done before you try again.",
				RetryAfter: time.Second, Cause: err,
			}
		}
		if !passing(err) {
			return fmt.Errorf("table: %w", err)
		}
		if try == tries {
			return &fault.Error{
				Kind: fault.Unavailable, Message: "Too much is going on at once. Nothing was done; try again in a moment.",
				RetryAfter: time.Second, Cause: err,
			}
		}
		t.pause(try)
	}
}

// unreachable reports whether there was no answer at all, in spite of the SDK's
// own tries: then nobody knows whether it was done.
func unreachable(err error) bool {
	var sent *smithyhttp.RequestSendError
	return errors.As(err, &sent) || errors.Is(err, context.DeadlineExceeded)
}

// passing reports whether the same transaction may succeed if submitted again,
// or later: it met another, or the table is throttled or out of reach.
func passing(err error) bool {
	var cancelled *types.TransactionCanceledException
	if errors.As(err, &cancelled) {
		for _, r := range cancelled.CancellationReasons {
			switch code(r) {
			case "", "None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded":
			default:
				return false
			}
		}
		return true
	}
	var throttled *types.ThrottlingException
	var inProgress *types.TransactionInProgressException
	var throughput *types.ProvisionedThroughputExceededException
	var limit *types.RequestLimitExceeded
	var internal *types.InternalServerError
	return errors.As(err, &throttled) || errors.As(err, &inProgress) || errors.As(err, &throughput) || errors.As(err, &limit) || errors.As(err, &internal)
}

func code(r types.CancellationReason) string {
	if r.Code == nil {
		return ""
	}
	return *r.Code
}

// pauseWithJitter waits 10 to 20 ms before the second try, twice that before
// the third, and so on: under half a second in all.
func pauseWithJitter(try int) {
	base := 10 * time.Millisecond << (try - 1)
	time.Sleep(base + rand.N(base))
}
