package main

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/infra/local/mailbox"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func hearing(t *testing.T) (*World, func(events.EventBridgeEvent)) {
	t.Helper()
	w := New(t, "mail-bounced")
	f := function{table: w.Table}
	return w, func(e events.EventBridgeEvent) {
		t.Helper()
		if err := f.bounced(context.Background(), e); err != nil {
			t.Fatal(err)
		}
	}
}

// mailed keeps a notice as if its mail had been sent at T0.
func mailed(w *World, n change.Notice) id.Notice {
	n.At = T0
	w.Keep(change.Change{Notices: []change.Notice{n}}, "mail "+string(n.Kind))
	return id.New[id.Notice](T0, "story mail "+string(n.Kind), 0)
}

// asked is the notice of the request for the bakery's page.
func asked(kind change.Telling) change.Notice {
	return change.Notice{Kind: kind, About: string(Bakery.Delegation), To: change.Audience{Address: PiaEmail}}
}

// told is the notices about mail that came back.
func told(w *World) []change.Notice {
	var out []change.Notice
	for _, n := range w.Waiting() {
		if n.Kind == change.MailBounced {
			out = append(out, n)
		}
	}
	return out
}

// changed is an event with words of its detail exchanged.
func changed(e events.EventBridgeEvent, pairs ...string) events.EventBridgeEvent {
	e.Detail = json.RawMessage(strings.NewReplacer(pairs...).Replace(string(e.Detail)))
	e.ID += strings.Join(pairs, " ")
	return e
}

// rule D7
func TestWhoInvitedIsToldThatTheMailCameBackOnce(t *testing.T) {
	w, hear := hearing(t)
	e, err := Recorded[events.EventBridgeEvent](w.Name)
	if err != nil {
		t.Fatal(err)
	}
	if made := w.Made(func() { hear(e) }); made != "AUDIT NOTICE OUT" {
		t.Errorf("made %s", made)
	}
	inv := identity.Invitation{Organization: BlueHarbor, ID: FayInvitation}
	if w.Read(&inv); inv.Bounced == nil || !inv.Bounced.Equal(T0) {
		t.Errorf("bounced at %v", inv.Bounced)
	}
	if n := told(w); len(n) != 1 || n[0].To.Person != Ann.ID || n[0].To.Organization != BlueHarbor || n[0].About != string(FayInvitation) {
		t.Errorf("told: %+v", n)
	}
	if r := w.Record(BlueHarbor)[0]; r.Action != audit.MailBounced || r.ActorName != "" || r.Detail != "The mail to "+FayEmail+" did not arrive: there is no such mailbox." {
		t.Errorf("on record: %+v", r)
	}
	w.Unchanged(func() { hear(e) }) // EventBridge may send it again
	w.Unchanged(func() { hear(ReturnedEvent(mailbox.Complained, FayNotice, FayEmail)) })
}

// rule D7
func TestWhoAskedIsToldThatTheRequestCameBack(t *testing.T) {
	for _, kind := range []change.Telling{change.DelegationAsked, change.DelegationReminder, change.DelegationCode} {
		w, hear := hearing(t)
		d := delegation.Delegation{ID: Bakery.Delegation}
		hear(ReturnedEvent(mailbox.Suppressed, mailed(w, asked(kind)), "PIA@Bakery.example"))
		r := access.Resource{Organization: BlueHarbor, ID: Bakery.Resource}
		if w.Read(&d, &r); d.Bounced == nil || r.Loan.Bounced == nil || d.State != access.Pending || d.Lapses != r.Loan.Lapses {
			t.Errorf("%s: the request %v, the resource %v, %s", kind, d.Bounced, r.Loan.Bounced, d.State)
		}
		n := told(w)
		if len(n) != 1 || n[0].To.Person != Ann.ID || n[0].Home != string(BlueHarbor) || n[0].Tie != string(identity.Suppressed) {
			t.Errorf("%s: told %+v", kind, n)
		}
		if e := w.Record(BlueHarbor)[0]; e.Action != audit.MailBounced || e.Thing != string(Bakery.Resource) || !strings.Contains(e.Detail, "came back or was marked as spam before") {
			t.Errorf("%s: on record %+v", kind, e)
		}
	}
}

func TestEachEndOfAMailIsSaidInOurWords(t *testing.T) {
	for name, tt := range map[string]struct {
		end  mailbox.Outcome
		edit []string
		want identity.Bounce
	}{
		"bounced":          {mailbox.Bounced, nil, identity.NoMailbox},
		"no such server":   {mailbox.Bounced, []string{`"5.1.1"`, `"5.1.2"`}, identity.NotTaken},
		"no mail":          {mailbox.Bounced, []string{`"5.1.1"`, `"5.0.0"`, `"General"`, `"NoEmail"`}, identity.NoMailbox},
		"suppressed":       {mailbox.Suppressed, nil, identity.Suppressed},
		"suppressed by us": {mailbox.Bounced, []string{`"General"`, `"OnAccountSuppressionList"`}, identity.Suppressed},
		"spam":             {mailbox.Complained, nil, identity.Spam},
		"spam before":      {mailbox.Complained, []string{`"complaintSubType":null`, `"complaintSubType":"OnAccountSuppressionList"`}, identity.Suppressed},
		"rejected":         {mailbox.Bounced, []string{`"eventType":"Bounce"`, `"eventType":"Reject"`, `"bounce":`, `"was":`}, identity.Unsent},
	} {
		w, hear := hearing(t)
		hear(changed(ReturnedEvent(tt.end, mailed(w, asked(change.DelegationAsked)), PiaEmail), tt.edit...))
		if n := told(w); len(n) != 1 || n[0].Tie != string(tt.want) {
			t.Errorf("%s: %+v", name, n)
		}
	}
}

func TestWhatPassesOrIsNotOursChangesNothing(t *testing.T) {
	w, hear := hearing(t)
	notice := mailed(w, asked(change.DelegationAsked))
	inbox := mailed(w, change.Notice{Kind: change.DelegationLapsed, About: string(Bakery.Delegation), Home: string(BlueHarbor), To: change.Audience{Person: Ann.ID, Organization: BlueHarbor}})
	password := mailed(w, change.Notice{Kind: change.SignupConfirm, About: string(GusSignup), To: change.Audience{Address: GusEmail}})
	good := ReturnedEvent(mailbox.Bounced, notice, PiaEmail)
	other := id.New[id.Notice](T0, "of somebody else", 0)
	for name, e := range map[string]events.EventBridgeEvent{
		"a full mailbox":              changed(good, `"Permanent"`, `"Transient"`),
		"an answer nobody can read":   changed(good, `"Permanent"`, `"Undetermined"`),
		"no spam after all":           changed(ReturnedEvent(mailbox.Complained, notice, PiaEmail), `"abuse"`, `"not-spam"`),
		"it arrived":                  changed(good, `"eventType":"Bounce"`, `"eventType":"Delivery"`),
		"another reader":              changed(good, `"emailAddress":"`+PiaEmail, `"emailAddress":"eve@elsewhere.example`),
		"no reader":                   changed(good, `"emailAddress":"`+PiaEmail, `"emailAddress":"`),
		"a notice that is not there":  ReturnedEvent(mailbox.Bounced, other, PiaEmail),
		"no notice":                   changed(good, `"notice":`, `"note":`),
		"two notices":                 changed(good, `"notice":[`, `"notice":["`+string(FayNotice)+`",`),
		"a notice by another name":    changed(good, string(notice), "NOTICE#x"),
		"a notice to our own members": ReturnedEvent(mailbox.Bounced, inbox, Ann.Email),
		"a mail nobody else sent":     ReturnedEvent(mailbox.Bounced, password, GusEmail),
		"a reader of another notice":  ReturnedEvent(mailbox.Bounced, FayNotice, PiaEmail),
	} {
		t.Run(name, func(*testing.T) { w.Unchanged(func() { hear(e) }) })
	}
	if err := (function{table: w.Table}).bounced(t.Context(), events.EventBridgeEvent{Detail: json.RawMessage("[]")}); err == nil {
		t.Error("no SES event, and nothing is said")
	}
}

func TestABounceOfAnOldMailOrOfWhatIsOverIsNotTold(t *testing.T) {
	later := T0.Add(time.Minute)
	for name, edit := range map[string]func(*delegation.Delegation){
		"sent again":   func(d *delegation.Delegation) { d.Sent = later },
		"denied":       func(d *delegation.Delegation) { d.State = access.Denied },
		"lapsed":       func(d *delegation.Delegation) { d.Lapses = T0 },
		"told already": func(d *delegation.Delegation) { d.Bounced = &later },
	} {
		w, hear := hearing(t)
		d := delegation.Delegation{ID: Bakery.Delegation}
		w.Read(&d)
		edit(&d)
		w.Keep(change.Change{Records: []change.Record{d}}, name)
		e := ReturnedEvent(mailbox.Bounced, mailed(w, asked(change.DelegationAsked)), PiaEmail)
		t.Run(name, func(*testing.T) { w.Unchanged(func() { hear(e) }) })
	}
}

func TestARequestThatMovesMeanwhileIsJudgedAgain(t *testing.T) {
	w, hear := hearing(t)
	notice := mailed(w, asked(change.DelegationAsked))
	var once sync.Once
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" {
			once.Do(func() {
				d := delegation.Delegation{ID: Bakery.Delegation}
				w.Read(&d)
				w.Keep(change.Change{Records: []change.Record{d}}, "somebody was there first")
			})
		}
		return nil
	})()
	hear(ReturnedEvent(mailbox.Bounced, notice, PiaEmail))
	if n := told(w); len(n) != 1 {
		t.Errorf("told: %+v", n)
	}
}

func TestATableThatFailsFailsTheCallSoThatItIsMadeAgain(t *testing.T) {
	w, hear := hearing(t)
	e := ReturnedEvent(mailbox.Bounced, mailed(w, asked(change.DelegationAsked)), PiaEmail)
	remove := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" {
			return dynamo.Throttled(r)
		}
		return nil
	})
	if err := (function{table: w.Table}).bounced(t.Context(), e); err == nil {
		t.Error("it is lost")
	}
	remove()
	hear(e)
	if n := told(w); len(n) != 1 {
		t.Errorf("told: %+v", n)
	}
}
