// Package demo plays stories on a running stack, over HTTP and mail, as the
// people in them would, and tells each step in a line. Any surprise stops it.
//
// It knows only what the outside knows: addresses, answers, mails, and where a
// thief would look. It reaches into no function.
package demo

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/infra/local/stack"
)

// story is a tale that is played from beginning to end.
type story struct {
	name string
	play func(*telling) error
}

var stories = []story{
	{"delegation", delegation},
	{"strangers", strangers},
	{"just-in-time", justInTime},
	{"credential-request", credentialRequest},
	{"vault", theVault},
	{"sharing", sharing},
	{"browser", inTheirBrowser},
	pages("delegation"), pages("credential-request"), pages("vault"), pages("just-in-time"), pages("provider"), pages("sharing"),
}

// Names lists the stories.
func Names() []string {
	var out []string
	for _, s := range stories {
		out = append(out, s.name)
	}
	return out
}

// Run plays the named story, or all of them for "", and tells it to out, in
// colour if asked. It stops at the first surprise.
func Run(ctx context.Context, s *stack.Stack, name string, out io.Writer, colour bool) error {
	if name != "" && !slices.Contains(Names(), name) {
		return fmt.Errorf("no story is named %q; there are: %s", name, strings.Join(Names(), ", "))
	}
	return tell(ctx, s, name, &evidence{}, out, colour)
}

// tell plays stories, and adds to the evidence what is typed and heard in them.
func tell(ctx context.Context, s *stack.Stack, name string, seen *evidence, out io.Writer, colour bool) error {
	for _, one := range stories {
		if name != "" && one.name != name {
			continue
		}
		t := &telling{ctx: ctx, stack: s, out: out, colour: colour, name: one.name, seen: seen}
		fmt.Fprintf(out, "\n%s\n", t.paint("1", "The story: "+one.name))
		if err := one.play(t); err != nil {
			fmt.Fprintf(out, "  %s %s\n     %v\n", t.paint("31", "✗"), t.at, err)
			return fmt.Errorf("%s: step %d: %w", one.name, t.steps+1, err)
		}
		fmt.Fprintf(out, "\n%s: %d steps, all as told\n", one.name, t.steps)
	}
	return nil
}

// telling is a story being told.
type telling struct {
	ctx    context.Context
	stack  *stack.Stack
	out    io.Writer
	colour bool
	name   string
	steps  int
	at     string   // the step being played
	heard  []string // every answer that may hold no secret
	seen   *evidence
}

// step plays one step and tells it.
func (t *telling) step(told string, play func() error) error {
	t.at = told
	begun := time.Now()
	if err := play(); err != nil {
		return err
	}
	t.steps++
	took := ""
	if d := time.Since(begun); d > 500*time.Millisecond {
		took = t.paint("2", fmt.Sprintf("  %.1f s", d.Seconds()))
	}
	fmt.Fprintf(t.out, "  %s %2d  %s%s\n", t.paint("32", "✓"), t.steps, told, took)
	return nil
}

func (t *telling) paint(code, s string) string {
	if !t.colour {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// steps plays steps in order until one fails.
func (t *telling) play(steps ...namedStep) error {
	for _, s := range steps {
		if err := t.step(s.told, s.play); err != nil {
			return err
		}
	}
	return nil
}

type namedStep struct {
	told string
	play func() error
}
