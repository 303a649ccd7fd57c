package main

import (
	"slices"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "left-list")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.list)
	return w
}

// rules C1, C5, C14
func TestWhatWaitsIsListedForItsOwnerAndNobodyElse(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		got := Read[api.LeftPage](w.Replay().Never(NedNote.Secret.Reveal(), NedManaged.Name))
		if len(got.Items) != 1 || got.Items[0].Organization != FernHill || got.Items[0].Name != "Fern Hill" || !got.Items[0].Until.Equal(NedGone.AddDate(0, 0, 30)) || got.Items[0].More {
			t.Fatalf("answered %+v", got)
		}
		var names []string
		for _, c := range got.Items[0].Credentials {
			names = append(names, c.Name)
			if c.Login != (c.Credential == NedLogin.ID) || c.Username != Ned.Email {
				t.Errorf("%+v", c)
			}
		}
		slices.Sort(names)
		if !slices.Equal(names, []string{NedNote.Name, NedLogin.Name}) {
			t.Errorf("listed %q", names)
		}
		for _, p := range []Person{Kit, Lea, Ann, Olga} {
			w.Replay(As(p)).Is(200, `"items":[]`).Never("Ned")
		}
		w.Replay(Nobody).Is(401)
		w.Replay(Query("after", "x%")).Is(400, "query.after")
	})
}

// rule C14: the last instant is outside; whoever is back has it there.
func TestWhatIsOverOrOpensAgainIsNotListed(t *testing.T) {
	w := told(t)
	until := NedGone.Add(identity.LeftFor)
	w.SignedIn(Ned, until)
	w.Replay(At(until.Add(-time.Millisecond))).Is(200, NedNote.Name)
	w.Replay(At(until)).Is(200, `"items":[]`)
	w.Returns(T0)
	w.Replay().Is(200, `"items":[]`)
}
