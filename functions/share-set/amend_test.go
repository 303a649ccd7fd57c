package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sharing"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// press is what Halyard shares with Orchard already.
var press = Path("credential", Press.ID)

func orchards(w *World, f Filed) credential.Reader {
	r := credential.Reader{Credential: f.ID, Organization: Orchard}
	w.Read(&r)
	return r
}

// mayShare has an admin let somebody share.
func mayShare(w *World, o id.Organization, p Person) {
	m := identity.Member{Organization: o, Person: p.ID}
	w.Read(&m)
	m.Shares = true
	w.Keep(change.Change{Records: []change.Record{m}}, p.Name+" may share")
}

func TestWhatIsAmendedIsSharedOtherwiseAndByWhomItWas(t *testing.T) { // rules H2, H4, A2
	w := told(t)
	mayShare(w, Halyard, Tess)
	was := orchards(w, Press)
	off := *was.Share
	off.Off, off.OffBy = &T0, "Orla"
	was.Share = &off
	w.Keep(change.Change{Records: []change.Record{was}}, "Orla disabled it")
	end := T0.Add(48 * time.Hour)
	got := Read[api.Share](w.Replay(As(Tess), press, Set("mode", "write"), Set("everyone", false), Set("people", []string{string(Opal.ID)}), Set("log", true), Set("ends", end.Format(time.RFC3339))))
	if got.Mode != "write" || got.Everyone || len(got.People) != 1 || got.People[0].Name != "Opal" || len(got.Groups) != 0 || !got.Log || !got.Ends.Equal(end) {
		t.Errorf("amended to %+v", got)
	}
	if got.By != "Hal" || !got.Since.Equal(was.Share.Since) || got.Off == nil || got.OffBy != "Orla" {
		t.Errorf("what is not hers to say: %+v", got)
	}
	is := orchards(w, Press)
	if string(is.Key.Bytes) != string(was.Key.Bytes) || is.Number != was.Number || is.Filed != was.Filed {
		t.Errorf("the way itself: %+v", is)
	}
	detail := "to read and write, for Opal, with its change log, until 2026-03-04T09:00:00Z"
	for o, want := range map[id.Organization]string{Halyard: "with Orchard: " + detail, Orchard: detail} {
		if e := w.Record(o)[0]; e.Action != audit.ShareAmended || e.ActorName != "Tess" || e.Detail != want || e.Thing != string(Press.ID) {
			t.Errorf("on record of %s: %+v", o, e.Entry)
		}
	}
	if n := w.Told(); n != "" {
		t.Errorf("told %s", n)
	}
}

func TestWhatIsSharedSoAlreadyStaysAsItIs(t *testing.T) { // rule H4
	w := told(t)
	as := []Edit{press, Set("everyone", false), Set("people", []string{string(Orla.ID)}), Set("groups", []string{string(Pickers)})}
	w.Unchanged(func() {
		if got := Read[api.Share](w.Replay(as...)); got.Mode != "read" || len(got.People) != 1 || len(got.Groups) != 1 || got.By != "Hal" {
			t.Errorf("%+v", got)
		}
	})
}

func TestARepeatIsAnsweredAsTheFirstAndDoesNothing(t *testing.T) { // promise 5
	w := told(t)
	key := Header("idempotency-key", "once")
	first := w.Replay(key)
	w.Unchanged(func() {
		if again := w.Replay(key); again.Body != first.Body {
			t.Errorf("again: %s", again.Body)
		}
		w.Replay(key, Set("mode", "use")).Is(422)
	})
	if w.Told() != "share-given" {
		t.Errorf("told %s", w.Told())
	}
}

func TestWhatWasStoppedOrRanOutIsSharedAnew(t *testing.T) { // rules H1, H5
	for name, end := range map[string]func(*World){
		"stopped": func(w *World) {
			f := sharing.SharedOf(Press.ID, Orchard)
			w.Read(f.Wanted()...)
			ch, err := sharing.Stop(w.CallsIn(Halyard, Hal, T0), access.Found{Credential: f.Credential}, f.Reader)
			if err != nil {
				t.Fatal(err)
			}
			ch.Notices = nil
			w.Keep(ch, "stopped")
		},
		"at its end date": func(w *World) {
			r := orchards(w, Press)
			r.Ends = &T0
			w.Keep(change.Change{Records: []change.Record{r}}, "it ends")
		},
	} {
		w := told(t)
		end(w)
		got := Read[api.Share](w.Replay(press, Set("mode", "use")))
		if got.Mode != "use" || !got.Everyone || !got.Since.Equal(T0) || got.Ends != nil || w.Told() != "share-given" {
			t.Errorf("%s: %+v, told %s", name, got, w.Told())
		}
		if r := orchards(w, Press); r.Over(T0) || len(r.Key.Bytes) == 0 || r.Was != nil {
			t.Errorf("%s: %+v", name, r)
		}
		c := credential.Credential{ID: Press.ID}
		if w.Read(&c); len(c.Readers) != 2 {
			t.Errorf("%s: it is had by %v", name, c.Readers)
		}
		if e := w.Record(Orchard)[0]; e.Action != audit.CredentialShared || e.Detail != "to use, for everyone there" {
			t.Errorf("%s: on record %+v", name, e.Entry)
		}
	}
}
