package build

import (
	"context"
	"fmt"
	"hash/fnv"
	"io/fs"
	"path/filepath"
	"strings"
	"time"
)

// Watched are the folders whose change makes a build necessary.
var Watched = []string{"functions", "shared"}

// Watch calls changed after a file under the watched folders was changed, made
// or removed, once things have been quiet for one interval. It looks at times
// and sizes, returns when ctx ends, and does not start with a call.
func Watch(ctx context.Context, root string, every time.Duration, changed func()) {
	built, before := fingerprint(root), uint64(0)
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := fingerprint(root)
		if now != built && now == before {
			built = now
			changed()
		}
		before = now
	}
}

// fingerprint is one number for everything watched.
func fingerprint(root string) uint64 {
	h := fnv.New64a()
	for _, folder := range Watched {
		_ = filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil // a file that goes while we look is seen the next time
			}
			if d.IsDir() && (d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".")) {
				return filepath.SkipDir
			}
			if info, err := d.Info(); err == nil && !d.IsDir() {
				_, _ = fmt.Fprintf(h, "%s %d %d\n", path, info.Size(), info.ModTime().UnixNano())
			}
			return nil
		})
	}
	return h.Sum64()
}
