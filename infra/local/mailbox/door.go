package mailbox

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"sync/atomic"
	"time"

	"github.com/valetkey/valetkey/infra/grants"
	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/ledger"
)

const sendPath = "/v2/email/outbound-emails"

// largest is what one SendEmail may be, in bytes; SES takes 40 MB, we send text.
const largest = 1 << 20

// Sent is a mail that the service has accepted.
type Sent struct {
	Caller caller.Caller
	ID     string
	From   string
	To     []string
	Tags   map[string]string
	Ends   Outcome
}

// After runs a hook when the mail service has accepted a mail and its sender
// does not know yet. It may block. Call remove to end it.
func (m *Mailbox) After(hook func(Sent)) (remove func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	h := &hook
	m.after = append(slices.Clone(m.after), h)
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.after = slices.DeleteFunc(slices.Clone(m.after), func(x *func(Sent)) bool { return x == h })
	}
}

// KillNextSender kills the function that sends the next mail, between the mail
// service's answer and the function's own note of it.
func (m *Mailbox) KillNextSender() {
	var done atomic.Bool
	var remove func()
	remove = m.After(func(s Sent) {
		if done.CompareAndSwap(false, true) {
			m.options.Kill(s.Caller.Process)
			go remove()
		}
	})
}

// ServeHTTP is the mail service as functions see it: SendEmail and no more.
func (m *Mailbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	who, err := caller.Of(r)
	if err != nil {
		refuse(w, http.StatusForbidden, "UnrecognizedClientException", err.Error())
		return
	}
	if r.Method != http.MethodPost || r.URL.Path != sendPath {
		refuse(w, http.StatusNotFound, "UnknownOperationException", "only SendEmail is here")
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largest))
	if err != nil {
		refuse(w, http.StatusBadRequest, "BadRequestException", err.Error())
		return
	}
	entry := ledger.Entry{Service: ledger.SES, Caller: who, Operation: "SendEmail", Items: 1, Request: m.options.Serving(who.Process)}
	defer func() { m.options.Ledger.Add(entry) }()
	for _, action := range needed(body) {
		if err := m.options.Roles.Check(who, grants.Ask{Action: action, On: grants.Mail}); err != nil {
			entry.Fault = "AccessDeniedException"
			refuse(w, http.StatusForbidden, entry.Fault, "User: "+err.Error())
			return
		}
	}
	at := time.Now().UTC()
	sent := Sent{Caller: who}
	sent.read(body)
	status, answer, id, err := m.take(sent.Ends, body, at)
	if err != nil {
		entry.Fault = "InternalFailure"
		refuse(w, http.StatusInternalServerError, entry.Fault, err.Error())
		return
	}
	if status == http.StatusOK {
		sent.ID = id
		m.accepted(sent, body, at)
		defer m.returns(sent, at) // after the answer
	} else {
		entry.Fault = "BadRequestException"
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(answer)
}

// needed are the actions that SES asks for: a mail that comes as MIME of the
// sender's own making takes one more.
func needed(body []byte) []string {
	var mail struct{ Content struct{ Raw *struct{} } }
	if json.Unmarshal(body, &mail) == nil && mail.Content.Raw != nil {
		return []string{"ses:SendEmail", "ses:SendRawEmail"}
	}
	return []string{"ses:SendEmail"}
}

// take accepts a mail. One that bounces is accepted like any other, and arrives
// nowhere.
func (m *Mailbox) take(o Outcome, body []byte, at time.Time) (status int, answer []byte, id string, err error) {
	if o.arrives() {
		return m.send(body, at)
	}
	id = "ses-" + rand.Text()
	answer, err = json.Marshal(map[string]string{"MessageId": id})
	return http.StatusOK, answer, id, err
}

// send hands a mail to the service.
func (m *Mailbox) send(body []byte, at time.Time) (status int, answer []byte, id string, err error) {
	r, err := http.NewRequest(http.MethodPost, m.viewer+sendPath, bytes.NewReader(body))
	if err != nil {
		return 0, nil, "", err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=LOCAL") // any will do
	a, err := m.client.Do(r)
	if err != nil {
		return 0, nil, "", err
	}
	defer func() { _ = a.Body.Close() }()
	if answer, err = io.ReadAll(a.Body); err != nil {
		return 0, nil, "", err
	}
	var ok struct {
		ID string `json:"MessageId"`
	}
	if a.StatusCode == http.StatusOK {
		if err := json.Unmarshal(answer, &ok); err != nil {
			return 0, nil, "", err
		}
		m.mu.Lock()
		m.times[ok.ID] = at
		m.mu.Unlock()
	}
	return a.StatusCode, answer, ok.ID, nil
}

func (m *Mailbox) accepted(s Sent, body []byte, at time.Time) {
	m.mu.Lock()
	hooks := m.after
	var err error
	if s.Ends.arrives() {
		err = m.keep(body, at)
	}
	m.mu.Unlock()
	if err != nil {
		_, _ = fmt.Fprintf(m.options.Log, "a mail is not kept over a restart: %v\n", err)
	}
	for _, h := range hooks {
		(*h)(s)
	}
}

// kept is one line of the file.
type kept struct {
	At   time.Time       `json:"at"`
	Body json.RawMessage `json:"body"`
}

func (m *Mailbox) keep(body []byte, at time.Time) error {
	if m.options.File == "" {
		return nil
	}
	line, err := json.Marshal(kept{at, body})
	if err != nil {
		return err
	}
	f, err := os.OpenFile(m.options.File, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Close())
}

// replay gives the kept mails to a fresh service, which keeps them in memory.
func (m *Mailbox) replay() error {
	if m.options.File == "" {
		return nil
	}
	f, err := os.Open(m.options.File)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 2*largest)
	for lines.Scan() {
		var k kept
		if json.Unmarshal(lines.Bytes(), &k) != nil {
			continue // the last line of a stack that was killed while it wrote
		}
		if _, _, _, err := m.send(k.Body, k.At); err != nil {
			return err
		}
	}
	return lines.Err()
}

// read fills in what a mail says of itself. What is no mail the service refuses.
func (s *Sent) read(body []byte) {
	var in struct {
		FromEmailAddress string
		Destination      struct{ ToAddresses []string }
		EmailTags        []struct{ Name, Value string }
	}
	_ = json.Unmarshal(body, &in)
	s.From, s.To, s.Tags = in.FromEmailAddress, in.Destination.ToAddresses, map[string]string{}
	for _, t := range in.EmailTags {
		s.Tags[t.Name] = t.Value
	}
	if len(s.To) == 1 {
		s.Ends = OutcomeAt(s.To[0])
	}
}

// refuse answers as SES does: the error's name is in a header.
func refuse(w http.ResponseWriter, status int, kind, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Amzn-Errortype", kind)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"message": message})
}
