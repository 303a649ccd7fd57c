package tabletest

import (
	"context"
	"slices"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Many puts so many rows that only find, past the proxy: of the first version, and
// with the texts that each is given, its keys among them.
func (w *World) Many(rows int, texts func(n int) map[string]string) {
	w.T.Helper()
	items := make([]map[string]types.AttributeValue, rows)
	for n := range rows {
		items[n] = map[string]types.AttributeValue{"version": &types.AttributeValueMemberN{Value: "1"}}
		for name, v := range texts(n) {
			items[n][name] = &types.AttributeValueMemberS{Value: v}
		}
	}
	var all sync.WaitGroup
	var once sync.Once
	const writers = 4
	for part := range slices.Chunk(items, rows/writers+1) {
		all.Go(func() {
			if err := putAll(context.Background(), w.db, w.table, part); err != nil {
				once.Do(func() { w.T.Error(err) })
			}
		})
	}
	all.Wait()
}
