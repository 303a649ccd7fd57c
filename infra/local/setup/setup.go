// Package setup installs what the product needs on one machine and is not there:
// Java, Node, Chromium and nginx from the system's packages, and the node packages of
// the local stack and of the web client from their lock files.
//
// It is quick when nothing is missing. Without the rights to install it says in
// one line what to install, and changes nothing.
package setup

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// need is a program with the Debian package that brings it.
type need struct {
	program string
	least   int // major version; 0 for any
	ask     string
	debian  string
	what    string
	only    string // what does not work without it; empty if nothing does
}

var needs = []need{
	{program: "java", least: 17, ask: "-version", debian: "openjdk-17-jre-headless", what: "Java 17 or newer (for DynamoDB Local)"},
	{program: "node", least: 20, ask: "--version", debian: "nodejs", what: "Node.js 20 or newer (for the mailbox and the web client)"},
	{program: "npm", debian: "npm", what: "npm"},
	{program: "chromium", debian: "chromium", what: "Chromium", only: "the stories' part in a browser and the web client's tests"},
	{program: "nginx", debian: "nginx", what: "nginx", only: "the story of a browser and the test of the configuration for it (infra/proxy)"},
}

// Run makes the machine ready. root is the checkout's folder.
func Run(ctx context.Context, root string, out io.Writer) error {
	missing := lacking(ctx)
	if len(missing) > 0 && os.Geteuid() == 0 {
		if err := apt(ctx, missing, out); err != nil {
			return err
		}
		missing = lacking(ctx)
	}
	var what []string
	for _, n := range missing {
		if n.only != "" {
			_, _ = fmt.Fprintf(out, "%s is not installed: %s will not work\n", n.what, n.only)
			continue
		}
		what = append(what, n.what)
	}
	if len(what) > 0 {
		return fmt.Errorf("please install: %s", strings.Join(what, ", "))
	}
	for _, folder := range []string{"infra/local", "functions/console/app"} {
		if err := Modules(ctx, root, folder, out); err != nil {
			return err
		}
	}
	return nil
}

func lacking(ctx context.Context) []need {
	var missing []need
	for _, n := range needs {
		if !there(ctx, n) {
			missing = append(missing, n)
		}
	}
	return missing
}

var number = regexp.MustCompile(`\d+`)

// there reports whether a program is there, and new enough. A variable in
// capitals with the program's name may say where it is.
func there(ctx context.Context, n need) bool {
	if path := os.Getenv(strings.ToUpper(n.program)); path != "" && n.least == 0 {
		_, err := os.Stat(path)
		return err == nil
	}
	if n.least == 0 {
		_, err := exec.LookPath(n.program)
		return err == nil
	}
	said, err := exec.CommandContext(ctx, n.program, n.ask).CombinedOutput()
	if err != nil {
		return false
	}
	major, err := strconv.Atoi(string(number.Find(said)))
	return err == nil && major >= n.least
}

func apt(ctx context.Context, missing []need, out io.Writer) error {
	if _, err := exec.LookPath("apt-get"); err != nil {
		return nil // not a Debian: the caller says what to install
	}
	args := []string{"install", "-y", "--no-install-recommends"}
	for _, n := range missing {
		args = append(args, n.debian)
	}
	for _, a := range [][]string{{"update"}, args} {
		cmd := exec.CommandContext(ctx, "apt-get", a...)
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		if err := loud(cmd, out); err != nil {
			return fmt.Errorf("apt-get %s: %w", strings.Join(a, " "), err)
		}
	}
	return nil
}

// Modules installs the node packages of a folder under root exactly as its lock
// file says, unless they were installed from that very file.
func Modules(ctx context.Context, root, name string, out io.Writer) error {
	folder := filepath.Join(root, filepath.FromSlash(name))
	lock, err := os.ReadFile(filepath.Join(folder, "package-lock.json"))
	if err != nil {
		return err
	}
	stamp := filepath.Join(folder, "node_modules", ".installed-from")
	want := fmt.Appendf(nil, "%x", sha256.Sum256(lock))
	if have, err := os.ReadFile(stamp); err == nil && bytes.Equal(have, want) {
		return nil
	}
	_, _ = fmt.Fprintf(out, "installing the node packages of %s\n", name)
	cmd := exec.CommandContext(ctx, "npm", "ci", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")
	cmd.Dir = folder
	if err := loud(cmd, out); err != nil {
		return fmt.Errorf("npm ci in %s: %w", name, err)
	}
	return os.WriteFile(stamp, want, 0o644)
}

// loud runs a command and shows what it said only if it failed.
func loud(cmd *exec.Cmd, out io.Writer) error {
	said, err := cmd.CombinedOutput()
	if err != nil {
		_, _ = out.Write(said)
		return errors.Join(err, cmd.Err)
	}
	return nil
}
