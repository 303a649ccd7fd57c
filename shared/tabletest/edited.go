package tabletest

import (
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
)

// Edits writes a credential as an edit of it says, past every rule, and the rows by
// which it is found.
func (w *World) Edits(which id.Credential, edit func(*credential.Credential)) {
	w.T.Helper()
	was := credential.Credential{ID: which}
	w.Read(&was)
	is := was
	edit(&is)
	var ch change.Change
	ch.Keep(credential.Repost(&ch, was, is))
	w.Keep(ch, "edited "+string(which))
}
