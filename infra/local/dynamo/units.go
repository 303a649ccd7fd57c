package dynamo

import (
	"encoding/base64"
	"encoding/json"
)

// indexKeys are the attributes that put an item into an index.
var indexKeys = []string{"thingPK", "actorPK"}

// transactionUnits is what AWS would charge for a transaction's writes: twice
// the size of each item, in KB rounded up, and the same for each index it is in.
// DynamoDB Local adds the sizes before it rounds, which makes a transaction of
// many small items look like one. An item that the request does not show
// (updated, deleted, checked) counts as one KB, and so may an old one that was
// larger than the new: it is a floor.
func transactionUnits(body []byte) float64 {
	var in struct{ TransactItems []map[string]target }
	if json.Unmarshal(body, &in) != nil {
		return 0
	}
	total := 0
	for _, part := range in.TransactItems {
		for _, t := range part {
			kb := 1
			if t.Item != nil {
				kb = (itemSize(t.Item) + 1023) / 1024
			}
			total += 2 * kb
			for _, k := range indexKeys {
				if _, in := t.Item[k]; in {
					total += 2 * kb
				}
			}
		}
	}
	return float64(total)
}

func itemSize(i item) int {
	n := 0
	for name, value := range i {
		n += len(name) + valueSize(value)
	}
	return n
}

// valueSize is the size of an attribute's value by AWS's rules.
func valueSize(raw json.RawMessage) int {
	var v struct {
		S  *string
		N  *string
		B  *string
		SS []string
		L  []json.RawMessage
		M  item
	}
	if json.Unmarshal(raw, &v) != nil {
		return 1 // BOOL and NULL have other fields, and one byte
	}
	switch {
	case v.S != nil:
		return len(*v.S)
	case v.N != nil:
		return len(*v.N)/2 + 1
	case v.B != nil:
		return base64.StdEncoding.DecodedLen(len(*v.B))
	case v.M != nil:
		return 3 + len(v.M) + itemSize(v.M)
	case v.L != nil:
		n := 3 + len(v.L)
		for _, one := range v.L {
			n += valueSize(one)
		}
		return n
	}
	n := 1
	for _, s := range v.SS {
		n += len(s)
	}
	return n
}
