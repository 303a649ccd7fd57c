package tabletest

import (
	"github.com/valetkey/valetkey/shared/access"
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

// Receives has somebody see what Ridge keeps for no resource, on record.
func (w *World) Receives(p Person, which Filed) {
	w.T.Helper()
	f := access.FactsOf(p.ID, Ridge, "", which.ID)
	w.Read(f.Wanted()...)
	var err error
	if f.Path, err = w.Operator().PathOf(w.T.Context(), Ridge, f.Credential.Folder); err != nil {
		w.T.Fatal(err)
	}
	ch, err := access.Enter(w.CallsIn(Ridge, p, T0), f, credential.Read)
	if err != nil {
		w.T.Fatal(err)
	}
	w.Keep(ch, p.Name+" receives "+which.Name)
}
