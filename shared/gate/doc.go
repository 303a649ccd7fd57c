// Package gate decides what a reverse proxy is told that asks whether somebody may
// come through to a web resource (rule J13): nginx's auth_request, or Traefik's
// ForwardAuth.
//
// A resource with an https address may have one Gate, for exactly that host and port.
// The proxy shows a key, which only it has: without it a gate answers nothing, so
// that no browser can ask for headers that hold a password. How somebody comes in:
//
//	browser -> proxy -> Check     nobody known: 401, a random state for this browser's
//	                              cookie, and the way to the console's page
//	browser -> console -> Give    signed in there: a one-time code, for this person,
//	                              session, resource, host and state; good for 60 s
//	browser -> proxy -> Redeem    the code is used once, by the browser that has the
//	                              state: the cookie of that host only
//	browser -> proxy -> Check     whether it is open now, each time
//
// What Check answers, the first that holds:
//
//	the proxy asks for another host, port or scheme   refused, in words
//	no cookie, or one of another gate, session over,  unknown: to the console
//	  signed out, no member, not on their list
//	locked, or over (rules J3, J10)                   closed: to the request page
//	signs in with a password, and may not or cannot   refused, in words
//	open                                              who it is and, if the gate
//	                                                  signs in, with what
//
// A use is on record before anything is let through (promise 1): the first of a
// minute is kept with a mark, and what follows within that minute is the same use,
// and writes nothing. A gate that signs in does it by access.Through, which holds it
// against every gate of rule G1 like a launch, and only where the credential's own
// address is the gate's (rule G6). A locked organization's secrets open for nobody
// here: the cookie does not hold what its members' sessions have unlocked.
//
// Whoever runs the proxy, and the page behind it, sees who comes and, if the gate
// signs in, the password. It keeps nothing and knows no HTTP.
package gate
