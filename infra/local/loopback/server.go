// Package loopback serves HTTP on the loopback interface only, and can be taken
// down and up again on the same address, as a service has bad days.
//
// It never listens on any other interface and speaks no TLS.
package loopback

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// Server is one HTTP server on 127.0.0.1.
type Server struct {
	handler http.Handler
	address string

	mu      sync.Mutex
	current *http.Server // nil while down
}

// Serve starts a server on a port of 127.0.0.1; port 0 takes a free one.
func Serve(port int, h http.Handler) (*Server, error) {
	s := &Server{handler: h, address: fmt.Sprintf("127.0.0.1:%d", port)}
	if err := s.Up(); err != nil {
		return nil, err
	}
	return s, nil
}

// Address is host:port.
func (s *Server) Address() string { return s.address }

// Port is the port alone.
func (s *Server) Port() int {
	_, port, _ := net.SplitHostPort(s.address)
	n := 0
	_, _ = fmt.Sscan(port, &n)
	return n
}

// URL is the server's base address, without a slash at its end.
func (s *Server) URL() string { return "http://" + s.address }

// Down refuses connections from now on and cuts those that are open.
func (s *Server) Down() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current != nil {
		_ = s.current.Close()
		s.current = nil
	}
}

// Up serves (again) on the server's address. It does nothing while the server is up.
func (s *Server) Up() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current != nil {
		return nil
	}
	l, err := listen(s.address)
	if err != nil {
		return err
	}
	s.address = l.Addr().String()
	s.current = &http.Server{Handler: s.handler, ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 64 << 10}
	go func(current *http.Server) { _ = current.Serve(l) }(s.current)
	return nil
}

// listen waits a moment for an address whose last user is just going: a stack
// that restarts takes its own port again.
func listen(address string) (net.Listener, error) {
	var last error
	for range 20 {
		l, err := net.Listen("tcp4", address)
		if err == nil {
			return l, nil
		}
		last = err
		time.Sleep(50 * time.Millisecond)
	}
	return nil, fmt.Errorf("cannot listen on %s: %w", address, last)
}

// FreePort is the given port of 127.0.0.1 if nobody uses it, or any such for 0:
// for a child process that must be told its port.
func FreePort(port int) (int, error) {
	l, err := listen(fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return 0, err
	}
	defer func() { _ = l.Close() }()
	a, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		return 0, errors.New("a TCP listener without a TCP address")
	}
	return a.Port, nil
}

// Cut drops the connection of the request being answered without any answer,
// as a service does that dies.
func Cut(http.ResponseWriter) { panic(http.ErrAbortHandler) }
