// Package courier posts to addresses that strangers chose (rule J14).
//
// What stands at such an address is taken for hostile: it is slow, endless, or
// leads into somebody's network. Every address that is connected to is judged by
// webhook.Public at that moment, so that a name that means another address now
// than a moment ago gains nothing. No redirect is followed and no proxy asked,
// nothing of an answer is kept but its status, and all of it takes five seconds
// at most.
//
// It tries once and decides nothing. What it says of a failure is in words of its
// own: an address of ours or of anybody's network is never in them.
package courier

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"

	"github.com/valetkey/valetkey/shared/webhook"
)

const (
	// Limit is how long one attempt may take, with all that belongs to it.
	Limit = 5 * time.Second
	// read is how much of an answer is read before it is let go.
	read = 4 << 10
	// heads is how long the head of an answer may be.
	heads = 16 << 10
)

// Courier posts.
type Courier struct{ client *http.Client }

// Answer is what came of an attempt.
type Answer struct {
	Status int    // 0 if there was no whole answer
	Why    string // it was not good; "" for a 2xx
}

// New is a courier that posts to addresses on the internet, and to those in the
// networks that the operator allows.
func New(allowed ...netip.Prefix) *Courier { return on(nil, allowed) }

// on looks names up by another resolver than the system's.
func on(names *net.Resolver, allowed []netip.Prefix) *Courier {
	d := &net.Dialer{Resolver: names, Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil || !webhook.Public(at.Addr(), allowed...) {
			return errRefused
		}
		return nil
	}}
	return &Courier{client: &http.Client{
		Transport: &http.Transport{
			DialContext:       d.DialContext, // and no Proxy: the environment's is not asked
			TLSClientConfig:   &tls.Config{MinVersion: tls.VersionTLS12},
			DisableKeepAlives: true, DisableCompression: true, MaxResponseHeaderBytes: heads,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

var errRefused = errors.New("not a public address")

// Post makes one attempt.
func (c *Courier) Post(ctx context.Context, url string, head map[string]string, body []byte) Answer {
	ctx, cancel := context.WithTimeout(ctx, Limit)
	defer cancel()
	status, err := c.post(ctx, url, head, body)
	a := Answer{Status: status}
	switch {
	case err != nil:
		a.Status, a.Why = 0, why(err)
	case status/100 == 3:
		a.Why = fmt.Sprintf("answered %d: redirects are not followed", status)
	case status/100 != 2:
		a.Why = fmt.Sprintf("answered %d", status)
	}
	return a
}

func (c *Courier) post(ctx context.Context, url string, head map[string]string, body []byte) (int, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	if r.URL.Scheme != "https" {
		return 0, errPlain
	}
	for name, value := range head {
		r.Header.Set(name, value)
	}
	r.Header.Set("content-type", "application/json")
	r.Header.Set("user-agent", "Valetkey-Webhook/1")
	answer, err := c.client.Do(r)
	if err != nil {
		return 0, err
	}
	defer func() { _ = answer.Body.Close() }()
	// A little of it is read, so that whoever answers has said what they wanted to
	// before we hang up.
	_, err = io.CopyN(io.Discard, answer.Body, read)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return answer.StatusCode, err
}

var errPlain = errors.New("not https")

// why is an error in our words.
func why(err error) string {
	var (
		slow        net.Error
		name        *net.DNSError
		certificate *tls.CertificateVerificationError
		plain       tls.RecordHeaderError
		op          *net.OpError
	)
	switch {
	case errors.Is(err, errRefused):
		return "refused: not a public address"
	case errors.Is(err, errPlain):
		return "refused: not https"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &slow) && slow.Timeout():
		return "did not answer in time"
	case errors.As(err, &name):
		return "its name leads nowhere"
	case errors.As(err, &certificate):
		return "its certificate is not valid"
	case errors.As(err, &plain), errors.Is(err, http.ErrSchemeMismatch), errors.As(err, &op) && (op.Op == "remote error" || op.Op == "local error"): // an alert of TLS
		return "does not speak TLS as we do"
	case errors.As(err, &op) && op.Op == "dial":
		return "could not be connected to"
	}
	return "did not answer as HTTP has it"
}
