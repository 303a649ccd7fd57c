package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "member-leaving")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.leaving)
	return w
}

// rules C4, C14
func TestBeforeAMemberIsRemovedTheirUnmanagedLoginsAreNamedAndCounted(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		got := Read[api.Leaving](w.Replay())
		if got.Name != "Lea" || got.Count != 1 || got.Managed != 1 || got.More || got.Days != 30 || len(got.Unmanaged) != 1 {
			t.Fatalf("answered %+v", got)
		}
		if u := got.Unmanaged[0]; u.Credential != LeaLogin.ID || u.Name != LeaLogin.Name || u.ResourceName != "Payroll" || u.Request != LeaRequest || u.Username != Lea.Email {
			t.Errorf("named %+v", u)
		}
	})
	q := credential.Request{ID: LeaRequest}
	w.Read(&q)
	q.State, q.Decided = credential.RequestDenied, &T0
	w.Keep(change.Change{Records: []change.Record{q}}, "denied")
	if got := Read[api.Leaving](w.Replay()); got.Unmanaged[0].Request != "" {
		t.Errorf("a request that is over waits: %+v", got)
	}
}

// rule C1: the answer is the same, to the byte, with and without something personal.
func TestNobodyLearnsWhetherThereIsAnythingPersonal(t *testing.T) {
	w := told(t)
	with := w.Replay().Is(200).Never(LeaNote.Name, string(LeaNote.ID))
	note := credential.Credential{ID: LeaNote.ID}
	w.Read(&note)
	var ch change.Change
	note.Destroy(&ch, T0, credential.Current{}, credential.Reader{})
	w.Keep(ch, "nothing personal")
	if without := w.Replay(); without.Body != with.Body {
		t.Errorf("with: %s\nwithout: %s", with.Body, without.Body)
	}
}

func TestOnlyAdminsAskAndOnlyOfMembers(t *testing.T) { // promise 7
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Lea)).Is(403, "Only an admin")
		w.Replay(As(Ann)).Is(404, "organization")
		w.Replay(Path("person", Ned.ID)).Is(404, "member")
		w.Replay(Path("person", Ann.ID)).Is(404, "member")
		w.Replay(Path("person", "person_nobody")).Is(400)
	})
}
