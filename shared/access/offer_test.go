package access_test

import (
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/identity"
)

const shopOrigin = "https://shop.example"

// A list only finds: what it found is offered by what it says now, and by the gates of
// the launch itself (rules G1, G6, J3).
func TestWhatIsOfferedIsWhatALaunchWouldLetIn(t *testing.T) {
	justInTime := &access.Policy{JustInTime: true, Longest: 60, Needs: 1}
	for name, tt := range map[string]struct {
		edit func(*access.Facts, *identity.Caller)
		want access.State // "": not at all
	}{
		"as it is":            {func(*access.Facts, *identity.Caller) {}, access.IsOpen},
		"its own address":     {func(f *access.Facts, _ *identity.Caller) { f.Credential.URL = "https://Shop.example:443/in?x" }, access.IsOpen},
		"another own address": {func(f *access.Facts, _ *identity.Caller) { f.Credential.URL = "https://www.shop.example" }, ""},
		"another scheme":      {func(f *access.Facts, _ *identity.Caller) { f.Resource.Address = "http://shop.example" }, ""},
		"what was agreed":     {func(f *access.Facts, _ *identity.Caller) { f.Reader.Address = "https://agreed.example" }, ""},
		"locked":              {func(f *access.Facts, _ *identity.Caller) { f.Resource.Policy = justInTime }, access.IsLocked},
		"disabled":            {func(f *access.Facts, _ *identity.Caller) { f.Credential.Disabled = &nine }, ""},
		"assigned to nobody":  {func(f *access.Facts, _ *identity.Caller) { f.Resource.Assignments = nil }, ""},
		"an auditor":          {func(_ *access.Facts, by *identity.Caller) { by.Role = identity.Auditor }, ""},
		"one's own": {func(f *access.Facts, by *identity.Caller) {
			f.Credential.Owner, f.Credential.Managed = by.Person, false
		}, access.IsOpen},
		"a colleague's, which an admin may view": {func(f *access.Facts, by *identity.Caller) {
			*by, f.Credential.Owner, f.Resource.Viewing = ada, "person_z", &access.Viewing{All: true}
		}, ""},
		"a colleague's, managed": {func(f *access.Facts, _ *identity.Caller) { f.Credential.Owner = "person_z" }, ""},
	} {
		f, by := company(), uma
		f.Resource.Address = shopOrigin + "/login"
		tt.edit(&f, &by)
		got, offered := access.Offered(by, f, shopOrigin)
		if got != tt.want || offered != (tt.want != "") {
			t.Errorf("%s: %q, offered %v", name, got, offered)
		}
	}
}
