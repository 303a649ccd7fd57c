package tabletest

import (
	"time"

	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Ask has somebody ask an address for the use of an account, a minute before T0,
// and mails it a code: Code. It answers the request and its link's token.
func (w *World) Ask(by Person, o id.Organization, address, email string) (delegation.Delegation, string) {
	w.T.Helper()
	must := func(err error) {
		w.T.Helper()
		if err != nil {
			w.T.Fatal(err)
		}
	}
	name := by.Name + " asks " + email
	c := calling(before(time.Minute), name)
	c.Who, c.Token = identity.Members, by.Session()
	caller, err := w.Operator().Find(w.T.Context(), c, o)
	must(err)
	f, err := delegation.NewAsking(o, "Asked by "+by.Name, address, email, "")
	must(err)
	w.Read(f.Facts()...)
	d := delegation.Delegation{ID: identity.Mint[id.Delegation](c, 0)}
	link := linkText(string(d.ID))
	f.Link = identity.Link{Hash: mustLink(link).Hash(), Expires: T0.Add(delegation.LinkLife)}
	_, ch, err := delegation.Ask(caller, f)
	must(err)
	ch.Notices, ch.Orders = nil, nil
	w.Keep(ch, name)
	w.Read(&d)
	ch, err = delegation.SendCode(c, d, mustLink(link), identity.Code{
		Hash: mustLink(link).HashCode(Code), Sealed: []byte("a code"), Expires: T0.Add(identity.CodeLife),
	})
	must(err)
	ch.Notices = nil
	w.Keep(ch, name+", a code")
	d = delegation.Delegation{ID: d.ID}
	w.Read(&d)
	return d, link
}
