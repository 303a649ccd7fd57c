package identity

import (
	"net/mail"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Address is the form of a mail address by which it is found and compared:
// trimmed, composed (NFC) and in lower case. "" if it is no address.
//
// RFC 5321 lets the part before the @ differ by case; no mailbox that people
// use does, and two accounts for Ann@ and ann@ would be a trap.
func Address(s string) string {
	s = strings.ToLower(norm.NFC.String(strings.TrimSpace(s)))
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || len(s) > 320 {
		return ""
	}
	local, domain, ok := strings.Cut(s, "@")
	if !ok || local == "" || !strings.Contains(domain, ".") {
		return ""
	}
	return s
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
