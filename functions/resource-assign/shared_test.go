package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// Rule G3: in words, and of what is not shared with them nothing is said.
func TestWhatIsSharedIsAssignedOnceItIsALoginOfTheResource(t *testing.T) {
	w := told(t)
	r := access.Resource{Organization: Orchard, ID: id.New[id.Resource](T0, "a press", 0), Name: "Press"}
	w.Keep(change.Change{Records: []change.Record{r}}, "a resource of Orchard")
	orla := []Edit{As(Orla), Path("organization", Orchard), Path("resource", r.ID), Set("group", Pickers), Set("member", nil)}
	w.Unchanged(func() {
		w.Replay(append(orla, Set("credential", Press.ID))...).Is(400, "is shared by Halyard")
		w.Replay(append(orla, Set("credential", Pump.ID))...).Is(400, "is not one of this resource's to assign")
	})
}
