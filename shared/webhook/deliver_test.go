package webhook_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/webhook"
)

var (
	noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	team = id.New[id.Organization](noon, "team", 0)
)

func pager() webhook.Hook {
	return webhook.Hook{Organization: team, ID: id.New[id.Webhook](noon, "pager", 0), Name: "Pager", URL: "https://pager.example/in", Events: access.Events, Since: noon, Version: 1}
}

func order(kind string) change.Order {
	return change.Order{ID: id.New[id.Order](noon, kind, 0), Door: change.Drive, At: noon, Chore: kind}
}

// broken is a request of Uma's by the broken glass.
func broken() access.Request {
	end, early := noon.Add(time.Hour), noon.Add(time.Minute)
	return access.Request{
		Organization: team, ID: "req_a", Resource: "res_a", ResourceName: "Gateway", Person: "person_u", Name: "Uma", Want: access.InNeed, Reason: "It is on fire.",
		Assignment: "assign_a", Length: 7200, Granted: 3600, Asked: noon, Lapses: end, State: access.RequestApproved, DecidedBy: "Uma", Note: "a note",
		Approvals: []access.Approval{{Person: "person_b", Name: "Bea", At: noon, Note: "another note"}}, EndedBy: "Ada",
		Period: &access.Period{Request: "req_a", Assignment: "assign_a", Start: noon, End: end, Ended: &early}, Version: 3,
	}
}

// Receivers are written against it: a change here is one of the contract.
func TestWhatMachinesAreToldIsWrittenSoForEver(t *testing.T) {
	o := order(access.BrokeGlassEvent)
	got, err := webhook.EventOf(o, broken(), "https://valetkey.example").Body()
	_, unique, _ := strings.Cut(string(o.ID), "_")
	want := `{"v":1,"id":"event_` + unique + `","type":"access.broke_glass","at":"2026-03-02T12:00:00Z","organization":"` + string(team) + `","data":{` +
		`"request":"req_a","page":"https://valetkey.example/organizations/` + string(team) + `/requests/req_a","resource":{"id":"res_a","name":"Gateway"},` +
		`"person":{"id":"person_u","name":"Uma"},"want":"break-glass","reason":"It is on fire.","asked":"2026-03-02T12:00:00Z","length":7200,"granted":3600,` +
		`"start":"2026-03-02T12:00:00Z","end":"2026-03-02T13:00:00Z","ended":"2026-03-02T12:01:00Z","endedBy":"Ada","approvals":["Bea"]}}`
	if err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
	again, err := webhook.EventOf(o, broken(), "https://valetkey.example").Body()
	if err != nil || string(again) != want {
		t.Error("a repeat is another event")
	}
	raw, err := webhook.Test(pager(), noon, "a call").Body()
	var test map[string]any
	if err != nil || json.Unmarshal(raw, &test) != nil || test["type"] != "webhook.test" || !reflect.DeepEqual(test["data"], map[string]any{}) {
		t.Errorf("%s, %v", raw, err)
	}
}

func TestAHookIsToldOfWhatItWantsWhileItIsOn(t *testing.T) {
	h := pager()
	h.Events = []string{access.OpenedEvent}
	if !h.Wants(access.OpenedEvent) || h.Wants(access.EndedEvent) || !h.Wants(webhook.TestEvent) {
		t.Error("it wants something else")
	}
	if h.Disabled = &noon; h.Wants(access.OpenedEvent) || h.Wants(webhook.TestEvent) || h.On() || (webhook.Hook{}).On() {
		t.Error("what is disabled or gone is told")
	}
}

// kept is the record of a kind that a change keeps.
func kept[R change.Record](c change.Change) (R, bool) {
	for _, r := range c.Records {
		if r, ok := r.(R); ok {
			return r, true
		}
	}
	var none R
	return none, false
}

func fresh(t *testing.T, h webhook.Hook) (webhook.Delivery, change.Change) {
	t.Helper()
	d, err := webhook.For(h, webhook.EventOf(order(access.OpenedEvent), broken(), ""))
	if err != nil {
		t.Fatal(err)
	}
	var c change.Change
	webhook.Send(&c, noon.Add(time.Second), d)
	d.Version = 1
	return d, c
}

func TestANewDeliveryIsOrderedAndLookedAfter(t *testing.T) {
	h := pager()
	d, c := fresh(t, h)
	if again, _ := fresh(t, h); again.ID != d.ID {
		t.Error("a repeat makes another")
	}
	other := h
	other.ID = id.New[id.Webhook](noon, "other", 0)
	if o, _ := fresh(t, other); o.ID == d.ID || o.EventID != d.EventID {
		t.Error("two hooks share a delivery, or do not share an event")
	}
	if len(c.Orders) != 1 || c.Orders[0].Chore != webhook.DueChore || c.Orders[0].Door != change.Drive || len(c.Due) != 1 || c.Due[0].What != webhook.RetryDue ||
		!c.Due[0].At.After(noon.Add(time.Minute)) {
		t.Errorf("%+v", c)
	}
	for _, ref := range []string{c.Orders[0].Thing, c.Due[0].ID} {
		if found, ok := webhook.Referred(ref); !ok || found.Organization != team || found.Hook != h.ID || found.ID != d.ID {
			t.Errorf("%s leads to %+v", ref, found)
		}
	}
	for _, bad := range []string{"", "a/b/c", string(team) + "/" + string(h.ID), string(team) + "/" + string(h.ID) + "/" + string(d.ID) + "/x"} {
		if _, ok := webhook.Referred(bad); ok {
			t.Errorf("%q is a delivery", bad)
		}
	}
	if !d.Awaits(noon) || d.Awaits(noon.Add(-1)) {
		t.Error("it awaits another instant")
	}
}

// The stream's clock has whole seconds: a chore may come before the instant of
// what it tells.
func TestADeliveryAwaitsTheVeryOrderThatIsMadeWithIt(t *testing.T) {
	e := webhook.Event{ID: "event_x", At: noon.Add(999 * time.Millisecond)}
	d, err := webhook.For(pager(), e)
	if err != nil {
		t.Fatal(err)
	}
	var c change.Change
	webhook.Send(&c, noon, d)
	if now, _ := kept[webhook.Delivery](c); !now.Awaits(c.Orders[0].At) {
		t.Errorf("%+v", c)
	}
}

func TestADeliveryIsTriedAgainAtLongerAndLongerIntervalsAndThenGivenUp(t *testing.T) {
	h := pager()
	d, _ := fresh(t, h)
	at := noon
	for i, wait := range []time.Duration{
		time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 8 * time.Hour, 12 * time.Hour,
	} {
		was := slices.Clone(d.Tried)
		c := webhook.Attempted(h, d, webhook.Try{At: at, Status: 500, Why: "answered 500"})
		next, _ := kept[webhook.Delivery](c)
		if !slices.Equal(d.Tried, was) {
			t.Fatal("a rule wrote into what it was given")
		}
		due := at.Add(wait)
		if next.State != webhook.Waiting || next.Next == nil || !next.Next.Equal(due) || len(next.Tried) != i+1 || len(c.Due) != 1 || !c.Due[0].At.Equal(due) || c.Due[0].What != webhook.RetryDue {
			t.Fatalf("after try %d: %+v", i+1, c)
		}
		if now, found := kept[webhook.Hook](c); found != (i == 0) {
			t.Errorf("after try %d the hook is written: %v", i+1, found)
		} else if found {
			h = now
		}
		if early := webhook.Retry(due.Add(-1), h, next); len(early.Records)+len(early.Orders)+len(early.Due) != 0 {
			t.Errorf("it is tried before: %+v", early)
		}
		if r := webhook.Retry(due, h, next); len(r.Orders) != 1 || r.Orders[0].Chore != webhook.DueChore || len(r.Due) != 1 || !r.Due[0].At.After(due) || len(r.Records) != 0 {
			t.Errorf("it is not tried: %+v", r)
		}
		d, at = next, due
	}
	c := webhook.Attempted(h, d, webhook.Try{At: at, Why: "did not answer in time"})
	last, _ := kept[webhook.Delivery](c)
	if last.State != webhook.GivenUp || last.Next != nil || len(last.Tried) != webhook.Tries || len(c.Due) != 0 || last.Awaits(at.Add(time.Hour)) {
		t.Errorf("%+v", c)
	}
	if r := webhook.Retry(at.Add(24*time.Hour), h, last); len(r.Orders)+len(r.Records)+len(r.Due) != 0 {
		t.Errorf("what is given up is tried: %+v", r)
	}
}

func TestAGoodAnswerEndsItAndForgetsThatItFailed(t *testing.T) {
	h := pager()
	for _, status := range []int{200, 204, 299} {
		d, _ := fresh(t, h)
		c := webhook.Attempted(h, d, webhook.Try{At: noon, Status: status})
		if now, _ := kept[webhook.Delivery](c); now.State != webhook.Delivered || now.Next != nil || len(c.Records) != 1 || len(c.Due) != 0 {
			t.Errorf("%d: %+v", status, c)
		}
	}
	h.Failing = &noon
	d, _ := fresh(t, h)
	c := webhook.Attempted(h, d, webhook.Try{At: noon.Add(time.Hour), Status: 200})
	if now, found := kept[webhook.Hook](c); !found || now.Failing != nil {
		t.Errorf("%+v", c)
	}
}

func TestAHookThatFailsForThreeDaysIsDisabledOnRecordAndTheAdminsAreTold(t *testing.T) {
	h := pager()
	h.Failing = &noon
	d, _ := fresh(t, h)
	for at, want := range map[time.Time]bool{noon.Add(webhook.Patience - 1): false, noon.Add(webhook.Patience): true} {
		c := webhook.Attempted(h, d, webhook.Try{At: at, Status: 500, Why: "answered 500"})
		now, found := kept[webhook.Hook](c)
		if found != want || len(c.Entries) != len(c.Notices) {
			t.Errorf("at %s: %+v", at, c)
		}
		if !want {
			continue
		}
		e, n := c.Entries[0], c.Notices[0]
		if !now.Disabled.Equal(at) || !strings.Contains(now.Why, "answered 500") || now.Wants(access.OpenedEvent) ||
			e.Action != audit.WebhookDisabled || e.Actor != "" || e.Thing != string(h.ID) || e.Organization != team ||
			n.Kind != change.WebhookDisabled || n.To.Organization != team || n.To.Except != "" || n.About != string(h.ID) {
			t.Errorf("%+v", c)
		}
	}
}

func TestAnAddressThatSaysItIsGoneIsNotAskedAgain(t *testing.T) {
	h := pager()
	d, _ := fresh(t, h)
	c := webhook.Attempted(h, d, webhook.Try{At: noon, Status: 410, Why: "answered 410"})
	now, _ := kept[webhook.Hook](c)
	if last, _ := kept[webhook.Delivery](c); last.State != webhook.GivenUp || now.Disabled == nil || len(c.Notices) != 1 || len(c.Due) != 0 {
		t.Errorf("%+v", c)
	}
}

func TestOfAHookThatIsGoneOrDisabledNothingIsWrittenAndWhatWaitsIsGivenUp(t *testing.T) {
	h := pager()
	d, _ := fresh(t, h)
	off := h
	off.Disabled = &noon
	for _, h := range []webhook.Hook{{Organization: team, ID: h.ID}, off} {
		if c := webhook.Attempted(h, d, webhook.Try{At: noon, Status: 500}); len(c.Records) != 1 || len(c.Entries)+len(c.Notices) != 0 {
			t.Errorf("%+v", c)
		}
		c := webhook.Retry(noon, h, d)
		if now, _ := kept[webhook.Delivery](c); now.State != webhook.GivenUp || now.Next != nil || len(c.Orders)+len(c.Due) != 0 {
			t.Errorf("%+v", c)
		}
	}
}

func TestADeliveryIsSignedAsStandardWebhooksHasIt(t *testing.T) {
	// The example of the specification's own reference libraries.
	key, err := base64.StdEncoding.DecodeString("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	if err != nil {
		t.Fatal(err)
	}
	head := webhook.Headers("msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 5e8), []byte(`{"test": 2432232314}`), key, []byte("old"))
	want := "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
	m := hmac.New(sha256.New, []byte("old"))
	m.Write([]byte(`msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}`))
	want += " v1," + base64.StdEncoding.EncodeToString(m.Sum(nil))
	if head["webhook-signature"] != want || head["webhook-timestamp"] != "1614265330" || head["webhook-id"] != "msg_p5jXN8AQM9LWM0D4loKWxJek" || len(head) != 3 {
		t.Errorf("%v", head)
	}
}

func TestOnlyAddressesOnTheInternetArePublic(t *testing.T) {
	for addr, want := range map[string]bool{
		"8.8.8.8": true, "1.1.1.1": true, "172.32.0.1": true, "100.128.0.1": true, "192.0.1.1": true, "2606:4700::1111": true, "::ffff:8.8.8.8": true,
		"0.0.0.0": false, "10.0.0.1": false, "100.64.0.1": false, "127.0.0.1": false, "127.9.9.9": false, "169.254.169.254": false, "172.16.0.1": false, "172.31.255.255": false,
		"192.0.0.8": false, "192.168.1.1": false, "198.18.0.1": false, "203.0.113.9": false, "224.0.0.1": false, "240.0.0.1": false, "255.255.255.255": false,
		"::": false, "::1": false, "::ffff:127.0.0.1": false, "::127.0.0.1": false, "fc00::1": false, "fd00:ec2::254": false, "fe80::1": false, "ff02::1": false, "64:ff9b::1": false, "64:ff9b:1::1": false,
		"2001::1": false, "2001:db8::1": false, "2002:7f00:1::": false, "3fff::1": false, "100::1": false, "4000::1": false, "fe80::1%eth0": false,
	} {
		if got := webhook.Public(netip.MustParseAddr(addr)); got != want {
			t.Errorf("%s: %v", addr, got)
		}
	}
	if webhook.Public(netip.Addr{}) || webhook.Public(netip.Addr{}, netip.MustParsePrefix("0.0.0.0/0")) {
		t.Error("no address is public")
	}
	own := []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("fd00::/8")}
	for addr, want := range map[string]bool{"10.1.2.3": true, "::ffff:10.1.2.3": true, "10.2.0.1": false, "fd12::1": true, "127.0.0.1": false} {
		if got := webhook.Public(netip.MustParseAddr(addr), own...); got != want {
			t.Errorf("%s, with some allowed: %v", addr, got)
		}
	}
}
