package main

import (
	"fmt"
	"testing"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "credential-move")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.move)
	return w
}

// outcomes are what happened to each, in one line.
func outcomes(m api.Moved) string {
	var out []string
	for _, i := range m.Items {
		out = append(out, i.Outcome)
	}
	return fmt.Sprint(out)
}

func some(ids ...any) Edit { return Set("credentials", ids) }

func folder(w *World, f Filed) string {
	c := credential.Credential{ID: f.ID}
	w.Read(&c)
	return string(c.Folder)
}

func TestEachIsMovedAndOnRecord(t *testing.T) { // rules F3, S7, A1
	w := told(t)
	if got := Read[api.Moved](w.Replay()); outcomes(got) != "[moved moved]" {
		t.Errorf("answered %+v", got)
	}
	for i, e := range w.Record(Ridge)[:2] {
		if e.Action != audit.CredentialMoved || e.Detail != "into Contoso" || e.Actor != Rhea.ID {
			t.Errorf("%d on record: %+v", i, e.Entry)
		}
	}
	if folder(w, Wifi) != string(ContosoFolder) || folder(w, Edge) != string(ContosoFolder) {
		t.Errorf("they are in %s and %s", folder(w, Wifi), folder(w, Edge))
	}
	c := credential.Credential{ID: Wifi.ID}
	if w.Read(&c); c.Client != Contoso || c.For != "Contoso" || c.Gate != ContosoFolder {
		t.Errorf("it is for %q behind %q", c.For, c.Gate)
	}
}

func TestOneThatIsRefusedStopsNoOther(t *testing.T) {
	w := told(t)
	all := some(Insurance.ID, id.New[id.Credential](T0, "nothing", 0), Edge.ID, Edge.ID, Camera.Credential, Wifi.ID)
	got := Read[api.Moved](w.Replay(all, Set("folder", Firewalls)))
	if outcomes(got) != "[refused refused unchanged unchanged refused moved]" || got.Items[0].Reason != "There is no such credential." || got.Items[5].Credential != Wifi.ID {
		t.Errorf("answered %+v", got)
	}
	refused := 0
	for _, e := range w.Record(Ridge) {
		if e.Action == audit.Refused && e.Thing == string(Insurance.ID) {
			refused++
		}
	}
	if refused != 1 {
		t.Errorf("%d refusals are on record", refused)
	}
}

func TestWhoIsNoAdminMovesNothing(t *testing.T) { // promise 7
	w := told(t)
	w.Unchanged(func() {
		got := Read[api.Moved](w.Replay(As(Sol), some(Edge.ID, Registrar.ID, Insurance.ID), Set("folder", ContosoFolder)))
		if outcomes(got) != "[refused refused refused]" || got.Items[0].Reason != "Only an admin moves credentials." || got.Items[1].Reason != "There is no such credential." {
			t.Errorf("answered %+v", got)
		}
	})
}

func TestAFolderThatIsNotThereTakesNothing(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		got := Read[api.Moved](w.Replay(Set("folder", id.New[id.Folder](T0, "nothing", 0))))
		if outcomes(got) != "[refused refused]" || got.Items[0].Reason != "body.folder there is no such folder" {
			t.Errorf("answered %+v", got)
		}
	})
	fifty := make([]any, 51)
	for i := range fifty {
		fifty[i] = Edge.ID
	}
	w.Unchanged(func() {
		w.Replay(some(fifty...)).Is(400, "body.credentials")
		w.Replay(some()).Is(400, "body.credentials")
	})
	if got := Read[api.Moved](w.Replay(some(fifty[:50]...), Set("folder", nil))); len(got.Items) != 50 || got.Items[0].Outcome != "moved" || got.Items[49].Outcome != "unchanged" {
		t.Errorf("fifty: %s", outcomes(got))
	}
}

func TestTheSameKeyGetsTheSameAnswer(t *testing.T) { // promise 5
	w := told(t)
	first := w.Replay(Header("idempotency-key", "k1")).Is(200, "moved")
	w.Unchanged(func() {
		if again := w.Replay(Header("idempotency-key", "k1")).Is(200); again.Body != first.Body {
			t.Errorf("answered %s, then %s", first.Body, again.Body)
		}
	})
}

// The table is gone after the first: who asks again has the rest moved.
func TestWhatBrokeOffGoesOnWhenAskedAgain(t *testing.T) {
	w := told(t)
	writes := 0
	restore := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation != "TransactWriteItems" {
			return nil
		}
		if writes++; writes > 1 {
			return dynamo.Conflict(r)
		}
		return nil
	})
	w.Replay().Is(503)
	restore()
	if got := Read[api.Moved](w.Replay()); outcomes(got) != "[unchanged moved]" {
		t.Errorf("answered %+v", got)
	}
}

func TestAResourcesCredentialIsFiledToo(t *testing.T) { // rule G4
	w := told(t)
	hana := []Edit{As(Hana), Path("organization", PierNine), some(Camera.Credential)}
	if got := Read[api.Moved](w.Replay(append(hana, Set("folder", nil))...)); outcomes(got) != "[unchanged]" {
		t.Errorf("answered %+v", got)
	}
	pier := id.New[id.Folder](T0, "a folder of Pier Nine", 0)
	f := filing.Folder{Organization: PierNine, ID: pier, Name: "Cameras", Closed: true}
	w.Keep(change.Change{Records: []change.Record{f}}, "a folder of Pier Nine")
	if got := Read[api.Moved](w.Replay(append(hana, Set("folder", pier))...)); outcomes(got) != "[moved]" {
		t.Errorf("answered %+v", got)
	}
	c := credential.Credential{ID: Camera.Credential}
	if w.Read(&c); c.Folder != pier || c.Resource != Camera.Resource {
		t.Errorf("it is in %s, for %s", c.Folder, c.Resource)
	}
}

func TestTheSameKeyGoesOnWhereThereWasNoTime(t *testing.T) { // promise 5: what is not whole is no first answer
	w := told(t)
	key := Header("idempotency-key", "k1")
	if got := Read[api.Moved](w.Late(key)); outcomes(got) != "[not-done not-done]" {
		t.Fatalf("answered %+v", got)
	}
	for range 2 {
		if got := Read[api.Moved](w.Replay(key)); outcomes(got) != "[moved moved]" {
			t.Errorf("then %+v", got)
		}
	}
}

// Where another lends from is that one's tree (rule F1): an admin of whom it is lent to
// sees it, and moves it nowhere.
func TestWhatIsLentIsNotMoved(t *testing.T) {
	w := told(t)
	w.Had(Social.Credential, BlueHarbor)
	f := filing.Folder{Organization: BlueHarbor, ID: id.New[id.Folder](T0, "theirs", 0), Name: "Theirs"}
	w.Keep(change.Change{Records: []change.Record{f}}, "a folder of theirs")
	was := credential.Credential{ID: Social.Credential}
	w.Read(&was)
	got := Read[api.Moved](w.Replay(As(Ann), Path("organization", BlueHarbor), some(Social.Credential), Set("folder", f.ID)))
	is := credential.Credential{ID: Social.Credential}
	if w.Read(&is); outcomes(got) != "[refused]" || is.Version != was.Version || is.Folder != "" {
		t.Errorf("answered %+v, and it is %+v", got, is)
	}
}

// Rules H6, F1, F2: the receiver files what is shared in their own folder, for their own
// groups, and its home learns nothing of it.
func TestWhatIsReceivedIsFiledByItsReceiverAndItsHomeLearnsNothing(t *testing.T) {
	w := told(t)
	f := filing.Folder{Organization: Orchard, ID: id.New[id.Folder](T0, "presses", 0), Name: "Presses", Groups: []id.Group{Pickers}}
	w.Keep(change.Change{Records: []change.Record{f}}, "a folder of Orchard")
	was, before := credential.Credential{ID: Press.ID}, len(w.Record(Halyard))
	w.Read(&was)
	orla := []Edit{As(Orla), Path("organization", Orchard), some(Press.ID), Set("folder", f.ID)}
	w.Unchanged(func() {
		if got := Read[api.Moved](w.Replay(append(orla, As(Omar))...)); got.Items[0].Reason != "Only an admin moves credentials." {
			t.Errorf("Omar is answered %+v", got)
		}
		if got := Read[api.Moved](w.Replay(append(orla, As(Opal))...)); got.Items[0].Reason != "There is no such credential." {
			t.Errorf("Opal is answered %+v", got)
		}
		if got := Read[api.Moved](w.Replay(As(Hal), Path("organization", Halyard), some(Press.ID), Set("folder", f.ID))); got.Items[0].Outcome != "refused" {
			t.Errorf("into a folder of Orchard's Hal is answered %+v", got)
		}
	})
	if got := Read[api.Moved](w.Replay(orla...)); outcomes(got) != "[moved]" {
		t.Fatalf("answered %+v", got)
	}
	is, r := was, credential.Reader{Credential: Press.ID, Organization: Orchard}
	if w.Read(&is, &r); is.Version != was.Version || is.Folder != "" || r.Folder != f.ID || r.Gate != f.ID {
		t.Errorf("%+v, %+v", is, r.Filed)
	}
	if e := w.Record(Orchard)[0]; e.Action != audit.CredentialMoved || e.Detail != "into Presses" || len(w.Record(Halyard)) != before {
		t.Errorf("on record: %+v, and %d at home", e.Entry, len(w.Record(Halyard))-before)
	}
	behind, _, err := w.Operator().VaultOf(t.Context(), Orchard, []credential.Audience{credential.Audience(f.ID)}, table.Page{Limit: 10})
	if err != nil || len(behind) != 1 || behind[0].ID != Press.ID {
		t.Errorf("behind its gate %v, %v", behind, err)
	}
	if got := Read[api.Moved](w.Replay(orla...)); outcomes(got) != "[unchanged]" {
		t.Errorf("again: %+v", got)
	}
}
