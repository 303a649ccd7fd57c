package gate

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// dns reads a host as browsers do before they ask for it (UTS 46).
var dns = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.StrictDomainName(true), idna.VerifyDNSLength(true))

// HostOf is the host of an https address as a browser sends it: in lower case, in
// punycode, with its port unless that is 443; or why no gate can stand there.
func HostOf(address string) (host, why string) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Hostname() == "":
		return "", "names no host"
	case u.Scheme != "https":
		return "", "does not begin with https://"
	}
	host = u.Hostname()
	if addr, err := netip.ParseAddr(host); err == nil {
		if host = addr.String(); addr.Is6() {
			host = "[" + host + "]"
		}
	} else if host, err = dns.ToASCII(host); err != nil || strings.HasSuffix(host, ".") {
		return "", "names a host that cannot be"
	}
	if p := u.Port(); p != "" && p != "443" {
		n, err := strconv.Atoi(p)
		if err != nil || n < 1 || n > 65535 {
			return "", "has a port that cannot be"
		}
		host += ":" + strconv.Itoa(n)
	}
	return host, ""
}

// Place is what a proxy says that its browser asked for.
type Place struct {
	Scheme string // "" if the proxy cannot say it: the cookie never travels over http
	Host   string
	To     string // the path, with its query
}

// at reports whether it is the gate's own host: the very one, not one that looks like
// it, is below it, or has another port.
func (r Gate) at(p Place) bool {
	host := strings.TrimSuffix(strings.ToLower(p.Host), ":443")
	return (p.Scheme == "" || p.Scheme == "https") && host == r.Host
}

// longestTo is how long a path may be that somebody is sent back to.
const longestTo = 1000

// SafeTo is a path that a browser may be sent to at the same host, "/" in the place of
// every other: never one that leads to another host, as "//host" and "/\host" do.
func SafeTo(to string) string {
	odd := func(r rune) bool { return r <= ' ' || r > '~' || r == '\\' }
	if len(to) > longestTo || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsFunc(to, odd) || strings.HasPrefix(to, Own) {
		return "/"
	}
	return to
}

// Own is where a proxy leads to us what is asked of the host that it guards.
const Own = "/.valetkey/"
