package credential

import "github.com/valetkey/valetkey/shared/change"

// Unpost drops the rows by which a credential is found, for one that is taken away
// with all that was stored of it: what an import made, and nobody has touched.
func Unpost(ch *change.Change, c Credential) {
	for _, p := range c.posts() {
		p.Version = 1 // a row is written once
		ch.Drop(p)
	}
}
