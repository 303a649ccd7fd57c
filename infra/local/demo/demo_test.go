package demo

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/stack"
)

// The stories are played with the real binaries, over HTTP and mail.
func TestEveryStoryIsAsTold(t *testing.T) {
	ctx, done := context.WithTimeout(context.Background(), 5*time.Minute)
	defer done()
	s, err := stack.Start(ctx, stack.Options{Dir: t.TempDir(), InMemory: true, Build: true, Log: os.Stderr})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	for _, name := range Names() {
		t.Run(name, func(t *testing.T) {
			if err := Run(ctx, s, name, t.Output(), false); err != nil {
				t.Error(err)
			}
		})
	}
}
