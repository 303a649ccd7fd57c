package tabletest

import (
	"fmt"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// Stocks keeps n credentials in an organization, by the rule and several in one
// transaction, past the proxy: where is the folder that they are in.
func (w *World) Stocks(p Person, o id.Organization, n int, where access.Filing) []id.Credential {
	w.T.Helper()
	by := w.CallsIn(o, p, T0)
	home := identity.Organization{ID: o}
	w.Read(&home)
	to := credential.To(home)
	var all change.Change
	out := make([]id.Credential, n)
	for i := range out {
		out[i] = identity.Mint[id.Credential](by.Call, i)
		sealed, err := envelope.Seal(credential.Place{Home: o, Credential: out[i], Number: 1}, credential.Secrets{Secret: Password}, to)
		if err != nil {
			w.T.Fatal(err)
		}
		_, ch, err := access.AddCredential(by, where, credential.Credential{Name: fmt.Sprintf("Device %03d", i), Username: "admin", URL: sharedAt}, sealed)
		if err != nil {
			w.T.Fatal(err)
		}
		ch.Checks, ch.Orders = nil, nil
		if all.Items()+ch.Items() > change.Most {
			w.Keep(all, fmt.Sprint(by.ID, " up to ", i))
			all = change.Change{}
		}
		all.Add(ch)
	}
	w.Keep(all, fmt.Sprint(by.ID, " the rest"))
	return out
}
