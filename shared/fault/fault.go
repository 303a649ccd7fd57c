// Package fault is the one vocabulary of errors a caller can act on.
//
// A fault's message is a sentence for people: it never holds internals or
// secrets. Whatever is not a fault is unknown, and leaves the service as a bare
// 500 with a request id (promise 12). This package knows no HTTP: the one map
// to statuses is in lambdahttp.
package fault

import (
	"errors"
	"fmt"
	"time"
)

// Kind says what the caller can do about a fault.
type Kind string

// The kinds. A stranger gets NotFound for what is not theirs and for what does
// not exist alike (promise 7); Forbidden is only for what one may see but not do.
const (
	Invalid         Kind = "invalid"             // the input is wrong; do not retry as is
	TooLarge        Kind = "too-large"           // the input is larger than is taken
	Unauthenticated Kind = "unauthenticated"     // sign in first
	Forbidden       Kind = "forbidden"           // seen, but not to be done by this caller
	Locked          Kind = "organization-locked" // unlock the organization first
	NotOpen         Kind = "access-locked"       // assigned, but not open now: ask to be let in
	NotFound        Kind = "not-found"           // absent, or hidden from this caller
	NotAllowed      Kind = "method-not-allowed"  // the address exists, not for this method
	Conflict        Kind = "conflict"            // somebody decided; the message says who and when
	Moved           Kind = "moved"               // something changed since it was read; read again
	Mismatch        Kind = "mismatch"            // an idempotency key used for another request
	TooMany         Kind = "too-many"            // slow down; see RetryAfter
	Unavailable     Kind = "unavailable"         // a part is down; nothing was done; see RetryAfter
)

// Kinds lists every kind, for the tests that range over them.
var Kinds = []Kind{
	Invalid, TooLarge, Unauthenticated, Forbidden, Locked, NotOpen, NotFound, NotAllowed,
	Conflict, Moved, Mismatch, TooMany, Unavailable,
}

// Field is one wrong field of the input and why it is wrong.
type Field struct {
	Name   string `json:"name" doc:"The field, as a path: body.email, path.organization."`
	Reason string `json:"reason" doc:"Why it was refused."`
}

// Error is a fault. The zero value is not one.
type Error struct {
	Kind       Kind
	Message    string
	Fields     []Field       // for Invalid: what is wrong with which field
	RetryAfter time.Duration // for TooMany and Unavailable; answered in whole seconds, rounded up
	Cause      error         // for the log only; never shown
}

func (e *Error) Error() string {
	if e.Cause != nil {
		return fmt.Sprintf("%s: %s: %v", e.Kind, e.Message, e.Cause)
	}
	return fmt.Sprintf("%s: %s", e.Kind, e.Message)
}

// Unwrap gives the cause, for errors.Is.
func (e *Error) Unwrap() error { return e.Cause }

// New makes a fault with a message for people.
func New(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// BadField is the Invalid fault of one field.
func BadField(name, format string, args ...any) *Error {
	f := Field{Name: name, Reason: fmt.Sprintf(format, args...)}
	return &Error{Kind: Invalid, Message: "The request is not valid.", Fields: []Field{f}}
}

// Absent is the NotFound fault: it never says whether the thing exists.
func Absent(thing string) *Error {
	return New(NotFound, "There is no such %s.", thing)
}

// Of gives the kind of err, or "" if it is no fault.
func Of(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}
