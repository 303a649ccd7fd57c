package demo

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path"
	"regexp"
	"strings"
	"time"

	"github.com/valetkey/valetkey/infra/local/mailbox"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
)

// person is somebody in a story, with what they hold in their hands.
type person struct {
	t        *telling
	name     string
	email    string
	password string
	token    string // of their session
	key      string // the Idempotency-Key they send, if any
	mails    int    // how many mails they have read
}

func (t *telling) person(name, email, password string) *person {
	return &person{t: t, name: name, email: email, password: password}
}

// answered is what came back.
type answered struct {
	status int
	body   []byte
}

// ask sends a request as this person and hears the answer.
func (p *person) ask(method, path string, body any) (answered, error) {
	var reader io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return answered{}, err
		}
		p.t.seen.typed(method, path, raw)
		reader = bytes.NewReader(raw)
	}
	r, err := http.NewRequestWithContext(p.t.ctx, method, p.t.stack.URL()+path, reader)
	if err != nil {
		return answered{}, err
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if p.token != "" {
		r.Header.Set("Authorization", "Bearer "+p.token)
	}
	if p.key != "" {
		r.Header.Set("Idempotency-Key", p.key)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return answered{}, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	p.t.seen.answered(method, path, res.StatusCode, raw)
	return answered{res.StatusCode, raw}, err
}

// must sends a request whose answer has this status, and reads it into out. The
// answer is remembered as one that may hold no secret.
func (p *person) must(status int, method, path string, body, out any) error {
	a, err := p.ask(method, path, body)
	if err != nil {
		return err
	}
	p.t.heard = append(p.t.heard, string(a.body))
	return a.expect(status, method+" "+path, out)
}

// open is must for an answer that is a secret: it is not remembered.
func (p *person) open(status int, path string, out any) error {
	a, err := p.ask(http.MethodPost, path, nil)
	if err != nil {
		return err
	}
	return a.expect(status, "POST "+path, out)
}

// fills launches at an address and redeems the ticket, as the extension does.
func (p *person) fills(launch string, f *api.Fill) error {
	var l api.Launched
	if err := p.open(200, launch, &l); err != nil {
		return err
	}
	organization, _, _ := strings.Cut(strings.TrimPrefix(launch, "/api/organizations/"), "/")
	login := path.Base(path.Dir(launch))
	to := at(id.Organization(organization), "/credentials/"+login+"/fill")
	a, err := p.ask(http.MethodPost, to, map[string]string{"ticket": l.Ticket, "origin": l.Origin})
	if err != nil {
		return err
	}
	return a.expect(200, "POST "+to, f)
}

func (a answered) expect(status int, what string, out any) error {
	if a.status != status {
		return fmt.Errorf("%s answered %d instead of %d: %s", what, a.status, status, a.body)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(a.body, out); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// refused sends a request that is refused with this status, in words that hold
// each of these.
func (p *person) refused(status int, method, path string, body any, words ...string) error {
	var problem api.Problem
	if err := p.must(status, method, path, body, &problem); err != nil {
		return err
	}
	said := problem.Detail
	for _, f := range problem.Fields {
		said += " " + f.Name + " " + f.Reason
	}
	for _, w := range words {
		if !strings.Contains(said, w) {
			return fmt.Errorf("the refusal %q does not say %q", said, w)
		}
	}
	return nil
}

// mail waits for the person's next mail whose subject holds the words.
func (p *person) mail(subject string) (mailbox.Mail, error) {
	ctx, done := context.WithTimeout(p.t.ctx, 20*time.Second)
	defer done()
	for {
		all, err := p.t.stack.Mailbox().Await(ctx, p.email, p.mails)
		if err != nil {
			return mailbox.Mail{}, fmt.Errorf("%s waits for a mail about %q: %w", p.name, subject, err)
		}
		next := all[p.mails]
		p.mails++
		if strings.Contains(next.Subject, subject) {
			return next, nil
		}
	}
}

var (
	linkIn = regexp.MustCompile(`https?://\S+#\S+`)
	codeIn = regexp.MustCompile(`\b\d{4} \d{4}\b`)
)

// link is the link with a token in a mail, and the token.
func link(m mailbox.Mail) (url, token string, err error) {
	url = linkIn.FindString(m.Text)
	_, token, ok := strings.Cut(url, "#")
	if !ok || !strings.Contains(m.HTML, token) {
		return "", "", fmt.Errorf("the mail %q has no link in both its text and its HTML", m.Subject)
	}
	return url, token, nil
}

// scan opens a link as mail scanners do: GET and HEAD, and every form on the
// page submitted blindly.
func (t *telling) scan(url string) error {
	page, _, _ := strings.Cut(url, "#")
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		var body io.Reader
		if method == http.MethodPost {
			body = strings.NewReader("decision=share&submit=yes")
		}
		r, err := http.NewRequestWithContext(t.ctx, method, page, body)
		if err != nil {
			return err
		}
		if method == http.MethodPost {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			return err
		}
		_ = res.Body.Close()
		if ok := res.StatusCode == http.StatusOK; ok == (method == http.MethodPost) {
			return fmt.Errorf("%s %s answered %d", method, page, res.StatusCode)
		}
	}
	return nil
}
