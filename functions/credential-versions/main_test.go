package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "credential-versions")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.versions)
	return w
}

func TestTheChangeLogSaysWhatWhoAndWhenAndNoSecret(t *testing.T) { // rule C9
	w := told(t)
	a := w.Replay().Never(Registrar.Secret.Reveal(), Former.Reveal())
	got := Read[api.ChangeLog](a).Items
	if len(got) != 2 || got[0].Kind != "renewed" || got[0].Version != 2 || got[1].Kind != "created" || got[1].Version != 1 ||
		got[0].By != "Rhea" || !got[0].At.After(got[1].At) {
		t.Errorf("answered %+v", got)
	}
}

func TestWhoMayWriteAndAuditorsReadTheChangeLog(t *testing.T) { // rules C9, F4, promise 7
	w := told(t)
	w.Replay(As(Val)).Is(200, "renewed")
	w.Replay(As(Sol), Path("credential", Insurance.ID)).Is(200, "created")
	w.Replay(As(Sol), Path("credential", Edge.ID)).Is(403)
	w.Replay(As(Sol)).Is(404)
	w.Replay(As(Rhea), Path("credential", Insurance.ID)).Is(404)
	w.Replay(As(Val), Path("credential", Insurance.ID)).Is(404)
	w.Replay(As(Eve)).Is(404)
	w.Replay(As(Ann), Path("organization", BlueHarbor), Path("credential", Social.Credential)).Is(404) // it is lent to them
	w.Replay(As(Cyd), Path("organization", BlueHarbor), Path("credential", Social.Credential)).Is(404)
	c := credential.Credential{ID: Registrar.ID}
	w.Read(&c)
	c.Disabled = &T0
	w.Keep(change.Change{Records: []change.Record{c}}, "it is disabled")
	w.Replay().Is(200, "renewed") // history stays (rule C10)
}

func TestALongChangeLogIsReadByPagesAtThePriceOfAPage(t *testing.T) {
	w := told(t)
	var ch change.Change
	for i := range 60 {
		ch.Keep(credential.Logged{Credential: Edge.ID, Turn: i + 2, Kind: credential.Amended, Number: 1, At: T0, By: "Rhea", What: fmt.Sprint("turn ", i+2)})
	}
	w.Keep(ch, "sixty changes")
	seen, after, pages := 0, "", 0
	for next := true; next; next = after != "" {
		edits := []Edit{Path("credential", Edge.ID), Query("limit", "25")}
		if after != "" {
			edits = append(edits, Query("after", after))
		}
		w.Ledger.Reset()
		got := Read[api.ChangeLog](w.Replay(edits...))
		calls, units := 0, 0.0
		for _, e := range w.Ledger.Of(w.Name) {
			calls, units = calls+1, units+e.Read
		}
		if calls > 4 || units > 16 {
			t.Errorf("page %d takes %d calls and %.1f units", pages, calls, units)
		}
		for _, l := range got.Items {
			if want := fmt.Sprint("turn ", 61-seen); l.What != want && l.Kind != "created" {
				t.Errorf("%q in the place of %q", l.What, want)
			}
			seen++
		}
		after = got.Next
		pages++
	}
	if seen != 61 || pages != 3 {
		t.Errorf("%d lines on %d pages", seen, pages)
	}
	w.Replay(Query("after", "x")).Is(400, "query.after")
	w.Replay(Query("limit", "1000")).Is(400, "query.limit")
	if strings.Contains(after, "LOG") {
		t.Error("a cursor shows keys")
	}
}

// Rules H2, H7, S3: the change log of what is shared is for those who are shown it, and
// tells nothing of what concerns its home alone, nor of who else has it.
func TestTheChangeLogOfWhatIsSharedIsForWhomItIsSharedWithIt(t *testing.T) {
	w := told(t)
	line := credential.Logged{Credential: Scales.ID, Kind: credential.Renewed, Number: 1, At: T0}
	add := func(turn int, edit func(*credential.Logged)) {
		l := line
		l.Turn = turn
		edit(&l)
		w.Keep(change.Change{Records: []change.Record{l}}, "a line")
	}
	add(50, func(l *credential.Logged) { l.By, l.ByOf = "Tess of Halyard", Halyard })
	add(51, func(l *credential.Logged) { l.By, l.ByOf = "Vera of Vineyard", Vineyard })
	add(52, func(l *credential.Logged) { l.By, l.Kind, l.What = "Orla", credential.Moved, "to Barn" })
	add(53, func(l *credential.Logged) {
		l.By, l.Kind, l.What, l.Theirs = "Orla", credential.Amended, "name a to b; tags c to d", "name a to b"
	})
	scales := []Edit{As(Tess), Path("organization", Halyard), Path("credential", Scales.ID)}
	for o, want := range map[id.Organization][]string{
		Halyard: {"Orla name a to b", "Another whom it is shared with ", "Tess of Halyard ", "Orla "},
		Orchard: {"Orla name a to b; tags c to d", "Orla to Barn", "Vera of Vineyard ", "Tess of Halyard ", "Orla "},
	} {
		edits := scales
		if o == Orchard {
			edits = append(scales[:3:3], As(Orla), Path("organization", Orchard))
		}
		got := Read[api.ChangeLog](w.Replay(edits...).Never(Scales.Secret.Reveal())).Items
		if len(got) != len(want) {
			t.Fatalf("%s: %+v", o, got)
		}
		for i, l := range got {
			if said := l.By + " " + l.What; said != want[i] {
				t.Errorf("%s: %q in the place of %q", o, said, want[i])
			}
		}
	}
	w.Replay(append(scales, As(Uma))...).Is(200)
	press := []Edit{As(Omar), Path("organization", Orchard), Path("credential", Press.ID)}
	w.Replay(press...).Is(403, "Halyard shares this without its change log.")
	w.Replay(append(press, As(Opal))...).Is(404)
	w.Replay(append(press, As(Vera), Path("organization", Vineyard))...).Is(404)
	r := credential.Reader{Credential: Scales.ID, Organization: Halyard}
	w.Read(&r)
	chosen := *r.Share
	chosen.Everyone, r.Share = false, &chosen
	w.Keep(change.Change{Records: []change.Record{r}}, "for others")
	w.Replay(append(scales, As(Hal))...).Is(403, "Orchard shares this with others of Halyard, not with you.")
	w.Replay(scales...).Is(404)
	r.Version++
	r.Ends, r.Share.Everyone = &T0, true
	w.Keep(change.Change{Records: []change.Record{r}}, "at its end date")
	w.Replay(scales...).Is(404)
}
