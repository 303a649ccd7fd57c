package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// Rules G3, G7: a login that is shared is on the resource's list for whom both sides
// allow, as its organization has it; what was stopped is on none.
func TestALoginThatIsSharedIsSeenByWhomBothSidesAllow(t *testing.T) {
	w := told(t)
	shed := access.Resource{Organization: Orchard, ID: id.New[id.Resource](T0, "the shed", 0), Name: "Shed"}
	for i, p := range []Person{Omar, Opal} {
		shed.Assignments = append(shed.Assignments, access.Assignment{
			ID: id.New[id.Assignment](T0, "on the shed", i), Member: p.ID, Name: p.Name, Credential: Press.ID, Mode: credential.Use, Since: T0,
		})
	}
	r := credential.Reader{Credential: Press.ID, Organization: Orchard}
	w.Read(&r)
	r.Resource = shed.ID
	w.Keep(change.Change{Records: []change.Record{shed, r, access.Set{Resource: shed.ID, Credential: Press.ID}}}, "a login of the shed")
	w.Edits(Press.ID, func(c *credential.Credential) { c.Tags = []string{"halyards-own"} })
	sees := func(p Person) []api.Credential {
		return Read[api.ResourceDetail](w.Replay(As(p), Path("organization", Orchard), Path("resource", shed.ID)).Never("halyards-own")).Credentials
	}
	for _, p := range []Person{Orla, Omar} {
		if got := sees(p); len(got) != 1 || got[0].ID != Press.ID {
			t.Errorf("%s sees %+v", p.Name, got)
		}
	}
	if got := sees(Opal); len(got) != 0 {
		t.Errorf("Opal sees %+v", got)
	}
	w.Read(&r)
	r.Ended = &T0
	w.Keep(change.Change{Records: []change.Record{r}}, "stopped")
	for _, p := range []Person{Orla, Omar} {
		if got := sees(p); len(got) != 0 {
			t.Errorf("stopped, %s sees %+v", p.Name, got)
		}
	}
}
