package tabletest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/table"
)

// Shelf is many credentials that differ in their number only.
type Shelf struct {
	Like credential.Credential // of the first; Unit in what it says is its number
	N    int
}

// Unit stands in a shelf's model where each has a number of its own.
const Unit = "u0000000"

func unit(i int) string { return fmt.Sprintf("u%07d", i) }

// Shelve files shelves of Ridge's, past the proxy.
func (w *World) Shelve(shelves ...Shelf) {
	w.T.Helper()
	if err := Shelve(context.Background(), w.Operator(), w.db, w.table, shelves...); err != nil {
		w.T.Fatal(err)
	}
}

// Shelve keeps the first of each shelf as the product does, with the rows by which it
// is found, and the others alike: every item again, with another id and number.
func Shelve(ctx context.Context, t *table.Table, db *dynamodb.Client, name string, shelves ...Shelf) error {
	models := make([][]map[string]types.AttributeValue, len(shelves))
	for s, shelf := range shelves {
		var ch change.Change
		c := shelf.Like
		c.ID, c.Home, c.Number, c.Managed = shelfID(s, 0), Ridge, 1, c.Owner == ""
		c.Changed, c.Edited, c.By = T0, T0, Rhea.Name
		ch.Keep(credential.Repost(&ch, credential.Credential{}, c))
		if err := t.Save(ctx, calling(T0, fmt.Sprint("shelf ", s)), ch, nil); err != nil {
			return err
		}
	}
	all, err := Stored(ctx, db, name)
	if err != nil {
		return err
	}
	for s := range shelves {
		for _, item := range all {
			if c := string(shelfID(s, 0)); text(item["id"]) == c || strings.HasSuffix(text(item["SK"]), "#"+c) {
				models[s] = append(models[s], item)
			}
		}
	}
	const writers = 8
	failed := make([]error, writers)
	var wait sync.WaitGroup
	for part := range writers {
		wait.Go(func() { failed[part] = fill(ctx, db, name, shelves, models, part, writers) })
	}
	wait.Wait()
	return errors.Join(failed...)
}

// fill writes one part in parts of what is on shelves.
func fill(ctx context.Context, db *dynamodb.Client, name string, shelves []Shelf, models [][]map[string]types.AttributeValue, part, parts int) error {
	var some []map[string]types.AttributeValue
	for s, shelf := range shelves {
		for i := 1 + part; i < shelf.N; i += parts {
			other := strings.NewReplacer(string(shelfID(s, 0)), string(shelfID(s, i)), Unit, unit(i))
			for _, item := range models[s] {
				some = append(some, alike(item, other))
			}
			if len(some) > 20*batchSize {
				if err := putAll(ctx, db, name, some); err != nil {
					return err
				}
				some = nil
			}
		}
	}
	return putAll(ctx, db, name, some)
}

func shelfID(shelf, i int) id.Credential {
	return id.New[id.Credential](T0, fmt.Sprint("shelf ", shelf), i)
}

// alike is an item with other texts in it.
func alike(item map[string]types.AttributeValue, other *strings.Replacer) map[string]types.AttributeValue {
	out := make(map[string]types.AttributeValue, len(item))
	for k, v := range item {
		out[k] = another(v, other)
	}
	return out
}

func another(v types.AttributeValue, other *strings.Replacer) types.AttributeValue {
	switch v := v.(type) {
	case *types.AttributeValueMemberS:
		return &types.AttributeValueMemberS{Value: other.Replace(v.Value)}
	case *types.AttributeValueMemberL:
		out := make([]types.AttributeValue, len(v.Value))
		for i, x := range v.Value {
			out[i] = another(x, other)
		}
		return &types.AttributeValueMemberL{Value: out}
	case *types.AttributeValueMemberM:
		return &types.AttributeValueMemberM{Value: alike(v.Value, other)}
	default:
		return v
	}
}

// Shelved is so many credentials in a folder for admins only, and 20 in a client's
// folder, which alone are tagged heliport. All are devices.
func Shelved(n int) []Shelf {
	return []Shelf{
		{Like: credential.Credential{Name: "Device " + Unit, Folder: Closed, Gate: Closed}, N: n},
		{Like: credential.Credential{Name: "Device x" + Unit, Folder: ContosoFolder, Gate: ContosoFolder, Client: Contoso, Tags: []string{"heliport"}}, N: 20},
	}
}
