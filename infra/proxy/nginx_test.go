// Package proxy_test holds the configurations for reverse proxies against the real
// thing: nginx as Debian has it, before the real functions.
package proxy_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/build"
	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/child"
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
	page  string // where nginx listens

	mu  sync.Mutex
	got http.Header // what reached the page last
}

func guard(t *testing.T) *guarded {
	t.Helper()
	if _, err := exec.LookPath("nginx"); err != nil {
		t.Fatal("nginx is not installed: `make setup` installs it when root; otherwise install Debian's package nginx")
	}
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

// start runs nginx with nginx.conf as it is, its placeholders filled in.
func (g *guarded) start(page string) {
	g.t.Helper()
	dir := g.t.TempDir()
	cert, key := certificate(g.t, dir)
	raw, err := os.ReadFile("nginx.conf")
	must(g.t, err)
	ours, err := url.Parse(g.stack.URL())
	must(g.t, err)
	g.page = free(g.t)
	conf := strings.NewReplacer(
		"https://valetkey/", "http://valetkey/", "valetkey.example:443", ours.Host, "valetkey.example", ours.Host,
		"wiki.example;", GateHost+";", "https://wiki.example", "https://"+GateHost, "GATE_KEY", GateKey, "127.0.0.1:8080", page,
		"listen 80;", "listen "+free(g.t)+";", "listen 443 ssl;", "listen "+g.page+" ssl;",
		"/etc/ssl/wiki.example/fullchain.pem", cert, "/etc/ssl/wiki.example/privkey.pem", key,
	).Replace(string(raw))
	whole := fmt.Sprintf("daemon off;\nworker_processes 1;\nuser root;\npid %[1]s/pid;\nerror_log stderr warn;\nevents { }\nhttp {\naccess_log off;\nclient_body_temp_path %[1]s/a;\nproxy_temp_path %[1]s/b;\nfastcgi_temp_path %[1]s/c;\nuwsgi_temp_path %[1]s/d;\nscgi_temp_path %[1]s/e;\n%[2]s}\n", dir, conf)
	if os.Geteuid() != 0 {
		whole = strings.Replace(whole, "user root;\n", "", 1)
	}
	file := filepath.Join(dir, "nginx.conf")
	must(g.t, os.WriteFile(file, []byte(whole), 0o600))
	nginx, err := exec.LookPath("nginx")
	must(g.t, err)
	var said bytes.Buffer
	p, err := child.Start(child.Spec{Path: nginx, Args: []string{"-p", dir, "-c", file, "-e", "stderr"}, Dir: dir, Out: &said})
	must(g.t, err)
	g.t.Cleanup(func() {
		p.Stop(5 * time.Second)
		if g.t.Failed() {
			g.t.Log(said.String())
		}
	})
	for range 100 {
		c, err := net.Dial("tcp", g.page)
		if err == nil {
			_ = c.Close()
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	g.t.Fatalf("nginx does not answer: %s", said.String())
}

func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

func certificate(t *testing.T, dir string) (cert, key string) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	c := x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{GateHost}, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, &c, &c, &k.PublicKey, k)
	must(t, err)
	private, err := x509.MarshalPKCS8PrivateKey(k)
	must(t, err)
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	must(t, os.WriteFile(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	must(t, os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}), 0o600))
	return cert, key
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
	to := &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, network, g.page)
		},
	}
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
