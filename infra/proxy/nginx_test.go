// Package proxy_test holds the configurations for reverse proxies against the real
// thing: nginx as Debian has it, before the real functions.
package proxy_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/build"
	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/nginx"
	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// guarded is North Quay's page behind nginx, and the product as the story has it.
type guarded struct {
	t     *testing.T
	stack *stack.Stack
	nginx *nginx.Nginx

	mu  sync.Mutex
	got http.Header // what reached the page last
}

func guard(t *testing.T) *guarded {
	t.Helper()
	g := &guarded{t: t}
	alone := make([]api.Worker, len(api.Workers)) // nobody need be told or driven: gates decide by what is kept
	for i, w := range api.Workers {
		w.Stream, w.Every, w.Machine = "", 0, false
		alone[i] = w
	}
	root, err := stack.FindRoot()
	must(t, err)
	_, err = build.All(t.Context(), root, filepath.Join(root, "dist", "functions"), t.Output(), "gate-check", "gate-enter", "gate-pass", "request-create", "request-approve", "request-end", "session-end")
	must(t, err)
	s, err := stack.Start(t.Context(), stack.Options{Dir: t.TempDir(), InMemory: true, NoClock: true, Routes: api.Routes, Workers: alone})
	must(t, err)
	t.Cleanup(s.Stop)
	g.stack = s
	keys := envelope.New(Config(s.KMS().URL(), caller.Operator), s.KMS().ARN())
	must(t, Tell(t.Context(), table.Open(s.Config(), stack.Table), keys))
	g.at(T0)
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.got = r.Header
		_, _ = io.WriteString(w, "the ports")
	}))
	t.Cleanup(page.Close)
	g.start(page.Listener.Addr().String())
	return g
}

// at sets the clock of the gateway.
func (g *guarded) at(at time.Time) { g.stack.Gateway().Ahead(time.Until(at)) }

// start runs nginx with nginx.conf as it is.
func (g *guarded) start(page string) {
	g.t.Helper()
	n, err := nginx.Start(nginx.Given{Conf: "nginx.conf", Ours: g.stack.URL(), Host: GateHost, Key: GateKey, Page: page, Dir: g.t.TempDir()})
	must(g.t, err)
	g.t.Cleanup(func() {
		n.Stop()
		if g.t.Failed() {
			g.t.Log(n.Said())
		}
	})
	g.nginx = n
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// browser is one with its own cookies: it finds the host at nginx.
type browser struct {
	*http.Client
	g       *guarded
	cookies map[string]string
}

func (g *guarded) browser() *browser {
	to := g.nginx.Transport()
	g.t.Cleanup(to.CloseIdleConnections)
	return &browser{&http.Client{Transport: to, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, g, map[string]string{}}
}

type got struct {
	status         int
	location, body string
}

// see asks for an address of the host, with headers by name and value.
func (b *browser) see(address string, headers ...string) got {
	b.g.t.Helper()
	if strings.HasPrefix(address, "/") {
		address = "https://" + GateHost + address
	}
	r, err := http.NewRequest(http.MethodGet, address, nil)
	must(b.g.t, err)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	a, err := b.Do(r)
	must(b.g.t, err)
	defer func() { _ = a.Body.Close() }()
	body, err := io.ReadAll(a.Body)
	must(b.g.t, err)
	for _, c := range a.Cookies() {
		if b.cookies[c.Name] = c.Value; c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
		if !c.Secure || !c.HttpOnly || c.Path != "/" || c.Domain != "" || !strings.HasPrefix(c.Name, "__Host-") {
			b.g.t.Errorf("a cookie %+v", c)
		}
	}
	return got{a.StatusCode, a.Header.Get("Location"), string(body)}
}

// api is an act of somebody's at the product itself.
func (g *guarded) api(p Person, method, path string, body Fields) map[string]any {
	g.t.Helper()
	raw, err := json.Marshal(body)
	must(g.t, err)
	r, err := http.NewRequest(method, g.stack.URL()+"/api/"+path, bytes.NewReader(raw))
	must(g.t, err)
	if body == nil {
		r.Body, r.ContentLength = nil, 0
	}
	r.Header.Set("content-type", "application/json")
	r.Header.Set("authorization", "Bearer "+p.Token())
	a, err := http.DefaultClient.Do(r)
	must(g.t, err)
	defer func() { _ = a.Body.Close() }()
	all, err := io.ReadAll(a.Body)
	must(g.t, err)
	if a.StatusCode > 299 {
		g.t.Fatalf("%s answers %d: %s", path, a.StatusCode, all)
	}
	out := map[string]any{}
	_ = json.Unmarshal(all, &out) // a 204 has none
	return out
}

func (g *guarded) reached() http.Header {
	g.mu.Lock()
	defer g.mu.Unlock()
	h := g.got
	g.got = nil
	return h
}
