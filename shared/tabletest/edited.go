package tabletest

import (
	"fmt"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
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

// Says gives a credential another secret, as whoever may write it does.
func (w *World) Says(o id.Organization, p Person, c id.Credential, at time.Time, text secret.Text) {
	w.T.Helper()
	f := credential.Changing{Credential: credential.Credential{ID: c}, Current: credential.Current{Version: credential.Version{Credential: c}}}
	w.Read(&f.Credential, &f.Current)
	readers, to, err := w.Operator().ReadersOf(w.T.Context(), f.Credential)
	if err != nil {
		w.T.Fatal(err)
	}
	f.Seen, f.Readers = f.Credential.Number, readers
	sealed, err := envelope.Seal(credential.Place{Home: o, Credential: c, Number: f.Seen + 1}, credential.Secrets{Secret: text}, to...)
	if err != nil {
		w.T.Fatal(err)
	}
	_, ch, err := credential.Change(w.CallsIn(o, p, at), f, sealed)
	if err != nil {
		w.T.Fatal(err)
	}
	w.Keep(ch, fmt.Sprint("a new secret: ", c, f.Seen+1))
}

// LentToAll lends a credential to as many organizations as may have it, past every
// rule; what is sealed to them its home opens.
func (w *World) LentToAll(which id.Credential) []id.Organization {
	w.T.Helper()
	c := credential.Credential{ID: which}
	w.Read(&c)
	home, own := identity.Organization{ID: c.Home}, credential.Reader{Credential: which, Organization: c.Home}
	w.Read(&home, &own)
	for n := len(c.Readers); n < credential.MaxReaders; n++ {
		o := identity.Organization{ID: id.New[id.Organization](T0, "borrower", n), Name: fmt.Sprint("Borrower ", n), Epoch: home.Epoch, Public: home.Public}
		var r credential.Reader
		c, r = c.Lend(r, o, credential.Loan{Lender: home.Name, Mode: credential.Use}, own.Key)
		w.Keep(change.Change{Records: []change.Record{o, r}}, fmt.Sprint("lent to one more: ", which, n))
	}
	w.Keep(change.Change{Records: []change.Record{c}}, "lent to all: "+string(which))
	return c.Readers
}

// OnlyForAdmins closes the folders of Ridge's clients but Contoso.
func (w *World) OnlyForAdmins() {
	w.T.Helper()
	tree, err := w.Operator().TreeOf(w.T.Context(), Ridge)
	if err != nil {
		w.T.Fatal(err)
	}
	var ch change.Change
	for _, f := range tree {
		if f.Client != "" && f.Client != Contoso {
			f.Closed = true
			ch.Keep(f)
		}
	}
	w.Keep(ch, "only for admins")
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
