package main

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/infra/local/lambda"
)

func TestACallGoesThroughTheRunningDevAndNobodyElsesDoes(t *testing.T) {
	state := t.TempDir()
	ctx := context.Background()
	if _, err := throughDoor(ctx, state, "person-me", nil); !errors.Is(err, errNoDoor) {
		t.Errorf("without a dev: %v", err)
	}
	d, err := openDoor(state, func(_ context.Context, f string, e []byte) (lambda.Result, error) {
		if f == "nobody" {
			return lambda.Result{}, lambda.ErrUnknown
		}
		return lambda.Result{Payload: []byte(f + " got " + string(e))}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := throughDoor(ctx, state, "person-me", []byte("{}")); err != nil || string(got) != "person-me got {}" {
		t.Errorf("%s %v", got, err)
	}
	if _, err := throughDoor(ctx, state, "nobody", nil); err == nil || !strings.Contains(err.Error(), "no such function") {
		t.Errorf("an unknown function: %v", err)
	}
	r, err := http.Post(d.server.URL()+"/person-me", "application/json", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	_ = r.Body.Close()
	if r.StatusCode != http.StatusForbidden {
		t.Errorf("without the password: %d", r.StatusCode)
	}
	if info, err := os.Stat(filepath.Join(state, "door.json")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	d.server.Down() // as if it was killed: its file stays
	if _, err := throughDoor(ctx, state, "person-me", nil); !errors.Is(err, errNoDoor) {
		t.Errorf("after it was killed: %v", err)
	}
}
