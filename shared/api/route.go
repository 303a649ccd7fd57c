// Package api is the route table and the messages: what the service answers to,
// stated once. It has no logic.
//
// The stack makes the gateway's body, the functions and their permissions from
// this table; the local gateway its routes; the OpenAPI document its paths; the
// tests their cases.
package api

import (
	"reflect"

	"github.com/valetkey/valetkey/shared/identity"
)

// Route is one row: one address, one function, one act. Its name is also the
// folder in functions, the operationId and the name of the recorded event.
type Route struct {
	Name    string
	Method  string // GET changes nothing (promise 6)
	Path    string // with {parameters}
	Who     identity.Who
	Summary string
	Status  int          // of the good answer
	In, Out reflect.Type // messages; Out is nil for an empty answer
	Proxy   bool         // a reverse proxy asks, and shows its key: its GET may write, for no link or form can send that
	Secret  bool         // the answer holds a secret: it is never stored to be repeated
	Touch   Touch
	Memory  int // MB; 0 means 512
}

// Timeout is how long a function that answers a route may run, in seconds. It
// bounds how long somebody who was already inside may still be answered
// (promise 2).
const Timeout = 5

// Worker is a function that no route leads to: the stream's, the clock's, the
// mail service's and the state machine's door.
type Worker struct {
	Name    string
	Summary string
	Stream  string // the value of an order's door that the stream is filtered to
	Every   int    // minutes between two calls of the clock; 0 for none
	Bounces bool   // told of mail that came back
	Machine bool   // called by the state machine of access periods
	Hooks   bool   // told by the bus of deliveries that are due
	Touch   Touch
	Memory  int // MB; 0 means 512
	Timeout int // seconds
}

// Partition is the first part of a partition key: what dynamodb:LeadingKeys
// tells apart. The keys themselves are in shared/table/keys.go.
type Partition string

// The partitions of the table and of its two indexes.
const (
	AtPerson     Partition = "PERSON"
	AtSignin     Partition = "SIGNIN"
	AtSession    Partition = "SESSION"
	AtPass       Partition = "PASS"
	AtSignup     Partition = "SIGNUP"
	AtTries      Partition = "TRIES"
	AtReset      Partition = "RESET"
	AtKnown      Partition = "KNOWN"
	AtAsked      Partition = "ASKED"
	AtRequest    Partition = "REQUEST"
	AtQueue      Partition = "QUEUE"
	AtMine       Partition = "MINE"
	AtAbout      Partition = "ABOUT"
	AtPast       Partition = "PAST"
	AtHook       Partition = "HOOK"
	AtOrg        Partition = "ORG"
	AtKey        Partition = "KEY"
	AtResource   Partition = "RESOURCE"
	AtFor        Partition = "FOR"
	AtVault      Partition = "VAULT"
	AtCredential Partition = "CREDENTIAL"
	AtTicket     Partition = "TICKET"
	AtConsent    Partition = "CONSENT"
	AtImport     Partition = "IMPORT"
	AtDelegation Partition = "DELEGATION"
	AtInbox      Partition = "INBOX"
	AtNotice     Partition = "NOTICE"
	AtOut        Partition = "OUT"
	AtDue        Partition = "DUE"
	AtMark       Partition = "MARK"
	AtAudit      Partition = "AUDIT"
	AtIdem       Partition = "IDEM"
	AtThing      Partition = "THING" // index by-thing
	AtActor      Partition = "ACTOR" // index by-actor
)

// Touch is what a function may touch, and nothing else: its role's statements,
// in the stack and on one machine alike, are made from it.
type Touch struct {
	Get      []Partition // read by key, in a snapshot
	Query    []Partition // listed
	Write    []Partition // put, updated or deleted, only inside a transaction
	Check    []Partition // only a condition in somebody's transaction
	Envelope []Envelope  // what it may ask of the envelope's KMS key
	Mails    bool        // may send through SES
	Starts   bool        // may start executions of the state machine of access periods
	Tells    bool        // may put events on the bus
}

// Envelope is a use of the envelope's KMS key; each is bound to an encryption
// context, and none implies another.
type Envelope string

// The uses of the envelope's key.
const (
	MakeKey  Envelope = "make-key"  // GenerateDataKey for an organization's new key pair
	OpenKey  Envelope = "open-key"  // Decrypt the outside of an organization's private key
	SealLink Envelope = "seal-link" // Encrypt a token or code until it is mailed
	OpenLink Envelope = "open-link" // Decrypt a token or code to mail it
	SealHook Envelope = "seal-hook" // Encrypt the secret that a webhook's deliveries are signed with
	OpenHook Envelope = "open-hook" // Decrypt it to sign one
)

// Whole is everything the row's function may touch: what the row says, and what
// every function behind the same door needs.
func (r Route) Whole() Touch {
	t := r.Touch
	if r.Who != identity.Anyone {
		t.Get = with(t.Get, AtSession, AtOrg)
		if r.Who == identity.Anybody {
			t.Get = with(t.Get, AtPerson)
		}
		if r.Method != "GET" {
			t.Check = with(t.Check, AtSession, AtOrg)
			t.Write = with(t.Write, AtAudit) // refusals are on record (rule A1)
			if !r.Secret {
				t.Get = with(t.Get, AtIdem)
				t.Write = with(t.Write, AtIdem)
			}
		}
	}
	return t
}

func with(have []Partition, more ...Partition) []Partition {
	out := append([]Partition{}, have...)
	for _, m := range more {
		found := false
		for _, h := range out {
			found = found || h == m
		}
		if !found {
			out = append(out, m)
		}
	}
	return out
}
