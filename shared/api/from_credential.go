package api

import (
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
)

// LoggedFrom is a line of a change log.
func LoggedFrom(l credential.Logged) Logged {
	return Logged{Kind: string(l.Kind), Version: l.Number, At: l.At, By: l.By, What: l.What}
}

// CredentialStateFrom is a credential that was disabled or enabled, and who has
// the use of it: here by its resource, elsewhere by a loan.
func CredentialStateFrom(f access.Found, readers []credential.Reader, by identity.Caller) CredentialState {
	out := CredentialState{Filed: FiledFrom(f, by), Assigned: []string{}, Lent: []string{}}
	for _, a := range f.Resource.AssignedWith(f.Credential) {
		out.Assigned = append(out.Assigned, a.Name)
	}
	for _, r := range readers {
		if r.Organization != f.Credential.Home && !r.Over(by.At) {
			out.Lent = append(out.Lent, r.Name)
		}
	}
	return out
}
