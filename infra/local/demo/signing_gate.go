package demo

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/valetkey/valetkey/infra/local/nginx"
	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
)

// gated is a page behind nginx, which asks at each request, and Bo's browser there.
type gated struct {
	page    *httptest.Server
	nginx   *nginx.Nginx
	dir     string
	to      *http.Transport
	cookies []*http.Cookie
}

const (
	wikiHost = "wiki.harbor.example"
	wikiPage = "the tides of this week"
)

// guarding: locked, request, approve, in, ended, out (rule J13).
func (s *signing) guarding() []namedStep {
	asks := func() string {
		return s.stack.URL() + "/organizations/" + string(s.harbor) + "/resources/" + string(s.wiki) + "/request"
	}
	out := func() error {
		return s.turnedAway(func(to string) bool { return to == asks() })
	}
	return []namedStep{
		{"Ada adds the Wiki, just-in-time, an admin approves; its gate is switched on, and nginx as Debian has it stands before it", s.guards},
		{"Bo opens the Wiki: nginx sends him to Valetkey, which knows him and sends him back with a code for that host alone", s.enters},
		{"It is locked: he is led to where he asks", out},
		{"He asks; until somebody decides it stays locked", func() error {
			body := map[string]any{"length": 600, "reason": "The tide tables are wrong."}
			if err := s.bo.must(201, "POST", s.in("/resources/"+string(s.wiki)+"/requests"), body, &s.access); err != nil {
				return err
			}
			return out()
		}},
		{"Ada approves: the next request is in, and the page is told by whom", func() error {
			if err := s.ada.must(200, "POST", s.in("/requests/"+string(s.access.ID)+"/approve"), map[string]any{}, nil); err != nil {
				return err
			}
			a, err := s.visits("https://" + wikiHost + "/tides")
			return claim(err, a.status == 200 && a.body == wikiPage+" for "+s.bo.email, "the Wiki answers %+v", a)
		}},
		{"She ends it: the next request is out", func() error {
			if err := s.ada.must(200, "POST", s.in("/requests/"+string(s.access.ID)+"/end"), nil, nil); err != nil {
				return err
			}
			return out()
		}},
		{"Bo signs out of Valetkey: at the Wiki nobody knows him any more", func() error {
			if err := s.bo.must(204, "DELETE", "/api/session", nil, nil); err != nil {
				return err
			}
			return s.turnedAway(func(to string) bool { return strings.HasPrefix(to, s.stack.URL()+"/enter?") })
		}},
	}
}

func (s *signing) guards() error {
	r, _, err := s.adds("Wiki", "https://"+wikiHost+"/tides", "wiki", "wikis-Anchor-4471-slack")
	if err != nil {
		return err
	}
	s.wiki = r
	on := s.in("/resources/" + string(r))
	policy := map[string]any{"justInTime": true, "longest": 3600, "needs": 1}
	if err := s.ada.must(200, "POST", on+"/policy", policy, nil); err != nil {
		return err
	}
	var k api.GateKey
	if err := s.ada.must(200, "POST", on+"/gate", map[string]any{"signsIn": false}, &k); err != nil {
		return err
	}
	s.gated.page = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, wikiPage+" for "+r.Header.Get("X-Valetkey-Email"))
	}))
	root, err := stack.FindRoot()
	if err != nil {
		return err
	}
	if s.gated.dir, err = os.MkdirTemp("", "valetkey-nginx-"); err != nil {
		return err
	}
	s.gated.nginx, err = nginx.Start(nginx.Given{
		Conf: filepath.Join(root, "infra", "proxy", "nginx.conf"), Ours: s.stack.URL(), Host: k.Host, Key: k.Secret,
		Page: s.gated.page.Listener.Addr().String(), Dir: s.gated.dir,
	})
	if err == nil {
		s.gated.to = s.gated.nginx.Transport()
	}
	return err
}

// enters goes the way that nginx sends Bo's browser: to Valetkey, where he is signed in,
// and back.
func (s *signing) enters() error {
	first, err := s.visits("https://" + wikiHost + "/tides")
	if err != nil {
		return err
	}
	u, err := url.Parse(first.location)
	if err != nil || !strings.HasPrefix(first.location, s.stack.URL()+"/enter?") {
		return errors.Join(err, fmt.Errorf("nginx answers %+v", first))
	}
	q := u.Query()
	if q.Get("organization") != string(s.harbor) || id.Resource(q.Get("resource")) != s.wiki {
		return fmt.Errorf("nginx asks for %v", q)
	}
	var way api.GateWay
	a, err := s.bo.ask("POST", s.in("/resources/"+string(s.wiki)+"/gate/passes"), map[string]string{"state": q.Get("state"), "to": q.Get("to")})
	if err == nil {
		err = a.expect(201, "the pass", &way)
	}
	if err != nil {
		return err
	}
	in, err := s.visits(way.Code)
	if err := claim(err, in.status == 303 && in.location == "/tides" && len(s.gated.cookies) == 1, "coming in: %+v, %d cookies", in, len(s.gated.cookies)); err != nil {
		return err
	}
	return s.again(way.Code)
}

// again checks that a code that was used is none.
func (s *signing) again(code string) error {
	kept := s.gated.cookies
	s.gated.cookies = nil
	defer func() { s.gated.cookies = kept }()
	a, err := s.visits(code)
	return claim(err, a.status == 403 && len(s.gated.cookies) == 0, "the code once more, in another browser: %+v", a)
}

func (s *signing) turnedAway(right func(string) bool) error {
	a, err := s.visits("https://" + wikiHost + "/tides")
	return claim(err, a.status == 302 && right(a.location) && !strings.Contains(a.body, wikiPage), "the Wiki answers %+v", a)
}

type visited struct {
	status         int
	location, body string
}

// visits asks for an address of the Wiki, with the cookies that its host has set.
func (s *signing) visits(address string) (visited, error) {
	r, err := http.NewRequestWithContext(s.ctx, http.MethodGet, address, nil)
	if err != nil {
		return visited{}, err
	}
	for _, c := range s.gated.cookies {
		r.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
	}
	a, err := s.gated.to.RoundTrip(r)
	if err != nil {
		return visited{}, err
	}
	defer func() { _ = a.Body.Close() }()
	body, err := io.ReadAll(a.Body)
	for _, c := range a.Cookies() {
		if c.MaxAge >= 0 && c.Value != "" {
			s.gated.cookies = []*http.Cookie{c}
		}
	}
	return visited{a.StatusCode, a.Header.Get("Location"), string(body)}, err
}

// close ends what stands before the page, and the page.
func (g *gated) close() {
	if g.nginx != nil {
		g.to.CloseIdleConnections()
		g.nginx.Stop()
	}
	if g.page != nil {
		g.page.Close()
	}
	if g.dir != "" {
		_ = os.RemoveAll(g.dir)
	}
}
