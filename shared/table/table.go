// Package table is the one DynamoDB table: how records are stored, the one read
// that decides (Find), the one write (Save) and the lists.
//
// It decides nothing. Deciding reads are one TransactGetItems, a serializable
// snapshot; a write is one TransactWriteItems under the versions that were read;
// an index only finds. There is no Scan.
package table

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/shared/change"
)

// Table is the table. Safe for concurrent use.
type Table struct {
	db    *dynamodb.Client
	name  string
	pause func(try int) // between two tries of a transaction that was in somebody's way
}

// Open reaches the table with the given name. It makes no call.
func Open(cfg aws.Config, name string) *Table {
	db := dynamodb.NewFromConfig(cfg, func(o *dynamodb.Options) {
		o.Retryer = retry.NewStandard(func(r *retry.StandardOptions) {
			r.MaxAttempts, r.MaxBackoff = 3, 200*time.Millisecond
		})
		o.DisableValidateResponseChecksum = true // TLS guards the answers; the check warns on every error answer
	})
	return &Table{db: db, name: name, pause: pauseWithJitter}
}

// The names of the table's attributes and indexes.
const (
	partitionKey = "PK"
	sortKey      = "SK"
	versionAttr  = "version"
	byThing      = "by-thing"
	byActor      = "by-actor"
)

// encode writes a record by its json tags. Instants have a fixed width, so that
// conditions and keys sort as time does.
func encode(r change.Record) (map[string]types.AttributeValue, error) {
	return attributevalue.MarshalMapWithOptions(r, func(o *attributevalue.EncoderOptions) {
		o.TagKey = "json"
		o.EncodeTime = func(at time.Time) (types.AttributeValue, error) { return str(instant(at)), nil }
	})
}

func decode(item map[string]types.AttributeValue, into any) error {
	err := attributevalue.UnmarshalMapWithOptions(item, into, func(o *attributevalue.DecoderOptions) { o.TagKey = "json" })
	remember(item, into)
	return err
}

func str(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

func (k key) attributes() map[string]types.AttributeValue {
	return map[string]types.AttributeValue{partitionKey: str(k.pk), sortKey: str(k.sk)}
}
