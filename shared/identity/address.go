package identity

import (
	"net/mail"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"

	"github.com/valetkey/valetkey/shared/fault"
)

// maxLocal is how long the part before the @ may be (RFC 5321, 4.5.3.1.1): mail to
// a longer one is refused by the mail service, which nobody would be told of.
const maxLocal = 64

// dns reads a domain as it is looked up, and refuses what no DNS holds.
var dns = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.StrictDomainName(true), idna.VerifyDNSLength(true))

// Address is the form of a mail address by which it is found and compared:
// trimmed, in lower case, its domain as the DNS has it (RFC 5891: bücher.example
// is xn--bcher-kva.example). "" if it is no address, or none that mail reaches.
//
// RFC 5321 lets the part before the @ differ by case; no mailbox that people
// use does, and two accounts for Ann@ and ann@ would be a trap. The small letter
// of the Kelvin sign is a plain k: what is not plain is refused before that.
func Address(s string) string {
	local, domain, ok := cut(strings.TrimSpace(s))
	if !ok || !ascii(local) || len(local) > maxLocal {
		return ""
	}
	domain, err := dns.ToASCII(norm.NFC.String(domain))
	if err != nil || !strings.Contains(domain, ".") {
		return ""
	}
	s = strings.ToLower(local + "@" + domain)
	if a, err := mail.ParseAddress(s); err != nil || a.Address != s {
		return ""
	}
	return s
}

// BadAddress says in which way what was typed is no mail address to write to.
func BadAddress(field, s string) error {
	switch local, _, ok := cut(strings.TrimSpace(s)); {
	case ok && !ascii(local):
		return fault.BadField(field, "has letters before the @ that our mail cannot carry: only plain ones can be written to")
	case len(local) > maxLocal:
		return fault.BadField(field, "has more than %d characters before the @: no mailbox has", maxLocal)
	}
	return fault.BadField(field, "is no mail address")
}

// Mailed is an address as mail is sent to it: as it was typed, with the domain as
// the DNS has it.
func Mailed(s string) string {
	local, domain, ok := cut(strings.TrimSpace(s))
	if !ok {
		return s
	}
	domain, err := idna.Lookup.ToASCII(domain)
	if err != nil {
		return s
	}
	return local + "@" + domain
}

func cut(s string) (local, domain string, ok bool) {
	i := strings.LastIndexByte(s, '@')
	if i < 1 {
		return "", "", false
	}
	return s[:i], s[i+1:], true
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}

// HalfHidden is an address for somebody who may not know it: o…a@example.com.
func HalfHidden(address string) string {
	local, domain, ok := strings.Cut(address, "@")
	r := []rune(local)
	if !ok || len(r) == 0 {
		return "…"
	}
	return string(r[0]) + "…" + string(r[len(r)-1]) + "@" + domain
}
