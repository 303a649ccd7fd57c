// Package mailbox is where mail arrives on one machine: aws-ses-v2-local with
// its viewer, behind a door that knows which function is sending, refuses what
// its role would refuse, and has bad days on demand.
//
// Nothing leaves the machine. Mail to the bounce, complaint and suppressionlist
// addresses of Amazon's simulator meets the same end as there, and is told of as
// there. There are no other bounces, no suppression list of its own and no
// sending limits.
package mailbox

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/mail"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/valetkey/valetkey/infra/local/child"
	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/infra/local/loopback"
	"github.com/valetkey/valetkey/infra/local/permit"
)

// Options say how to run.
type Options struct {
	Modules string // the node_modules folder
	Port    int    // of the viewer; 0 takes a free one
	File    string // where mails are kept over a restart; empty for not at all
	Roles   permit.Roles
	Ledger  *ledger.Ledger
	Serving func(process string) string // the request id of the call a process is serving
	Kill    func(process string)        // kills a function's process
	Log     io.Writer
	// Returned is told of each mail that came back, with the event that
	// EventBridge would send; nil if nobody is.
	Returned func(ctx context.Context, event []byte) error
}

// Mailbox is everybody's mailbox.
type Mailbox struct {
	options Options
	process *child.Process
	door    *loopback.Server
	viewer  string
	client  *http.Client

	mu    sync.Mutex
	times map[string]time.Time // when a mail was sent, by its id: the service knows only seconds
	after []*func(Sent)

	stopped   context.Context // of the mailbox: ended by Stop
	stop      context.CancelFunc
	returning sync.WaitGroup
}

// Mail is one mail as its reader sees it.
type Mail struct {
	ID      string
	At      time.Time
	From    string
	To      []string
	Subject string
	Text    string
	HTML    string
	Headers map[string]string
}

// Start starts the mail service and its door.
func Start(o Options) (*Mailbox, error) {
	m := &Mailbox{options: o, client: &http.Client{Timeout: 10 * time.Second}, times: map[string]time.Time{}}
	m.stopped, m.stop = context.WithCancel(context.Background())
	node, err := child.Find("node")
	if err != nil {
		return nil, err
	}
	port, err := loopback.FreePort(o.Port)
	if err != nil {
		return nil, fmt.Errorf("the mailbox: %w", err)
	}
	m.viewer = fmt.Sprintf("http://127.0.0.1:%d", port)
	script := filepath.Join(o.Modules, "aws-ses-v2-local", "dist", "cli.js")
	m.process, err = child.Start(child.Spec{
		Path: node, Args: []string{script, "--host", "127.0.0.1", "--port", fmt.Sprint(port)},
		Env: child.Environment(), Out: o.Log,
	})
	if err != nil {
		return nil, err
	}
	if err := m.process.WaitFor(m.viewer+"/health-check", 30*time.Second); err != nil {
		m.process.Kill()
		return nil, fmt.Errorf("the mailbox on port %d: %w", port, err)
	}
	if err := m.replay(); err != nil {
		m.process.Kill()
		return nil, fmt.Errorf("the kept mails: %w", err)
	}
	if m.door, err = loopback.Serve(0, m); err != nil {
		m.process.Kill()
		return nil, err
	}
	return m, nil
}

// URL is the viewer's address, for people.
func (m *Mailbox) URL() string { return strings.Replace(m.viewer, "127.0.0.1", "localhost", 1) }

// Endpoint is the mail service's address, for functions.
func (m *Mailbox) Endpoint() string { return m.door.URL() }

// Down takes the mail service down for functions; mails that have arrived can
// still be read.
func (m *Mailbox) Down() { m.door.Down() }

// Up ends Down.
func (m *Mailbox) Up() error { return m.door.Up() }

// Stop ends the mailbox.
func (m *Mailbox) Stop() {
	m.door.Down()
	m.stop()
	m.returning.Wait()
	m.process.Stop(2 * time.Second)
	m.client.CloseIdleConnections()
}

// PID is the mail service's process id.
func (m *Mailbox) PID() int { return m.process.PID() }

// Mails lists what was mailed to an address, oldest first; every mail for an
// empty one.
func (m *Mailbox) Mails(ctx context.Context, address string) ([]Mail, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, m.viewer+"/store", nil)
	if err != nil {
		return nil, err
	}
	answer, err := m.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	var store struct{ Emails []stored }
	if err := json.NewDecoder(answer.Body).Decode(&store); err != nil {
		return nil, fmt.Errorf("the mail store: %w", err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []Mail
	for _, s := range store.Emails {
		at, sent := m.times[s.MessageID]
		if !sent {
			continue // the service has it and has not said so yet: as if it were on its way
		}
		if one := s.read(at); address == "" || isTo(one, address) {
			found = append(found, one)
		}
	}
	return found, nil
}

// Await waits until an address has more than the given number of mails, and
// answers all of them.
func (m *Mailbox) Await(ctx context.Context, address string, have int) ([]Mail, error) {
	for {
		all, err := m.Mails(ctx, address)
		if err != nil {
			return nil, err
		}
		if len(all) > have {
			return all, nil
		}
		select {
		case <-ctx.Done():
			return all, fmt.Errorf("%s has %d mails and no more came: %w", address, len(all), ctx.Err())
		case <-time.After(30 * time.Millisecond):
		}
	}
}

// stored is a mail as the service keeps it.
type stored struct {
	MessageID   string
	From        string
	Destination struct{ To []string }
	Subject     string
	Body        struct{ Text, HTML string }
	Headers     []struct{ Name, Value string }
}

func (s stored) read(at time.Time) Mail {
	one := Mail{
		ID: s.MessageID, At: at, From: s.From, To: s.Destination.To,
		Subject: s.Subject, Text: s.Body.Text, HTML: s.Body.HTML, Headers: map[string]string{},
	}
	for _, h := range s.Headers {
		one.Headers[h.Name] = h.Value
	}
	return one
}

func isTo(one Mail, address string) bool {
	for _, to := range one.To {
		if a, err := mail.ParseAddress(to); err == nil && strings.EqualFold(a.Address, address) {
			return true
		}
	}
	return false
}
