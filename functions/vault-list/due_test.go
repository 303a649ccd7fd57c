package main

import (
	"slices"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/credential"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// Rules C12, F4: who may do something about it, or audits it, is told since when.
func TestWhatIsDueIsOnAListOfAdminsAndAuditorsAndSaysSinceWhen(t *testing.T) {
	w := told(t)
	w.Edits(Edge.ID, func(c *credential.Credential) { c.Due, c.DueWhy = &LetIn, credential.Lost })
	for _, p := range []Person{Rhea, Val} {
		got := Read[api.FiledPage](w.Replay(As(p), Query("state", "due"))).Items
		if len(got) != 1 || got[0].ID != Edge.ID || got[0].Due != "lost" || got[0].DueSince == nil || !got[0].DueSince.Equal(LetIn) {
			t.Errorf("%s sees %+v", p.Name, got)
		}
	}
	w.Replay(As(Sol), Query("state", "due")).Is(403, "Only an admin or auditor")
	w.Replay(As(Eve), Query("state", "due")).Is(404)
	w.Replay(As(Rhea), Query("state", "dues")).Is(400, "query.state")
	if got := seen(w.Replay(As(Rhea), Query("state", "due"), Query("folder", string(Closed)))); len(got) != 0 {
		t.Errorf("in another folder: %v", got)
	}
	for _, c := range Read[api.FiledPage](w.Replay(As(Sol))).Items {
		if c.Due != "" || c.DueSince != nil {
			t.Errorf("Sol is told that %s is due", c.Name)
		}
	}
	w.Edits(Edge.ID, func(c *credential.Credential) { c.Due, c.DueWhy = nil, "" })
	if got := seen(w.Replay(As(Rhea), Query("state", "due"))); !slices.Equal(got, nil) {
		t.Errorf("none is due, and listed are %v", got)
	}
}
