package stream

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"
)

// consumer is one event source mapping.
type consumer struct {
	Consumer
	poller *Poller
	more   chan struct{}

	mu    sync.Mutex
	queue []waiting
	busy  bool
}

type waiting struct {
	shard string
	record
	wanted bool // it passes the filter
}

// offer takes what one look at a shard found, at once, so that it can make one
// batch; less what was delivered before a restart.
func (c *consumer) offer(shard string, found []record) {
	mark := c.poller.marks.at(c.Name, shard)
	c.mu.Lock()
	for _, r := range found {
		if later(r.sequence, mark) {
			c.queue = append(c.queue, waiting{shard, r, c.Filter.Matches(r.raw)})
		}
	}
	c.mu.Unlock()
	select {
	case c.more <- struct{}{}:
	default:
	}
}

func (c *consumer) idle() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.queue) == 0 && !c.busy
}

// run delivers batch after batch until ctx ends.
func (c *consumer) run(ctx context.Context) {
	for {
		batch, shard, upTo := c.take()
		if upTo == "" {
			select {
			case <-ctx.Done():
				return
			case <-c.more:
				continue
			}
		}
		if len(batch) > 0 {
			c.deliver(ctx, batch, 0)
		}
		if ctx.Err() != nil {
			return // not answered for: delivered again after the next start
		}
		if err := c.poller.marks.set(c.Name, shard, upTo); err != nil {
			_, _ = fmt.Fprintf(c.poller.options.Log, "the stream's checkpoint is not kept: %v\n", err)
		}
		c.mu.Lock()
		c.busy = false
		c.mu.Unlock()
	}
}

// take is the next batch, of one shard, with the sequence number up to which
// the stream is dealt with once the batch is. A batch can be empty when nothing
// passed the filter.
func (c *consumer) take() (batch []record, shard, upTo string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := 0
	for _, w := range c.queue {
		if n > 0 && w.shard != shard || w.wanted && len(batch) == c.poller.options.Batch {
			break
		}
		shard, upTo = w.shard, w.sequence
		if w.wanted {
			batch = append(batch, w.record)
		}
		n++
	}
	c.queue = c.queue[n:]
	c.busy = n > 0
	return batch, shard, upTo
}

// deliver calls the function until it has taken the batch or the tries are
// used up. A call that fails as a whole is cut in half, which costs no try; one
// that names failures is repeated from the first of them.
func (c *consumer) deliver(ctx context.Context, batch []record, tried int) {
	for ctx.Err() == nil {
		first, why := c.call(ctx, batch)
		switch {
		case ctx.Err() != nil:
			return
		case why == "":
			return
		case first < 0 && len(batch) > 1:
			half := len(batch) / 2
			c.deliver(ctx, batch[:half], tried)
			c.deliver(ctx, batch[half:], tried)
			return
		case first > 0: // it moved on: a new batch with its own tries
			batch, tried = batch[first:], 0
			continue
		}
		if tried++; tried > c.poller.options.Retries {
			c.give(batch, why)
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(c.poller.options.Backoff << (tried - 1)):
		}
	}
}

// call delivers a batch once. It answers why it was not taken ("" if it was),
// and the first record that failed, or -1 when the call failed as a whole.
func (c *consumer) call(ctx context.Context, batch []record) (first int, why string) {
	result, err := c.poller.options.Invoke(ctx, c.Name, event(batch))
	switch {
	case err != nil:
		return -1, err.Error()
	case result.Failed:
		return -1, string(result.Payload)
	}
	return failures(batch, result.Payload)
}

// failures reads a function's answer. Nothing said is success; a record that
// the batch does not have, or none named, is the failure of the whole.
func failures(batch []record, answer []byte) (first int, why string) {
	var said struct {
		BatchItemFailures []struct {
			ItemIdentifier string `json:"itemIdentifier"`
		} `json:"batchItemFailures"`
	}
	if trimmed := bytes.TrimSpace(answer); !bytes.HasPrefix(trimmed, []byte("{")) {
		return 0, "" // null, or an answer in no form
	}
	if json.Unmarshal(answer, &said) != nil {
		return -1, "an answer that cannot be read: " + string(answer)
	}
	first = -1
	for _, f := range said.BatchItemFailures {
		at := -1
		for i, r := range batch {
			if r.sequence == f.ItemIdentifier {
				at = i
			}
		}
		if at < 0 {
			return -1, fmt.Sprintf("an answer that names %q, which is not in the batch", f.ItemIdentifier)
		}
		if first < 0 || at < first {
			first = at
		}
	}
	if first < 0 {
		return 0, ""
	}
	return first, fmt.Sprintf("%d of %d records failed", len(said.BatchItemFailures), len(batch))
}

func (c *consumer) give(batch []record, why string) {
	d := DeadLetter{Consumer: c.Name, Why: why}
	for _, r := range batch {
		d.Sequences = append(d.Sequences, r.sequence)
	}
	c.poller.mu.Lock()
	c.poller.dead = append(c.poller.dead, d)
	c.poller.mu.Unlock()
	_, _ = fmt.Fprintf(c.poller.options.Log, "%s was not able to take %d records, which are given up: %s\n", c.Name, len(batch), why)
}

// event is Lambda's event for DynamoDB.
func event(batch []record) []byte {
	var b bytes.Buffer
	b.WriteString(`{"Records":[`)
	for i, r := range batch {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(r.raw)
	}
	b.WriteString(`]}`)
	return b.Bytes()
}
