package api

import (
	"cmp"
	"slices"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// HereOf are those of some credentials that the caller is offered at an origin.
func HereOf(all []access.Facts, by identity.Caller, stood map[id.Resource]access.Stood, origin string) []Here {
	var out []Here
	for _, f := range all {
		if state, offered := access.Offered(by, f, origin); offered {
			out = append(out, hereFrom(f, by, stood[f.Resource.ID], state))
		}
	}
	return out
}

func hereFrom(f access.Facts, by identity.Caller, stood access.Stood, state access.State) Here {
	c := f.Reader.Had(f.Credential)
	out := Here{
		Credential: c.ID, Name: c.Name, Username: c.Username, Own: c.Own(by), Lender: cmp.Or(f.Resource.Lender(), f.Reader.Lender),
		Resource: f.Resource.ID, ResourceName: f.Resource.Name, Codes: c.Codes, Picked: f.Standing.Picked == c.ID, State: string(state),
	}
	ways := myAccessFrom(f.Resource, by, stood)
	at := slices.IndexFunc(ways, func(a MyAccess) bool { return a.Credential == c.ID })
	if at < 0 || f.Resource.ID == "" {
		return out
	}
	out.Access = &ways[at]
	if state == access.IsLocked && out.Access.State == string(access.IsPending) {
		out.State = string(access.IsPending)
	}
	return out
}
