package main

import (
	"sync"
	"testing"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func fen(l Filed, p Person) []Edit {
	return []Edit{As(p), Path("organization", SouthFen), Path("resource", Intranet), Path("credential", l.ID)}
}

// Rules C4, C5, promise 9: the one who is named sees another's managed login, and
// nobody sees an unmanaged one but its owner.
func TestAColleaguesLoginIsShownToWhomIsNamedIfItsOwnerConsents(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(fen(PipLogin, Una)...).Is(403, "has not allowed admin access").Never(PipLogin.Secret.Reveal())
		w.Replay(fen(PipLogin, Wyn)...).Is(404)
		w.Replay(fen(UgoLogin, Pip)...).Is(404)
	})
	if got := Read[api.Revealed](w.Replay(fen(UgoLogin, Una)...)); got.Secret != UgoLogin.Secret.Reveal() {
		t.Errorf("answered %+v", got)
	}
	got := credential.Received{Credential: UgoLogin.ID, Organization: SouthFen, Person: Una.ID}
	if w.Read(&got); got.Uses != 1 {
		t.Errorf("received %+v", got)
	}
	var lines []string
	for _, e := range w.Record(SouthFen) {
		if e.Action == audit.CredentialRevealed {
			lines = append(lines, e.ActorName+" "+e.Detail)
		}
	}
	if len(lines) != 1 || lines[0] != "Una with Intranet, Ugo" {
		t.Errorf("on record %v", lines)
	}
	w.Replay(fen(PipLogin, Pip)...).Is(200, PipLogin.Secret.Reveal())
}

// Promises 3 and 9: whatever closes it between the look and the record, the secret
// does not leave.
func TestWhatIsClosedMeanwhileIsNotShown(t *testing.T) {
	for name, edit := range map[string]func(*access.Resource, *credential.Credential){
		"consent taken back": func(_ *access.Resource, c *credential.Credential) { c.Managed = false },
		"named no more":      func(r *access.Resource, _ *credential.Credential) { r.Viewing = nil },
	} {
		w := told(t)
		var once sync.Once
		remove := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
			if r.Operation == "TransactWriteItems" {
				once.Do(func() {
					r, c := access.Resource{Organization: SouthFen, ID: Intranet}, credential.Credential{ID: UgoLogin.ID}
					w.Read(&r, &c)
					edit(&r, &c)
					w.Keep(change.Change{Records: []change.Record{r, c}}, name)
				})
			}
			return nil
		})
		if a := w.Replay(fen(UgoLogin, Una)...).Never(UgoLogin.Secret.Reveal()); a.StatusCode < 400 {
			t.Errorf("%s: %d", name, a.StatusCode)
		}
		remove()
	}
}
