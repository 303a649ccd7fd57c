package tabletest

import (
	"sync"

	"github.com/valetkey/valetkey/infra/local/dynamo"
)

// AtOnce sends the World's recorded event once for each way to edit it, all at
// once: none gets an answer to its deciding read before all have read, so that
// each decides by the same facts.
func (w *World) AtOnce(ways ...[]Edit) []Answer {
	w.T.Helper()
	var mu sync.Mutex
	var all, read sync.WaitGroup
	read.Add(len(ways))
	left := len(ways)
	first := func() bool {
		mu.Lock()
		defer mu.Unlock()
		left--
		return left >= 0
	}
	defer w.Dynamo.After(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactGetItems" && first() {
			read.Done()
			read.Wait()
		}
		return nil
	})()
	out := make([]Answer, len(ways))
	for i, edits := range ways {
		all.Go(func() { out[i] = w.Replay(edits...) })
	}
	all.Wait()
	return out
}
