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
	root, err := stack.FindRoot()
	if err != nil {
		return err
	}
	const typed = "third-Oven-5512-rye"
	l.seen.plants(typed, "the owner's phone")
	script := filepath.Join(root, "functions", "console", "app", "e2e", "owner.mjs")
	run := exec.CommandContext(l.ctx, "node", script,
		"--link", url, "--mailbox", l.stack.Mailbox().URL()+"/store", "--address", owner.email, "--name", "Pia Novak",
		"--password", owner.password, "--username", "bakery.pia", "--secret", typed,
		"--expect", "Ann Hale", "--expect", l.ann.email, "--expect", "Blue Harbor IT", "--expect", "May we answer comments for you?")
	var out, trouble bytes.Buffer
	run.Stdout, run.Stderr = &out, &trouble
	err = run.Run()
	for lines := bufio.NewScanner(&out); lines.Scan(); {
		var told struct{ Step string }
		if json.Unmarshal(lines.Bytes(), &told) == nil && told.Step != "" {
			fmt.Fprintf(l.out, "        %s\n", l.paint("2", told.Step))
		}
	}
	if err != nil {
		return fmt.Errorf("in the browser: %w: %s", err, bytes.TrimSpace(trouble.Bytes()))
	}
	return nil
}
