// Package setup installs what the product needs on one machine and is not there:
// Java, Node and Chromium from the system's packages, and the node packages of
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
	program, argument string
	least             int // major version
	debian, what      string
}

var needs = []need{
	{"java", "-version", 17, "openjdk-17-jre-headless", "Java 17 or newer (for DynamoDB Local)"},
	{"node", "--version", 20, "nodejs", "Node.js 20 or newer (for the mailbox)"},
	{"npm", "--version", 8, "npm", "npm 8 or newer"},
	{"chromium", "--version", 100, "chromium", "Chromium (for the stories and tests in a real browser)"},
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
	if len(missing) > 0 {
		var what []string
		for _, n := range missing {
			what = append(what, n.what)
		}
		return fmt.Errorf("please install: %s", strings.Join(what, ", "))
	}
	for _, folder := range []string{"infra/local", "functions/console/app"} {
		if err := Modules(ctx, filepath.Join(root, filepath.FromSlash(folder)), out); err != nil {
			return err
		}
	}
	return nil
}

func lacking(ctx context.Context) []need {
	var missing []need
	for _, n := range needs {
		if version(ctx, n) < n.least {
			missing = append(missing, n)
		}
	}
	return missing
}

// number finds the major version in what each of them says of itself, between
// whatever warnings come before.
var number = regexp.MustCompile(`(?m)(?:version "|Chromium |^v|^)(\d+)\.`)

// version is a program's major version; 0 if it is not there.
func version(ctx context.Context, n need) int {
	said, err := exec.CommandContext(ctx, n.program, n.argument).CombinedOutput()
	if err != nil {
		return 0
	}
	found := number.FindSubmatch(said)
	if found == nil {
		return 0
	}
	major, err := strconv.Atoi(string(found[1]))
	if err != nil {
		return 0
	}
	return major
}

func apt(ctx context.Context, missing []need, out io.Writer) error {
	if _, err := exec.LookPath("apt-get"); err != nil {
		return nil //nolint:nilerr // not a Debian: the caller says what to install
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

// Modules installs a folder's node packages exactly as its lock file says,
// unless they were installed from that very file.
func Modules(ctx context.Context, folder string, out io.Writer) error {
	lock, err := os.ReadFile(filepath.Join(folder, "package-lock.json"))
	if err != nil {
		return err
	}
	stamp := filepath.Join(folder, "node_modules", ".installed-from")
	want := fmt.Appendf(nil, "%x", sha256.Sum256(lock))
	if have, err := os.ReadFile(stamp); err == nil && bytes.Equal(have, want) {
		return nil
	}
	_, _ = fmt.Fprintf(out, "installing the node packages of %s\n", filepath.Base(folder))
	cmd := exec.CommandContext(ctx, "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
	cmd.Dir = folder
	if err := loud(cmd, out); err != nil {
		return fmt.Errorf("npm ci in %s: %w", folder, err)
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
