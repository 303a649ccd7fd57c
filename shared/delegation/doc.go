// Package delegation decides how an outside owner lends the use of an account.
//
//	pending -> shared -> revoked
//	        -> denied     (or disowned: "I do not know them")
//	        -> cancelled  (by who asked)
//	        -> lapsed     (by time alone, 14 days after it was asked)
//
// The asking organization makes a request and a resource that waits for it. The
// owner is mailed a link. The link identifies the request; a code mailed to the
// asked address, or a sign-in with it, claims it for a person; that person, as
// admin of their personal organization, shares or denies (rules D1 to D6).
// Sharing makes a credential in the owner's organization, sealed to the asking
// one as well: nothing is ever copied, so revoking takes it away at once.
//
// It does not judge uses: those rest on the credential's Reader, in access.
package delegation
