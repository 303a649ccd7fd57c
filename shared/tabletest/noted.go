package tabletest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// To read a whole table takes DynamoDB Local longer than most tests take. All clients
// of a binary are Config's, which note what they may have written, and where: only
// that has to be looked at again.

// place is an item's partition and sort key.
type place struct{ pk, sk string }

func placeOf(item map[string]types.AttributeValue) place {
	return place{text(item["PK"]), text(item["SK"])}
}

func (p place) String() string { return p.pk + " " + p.sk }

func (p place) key() map[string]types.AttributeValue {
	return map[string]types.AttributeValue{
		"PK": &types.AttributeValueMemberS{Value: p.pk}, "SK": &types.AttributeValueMemberS{Value: p.sk},
	}
}

var noted struct {
	mu     sync.Mutex
	places map[string]map[place]bool // of each table
}

// note adds places of a table to what may have been written.
func note(table string, places ...place) {
	noted.mu.Lock()
	defer noted.mu.Unlock()
	if noted.places == nil {
		noted.places = map[string]map[place]bool{}
	}
	if noted.places[table] == nil {
		noted.places[table] = map[place]bool{}
	}
	for _, p := range places {
		noted.places[table][p] = true
	}
}

// notedOf is what may have been written of a table since it was forgotten.
func notedOf(table string) map[place]bool {
	noted.mu.Lock()
	defer noted.mu.Unlock()
	return maps.Clone(noted.places[table])
}

// forget begins anew: the table is known to be as it should be.
func forget(table string) {
	noted.mu.Lock()
	defer noted.mu.Unlock()
	delete(noted.places, table)
}

// noting sends requests, and notes what they write once they are answered, or not:
// DynamoDB may have carried out what nobody was told of.
type noting struct{ send *awshttp.BuildableClient }

func (n noting) Do(r *http.Request) (*http.Response, error) {
	target := r.Header.Get("X-Amz-Target")
	if r.Body == nil || !strings.HasPrefix(target, "DynamoDB_") {
		return n.send.Do(r)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	_, operation, _ := strings.Cut(target, ".")
	defer Note(operation, body)
	return n.send.Do(r)
}

// Note notes what a request to DynamoDB may write, for those that no client of this
// binary sent.
func Note(operation string, body []byte) {
	for table, places := range writtenBy(operation, body) {
		note(table, places...)
	}
}

// Noted is what may have been written of a table that held the items: as it was in
// them, and as it is now.
func Noted(ctx context.Context, db *dynamodb.Client, table string, items []map[string]types.AttributeValue) (was, now []map[string]types.AttributeValue, err error) {
	places := notedOf(table)
	for _, item := range items {
		if places[placeOf(item)] {
			was = append(was, item)
		}
	}
	now, err = look(ctx, db, table, places)
	return was, now, err
}

// write is one item's part of a request.
type write struct {
	TableName string
	Item, Key struct{ PK, SK struct{ S string } }
}

func (w write) place() place {
	return place{w.Item.PK.S + w.Key.PK.S, w.Item.SK.S + w.Key.SK.S} // one of the two is there
}

// writtenBy is what a request to DynamoDB may write, by table.
func writtenBy(operation string, body []byte) map[string][]place {
	var in struct {
		write
		TransactItems []map[string]write
		RequestItems  map[string][]map[string]write
	}
	if strings.Contains(operation, "Get") || json.Unmarshal(body, &in) != nil {
		return nil
	}
	out := map[string][]place{}
	switch operation {
	case "PutItem", "UpdateItem", "DeleteItem":
		out[in.TableName] = []place{in.place()}
	case "TransactWriteItems":
		for _, part := range in.TransactItems {
			for kind, w := range part {
				if kind != "ConditionCheck" {
					out[w.TableName] = append(out[w.TableName], w.place())
				}
			}
		}
	case "BatchWriteItem":
		for table, parts := range in.RequestItems {
			for _, part := range parts {
				for _, w := range part {
					out[table] = append(out[table], w.place())
				}
			}
		}
	}
	return out
}

// mostLooked is how many places are looked at one by one; for more, the whole table
// is read.
const mostLooked = 300

// look reads the places of a table; what is not there is left out.
func look(ctx context.Context, db *dynamodb.Client, table string, places map[place]bool) ([]map[string]types.AttributeValue, error) {
	var all []map[string]types.AttributeValue
	for some := range slices.Chunk(slices.Collect(maps.Keys(places)), 100) { // what one BatchGetItem takes
		in := types.KeysAndAttributes{ConsistentRead: aws.Bool(true)}
		for _, p := range some {
			in.Keys = append(in.Keys, p.key())
		}
		for wanted := map[string]types.KeysAndAttributes{table: in}; len(wanted) > 0; {
			out, err := db.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: wanted})
			if err != nil {
				return nil, err
			}
			all, wanted = append(all, out.Responses[table]...), out.UnprocessedKeys
		}
	}
	return all, nil
}
