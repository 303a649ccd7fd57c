package stream

import (
	"context"
	"encoding/json"
)

// Everything is all records that the stream still has, whoever has read them: a
// thief reads the stream too.
func (p *Poller) Everything(ctx context.Context) ([]json.RawMessage, error) {
	shards, err := p.source.shards(ctx, p.arn)
	if err != nil {
		return nil, err
	}
	var all []json.RawMessage
	for _, s := range shards {
		at, err := p.source.iterator(ctx, p.arn, s.ID, "")
		if err != nil {
			return nil, err
		}
		for at != "" {
			found, next, err := p.source.records(ctx, p.arn, at)
			if err != nil {
				return nil, err
			}
			if len(found) == 0 && next != "" { // the end of a shard that is still written to
				break
			}
			for _, r := range found {
				all = append(all, r.raw)
			}
			at = next
		}
	}
	return all, nil
}
