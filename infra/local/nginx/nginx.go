// Package nginx runs nginx as Debian has it, with the configuration that is offered for
// a gate, before a page of this machine. It listens on loopback, for one host, with a
// certificate of its own making.
package nginx

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/valetkey/valetkey/infra/local/child"
)

// Given is what a configuration is filled in with.
type Given struct {
	Conf string // the file, as it is offered
	Ours string // the address of the product
	Host string // the gate's
	Key  string // the gate's
	Page string // where the page itself listens
	Dir  string // of its own, and gone with it
}

// Nginx is one that runs.
type Nginx struct {
	address string
	process *child.Process
	said    *bytes.Buffer
}

// Start runs nginx, and waits until it listens.
func Start(g Given) (*Nginx, error) {
	path, err := exec.LookPath("nginx")
	if err != nil {
		return nil, errors.New("nginx is not installed: `make setup` installs it when root; otherwise install Debian's package nginx")
	}
	n := &Nginx{said: &bytes.Buffer{}}
	file, err := n.configure(g)
	if err != nil {
		return nil, err
	}
	n.process, err = child.Start(child.Spec{Path: path, Args: []string{"-p", g.Dir, "-c", file, "-e", "stderr"}, Dir: g.Dir, Out: n.said})
	if err != nil {
		return nil, err
	}
	for range 100 {
		c, err := net.Dial("tcp", n.address)
		if err == nil {
			return n, c.Close()
		}
		time.Sleep(20 * time.Millisecond)
	}
	n.Stop()
	return nil, fmt.Errorf("nginx does not answer: %s", n.Said())
}

// Stop ends it.
func (n *Nginx) Stop() { n.process.Stop(5 * time.Second) }

// Said is what it complained of; to be asked once it has ended.
func (n *Nginx) Said() string { return n.said.String() }

// Transport leads to it whatever host is asked for, and trusts its certificate.
func (n *Nginx) Transport() *http.Transport {
	return &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, network, n.address)
		},
	}
}

// configure writes the whole configuration: what is offered as it is, its placeholders
// filled in.
func (n *Nginx) configure(g Given) (string, error) {
	cert, key, err := certificate(g.Host, g.Dir)
	if err != nil {
		return "", err
	}
	raw, err := os.ReadFile(g.Conf)
	if err != nil {
		return "", err
	}
	ours, err := url.Parse(g.Ours)
	if err != nil {
		return "", err
	}
	plain, err := free()
	if err != nil {
		return "", err
	}
	if n.address, err = free(); err != nil {
		return "", err
	}
	conf := strings.NewReplacer(
		"https://valetkey/", "http://valetkey/", "valetkey.example:443", ours.Host, "valetkey.example", ours.Host,
		"wiki.example;", g.Host+";", "https://wiki.example", "https://"+g.Host, "GATE_KEY", g.Key, "127.0.0.1:8080", g.Page,
		"listen 80;", "listen "+plain+";", "listen 443 ssl;", "listen "+n.address+" ssl;",
		"/etc/ssl/wiki.example/fullchain.pem", cert, "/etc/ssl/wiki.example/privkey.pem", key,
	).Replace(string(raw))
	user := ""
	if os.Geteuid() == 0 {
		user = "user root;\n"
	}
	whole := fmt.Sprintf("daemon off;\nworker_processes 1;\n%[3]spid %[1]s/pid;\nerror_log stderr warn;\nevents { }\nhttp {\naccess_log off;\nclient_body_temp_path %[1]s/a;\nproxy_temp_path %[1]s/b;\nfastcgi_temp_path %[1]s/c;\nuwsgi_temp_path %[1]s/d;\nscgi_temp_path %[1]s/e;\n%[2]s}\n", g.Dir, conf, user)
	file := filepath.Join(g.Dir, "nginx.conf")
	return file, os.WriteFile(file, []byte(whole), 0o600)
}

func free() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

func certificate(host, dir string) (cert, key string, err error) {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return "", "", err
	}
	c := x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{host}, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, &c, &c, &k.PublicKey, k)
	if err != nil {
		return "", "", err
	}
	private, err := x509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		return "", "", err
	}
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	return cert, key, errors.Join(
		os.WriteFile(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600),
		os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}), 0o600),
	)
}
