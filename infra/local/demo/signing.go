package demo

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
)

// signing is the cast and the props of the story about signing in without being shown
// the password.
type signing struct {
	*telling
	ada, bo, cal *person

	harbor id.Organization
	till   id.Resource
	login  id.Credential
	shop   *shop

	wiki   id.Resource
	gated  gated
	access api.Request
}

const tillSecret = "tills-Lantern-2214-brine"

// inTheirBrowser: what a member may use is filled in where it belongs, and a page may
// stand behind a gate (rules G6, D5, J3, J13).
func inTheirBrowser(t *telling) error {
	s := &signing{
		telling: t,
		ada:     t.person("Ada Berg", "ada@harbor.example", "ada has a long password"),
		bo:      t.person("Bo Lind", "bo@harbor.example", "bo has a long password"),
		cal:     t.person("Cal Roth", "cal@harbor.example", "cal has a long password"),
		shop:    open(),
	}
	defer s.shop.Close()
	defer s.gated.close()
	defer t.stack.Gateway().Ahead(0)
	return t.play(slices.Concat(s.founding(), s.filling(), s.refusing(), s.guarding())...)
}

func (s *signing) in(path string) string { return at(s.harbor, path) }

func (s *signing) to(path string) string { return s.in("/credentials/" + string(s.login) + path) }

func (s *signing) founding() []namedStep {
	return []namedStep{
		{"Ada founds Harbor Lights; Bo and Cal join as users", func() (err error) {
			if s.harbor, err = s.ada.signsUp("Harbor Lights"); err != nil {
				return err
			}
			for _, p := range []*person{s.bo, s.cal} {
				if err := s.ada.invites(s.harbor, p, "user"); err != nil {
					return err
				}
			}
			return nil
		}},
		{"She adds the Till, a site with a form in two steps, with the company's login, for Bo to sign in with and not to see", func() error {
			r, c, err := s.adds("Till", s.shop.URL+"/login", "till-admin", tillSecret)
			s.till, s.login = r, c
			return err
		}},
		{"At the Till's own origin Bo is offered it; at a look-alike, with another scheme or port, and to Cal anywhere, nothing is", func() error {
			if err := s.offered(s.bo, s.shop.URL, 1); err != nil {
				return err
			}
			for _, origin := range []string{s.shop.other, strings.Replace(s.shop.URL, "http:", "https:", 1), "http://till.localhost", "http://localhost:" + s.shop.port, "http://till.localhost.evil.example:" + s.shop.port} {
				if err := s.offered(s.bo, origin, 0); err != nil {
					return err
				}
			}
			return s.offered(s.cal, s.shop.URL, 0)
		}},
		{"Bo cannot have it shown", func() error {
			return s.bo.refused(403, "POST", s.to("/reveal"), nil, "sign in with this credential, not see it")
		}},
	}
}

// adds makes a resource with a company login that Bo is assigned with, for use.
func (s *signing) adds(name, address, username, password string) (id.Resource, id.Credential, error) {
	var r api.Resource
	if err := s.ada.must(201, "POST", s.in("/resources"), map[string]string{"name": name, "address": address}, &r); err != nil {
		return "", "", err
	}
	on := s.in("/resources/" + string(r.ID))
	var c api.Credential
	body := map[string]any{"name": name + " login", "username": username, "secret": password, "belongsTo": "organization"}
	if err := s.ada.must(201, "POST", on+"/credentials", body, &c); err != nil {
		return "", "", err
	}
	who, err := s.personOf(s.bo)
	if err != nil {
		return "", "", err
	}
	return r.ID, c.ID, s.ada.must(201, "POST", on+"/assignments", map[string]any{"member": who, "credential": c.ID, "mode": "use"}, nil)
}

func (s *signing) personOf(p *person) (id.Person, error) {
	var me api.Me
	err := p.must(200, "GET", "/api/me", nil, &me)
	return me.Person.ID, err
}

// offered checks how much somebody is offered at an origin.
func (s *signing) offered(p *person, origin string, n int) error {
	var got api.HerePage
	err := p.must(200, "GET", s.in("/credentials/here?origin="+url.QueryEscape(origin)), nil, &got)
	return claim(err, len(got.Items) == n, "at %s %s is offered %+v", origin, p.name, got.Items)
}

// filling is Bo's part in real Chromium.
func (s *signing) filling() []namedStep {
	return []namedStep{
		{"Bo signs in to Valetkey in real Chromium with the unpacked extension, opens the Till, presses the extension's button: the form is filled in, step by step; so it is from the console's Launch", func() error {
			if err := s.chromium(); err != nil {
				return err
			}
			user, password := s.shop.last()
			return claim(nil, user == "till-admin" && password == tillSecret, "the Till was told %q and another password", user)
		}},
		{"The use is on record, and what was filled in is nowhere it should not be", func() error {
			if err := s.onRecord("credential.launched", "Till"); err != nil {
				return err
			}
			return s.nowhere(tillSecret)
		}},
	}
}

// refusing: what a ticket does not do.
func (s *signing) refusing() []namedStep {
	fill := func(ticket, origin string) map[string]string {
		return map[string]string{"ticket": ticket, "origin": origin}
	}
	launch := func() (l api.Launched, err error) { return l, s.bo.open(200, s.to("/launch"), &l) }
	return []namedStep{
		{"A ticket is for one origin: another gets nothing, and that is on record", func() error {
			l, err := launch()
			if err != nil {
				return err
			}
			if err := s.bo.refused(403, "POST", s.to("/fill"), fill(l.Ticket, s.shop.other), "no other address"); err != nil {
				return err
			}
			return s.onRecord("request.refused", "no other address")
		}},
		{"A stolen one is no ticket to Cal, nor to Bo in another browser", func() error {
			l, err := launch()
			if err != nil {
				return err
			}
			if err := s.cal.refused(404, "POST", s.to("/fill"), fill(l.Ticket, l.Origin), ""); err != nil {
				return err
			}
			elsewhere := s.person(s.bo.name, s.bo.email, s.bo.password)
			if err := elsewhere.signsIn(); err != nil {
				return err
			}
			if err := elsewhere.refused(403, "POST", s.to("/fill"), fill(l.Ticket, l.Origin), "in another session"); err != nil {
				return err
			}
			return s.onRecord("request.refused", "in another session")
		}},
		{"It is filled in once: a second time is refused, and on record", func() error {
			l, err := launch()
			if err != nil {
				return err
			}
			var got api.Fill
			a, err := s.bo.ask("POST", s.to("/fill"), fill(l.Ticket, l.Origin))
			if err == nil {
				err = a.expect(200, "the fill", &got)
			}
			if err := claim(err, got.Secret == tillSecret, "another secret was filled in"); err != nil {
				return err
			}
			if err := s.bo.refused(403, "POST", s.to("/fill"), fill(l.Ticket, l.Origin), "filled in already"); err != nil {
				return err
			}
			return s.onRecord("request.refused", "filled in already")
		}},
		{"And within a minute: later it is over, and on record", s.late},
	}
}

// late fills in by a ticket that is older than its minute.
func (s *signing) late() error {
	var l api.Launched
	if err := s.bo.open(200, s.to("/launch"), &l); err != nil {
		return err
	}
	s.stack.Gateway().Ahead(time.Minute)
	defer s.stack.Gateway().Ahead(0)
	if err := s.bo.refused(403, "POST", s.to("/fill"), map[string]string{"ticket": l.Ticket, "origin": l.Origin}, "This launch is over"); err != nil {
		return err
	}
	return s.onRecord("request.refused", "This launch is over")
}

// onRecord waits for an entry whose words hold these.
func (s *signing) onRecord(action, words string) error {
	return s.within(5*time.Second, func() error {
		var p api.AuditPage
		if err := s.ada.must(200, "GET", s.in("/audit"), nil, &p); err != nil {
			return err
		}
		for _, e := range p.Items {
			if e.Action == action && strings.Contains(e.ThingName+" "+e.Detail, words) {
				return nil
			}
		}
		return fmt.Errorf("no entry %s says %q", action, words)
	})
}

// chromium runs the member's script and tells what it did.
func (s *signing) chromium() error {
	root, err := stack.FindRoot()
	if err != nil {
		return err
	}
	run := exec.CommandContext(s.ctx, "node", filepath.Join(root, "functions", "console", "app", "e2e", "member.mjs"),
		"--console", s.stack.URL(), "--email", s.bo.email, "--password", s.bo.password, "--site", s.shop.URL+"/login", "--other", s.shop.other+"/login", "--app", "Till", "--login", "Till login")
	var out, trouble bytes.Buffer
	run.Stdout, run.Stderr = &out, &trouble
	err = run.Run()
	for lines := bufio.NewScanner(&out); lines.Scan(); {
		var told struct{ Step string }
		if json.Unmarshal(lines.Bytes(), &told) == nil && told.Step != "" {
			s.aside("%s", told.Step)
		}
	}
	if err != nil {
		return fmt.Errorf("in the browser: %w: %s", err, bytes.TrimSpace(trouble.Bytes()))
	}
	if strings.Contains(out.String(), tillSecret) {
		return fmt.Errorf("what the member's browser shows holds the password")
	}
	return nil
}

// shop is a site with a form in two steps, at an origin and at one that is another.
type shop struct {
	*httptest.Server
	other, port string

	mu             sync.Mutex
	user, password string
}

func open() *shop {
	s := &shop{}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	_, s.port, _ = net.SplitHostPort(s.Listener.Addr().String())
	s.other, s.URL = s.URL, "http://till.localhost:"+s.port
	return s
}

func (s *shop) serve(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	page := `<form action="/next" method="post"><label>Username <input name="username" autocomplete="username"></label><button>Next</button></form>`
	switch user := html.EscapeString(r.PostFormValue("username")); r.URL.Path {
	case "/next":
		page = `<form action="/in" method="post"><input type="hidden" name="username" value="` + user + `"><label>Password <input name="password" type="password" autocomplete="current-password"></label><button>Sign in</button></form>`
	case "/in":
		s.mu.Lock()
		s.user, s.password = r.PostFormValue("username"), r.PostFormValue("password")
		s.mu.Unlock()
		page = "<p>Welcome, " + user + "</p>"
	}
	_, _ = io.WriteString(w, `<!doctype html><html lang="en"><title>The Till</title><h1>The Till</h1>`+page)
}

func (s *shop) last() (user, password string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.user, s.password
}
