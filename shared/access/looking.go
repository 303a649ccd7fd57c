package access

import (
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// Acts are what somebody may do with a credential now: each is nil, or why not.
type Acts struct {
	Use   error // sign in with it
	Show  error // reveal it
	Write error // change, move, disable or enable it
	Log   error // read its change log
}

// Look says whether the caller sees a credential, and what they may do with it now, by
// the same gates as the acts themselves. It opens nothing, so nothing is on record.
func Look(by identity.Caller, f Facts) (Found, Acts, error) {
	found := Found{Credential: f.Reader.Had(f.Credential), Reader: f.Reader, Path: f.Path, Resource: f.Resource, Site: f.Site}
	if f.Reader.Version == 0 {
		found.Credential = f.Credential
	}
	if !found.Shows(by) {
		return Found{}, Acts{}, fault.Absent("credential")
	}
	return found, Acts{
		Use: gate(by, f, credential.Use), Show: gate(by, f, credential.Read), Write: found.Told(by, credential.MayWrite(by, f.Credential)), Log: found.MayReadLog(by),
	}, nil
}
