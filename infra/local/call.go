package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/valetkey/valetkey/infra/local/gateway"
	"github.com/valetkey/valetkey/infra/local/loopback"
	"github.com/valetkey/valetkey/infra/local/stack"
)

// call sends a recorded event to the real binary and prints its answer: through
// a dev that is running, or else through a stack started for it on the same
// state.
func (c command) call(ctx context.Context, args []string) error {
	name, file := args[0], filepath.Join(c.root, "events", args[0]+".json")
	if len(args) == 2 {
		file = args[1]
	}
	event, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	answer, err := throughDoor(ctx, c.state(), name, event)
	if errors.Is(err, errNoDoor) {
		answer, err = c.callAlone(ctx, name, event)
	}
	if err != nil {
		return err
	}
	var pretty bytes.Buffer
	if json.Indent(&pretty, answer, "", "  ") != nil {
		pretty.Reset()
		pretty.Write(answer)
	}
	_, err = fmt.Fprintln(c.out, pretty.String())
	return err
}

func (c command) callAlone(ctx context.Context, name string, event []byte) ([]byte, error) {
	s, err := stack.Start(ctx, stack.Options{Dir: c.state(), Root: c.root, Lazy: true, NoClock: true, Log: os.Stderr})
	if err != nil {
		return nil, err
	}
	defer s.Stop()
	r, err := s.Functions().Invoke(ctx, name, event)
	return r.Payload, err
}

// door lets another process of the same developer call functions of a running
// dev. Its address and password are in a file that only the developer can read:
// web pages can reach the loopback interface, but not that file.
type door struct {
	server *loopback.Server
	file   string
}

type doorFile struct{ URL, Password string }

var errNoDoor = errors.New("no dev is running")

func openDoor(state string, invoke gateway.Invoke) (*door, error) {
	d := &door{file: filepath.Join(state, "door.json")}
	password := rand.Text()
	var err error
	d.server, err = loopback.Serve(0, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if subtle.ConstantTimeCompare([]byte(r.Header.Get("Authorization")), []byte(password)) != 1 || r.Method != http.MethodPost {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		event, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		result, err := invoke(r.Context(), filepath.Base(r.URL.Path), event)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		_, _ = w.Write(result.Payload)
	}))
	if err != nil {
		return nil, err
	}
	raw, err := json.Marshal(doorFile{d.server.URL(), password})
	if err != nil {
		return nil, err
	}
	return d, os.WriteFile(d.file, raw, 0o600)
}

func (d *door) close() {
	d.server.Down()
	_ = os.Remove(d.file)
}

// throughDoor calls through a running dev; errNoDoor if there is none.
func throughDoor(ctx context.Context, state, name string, event []byte) ([]byte, error) {
	raw, err := os.ReadFile(filepath.Join(state, "door.json"))
	if err != nil {
		return nil, errNoDoor
	}
	var f doorFile
	if err := json.Unmarshal(raw, &f); err != nil {
		return nil, errNoDoor
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, f.URL+"/"+name, bytes.NewReader(event))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Authorization", f.Password)
	client := http.Client{Timeout: 2 * time.Minute}
	a, err := client.Do(r)
	if err != nil {
		return nil, errNoDoor // left over from a dev that was killed
	}
	defer func() { _ = a.Body.Close() }()
	answer, err := io.ReadAll(a.Body)
	if err == nil && a.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s", bytes.TrimSpace(answer))
	}
	return answer, err
}
