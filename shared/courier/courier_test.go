package courier

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

var loopback = netip.MustParsePrefix("127.0.0.1/32")

// receiver is an HTTPS server on loopback, a courier that may post to it, and
// how often it was.
func receiver(t *testing.T, h http.HandlerFunc) (*httptest.Server, *Courier, *atomic.Int32) {
	t.Helper()
	var posts atomic.Int32
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		posts.Add(1)
		h(w, r)
	}))
	s.Config.ErrorLog = nil
	s.StartTLS()
	t.Cleanup(s.CloseClientConnections)
	t.Cleanup(s.Close)
	return s, knowing(New(loopback), s), &posts
}

// knowing is a courier that trusts a server's certificate.
func knowing(c *Courier, s *httptest.Server) *Courier {
	pool := x509.NewCertPool()
	pool.AddCert(s.Certificate())
	c.client.Transport.(*http.Transport).TLSClientConfig.RootCAs = pool
	return c
}

func TestWhatIsPostedArrivesAsItIsAndTheAnswerIsItsStatus(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:1") // is not asked
	for status, want := range map[int]string{
		200: "", 204: "", 299: "", 302: "answered 302: redirects are not followed", 400: "answered 400", 410: "answered 410", 500: "answered 500",
	} {
		s, c, posts := receiver(t, func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			if r.Method != "POST" || string(body) != "hello" || r.Header.Get("webhook-id") != "event_1" || r.Header.Get("content-type") != "application/json" ||
				r.Header.Get("user-agent") != "Valetkey-Webhook/1" || r.Header.Get("accept-encoding") != "" || r.TLS.Version < tls.VersionTLS12 {
				t.Errorf("%s %q %v", r.Method, body, r.Header)
			}
			w.Header().Set("location", "https://127.0.0.1/")
			w.Header().Set("set-cookie", "a=b")
			w.WriteHeader(status)
		})
		for range 2 {
			if a := c.Post(t.Context(), s.URL+"/in?x=1", map[string]string{"webhook-id": "event_1"}, []byte("hello")); a.Status != status || a.Why != want {
				t.Errorf("%d: %+v", status, a)
			}
		}
		if posts.Load() != 2 {
			t.Errorf("%d: it was posted %d times", status, posts.Load())
		}
	}
}

func TestARedirectIsNotFollowedWhereverItLeads(t *testing.T) {
	inner, _, reached := receiver(t, func(http.ResponseWriter, *http.Request) {})
	for _, to := range []string{"http://169.254.169.254/latest/meta-data/", inner.URL, "file:///etc/passwd", "/again"} {
		for _, status := range []int{301, 302, 303, 307, 308} {
			s, c, posts := receiver(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, status) })
			a := c.Post(t.Context(), s.URL, nil, nil)
			if a.Status != status || !strings.Contains(a.Why, "redirects are not followed") || posts.Load() != 1 || reached.Load() != 0 {
				t.Errorf("%d to %s: %+v; %d posts, %d inside", status, to, a, posts.Load(), reached.Load())
			}
		}
	}
}

// Each takes the whole limit, so they are side by side.
func TestNothingHoldsAnAttemptForLongerThanTheLimit(t *testing.T) {
	drip := func(w io.Writer, flush func()) {
		for {
			if _, err := w.Write([]byte("x")); err != nil {
				return
			}
			flush()
			time.Sleep(100 * time.Millisecond)
		}
	}
	for name, h := range map[string]http.HandlerFunc{
		"it never answers": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"its body drips": func(w http.ResponseWriter, _ *http.Request) {
			drip(w, w.(http.Flusher).Flush)
		},
		"its head drips": func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nx-slow: ")
				drip(conn, func() {})
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c, _ := receiver(t, h)
			began := time.Now()
			if a := c.Post(context.Background(), s.URL, nil, nil); a.Status != 0 || a.Why != "did not answer in time" {
				t.Errorf("%+v", a)
			}
			if took := time.Since(began); took > Limit+time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
	t.Run("it does not even shake hands", func(t *testing.T) {
		t.Parallel()
		l, err := net.Listen("tcp4", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = l.Close() }()
		began := time.Now()
		if a := New(loopback).Post(context.Background(), "https://"+l.Addr().String(), nil, nil); a.Why != "did not answer in time" {
			t.Errorf("%+v", a)
		}
		if took := time.Since(began); took > Limit+time.Second {
			t.Errorf("it took %s", took)
		}
	})
}

func TestAnEndlessAnswerIsLetGo(t *testing.T) {
	var sent atomic.Int64
	done := make(chan bool)
	s, c, _ := receiver(t, func(w http.ResponseWriter, _ *http.Request) {
		defer close(done)
		chunk := make([]byte, 64<<10)
		for {
			n, err := w.Write(chunk)
			if sent.Add(int64(n)); err != nil || sent.Load() > 256<<20 {
				return
			}
		}
	})
	began := time.Now()
	if a := c.Post(t.Context(), s.URL, nil, nil); a.Status != 200 || a.Why != "" || time.Since(began) > time.Second {
		t.Errorf("%+v", a)
	}
	if <-done; sent.Load() > 32<<20 { // what fits into the buffers between
		t.Errorf("%d bytes were taken", sent.Load())
	}
	s, c, _ = receiver(t, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("x-huge", strings.Repeat("x", 1<<20)) })
	if a := c.Post(t.Context(), s.URL, nil, nil); a.Status != 0 || a.Why != "did not answer as HTTP has it" {
		t.Errorf("a huge head: %+v", a)
	}
}

func TestACertificateThatIsNotValidAndPlainHTTPAreRefused(t *testing.T) {
	s, good, posts := receiver(t, func(http.ResponseWriter, *http.Request) {})
	if a := New(loopback).Post(t.Context(), s.URL, nil, nil); a.Why != "its certificate is not valid" {
		t.Errorf("nobody vouches for it: %+v", a)
	}
	other := strings.Replace(s.URL, "127.0.0.1", "elsewhere.test", 1)
	if a := knowing(on(resolving(t, "127.0.0.1"), []netip.Prefix{loopback}), s).Post(t.Context(), other, nil, nil); a.Why != "its certificate is not valid" {
		t.Errorf("it is another's: %+v", a)
	}
	plain := httptest.NewServer(s.Config.Handler)
	defer plain.Close()
	for url, want := range map[string]string{plain.URL: "refused: not https", strings.Replace(plain.URL, "http:", "https:", 1): "does not speak TLS as we do"} {
		if a := good.Post(t.Context(), url, nil, nil); a.Why != want {
			t.Errorf("%s: %+v", url, a)
		}
	}
	s.TLS.MaxVersion = tls.VersionTLS11
	if a := good.Post(t.Context(), s.URL, nil, nil); a.Why != "does not speak TLS as we do" {
		t.Errorf("TLS 1.1: %+v", a)
	}
	if posts.Load() != 0 {
		t.Error("it was posted")
	}
}

func TestAnAddressInsideANetworkIsNotConnectedTo(t *testing.T) {
	s, _, posts := receiver(t, func(http.ResponseWriter, *http.Request) {})
	port := s.URL[strings.LastIndex(s.URL, ":"):]
	for _, host := range []string{"127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]", "localhost", "169.254.169.254", "10.0.0.1", "[fd00:ec2::254]"} {
		c, began := knowing(New(), s), time.Now()
		if a := c.Post(t.Context(), "https://"+host+port, nil, nil); a.Status != 0 || a.Why != "refused: not a public address" || time.Since(began) > time.Second {
			t.Errorf("%s: %+v", host, a)
		}
	}
	// Allowing one network allows no other.
	if a := knowing(New(loopback), s).Post(t.Context(), "https://[::1]"+port, nil, nil); a.Why != "refused: not a public address" {
		t.Errorf("another: %+v", a)
	}
	if posts.Load() != 0 {
		t.Error("it was posted")
	}
}

// A name that meant a public address when it was registered, and when it was
// looked at, may mean another when it is connected to.
func TestANameThatLeadsInsideIsRefusedWhenItIsConnectedTo(t *testing.T) {
	s, _, posts := receiver(t, func(http.ResponseWriter, *http.Request) {})
	port := s.URL[strings.LastIndex(s.URL, ":"):]
	for _, leads := range []string{"127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1", "::1", "fd00::1", "::ffff:192.168.0.1", "64:ff9b::7f00:1"} {
		c := knowing(on(resolving(t, leads), nil), s)
		if a := c.Post(t.Context(), "https://hooks.test"+port, nil, nil); a.Status != 0 || a.Why != "refused: not a public address" {
			t.Errorf("%s: %+v", leads, a)
		}
	}
	if a := knowing(on(resolving(t, ""), nil), s).Post(t.Context(), "https://hooks.test"+port, nil, nil); a.Why != "its name leads nowhere" {
		t.Errorf("nowhere: %+v", a)
	}
	if posts.Load() != 0 {
		t.Error("it was posted")
	}
}

func TestWhatIsSaidOfAFailureNamesNoAddress(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := l.Addr().String()
	_ = l.Close()
	if a := New(loopback).Post(t.Context(), "https://"+closed, nil, nil); a.Why != "could not be connected to" {
		t.Errorf("%+v", a)
	}
	s, c, _ := receiver(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	if a := c.Post(t.Context(), s.URL, nil, nil); a.Why != "did not answer as HTTP has it" {
		t.Errorf("%+v", a)
	}
	if a := c.Post(t.Context(), "https://127.0.0.1:bad/", nil, nil); a.Status != 0 || strings.Contains(a.Why, "127") {
		t.Errorf("%+v", a)
	}
}

// resolving is a resolver by which every name leads to one address; "" for none.
func resolving(t *testing.T, leads string) *net.Resolver {
	t.Helper()
	server, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	go func() {
		for buf := make([]byte, 1500); ; {
			n, from, err := server.ReadFrom(buf)
			if err != nil {
				return
			}
			if answer, err := named(buf[:n], leads); err == nil {
				_, _ = server.WriteTo(answer, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp4", server.LocalAddr().String())
	}}
}

// named answers a question for a name.
func named(question []byte, leads string) ([]byte, error) {
	var m dnsmessage.Message
	if err := m.Unpack(question); err != nil || len(m.Questions) != 1 {
		return nil, fmt.Errorf("no question: %w", err)
	}
	m.Header = dnsmessage.Header{ID: m.ID, Response: true, RecursionAvailable: true, RecursionDesired: true}
	m.Additionals = nil
	q := m.Questions[0]
	h := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}
	a, _ := netip.ParseAddr(leads)
	switch {
	case leads == "":
		m.RCode = dnsmessage.RCodeNameError
	case a.Is4() && q.Type == dnsmessage.TypeA:
		m.Answers = []dnsmessage.Resource{{Header: h, Body: &dnsmessage.AResource{A: a.As4()}}}
	case !a.Is4() && q.Type == dnsmessage.TypeAAAA:
		m.Answers = []dnsmessage.Resource{{Header: h, Body: &dnsmessage.AAAAResource{AAAA: a.As16()}}}
	}
	return m.Pack()
}
