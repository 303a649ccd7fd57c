package credential

import (
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// hosts turns a host into what a browser makes of it: lower case, and punycode for
// letters outside ASCII, so that a look-alike is another host.
var hosts = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false), idna.BidiRule())

// Origin is what a browser calls the origin of an address: scheme, host and port, as
// new URL(address).origin says it. "" if it has none that one signs in at: then it is
// filled in nowhere (rule G6).
func Origin(address string) string {
	if address != "" && !strings.Contains(address, "://") {
		address = "https://" + address // as people write it
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil {
		return ""
	}
	host, port := u.Hostname(), u.Port()
	if ip, err := netip.ParseAddr(host); err == nil {
		if host = ip.String(); ip.Is6() {
			host = "[" + host + "]"
		}
	} else if host, err = hosts.ToASCII(host); err != nil || host == "" {
		return ""
	}
	if port == "" || u.Scheme == "https" && port == "443" || u.Scheme == "http" && port == "80" {
		return u.Scheme + "://" + host
	}
	return u.Scheme + "://" + host + ":" + port
}
