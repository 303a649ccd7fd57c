package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

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
