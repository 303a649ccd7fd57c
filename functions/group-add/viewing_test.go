package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// rules C5, G2: a group that is named to view logins carries access too.
func TestWhoJoinsAGroupThatMayViewGivesThemselvesAccess(t *testing.T) {
	w := told(t)
	r := access.Resource{Organization: SouthFen, ID: Intranet}
	w.Read(&r)
	r.Viewing = &access.Viewing{Groups: []id.Group{Keyholders}}
	w.Keep(change.Change{Records: []change.Record{r, access.ViewedBy{Organization: SouthFen, Group: Keyholders, Resource: Intranet}}}, "Keyholders may view")
	w.Replay(As(Una), Path("organization", SouthFen), Path("group", Keyholders), Set("person", string(Una.ID))).Is(200)
	una := identity.Member{Organization: SouthFen, Person: Una.ID}
	if w.Read(&una); !r.ViewsMember(una) || w.Told() != "own-access" || !strings.Contains(w.Record(SouthFen)[0].Detail, "own access") {
		t.Errorf("told %s; on record %+v", w.Told(), w.Record(SouthFen)[0].Entry)
	}
}
