package delegation_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

var (
	nine  = identitytest.Nine
	team  = identitytest.Organization("Fabrikam", identity.Provider)
	home  = identitytest.Organization("Olga", identity.Personal)
	other = identitytest.Organization("Mallory", identity.Personal)
	ada   = identitytest.Member(team, "Ada", identity.Admin)
	olga  = identity.Person{ID: identitytest.Member(home, "Olga", identity.Admin).Person, Name: "Olga", Email: "olga@example.com", Version: 1}
	link  = identity.NewLinkToken("deleg")
)

const code = "1234 5678"

// owner is Olga, calling from her own organization.
func owner(at time.Time) identity.Caller {
	return identitytest.Caller(identitytest.Member(home, "Olga", identity.Admin), at)
}

// stored is c kept: each record has the version after the one it was read at.
func stored[R change.Record](t *testing.T, c change.Change, pick func(R) R) R {
	t.Helper()
	for _, r := range c.Records {
		if x, ok := r.(R); ok {
			return pick(x)
		}
	}
	var none R
	t.Fatalf("no %T is kept", none)
	return none
}

func keptDelegation(t *testing.T, c change.Change) delegation.Delegation {
	t.Helper()
	return stored(t, c, func(d delegation.Delegation) delegation.Delegation { d.Version++; return d })
}

func keptResource(t *testing.T, c change.Change) access.Resource {
	t.Helper()
	return stored(t, c, func(r access.Resource) access.Resource { r.Version++; return r })
}

// asking is what Ada asks for, when nothing is known of it yet.
func asking(t *testing.T, address, email string) delegation.Asking {
	t.Helper()
	f, err := delegation.NewAsking(team.ID, " Shop ", address, email, " Please ")
	if err != nil {
		t.Fatal(err)
	}
	f.Organization, f.Link = team, identity.Link{Hash: link.Hash(), Expires: nine.Add(delegation.LinkLife)}
	return f
}

// asked is Ada's request for Olga's shop.
func asked(t *testing.T) (delegation.Delegation, access.Resource) {
	t.Helper()
	_, ch, err := delegation.Ask(identitytest.Caller(ada, nine), asking(t, "shop.example.com", " olga@example.com "))
	if err != nil {
		t.Fatal(err)
	}
	return keptDelegation(t, ch), keptResource(t, ch)
}

// claimed is the request after Olga claimed it.
func claimed(t *testing.T) (delegation.Delegation, access.Resource) {
	t.Helper()
	d, r := asked(t)
	ch, err := delegation.Claim(d, olga, home, nine)
	if err != nil {
		t.Fatal(err)
	}
	return keptDelegation(t, ch), r
}

func sealed(number int) credential.Sealed {
	s := credential.Sealed{
		Place: credential.Place{Home: home.ID, Credential: "cred_a", Number: number}, Fields: map[string][]byte{"secret": []byte("sealed")},
		Keys: map[id.Organization]credential.SealedKey{},
	}
	for _, o := range []identity.Organization{home, team} {
		s.Keys[o.ID] = credential.SealedKey{Epoch: 1, Bytes: fmt.Appendf(nil, "for %s", o.Name)}
	}
	return s
}

// shared is what is known once Olga has shared her login, as Revoke needs it.
func shared(t *testing.T) delegation.Facts {
	t.Helper()
	d, r := claimed(t)
	_, ch, err := delegation.Share(owner(nine), delegation.Facts{Delegation: d, Resource: r, Asking: team}, "olga", delegation.Terms{}, sealed(1))
	if err != nil {
		t.Fatal(err)
	}
	f := delegation.Facts{Delegation: keptDelegation(t, ch), Resource: keptResource(t, ch), Asking: team}
	for _, rec := range ch.Records {
		switch x := rec.(type) {
		case credential.Credential:
			f.Credential = x
		case credential.Reader:
			if x.Organization == team.ID {
				f.Reader = x
			}
		}
	}
	f.Credential.Version, f.Reader.Version = 1, 1
	return f
}

func wantKind(t *testing.T, what string, err error, want fault.Kind) {
	t.Helper()
	if fault.Of(err) != want || (err == nil) != (want == "") {
		t.Errorf("%s: got %v, want %q", what, err, want)
	}
}
