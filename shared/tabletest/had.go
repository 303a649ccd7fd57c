package tabletest

import (
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
)

// Had has an organization find what it was lent, as the chore of the loan does.
func (w *World) Had(c id.Credential, o id.Organization) {
	w.T.Helper()
	is, r := credential.Credential{ID: c}, credential.Reader{Credential: c, Organization: o}
	w.Read(&is, &r)
	var ch change.Change
	ch.Keep(r.Repost(&ch, is))
	w.Keep(ch, "had "+string(c))
}
