// Tests runs go test with one DynamoDB Local for the whole run, fresh and in
// memory, and one telling of the story (shared/tabletest): each would take a
// package longer than its tests. The arguments are go test's.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/infra/local/kms"
	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/infra/local/stack"
)

func main() {
	code, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "tests:", err)
		os.Exit(1)
	}
	os.Exit(code)
}

func run(args []string) (int, error) {
	root, err := stack.FindRoot()
	if err != nil {
		return 0, err
	}
	engine, err := dynamo.StartEngine(filepath.Join(root, "infra", "local", "node_modules"), "", io.Discard)
	if err != nil {
		return 0, fmt.Errorf("DynamoDB Local: %w", err)
	}
	defer engine.Stop()
	folder, err := os.MkdirTemp("", "valetkey-tests-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(folder)
	key, err := kms.Start(kms.Options{File: filepath.Join(folder, "kms.json"), Ledger: &ledger.Ledger{}}) // which makes the key
	if err != nil {
		return 0, err
	}
	key.Stop()
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM) // go test gets it too; then the engine is stopped here
	test := exec.Command("go", append([]string{"test"}, args...)...)
	test.Dir, test.Stdout, test.Stderr = root, os.Stdout, os.Stderr
	test.Env = append(os.Environ(), "VALETKEY_DYNAMODB="+engine.URL(), "VALETKEY_STORY="+folder)
	err = test.Run()
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		return failed.ExitCode(), nil
	}
	return 0, err
}
