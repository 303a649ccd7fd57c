package identity

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
)

// Who says who may knock at a route.
type Who string

// Who may knock. A member who is too little for a route gets 403; who is no
// member gets 404 (promise 7).
const (
	Anyone  Who = "anyone"  // nobody signs in; a link or a password identifies
	Anybody Who = "anybody" // anyone signed in, for no organization in particular
	Members Who = "members" // a member of the organization in the address
	Admins  Who = "admins"  // an admin of the organization in the address
	Readers Who = "readers" // an admin or auditor of the organization in the address
)

// Call is one request as the rules see it: what it presents, when it arrived
// and from where. It is made from the event alone, so a recorded event replays
// to the same answer.
type Call struct {
	Route  string    // the route's name
	Who    Who       // who may knock at it
	Writes bool      // whether it may change anything
	At     time.Time // when it arrived: the only clock there is
	ID     string    // the gateway's request id
	From   string    // the address it came from
	Agent  string    // the browser it came from, as that says; at most 200 characters
	Token  Token     // the session it presents; zero for none
	Repeat Repeat    // its Idempotency-Key; zero for none
}

// Repeat is what tells a request's repeat from another request (promise 5).
type Repeat struct {
	Key  string // the Idempotency-Key header
	Body string // a MAC of the request's body and address, in hex, under a key that the session's token makes
}

// Mint makes the nth id of its kind for this call.
func Mint[K id.Kind](c Call, n int) K { return id.New[K](c.At, c.ID, n) }
