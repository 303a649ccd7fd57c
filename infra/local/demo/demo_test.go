package demo

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/stack"
)

// The stories are played with the real binaries, over HTTP and mail.
func TestEveryStoryIsAsTold(t *testing.T) {
	ctx, done := context.WithTimeout(context.Background(), 10*time.Minute)
	defer done()
	s, err := stack.Start(ctx, stack.Options{Dir: t.TempDir(), InMemory: true, Build: notYet(), Log: os.Stderr})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	seen := &evidence{}
	t.Run("played", func(t *testing.T) {
		for _, name := range Names() {
			t.Run(name, func(t *testing.T) {
				if strings.HasPrefix(name, "pages-") { // mostly wait for a browser, and no clock is moved in them
					t.Parallel()
				}
				if err := tell(ctx, s, name, seen, t.Output(), false); err != nil {
					t.Error(err)
				}
			})
		}
	})
	t.Run("and no secret of any is where it should not be", func(t *testing.T) { nowhere(t, s, seen) })
}

// Promise 1: no answer, log line, item, index key, mail or event holds a secret that
// was typed in any story, nor a token that was handed out.
func nowhere(t *testing.T, s *stack.Stack, seen *evidence) {
	if err := s.Stream().WaitIdle(t.Context()); err != nil {
		t.Error(err)
	}
	begun := time.Now()
	found, looked, err := seen.look(t.Context(), s)
	t.Logf("looked at %v in %s", looked, time.Since(begun))
	if err != nil {
		t.Error(err)
	}
	for _, f := range found {
		t.Error(f)
	}
	for kind, least := range map[string]int{"secrets": 20, "answers": 200, "items": 1000, "stream records": 1000, "events": 5, "mails": 30, "files": 20} {
		if looked[kind] < least {
			t.Errorf("only %d %s: the test sees too little", looked[kind], kind)
		}
	}
}
