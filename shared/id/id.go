// Package id holds the typed ids of everything Valetkey keeps.
//
// An id is a prefix that says what it names and a ULID: typed, sortable by the
// time it was made, and compared as an id, never as a name or an address. Ids
// are no secrets: knowing one opens nothing. They stand in one package below
// all others so that a thing can name another without importing its rules.
package id

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"
)

// The kinds of ids. The zero value of each means "none".
type (
	Person       string // a human with one sign-in
	Session      string // one sign-in of a person
	Signup       string // a new organization that waits for its mail to be confirmed
	Organization string // a tenant
	Reset        string // a forgotten password that waits for its code
	Invitation   string // a person asked to become a member
	Group        string // members who are granted things together
	Resource     string // an app, host or service at an address
	Assignment   string // a group or member put on a resource
	Credential   string // a username and secret
	Request      string // somebody asks to be let in
	Consent      string // admins ask for a login that its owner kept to themselves
	Delegation   string // an outside owner lends the use of an account
	Folder       string // a place for credentials
	Client       string // a customer as a place to file
	Import       string // a file that is brought in
	Webhook      string // an address that is told of what happens
	Delivery     string // one thing that it is told of
	Pass         string // a way through a gate, of one session
	Notice       string // what people must be told
	Order        string // what must follow a change
	Ticket       string // what a launch hands to the browser that fills in
	Entry        string // an audit entry
)

// Prefix says what an id names; every id begins with its kind's prefix and "_".
func (Person) Prefix() string       { return "person" }
func (Session) Prefix() string      { return "session" }
func (Signup) Prefix() string       { return "signup" }
func (Organization) Prefix() string { return "org" }
func (Reset) Prefix() string        { return "reset" }
func (Invitation) Prefix() string   { return "invite" }
func (Group) Prefix() string        { return "group" }
func (Resource) Prefix() string     { return "res" }
func (Assignment) Prefix() string   { return "assign" }
func (Credential) Prefix() string   { return "cred" }
func (Request) Prefix() string      { return "req" }
func (Delegation) Prefix() string   { return "deleg" }
func (Consent) Prefix() string      { return "consent" }
func (Folder) Prefix() string       { return "folder" }
func (Client) Prefix() string       { return "client" }
func (Import) Prefix() string       { return "import" }
func (Webhook) Prefix() string      { return "hook" }
func (Delivery) Prefix() string     { return "delivery" }
func (Pass) Prefix() string         { return "pass" }
func (Notice) Prefix() string       { return "notice" }
func (Order) Prefix() string        { return "order" }
func (Ticket) Prefix() string       { return "ticket" }
func (Entry) Prefix() string        { return "entry" }

// Kind is any of the id types.
type Kind interface {
	~string
	Prefix() string
}

// New makes the nth id of its kind for the request named by seed, which arrived
// at at. The same request makes the same ids again, so a recorded event replays
// to the same answer; two requests never share a seed. n tells ids of one kind
// in one request apart.
func New[K Kind](at time.Time, seed string, n int) K {
	var kind K
	sum := sha256.Sum256(fmt.Appendf(nil, "valetkey id %d %s %s %d", len(seed), seed, kind.Prefix(), n))
	u, err := ulid.New(ulid.Timestamp(at), bytes.NewReader(sum[:]))
	if err != nil {
		panic("id: an instant no ULID can hold: " + at.String()) // years after 10889
	}
	return K(kind.Prefix() + "_" + u.String())
}

// Made is when an id was made, to the millisecond; the zero time if it is none.
func Made[K Kind](k K) time.Time {
	u, err := ulid.ParseStrict(strings.TrimPrefix(string(k), k.Prefix()+"_"))
	if err != nil {
		return time.Time{}
	}
	return ulid.Time(u.Time()).UTC()
}

// Pattern is the regular expression of an id with the given prefix.
func Pattern(prefix string) string {
	return "^" + prefix + "_[0-7][0-9A-HJKMNP-TV-Z]{25}$"
}

// Valid reports whether s is a well-formed id with the given prefix.
func Valid(prefix, s string) bool {
	text, ok := strings.CutPrefix(s, prefix+"_")
	if !ok {
		return false
	}
	u, err := ulid.ParseStrict(text)
	return err == nil && u.String() == text // lower case is another string, so another key
}
