package api

import (
	"errors"
	"slices"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
)

// FolderFrom is a folder as the caller sees it: whom it is for is for admins and
// auditors.
func FolderFrom(p filing.Path, by identity.Caller) Folder {
	f := p[0]
	out := Folder{ID: f.ID, Name: f.Name, Parent: f.Parent, Path: namesOf(p[1:]), Client: f.Client}
	if by.IsAdmin() || by.Role == identity.Auditor {
		a := p.Audience()
		out.Groups, out.Closed, out.For, out.All = f.Groups, f.Closed, a.Groups, a.Everyone
	}
	return out
}

// ClientFrom is a client as lists show it.
func ClientFrom(c filing.Client) Client { return Client{ID: c.ID, Name: c.Name, Folder: c.Folder} }

// TypesFrom are the types that an organization offers. A list that was just made is
// its own, though it is not stored yet.
func TypesFrom(t filing.Types) Types {
	out := Types{Types: t.Offered(), Own: len(t.Names) > 0, Limits: []TypeLimit{}}
	if t.Forced != nil {
		out.Own, out.Provider = false, t.Forced.Name
	}
	for _, n := range out.Types {
		if days := t.Limit(n); days > 0 {
			out.Limits = append(out.Limits, TypeLimit{Type: n, Days: days})
		}
	}
	return out
}

// LimitsOf are the limits that are asked for; nil if they stay as they are.
func LimitsOf(all []TypeLimit) []filing.Limit {
	if all == nil {
		return nil
	}
	out := make([]filing.Limit, len(all))
	for i, l := range all {
		out[i] = filing.Limit(l)
	}
	return out
}

// FiledFrom is a credential with where it is kept.
func FiledFrom(f access.Found, by identity.Caller) Filed {
	c, r := f.Credential, f.Reader
	out := Filed{
		Credential: CredentialFrom(c, by.Organization, r.Lender).Rotation(c, by), Folder: c.Folder, FolderPath: namesOf(f.Path), Client: c.Client, ClientName: c.For,
		Resource: c.Resource, Disabled: c.Disabled != nil,
	}
	if c.Home == by.Organization {
		out.SharedWith = max(0, len(c.Readers)-1)
		return out
	}
	out.Mode, out.Waits = string(r.Mode), f.Waits(by)
	if r.Share != nil {
		out.Mode, out.Off = ShareFrom(r).Mode, r.Share.Off
	}
	return out
}

// FiledSeenFrom is one credential as somebody sees it who may do so much with it.
func FiledSeenFrom(f access.Found, acts access.Acts, by identity.Caller) FiledSeen {
	out := FiledSeen{Filed: FiledFrom(f, by), May: []string{}}
	for _, a := range []struct {
		name string
		err  error
	}{{"use", acts.Use}, {"reveal", acts.Show}, {"write", acts.Write}, {"log", acts.Log}} {
		if a.err == nil {
			out.May = append(out.May, a.name)
		}
	}
	if acts.Show != nil {
		out.Why = "You see that it is there; it does not open for you."
		if told := new(fault.Error); errors.As(acts.Show, &told) && told.Kind != fault.NotFound {
			out.Why = told.Message
		}
	}
	return out
}

// FiledOf are those of the found credentials that the caller sees.
func FiledOf(all []access.Found, by identity.Caller) []Filed {
	out := []Filed{}
	for _, f := range all {
		if f.Shows(by) {
			out = append(out, FiledFrom(f, by))
		}
	}
	return out
}

// namesOf are the names of the folders of a path, the top one first.
func namesOf(p filing.Path) []string {
	out := []string{}
	for _, f := range slices.Backward(p) {
		out = append(out, f.Name)
	}
	return out
}
