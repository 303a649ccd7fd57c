package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// LeavingShown is how many unmanaged logins of a member are named.
const LeavingShown = 100

// LeavingFrom is what a member would leave behind; found are the unmanaged logins
// that are named, with their resources, and asked the requests that hang on them.
func LeavingFrom(m identity.Member, l credential.Leaving, found []access.Found, asked map[id.Consent]credential.Request, at time.Time) Leaving {
	out := Leaving{
		Person: m.Person, Name: m.Name, Unmanaged: []LeavingLogin{}, Count: len(l.Unmanaged), Managed: l.Managed, More: l.More,
		Days: int(identity.LeftFor / (24 * time.Hour)),
	}
	for _, f := range found {
		c := f.Credential
		one := LeavingLogin{
			Credential: c.ID, Name: c.Name, Username: c.Username, Resource: c.Resource, ResourceName: f.Resource.Name, Disabled: c.Disabled != nil,
		}
		if asked[c.Asked].Waits(at) {
			one.Request = c.Asked
		}
		out.Unmanaged = append(out.Unmanaged, one)
	}
	return out
}

// LeftFrom is what waits for somebody of one organization.
func LeftFrom(m identity.Member, all []credential.Credential, more bool) Left {
	out := Left{Organization: m.Organization, Name: m.OrganizationName, Until: m.WaitsUntil(), Credentials: []LeftOne{}, More: more}
	for _, c := range all {
		out.Credentials = append(out.Credentials, LeftOne{
			Credential: c.ID, Name: c.Name, Type: c.Type, Username: c.Username, URL: c.URL, Login: c.Resource != "",
		})
	}
	return out
}
