package webhook

import (
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"

	"github.com/valetkey/valetkey/shared/fault"
)

// maxURL is how long an address may be, in bytes.
const maxURL = 2000

// dns reads a host as it is looked up, and refuses what no DNS holds.
var dns = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.StrictDomainName(true), idna.VerifyDNSLength(true))

// homes are the names that are never anybody's on the internet (RFC 6761, 6762,
// 8375, and what clouds and routers use), with everything below them.
var homes = []string{"localhost", "local", "internal", "intranet", "private", "corp", "home", "lan", "arpa"}

// ParseURL is an address as it is kept and posted to: https, an absolute one, with
// the host as the DNS has it. What a name resolves to is judged by Public when it
// is connected to, each time: today's answer says nothing of tomorrow's.
//
// Errors: Invalid, of the field.
func ParseURL(field, s string) (string, error) {
	bad := func(why string, args ...any) (string, error) { return "", fault.BadField(field, why, args...) }
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	switch {
	case len(s) > maxURL:
		return bad("is longer than %d characters", maxURL)
	case err != nil || !utf8.ValidString(s) || strings.ContainsFunc(s, unprinted):
		return bad("is no address")
	case u.Scheme != "https":
		return bad("must begin with https://")
	case u.Opaque != "" || u.Host == "":
		return bad("names no host")
	case u.User != nil:
		return bad("has a name or password in it: what is posted is signed instead")
	case strings.Contains(s, "#"):
		return bad("has a fragment, which is never sent")
	}
	host, why := hostOf(u.Hostname())
	if why != "" {
		return bad("%s", why)
	}
	port, why := portOf(u)
	if why != "" {
		return bad("%s", why)
	}
	u.Host = host + port
	if s = u.String(); len(s) > maxURL {
		return bad("is longer than %d characters", maxURL)
	}
	return s, nil
}

// hostOf is a host as it is looked up or, of a literal address, its one spelling;
// or why nothing is posted there.
func hostOf(s string) (host, why string) {
	if addr, err := netip.ParseAddr(s); err == nil {
		switch {
		case addr.Is4In6() || !Public(addr):
			return "", "names an address that is not on the public internet"
		case addr.Is6():
			return "[" + addr.String() + "]", ""
		}
		return addr.String(), ""
	}
	host, err := dns.ToASCII(norm.NFC.String(s))
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if again, fails := dns.ToASCII(host); err != nil || fails != nil || again != host || host == "" {
		return "", "names a host that cannot be"
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	switch {
	case numeric(last):
		// Resolvers read 0x7f.1, 2130706433 and 0177.0.0.1 as addresses; no top
		// domain is a number (RFC 3696, 2).
		return "", "names an address in a spelling that is not taken"
	case slices.Contains(homes, last) || strings.HasSuffix(host, ".localdomain"):
		return "", "names a host that is inside somebody's network"
	case last == host:
		return "", "names a host without a domain"
	}
	return host, ""
}

// numeric reports whether a label is one that C's inet_aton takes for a number.
func numeric(label string) bool {
	hex, isHex := strings.CutPrefix(label, "0x")
	if isHex {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return strings.Trim(label, "0123456789") == ""
}

func portOf(u *url.URL) (port, why string) {
	p := u.Port()
	if p == "" {
		return "", ""
	}
	n, err := strconv.Atoi(p)
	switch {
	case err != nil || n != 443 && n < 1024 || n > 65535:
		return "", "has a port that is neither 443 nor one of 1024 to 65535"
	case n == 443:
		return "", ""
	}
	return ":" + strconv.Itoa(n), ""
}

func unprinted(r rune) bool { return r <= ' ' || r == 0x7f || r == '\\' }

// Host is the host of an address, and its port if that is a special one: what
// those may see who need not know the rest, which may hold a token.
func Host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// Shown is an address as letters show it: scheme, host and at most the first word
// of the path. An address may itself hold a token, behind it.
func Shown(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	out := u.Scheme + "://" + u.Host
	word, rest, _ := strings.Cut(strings.TrimPrefix(u.EscapedPath(), "/"), "/")
	if word == "" && rest == "" && u.RawQuery == "" {
		return out
	}
	const longest = 12 // letters of a word: a token is longer, or has something else in it
	if word == "" || len(word) > longest || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" {
		return out + "/…"
	}
	if out += "/" + word; rest != "" || u.RawQuery != "" {
		out += "/…"
	}
	return out
}
