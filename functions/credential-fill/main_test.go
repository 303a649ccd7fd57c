package main

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "credential-fill")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: opening.Door{Table: w.Table, Keys: w.Keys}}.fill)
	return w
}

// refused fails the test unless the last line on record is a refusal that says why.
func refused(w *World, why string) {
	w.T.Helper()
	if e := w.Record(Ridge)[0]; e.Action != audit.Refused || e.Actor != Sol.ID || e.Thing != string(Edge.ID) || !strings.Contains(e.Detail, why) {
		w.T.Errorf("on record: %+v", e.Entry)
	}
}

func TestATicketIsFilledInOnce(t *testing.T) { // rule G6
	w := told(t)
	got := Read[api.Fill](w.Replay().Never(Codes.Reveal()))
	if got.Secret != Edge.Secret.Reveal() || got.Username != "admin" || got.Address != "https://fw.contoso.example" || len(got.Code) != 6 || got.CodeEnds == 0 || got.Version != 1 {
		t.Errorf("answered %+v", got)
	}
	w.Replay(At(T0.Add(time.Second))).Is(403, "This launch was filled in already, at 2026-03-02T09:00:00Z.").Never(Edge.Secret.Reveal())
	refused(w, "This launch was filled in already")
}

func TestOfSixtyFourAtOnceOneFillsIn(t *testing.T) {
	w := told(t)
	in := 0
	for _, a := range w.AtOnce(make([][]Edit, 64)...) {
		if a.StatusCode == 200 {
			in++
			continue
		}
		a.Is(403, "filled in already").Never(Edge.Secret.Reveal())
	}
	if in != 1 {
		t.Errorf("%d were filled in", in)
	}
}

func TestAMinuteLaterItIsOver(t *testing.T) {
	w := told(t)
	w.Unchanged(func() { w.Replay(At(EdgeTicket.Expires)).Is(403, "This launch is over").Never(Edge.Secret.Reveal()) })
	refused(w, "This launch is over")
	w.Replay(At(EdgeTicket.Expires.Add(-time.Millisecond))).Is(200)
}

func TestAStolenTicketIsNoTicket(t *testing.T) { // promise 7
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Rhea)).Is(404, "There is no such ticket").Never(Edge.Secret.Reveal())
		w.Replay(As(Bob)).Is(404, "There is no such organization")
		w.Replay(Path("credential", Insurance.ID)).Is(404, "There is no such ticket").Never(Insurance.Secret.Reveal())
		w.Replay(Set("ticket", EdgeToken[:len(EdgeToken)-43]+EdgeToken[len(EdgeToken)-42:]+"A")).Is(404, "There is no such ticket")
		w.Replay(Set("ticket", "")).Is(400, "body.ticket")
		w.Replay(Set("ticket", "x.y")).Is(400, "body.ticket")
	})
	if e := w.Record(Ridge); e[0].Actor != Sol.ID && e[0].Actor != Rhea.ID {
		t.Errorf("on record: %+v", e[0].Entry)
	}
	w.Replay().Is(200) // and its own browser still fills in
}

func TestAnotherSessionOfTheSamePersonDidNotLaunchIt(t *testing.T) {
	w := told(t)
	stolen := EdgeTicket
	w.Read(&stolen)
	stolen.Session = Rhea.SessionID
	w.Keep(change.Change{Records: []change.Record{stolen}}, "it was launched elsewhere")
	w.Unchanged(func() { w.Replay().Is(403, "in another session").Never(Edge.Secret.Reveal()) })
	refused(w, "in another session")
}

func TestItIsFilledInAtItsOwnOriginOnly(t *testing.T) { // rule G6
	w := told(t)
	for _, origin := range []string{
		"http://fw.contoso.example", "https://fw.contoso.example:8443", "https://contoso.example", "https://www.fw.contoso.example",
		"https://fw.contoso.example.evil.example", "https://fw.сontoso.example", "null", "https://FW.contoso.example",
	} {
		w.Unchanged(func() {
			w.Replay(Set("origin", origin)).Is(403, "for https://fw.contoso.example and no other").Never(Edge.Secret.Reveal())
		})
		refused(w, "no other address")
	}
}

func TestWhatClosedSinceTheLaunchFillsInNothing(t *testing.T) { // promise 2
	for why, closes := range map[string]func(*World){
		"This credential is disabled": func(w *World) { w.Edits(Edge.ID, func(c *credential.Credential) { c.Disabled = &T0 }) },
		"address of Edge": func(w *World) {
			w.Edits(Edge.ID, func(c *credential.Credential) { c.URL = "https://elsewhere.example" })
		},
		"was changed since": func(w *World) { w.Edits(Edge.ID, func(c *credential.Credential) { c.Number = 2 }) },
	} {
		w := told(t)
		closes(w)
		w.Unchanged(func() { w.Replay().Is(403, why).Never(Edge.Secret.Reveal()) })
		refused(w, why)
	}
}

func TestWhoSignedOutMeanwhileFillsInNothing(t *testing.T) {
	w := told(t)
	s := identity.Session{Person: Sol.ID, ID: Sol.SessionID}
	w.Read(&s)
	s.Ended = &T0
	w.Keep(change.Change{Records: []change.Record{s}}, "Sol signs out")
	w.Unchanged(func() { w.Replay().Is(401).Never(Edge.Secret.Reveal()) })
}

func TestAStopThatComesBetweenTheLookAndTheFillWins(t *testing.T) { // promise 3
	w := told(t)
	undo := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" {
			w.Edits(Edge.ID, func(c *credential.Credential) { c.Disabled = &T0 })
		}
		return nil
	})
	a := w.Replay()
	undo()
	a.Is(403, "This credential is disabled").Never(Edge.Secret.Reveal())
}

func TestAFillIsNoSecondUse(t *testing.T) { // rule H8: the launch was counted
	w := told(t)
	before := len(w.Record(Ridge))
	w.Replay().Is(200)
	r := credential.Received{Credential: Edge.ID, Organization: Ridge, Person: Sol.ID}
	if w.Read(&r); r.Uses != 0 || !r.Last.Equal(T0) {
		t.Errorf("it counts %d uses, the last at %s", r.Uses, r.Last)
	}
	used := access.Ticket{ID: EdgeTicket.ID}
	if w.Read(&used); used.Used == nil || len(w.Record(Ridge)) != before {
		t.Error("it is not marked, or on record a second time")
	}
}

func TestWithoutKMSTheTicketIsStillGood(t *testing.T) {
	w := told(t)
	w.KMS.Fail(true)
	w.Unchanged(func() { w.Replay().Is(503, "Nothing was done").Never(Edge.Secret.Reveal()) })
	w.KMS.Fail(false)
	w.Replay().Is(200)
}

func TestTheCodeIsOfTheInstantOfTheFill(t *testing.T) { // promise 1: the seed that makes it never leaves
	w := told(t)
	at := T0.Add(12 * time.Second)
	got := Read[api.Fill](w.Replay(At(at)).Never(Codes.Reveal(), "otpauth"))
	code, left, err := credential.CodeAt("otpauth://totp/?secret="+Codes, at)
	if err != nil || got.Code != code || got.CodeEnds != left || left != 18 {
		t.Errorf("answered %q for %d s, want %q for %d s, %v", got.Code, got.CodeEnds, code, left, err)
	}
}

func TestASeedThatIsTakenAwayIsMissed(t *testing.T) {
	w := told(t)
	current := credential.Current{Version: credential.Version{Credential: Edge.ID}}
	w.Read(&current)
	delete(current.Fields, "seed")
	w.Keep(change.Change{Records: []change.Record{current}}, "somebody meddles")
	w.Replay().Is(500).Never(Edge.Secret.Reveal())
}
