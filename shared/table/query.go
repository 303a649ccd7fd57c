package table

import (
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
)

// Page is which part of a list is asked for. After is the cursor that the page
// before ended with, "" for the first; Limit how many at most.
type Page struct {
	After string
	Limit int
}

// A cursor says after which sort key a page begins, and nothing else: the
// partition always comes from who asks for what, so a forged cursor moves within
// what the caller may see anyway.

func cursor(sk string) string { return base64.RawURLEncoding.EncodeToString([]byte(sk)) }

func (p Page) after(prefix string) (string, error) {
	if p.After == "" {
		return "", nil
	}
	sk, err := base64.RawURLEncoding.Strict().DecodeString(p.After)
	if err != nil || !strings.HasPrefix(string(sk), prefix) || !utf8.Valid(sk) {
		return "", fault.BadField("query.after", "is not the next of a page of this list")
	}
	return string(sk), nil
}

// list is one query: a partition, a range of its sort keys, and an order.
type list struct {
	index    string // "" for the table itself
	pk       string
	from, to string // sort keys, both included; to "" for all that begin with from
	newest   bool   // newest first
	after    string // sort key
	limit    int
	start    map[string]types.AttributeValue // instead of after, for an index
}

// keys names the attributes that are the list's keys.
func (l list) keys() (pk, sk string) {
	switch l.index {
	case byThing:
		return "thingPK", "thingSK"
	case byActor:
		return "actorPK", "actorSK"
	default:
		return partitionKey, sortKey
	}
}

func (t *Table) query(ctx context.Context, l list) ([]map[string]types.AttributeValue, string, error) {
	pkName, skName := l.keys()
	in := &dynamodb.QueryInput{
		TableName: &t.name, ScanIndexForward: aws.Bool(!l.newest), Limit: aws.Int32(int32(l.limit)),
		ExpressionAttributeNames:  map[string]string{"#pk": pkName},
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": str(l.pk)},
		KeyConditionExpression:    aws.String("#pk = :pk"),
		ExclusiveStartKey:         l.start,
	}
	if l.index != "" {
		in.IndexName = &l.index
	} else {
		in.ConsistentRead = aws.Bool(true) // people look at what they have just made
	}
	if l.from != "" {
		in.ExpressionAttributeNames["#sk"] = skName
		in.ExpressionAttributeValues[":from"] = str(l.from)
		in.KeyConditionExpression = aws.String("#pk = :pk AND begins_with(#sk, :from)")
		if l.to != "" {
			in.ExpressionAttributeValues[":to"] = str(l.to)
			in.KeyConditionExpression = aws.String("#pk = :pk AND #sk BETWEEN :from AND :to")
		}
	}
	if l.after != "" && l.start == nil {
		in.ExclusiveStartKey = key{l.pk, l.after}.attributes()
	}
	out, err := t.db.Query(ctx, in)
	if err != nil {
		var refused smithy.APIError
		if errors.As(err, &refused) && refused.ErrorCode() == "ValidationException" && len(in.ExclusiveStartKey) > 0 {
			return nil, "", fault.BadField("query.after", "is not the next of a page of this list")
		}
		if passing(err) {
			return nil, "", &fault.Error{Kind: fault.Unavailable, Message: "Try again in a moment.", RetryAfter: time.Second, Cause: err}
		}
		return nil, "", fmt.Errorf("table: list %s: %w", l.pk, err)
	}
	next := ""
	if len(out.LastEvaluatedKey) > 0 && len(out.Items) > 0 {
		next = text(out.Items[len(out.Items)-1], skName)
	}
	return out.Items, next, nil
}

func text(item map[string]types.AttributeValue, name string) string {
	if s, ok := item[name].(*types.AttributeValueMemberS); ok {
		return s.Value
	}
	return ""
}

// page runs a query and decodes its items, all of one type.
func page[T any](ctx context.Context, t *Table, l list, p Page) ([]T, string, error) {
	after, err := p.after(l.from)
	if err != nil {
		return nil, "", err
	}
	l.after, l.limit = after, p.Limit
	items, next, err := t.query(ctx, l)
	if err != nil {
		return nil, "", err
	}
	out := make([]T, len(items))
	for i, item := range items {
		if err := decode(item, &out[i]); err != nil {
			return nil, "", fmt.Errorf("table: list a %T: %w", out[i], err)
		}
	}
	if next != "" {
		next = cursor(next)
	}
	return out, next, nil
}

// Shown is a page of what its reader is shown of a list that only finds. It reads on
// until that fills the page and there is one more; so a next is after what is shown,
// there is one only if more is, and neither says anything of what is not (promise 7).
// It costs in proportion to what is passed over.
func Shown[T any](at Page, read func(Page) ([]T, string, error), after func(T) string) ([]T, string, error) {
	var out []T
	for p := (Page{After: at.After, Limit: min(at.Limit+1, maxItems)}); ; p.Limit = maxItems {
		some, next, err := read(p)
		if err != nil {
			return nil, "", err
		}
		if out = append(out, some...); len(out) > at.Limit {
			return out[:at.Limit], after(out[at.Limit-1]), nil
		}
		if p.After = next; next == "" {
			return out, "", nil
		}
	}
}

// side is how many reads of one call run side by side: as many connections as the
// SDK keeps.
const side = 10

// beside does something for each of so many, some side by side, and answers the first
// fault. After one it begins no other.
func beside(n int, do func(i int) error) error {
	failed := make([]error, n)
	var all sync.WaitGroup
	var begun atomic.Int64
	for range min(n, side) {
		all.Go(func() {
			for i := int(begun.Add(1)) - 1; i < n; i = int(begun.Add(1)) - 1 {
				if failed[i] = do(i); failed[i] != nil {
					begun.Store(int64(n))
				}
			}
		})
	}
	all.Wait()
	return cmp.Or(failed...)
}

// every walks all pages of a list that is known to be short.
func every[T any](ctx context.Context, t *Table, l list) ([]T, error) {
	var out []T
	p := Page{Limit: 1000} // or as many as are answered at once, a megabyte
	for {
		some, next, err := page[T](ctx, t, l, p)
		out = append(out, some...)
		if err != nil || next == "" {
			return out, err
		}
		p.After = next
	}
}

// readAll reads the records that found rows point to; what is gone is left out.
func readAll[F, T any](ctx context.Context, t *Table, found []F, of func(F) T) ([]T, error) {
	all := make([]T, len(found))
	wanted := make([]change.Record, len(found))
	for i, f := range found {
		all[i] = of(f)
		wanted[i] = any(&all[i]).(change.Record)
	}
	some := slices.Collect(slices.Chunk(wanted, maxItems))
	if err := beside(len(some), func(i int) error { return t.Read(ctx, some[i]...) }); err != nil {
		return nil, err
	}
	out := make([]T, 0, len(found))
	for i := range all {
		if wanted[i].Seen() != 0 {
			out = append(out, all[i])
		}
	}
	return out, nil
}
