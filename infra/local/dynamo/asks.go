package dynamo

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/infra/grants"
)

// The names of the partition key: of the table and of its indexes.
var partitionKeys = []string{"PK", "thingPK", "actorPK"}

type value struct {
	S string `json:"S"`
}

type item map[string]json.RawMessage

// target is an item or key that an operation is about; which of the two fields
// is set depends on the operation.
type target struct {
	Key  item
	Item item
}

func (t target) partition() string {
	key := t.Key
	if key == nil {
		key = t.Item
	}
	var v value
	_ = json.Unmarshal(key["PK"], &v) // no string key: an empty one, which no grant matches
	return v.S
}

// asks lists what IAM is asked for an operation: one ask for each item.
func asks(operation string, body []byte) ([]grants.Ask, error) {
	switch operation {
	case "GetItem", "PutItem", "UpdateItem", "DeleteItem":
		var t target
		if err := json.Unmarshal(body, &t); err != nil {
			return nil, err
		}
		return []grants.Ask{onTable(operation, "", t)}, nil
	case "TransactGetItems", "TransactWriteItems":
		return transaction(operation, body)
	case "Query":
		return query(body)
	case "BatchGetItem", "BatchWriteItem":
		return batch(operation, body)
	}
	// Whatever else there is, no row has it: the name alone is refused.
	return []grants.Ask{{Action: "dynamodb:" + operation, On: grants.Table}}, nil
}

func onTable(action, enclosing string, t target) grants.Ask {
	return grants.Ask{Action: "dynamodb:" + action, On: grants.Table, LeadingKey: t.partition(), Enclosing: enclosing}
}

// transaction: DynamoDB asks IAM for each part's own action.
func transaction(operation string, body []byte) ([]grants.Ask, error) {
	action := map[string]string{
		"Get": "GetItem", "Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem",
	}
	var in struct{ TransactItems []map[string]target }
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, err
	}
	var all []grants.Ask
	for _, part := range in.TransactItems {
		for kind, t := range part {
			all = append(all, onTable(action[kind], operation, t))
		}
	}
	return all, nil
}

func batch(operation string, body []byte) ([]grants.Ask, error) {
	var in struct{ RequestItems map[string]json.RawMessage }
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, err
	}
	var all []grants.Ask
	for range in.RequestItems {
		all = append(all, grants.Ask{Action: "dynamodb:" + operation, On: grants.Table})
	}
	return all, nil
}

// equals finds `name = :value` in a key condition, in either order of the
// condition's two halves and with or without brackets.
var equals = regexp.MustCompile(`([#\w]+)\s*=\s*(:\w+)`)

// query finds the partition that is asked for.
func query(body []byte) ([]grants.Ask, error) {
	var in struct {
		IndexName                 string
		KeyConditionExpression    string
		ExpressionAttributeNames  map[string]string
		ExpressionAttributeValues map[string]value
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, err
	}
	ask := grants.Ask{Action: "dynamodb:Query", On: grants.Table}
	if in.IndexName != "" {
		ask.On = grants.Index
	}
	for _, m := range equals.FindAllStringSubmatch(in.KeyConditionExpression, -1) {
		name := m[1]
		if strings.HasPrefix(name, "#") {
			name = in.ExpressionAttributeNames[name]
		}
		if slices.Contains(partitionKeys, name) {
			ask.LeadingKey = in.ExpressionAttributeValues[m[2]].S
			return []grants.Ask{ask}, nil
		}
	}
	return nil, errors.New("a query without an equality on its partition key")
}

// withCapacity asks for the units of an operation; asked says whether the
// caller had asked itself.
func withCapacity(operation string, body []byte) (changed []byte, asked bool, err error) {
	if !slices.Contains(counted, operation) {
		return body, true, nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return nil, false, err
	}
	if was, ok := fields["ReturnConsumedCapacity"]; ok && string(was) != `"NONE"` {
		return body, true, nil
	}
	fields["ReturnConsumedCapacity"] = json.RawMessage(`"TOTAL"`)
	changed, err = json.Marshal(fields)
	return changed, false, err
}

var counted = []string{
	"GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan",
	"TransactGetItems", "TransactWriteItems", "BatchGetItem", "BatchWriteItem",
}

// units is what an answer says it took.
type units struct{ read, write float64 }

// readUnits adds up an answer's units and takes them out of the answer unless
// the caller had asked for them. It answers how many items a Query found.
func readUnits(operation string, body []byte, asked bool) (kept []byte, took units, found int, err error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return nil, took, 0, fmt.Errorf("DynamoDB Local answered no JSON: %w", err)
	}
	type capacity struct{ CapacityUnits, ReadCapacityUnits, WriteCapacityUnits float64 }
	var all []capacity
	if raw := fields["ConsumedCapacity"]; len(raw) > 0 && json.Unmarshal(raw, &all) != nil {
		var one capacity
		_ = json.Unmarshal(raw, &one) // neither a list nor an object: nothing to add
		all = []capacity{one}
	}
	for _, c := range all {
		switch {
		case c.ReadCapacityUnits+c.WriteCapacityUnits > 0:
			took.read, took.write = took.read+c.ReadCapacityUnits, took.write+c.WriteCapacityUnits
		case slices.Contains([]string{"GetItem", "Query", "Scan", "TransactGetItems", "BatchGetItem"}, operation):
			took.read += c.CapacityUnits
		default:
			took.write += c.CapacityUnits
		}
	}
	_ = json.Unmarshal(fields["Count"], &found)
	if asked {
		return body, took, found, nil
	}
	rest := maps.Clone(fields)
	delete(rest, "ConsumedCapacity")
	kept, err = json.Marshal(rest)
	return kept, took, found, err
}
