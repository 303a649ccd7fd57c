package api

import "github.com/valetkey/valetkey/shared/id"

// VaultHere asks what there is for a site. It is asked of one organization at a time,
// like everything: each has its own sign-in duties and suspension (rule F6).
type VaultHere struct {
	Organization id.Organization `json:"-" path:"organization"`
	Origin       string          `json:"-" query:"origin" minLength:"8" maxLength:"300" doc:"What a browser calls the origin of the page: scheme, host and port."`
	Page
}

// HerePage is a page of what there is for a site, by name. It may be short, or empty,
// and have a next.
type HerePage struct {
	Items  []Here `json:"items"`
	Next   string `json:"next,omitempty"`
	Locked bool   `json:"locked,omitempty" doc:"What is open is filled in once this session has unlocked the organization."`
}

// Here is a credential that the caller may sign in with at a site, or ask for: never
// its secret.
type Here struct {
	Credential   id.Credential `json:"credential"`
	Name         string        `json:"name"`
	Username     string        `json:"username,omitempty"`
	Own          bool          `json:"own,omitempty" doc:"It is the caller's own."`
	Lender       string        `json:"lender,omitempty" doc:"Whose it is, if another shares or lends it (the key icon)."`
	Resource     id.Resource   `json:"resource,omitempty" doc:"What it is for; absent: it follows its folder."`
	ResourceName string        `json:"resourceName,omitempty"`
	Codes        bool          `json:"codes,omitempty" doc:"It has sign-in codes, which are filled in too."`
	Picked       bool          `json:"picked,omitempty" doc:"What the caller signed in with last there."`
	State        string        `json:"state" enum:"open,locked,pending" doc:"open: it may be launched; locked: ask; pending: asked."`
	Access       *MyAccess     `json:"access,omitempty" doc:"How the caller stands to its resource with it: what a request takes, or which one waits. Absent for what follows its folder, and for one's own."`
}
