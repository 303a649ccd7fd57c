package demo

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"

	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/api"
)

// inTheBrowser plays the owner's part again, in real Chromium at phone size,
// for another account and another owner.
func (l *lending) inTheBrowser() []namedStep {
	pia := l.person("Pia", "pia@bakery.example", "pia has a long password")
	var r api.Resource
	return []namedStep{
		{"Ann asks another owner, Pia, for Bakery page", func() error {
			return l.ann.must(201, "POST", l.in("/delegations/ask"), map[string]string{
				"name": "Bakery page", "address": "https://pages.example", "owner": pia.email,
				"message": "Good morning Pia! May we answer comments for you?",
			}, &r)
		}},
		{"Pia answers on her phone, in real Chromium: opens the link, types the code, shares the login", func() error {
			m, err := pia.mail("asks to use your account Bakery page")
			if err != nil {
				return err
			}
			url, _, err := link(m)
			if err != nil {
				return err
			}
			return l.chromium(url, pia)
		}},
		{"Bakery page is ready for Ann; what Pia typed is nowhere it should not be", func() error {
			if _, err := l.ann.mail("shared access to Bakery page"); err != nil {
				return err
			}
			l.resource = r.ID
			if err := l.listed(l.ann, "ready"); err != nil {
				return err
			}
			return l.nowhere("Oven-5512")
		}},
	}
}

// chromium runs the owner's script and tells what it did.
func (l *lending) chromium(url string, owner *person) error {
	const typed = "third-Oven-5512-rye"
	l.seen.plants(typed, "the owner's phone")
	tell := func(line played) {
		if line.Step != "" {
			l.aside("%s", line.Step)
		}
	}
	return l.inChromium(tell, "owner.mjs",
		"--link", url, "--address", owner.email, "--name", "Pia Novak",
		"--password", owner.password, "--username", "bakery.pia", "--secret", typed,
		"--expect", "Ann Hale", "--expect", l.ann.email, "--expect", "Blue Harbor IT", "--expect", "May we answer comments for you?")
}

// pages is a story that is played through the web client, each in it in a browser
// of their own.
func pages(name string) story {
	return story{"pages-" + name, func(t *telling) error {
		tell := func(line played) {
			if line.Typed != "" {
				t.seen.plants(line.Typed, line.Where)
			}
			if line.Step != "" {
				t.steps++
				fmt.Fprintf(t.out, "  %s %2d  %s%s\n", t.paint("32", "✓"), t.steps, line.Step, t.paint("2", fmt.Sprintf("  %.1f s", line.Seconds)))
			}
		}
		return t.inChromium(tell, "story.mjs", name, "--page", t.stack.URL())
	}}
}

// played is a line that a script of the web client prints: a step that was played, or
// a secret that is typed from here on.
type played struct {
	Step    string
	Seconds float64
	Typed   string
	Where   string
}

// inChromium runs a script of the web client's e2e folder to its end.
func (t *telling) inChromium(tell func(played), script string, args ...string) error {
	root, err := stack.FindRoot()
	if err != nil {
		return err
	}
	script = filepath.Join(root, "functions", "console", "app", "e2e", script)
	run := exec.CommandContext(t.ctx, "node", append([]string{script, "--mailbox", t.stack.Mailbox().URL()}, args...)...)
	var trouble bytes.Buffer
	run.Stderr = &trouble
	out, err := run.StdoutPipe()
	if err != nil {
		return err
	}
	if err := run.Start(); err != nil {
		return err
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var line played
		if json.Unmarshal(lines.Bytes(), &line) == nil {
			tell(line)
		}
	}
	if err := run.Wait(); err != nil {
		return fmt.Errorf("in the browser: %w: %s", err, bytes.TrimSpace(trouble.Bytes()))
	}
	return nil
}
