package stream

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/valetkey/valetkey/infra/local/caller"
)

// source speaks to DynamoDB Local's streams. It keeps records as the JSON they
// come in, which is the very form that Lambda passes on; the SDK's types would
// have to be turned back.
type source struct {
	endpoint, region string
	client           *http.Client
}

// record is what we look at of a record; raw is what is delivered.
type record struct {
	sequence string
	raw      json.RawMessage
}

type shard struct {
	ID     string `json:"ShardId"`
	Parent string `json:"ParentShardId"`
}

// fault is an error answer's type.
type fault struct{ kind, message string }

func (f *fault) Error() string { return f.kind + ": " + f.message }

func (s *source) call(ctx context.Context, target string, in map[string]any, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.endpoint+"/", bytes.NewReader(body))
	if err != nil {
		return err
	}
	key, err := caller.Key(caller.Operator)
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-amz-json-1.0")
	r.Header.Set("X-Amz-Target", target)
	r.Header.Set("X-Amz-Date", "20260101T000000Z")
	// DynamoDB Local reads who signs and not the signature.
	r.Header.Set("Authorization", fmt.Sprintf("AWS4-HMAC-SHA256 Credential=%s/20260101/%s/dynamodb/aws4_request, SignedHeaders=host, Signature=0", key, s.region))
	a, err := s.client.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = a.Body.Close() }()
	answer, err := io.ReadAll(a.Body)
	if err != nil {
		return err
	}
	if a.StatusCode != http.StatusOK {
		var e struct {
			Type    string `json:"__type"`
			Message string `json:"message"`
		}
		_ = json.Unmarshal(answer, &e) // an answer without a type is an unnamed fault
		return &fault{e.Type[strings.LastIndex(e.Type, "#")+1:], e.Message}
	}
	return json.Unmarshal(answer, out)
}

// stream is the ARN of a table's stream.
func (s *source) stream(ctx context.Context, table string) (string, error) {
	var out struct {
		Table struct{ LatestStreamArn string }
	}
	err := s.call(ctx, "DynamoDB_20120810.DescribeTable", map[string]any{"TableName": table}, &out)
	if err == nil && out.Table.LatestStreamArn == "" {
		err = fmt.Errorf("the table %s has no stream", table)
	}
	return out.Table.LatestStreamArn, err
}

// shards lists a stream's shards, parents before children.
func (s *source) shards(ctx context.Context, arn string) ([]shard, error) {
	var all []shard
	after := ""
	for {
		in := map[string]any{"StreamArn": arn}
		if after != "" {
			in["ExclusiveStartShardId"] = after
		}
		var out struct {
			StreamDescription struct {
				Shards               []shard
				LastEvaluatedShardID string `json:"LastEvaluatedShardId"`
			}
		}
		if err := s.call(ctx, "DynamoDBStreams_20120810.DescribeStream", in, &out); err != nil {
			return nil, err
		}
		all = append(all, out.StreamDescription.Shards...)
		if after = out.StreamDescription.LastEvaluatedShardID; after == "" {
			return all, nil
		}
	}
}

// iterator begins after a sequence number, or at the oldest record for none.
func (s *source) iterator(ctx context.Context, arn, shard, after string) (string, error) {
	in := map[string]any{"StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}
	if after != "" {
		in["ShardIteratorType"], in["SequenceNumber"] = "AFTER_SEQUENCE_NUMBER", after
	}
	var out struct{ ShardIterator string }
	err := s.call(ctx, "DynamoDBStreams_20120810.GetShardIterator", in, &out)
	return out.ShardIterator, err
}

// records reads on; next is empty at the end of a closed shard.
func (s *source) records(ctx context.Context, arn, iterator string) (found []record, next string, err error) {
	var out struct {
		Records           []json.RawMessage
		NextShardIterator string
	}
	if err := s.call(ctx, "DynamoDBStreams_20120810.GetRecords", map[string]any{"ShardIterator": iterator, "Limit": 1000}, &out); err != nil {
		return nil, "", err
	}
	for _, raw := range out.Records {
		var fields map[string]json.RawMessage
		var inner struct {
			Dynamodb struct{ SequenceNumber string }
		}
		if err := json.Unmarshal(raw, &fields); err != nil {
			return nil, "", err
		}
		if err := json.Unmarshal(raw, &inner); err != nil {
			return nil, "", err
		}
		if fields["eventSourceARN"], err = json.Marshal(arn); err != nil {
			return nil, "", err
		}
		if raw, err = json.Marshal(fields); err != nil {
			return nil, "", err
		}
		found = append(found, record{sequence: inner.Dynamodb.SequenceNumber, raw: raw})
	}
	return found, out.NextShardIterator, nil
}
