package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

// operating is the operator at a World's table, at T0.
func operating(t *testing.T) (*World, operator, *bytes.Buffer) {
	t.Helper()
	w, said := New(t, ""), &bytes.Buffer{}
	return w, open(config(w), w.TableName(), T0, said), said
}

func config(w *World) aws.Config { return Config(w.Dynamo.URL(), caller.Operator) }

// says fails the test unless the command says all of the words.
func says(t *testing.T, said *bytes.Buffer, err error, words ...string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range words {
		if !strings.Contains(said.String(), w) {
			t.Errorf("it does not say %q: %s", w, said)
		}
	}
	said.Reset()
}

func refused(t *testing.T, what string, err error, words string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), words) {
		t.Errorf("%s: %v", what, err)
	}
}

// rule D9
func TestAnOrganizationThatWaitsIsListedAndReleasedOnRecordAndToldSo(t *testing.T) {
	w, o, said := operating(t)
	says(t, said, o.held(t.Context()), "No organization waits")
	org := identity.Organization{ID: Elsewhere}
	w.Read(&org)
	org.Held, org.Name = "it looks like a well-known name", "Pay\u202epal\x1b[2J"
	hour, asks := T0.Add(-time.Hour), delegation.Asks{Organization: BlueHarbor}
	w.Read(&asks)
	asks.Paused, asks.Unknown = &hour, []time.Time{hour, hour, hour}
	w.Keep(change.Change{Records: []change.Record{org, asks}}, "wait")
	says(t, said, o.held(t.Context()), string(Elsewhere)+"  Pay?pal?[2J", "held: it looks like a well-known name",
		string(BlueHarbor)+"  Blue Harbor IT", "paused since 2 March 2026, 08:00 UTC: 3 said that they do not know them")

	if made := w.Made(func() { says(t, said, o.release(t.Context(), string(BlueHarbor)), "Released Blue Harbor IT") }); made != "AUDIT NOTICE OUT" {
		t.Errorf("made %s", made)
	}
	asks = delegation.Asks{Organization: BlueHarbor}
	if w.Read(&asks); asks.Paused != nil {
		t.Errorf("it is still paused: %+v", asks)
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.OrganizationReleased || e.ActorName != actor || e.Actor != "" {
		t.Errorf("on record: %+v", e)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.OrganizationReleased || n[0].To.Organization != BlueHarbor {
		t.Errorf("told: %+v", n)
	}
	again := open(config(w), o.name, T0, said)
	says(t, said, again.release(t.Context(), string(Elsewhere)), "Released")
	org = identity.Organization{ID: Elsewhere}
	if w.Read(&org); org.Held != "" {
		t.Error("it is still held")
	}
	says(t, said, o.held(t.Context()), "No organization waits")
}

func TestWhatCannotBeReleasedIsRefusedInWordsAndChangesNothing(t *testing.T) {
	w, o, _ := operating(t)
	w.Unchanged(func() {
		refused(t, "one that does not wait", o.release(t.Context(), string(BlueHarbor)), "waits for no operator")
		refused(t, "none", o.release(t.Context(), string(id.New[id.Organization](T0, "nobody", 0))), "rganization")
		refused(t, "a name", o.release(t.Context(), "Blue Harbor IT"), "no organization's id")
	})
}

// parkedOrder is an order of the story's, given up.
func parkedOrder(w *World, o change.Order, reason string) change.Order {
	p := table.Order{Order: o}
	w.Read(&p)
	p.Door, p.Tries, p.Reason = change.Parked, 11, reason
	w.Keep(change.Change{Records: []change.Record{p}}, "park "+string(o.ID))
	return p.Order
}

func TestAParkedOrderIsListedWithItsReasonAndOrderedAnew(t *testing.T) {
	w, o, said := operating(t)
	says(t, said, o.parked(t.Context()), "No order is parked")
	mail, chore := parkedOrder(w, FayOrder, "the mail service said no"), parkedOrder(w, ForgetOrder, "")
	says(t, said, o.parked(t.Context()), string(mail.ID)+"  mail of "+string(FayNotice), "the mail service said no",
		string(chore.ID)+"  "+credential.ForgetChore+" of "+string(Newsletter.Credential), "tried 11 times", "nobody noted why")

	for n, p := range map[change.Door]change.Order{change.Mail: mail, change.Drive: chore} {
		o := open(config(w), o.name, T0.Add(100*time.Hour), said)
		says(t, said, o.unpark(t.Context(), string(p.ID)), string(p.ID)+" is ordered anew")
		old := table.Order{Order: p}
		fresh := table.Order{Order: change.Order{ID: identity.Mint[id.Order](o.call, 0), At: o.call.At}}
		if w.Read(&old, &fresh); old.Version != 0 {
			t.Errorf("%s: the old one is still there", n)
		}
		if fresh.Door != n || fresh.Thing != p.Thing || fresh.Chore != p.Chore || fresh.Home != p.Home || fresh.Tries != 0 || fresh.Reason != "" {
			t.Errorf("%s: ordered %+v", n, fresh)
		}
		refused(t, "the same again", o.unpark(t.Context(), string(p.ID)), "is parked")
	}
	says(t, said, o.parked(t.Context()), "No order is parked")
}

func TestAnOrderThatIsNotParkedIsLeftAlone(t *testing.T) {
	w, o, _ := operating(t)
	w.Unchanged(func() {
		refused(t, "one that is on its way", o.unpark(t.Context(), string(FayOrder.ID)), "no order "+string(FayOrder.ID)+" is parked")
		refused(t, "what is no order", o.unpark(t.Context(), "OUT#x"), "no order's id")
	})
}

func TestWhatIsMissingIsSaid(t *testing.T) {
	for _, v := range []string{"TABLE", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} {
		t.Setenv(v, "")
		if err := os.Unsetenv(v); err != nil {
			t.Fatal(err)
		}
	}
	for words, args := range map[string][]string{
		"usage: ":              {},
		"unpark ORDER":         {"dance"},
		"release ORG":          {"release"},
		"which table?":         {"held"},
		"flag provided but":    {"-what", "held"},
		"AWS_REGION is not se": {"-table", "t", "held"},
	} {
		refused(t, strings.Join(args, " "), run(t.Context(), args, &bytes.Buffer{}), words)
	}
	w, o, _ := operating(t)
	o.name = "another"
	refused(t, "no such table", o.held(t.Context()), `there is no table "another"`)
	w.Dynamo.Stop()
	refused(t, "no answer", o.parked(t.Context()), "the table does not answer")
}
