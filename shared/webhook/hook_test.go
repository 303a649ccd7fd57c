package webhook_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/webhook"
)

var blue = identitytest.Organization("Blue", identity.Provider)

// ada is an admin, at an instant.
func ada(at time.Time) identity.Caller {
	return identitytest.Caller(identitytest.Member(blue, "Ada", identity.Admin), at)
}

func ptr[T any](v T) *T { return &v }

func wish(name, url string, events ...string) webhook.Wish {
	return webhook.Wish{Name: &name, URL: &url, Events: events}
}

// status is a hook of Blue's, as it was registered.
func status() webhook.Hook {
	h := pager()
	h.Organization, h.By, h.Secret = blue.ID, "Ada", []byte("sealed")
	h.URL = "https://status.example/in/Zq9token?key=Zq9token"
	return h
}

func refused(t *testing.T, what string, c change.Change, err error, want fault.Kind, words string) {
	t.Helper()
	if fault.Of(err) != want || !strings.Contains(fmt.Sprintf("%+v", err), words) && !strings.Contains(fields(err), words) {
		t.Errorf("%s: %v %s; want %s, %q", what, err, fields(err), want, words)
	}
	if !reflect.DeepEqual(c, change.Change{}) {
		t.Errorf("%s: a refusal changes something: %+v", what, c)
	}
}

func fields(err error) string {
	if f, ok := err.(*fault.Error); ok {
		return fmt.Sprint(f.Fields)
	}
	return ""
}

// clean fails if anything but the hook itself has the address' token or the sealed
// secret in it.
func clean(t *testing.T, c change.Change) {
	t.Helper()
	raw, err := json.Marshal([]any{c.Entries, c.Notices, c.Orders, c.Due})
	if err != nil || strings.Contains(string(raw), "Zq9token") || strings.Contains(string(raw), base64.StdEncoding.EncodeToString([]byte("sealed"))) {
		t.Errorf("what is told has a token or a secret in it: %s, %v", raw, err)
	}
}

// rules J14, G2, A1
func TestAWebhookIsRegisteredOnRecordAndTheOtherAdminsAreTold(t *testing.T) {
	by := ada(noon)
	h, c, err := webhook.Register(by, webhook.Hooks{}, wish(" Status ", "https://Status.example:443/in/Zq9token?key=Zq9token", access.BrokeGlassEvent, access.RequestedEvent), []byte("sealed"))
	if err != nil {
		t.Fatal(err)
	}
	want := webhook.Hook{
		Organization: blue.ID, ID: identity.Mint[id.Webhook](by.Call, 0), Name: "Status", URL: "https://status.example/in/Zq9token?key=Zq9token",
		Events: []string{access.RequestedEvent, access.BrokeGlassEvent}, Secret: []byte("sealed"), Since: noon, By: "Ada",
	}
	if !reflect.DeepEqual(h, want) {
		t.Errorf("%+v", h)
	}
	if all, ok := kept[webhook.Hooks](c); !ok || all.Organization != blue.ID || !slices.Equal(all.IDs, []id.Webhook{h.ID}) {
		t.Errorf("they are %+v", all)
	}
	if e := c.Entries[0]; e.Action != audit.WebhookRegistered || e.Thing != string(h.ID) || e.ThingName != "Status" || e.Actor != by.Person ||
		e.Detail != "at status.example, of access.requested, access.broke_glass" {
		t.Errorf("on record: %+v", e)
	}
	to := change.Audience{Organization: blue.ID, Except: by.Person}
	if n := c.Notices[0]; n.Kind != change.WebhookRegistered || n.To != to || n.Tie != webhook.NewTie || n.About != string(h.ID) || n.By != "Ada" {
		t.Errorf("told: %+v", n)
	}
	if len(c.Checks) != 2 || len(c.Entries)+len(c.Notices) != 2 {
		t.Errorf("%+v", c)
	}
	clean(t, c)
}

func TestThereAreAtMostTenWebhooks(t *testing.T) {
	all := webhook.Hooks{Organization: blue.ID, Version: 9}
	for i := range webhook.MaxHooks {
		by := ada(noon.Add(time.Duration(i) * time.Minute))
		_, c, err := webhook.Register(by, all, wish("a", "https://a.example", access.OpenedEvent), nil)
		if err != nil {
			t.Fatal(err)
		}
		before := len(all.IDs)
		next, _ := kept[webhook.Hooks](c)
		if len(all.IDs) != before || next.Version != 9 { // it moves on condition that nobody else registered one
			t.Errorf("%+v, then %+v", all, next)
		}
		all = next
	}
	_, c, err := webhook.Register(ada(noon.Add(time.Hour)), all, wish("a", "https://a.example", access.OpenedEvent), nil)
	refused(t, "an eleventh", c, err, fault.Conflict, "There are 10 webhooks")
}

func TestAWebhookThatIsNotWholeIsRefusedByTheField(t *testing.T) {
	ok := access.OpenedEvent
	for name, tt := range map[string]struct {
		w    webhook.Wish
		want string
	}{
		"no name":             {wish(" \t", "https://a.example", ok), "{body.name is empty}"},
		"no address":          {wish("a", "", ok), "body.url"},
		"an address inside":   {wish("a", "https://[::1]/", ok), "body.url"},
		"an event of nobody":  {wish("a", "https://a.example", ok, "access.everything"), "body.events names something that there is not; there is access.requested"},
		"the test as one":     {wish("a", "https://a.example", webhook.TestEvent), "body.events names something"},
		"another spelling":    {wish("a", "https://a.example", "ACCESS.OPENED"), "body.events names something"},
		"one twice":           {wish("a", "https://a.example", ok, access.EndedEvent, ok), "body.events names access.opened twice"},
		"none":                {webhook.Wish{Name: ptr("a"), URL: ptr("https://a.example"), Events: []string{}}, "body.events names nothing"},
		"a space in an event": {wish("a", "https://a.example", " access.opened"), "body.events names something"},
	} {
		_, c, err := webhook.Register(ada(noon), webhook.Hooks{}, tt.w, nil)
		refused(t, name, c, err, fault.Invalid, tt.want)
		h := status()
		got, c, err := webhook.Change(ada(noon), h, tt.w)
		refused(t, name+", of one that is there", c, err, fault.Invalid, tt.want)
		if !reflect.DeepEqual(got, h) {
			t.Errorf("%s: it is changed all the same: %+v", name, got)
		}
	}
	home := identitytest.Organization("Olga's", identity.Personal)
	_, c, err := webhook.Register(identitytest.Caller(identitytest.Member(home, "Olga", identity.Admin), noon), webhook.Hooks{}, wish("a", "https://a.example", ok), nil)
	refused(t, "a personal account", c, err, fault.Forbidden, "personal account")
}

func TestAWebhookIsChangedAndOnlyAnotherAddressIsTold(t *testing.T) {
	for name, tt := range map[string]struct {
		w      webhook.Wish
		act    audit.Action
		detail string
		told   bool
	}{
		"its name":                      {webhook.Wish{Name: ptr("Phone")}, audit.WebhookChanged, "was named Pager", false},
		"its host":                      {webhook.Wish{URL: ptr("https://phone.example/Zq9token")}, audit.WebhookChanged, "at phone.example, was at status.example", true},
		"its path":                      {webhook.Wish{URL: ptr("https://status.example/in/Zq9tokens")}, audit.WebhookChanged, "at another address of status.example", true},
		"its events":                    {webhook.Wish{Events: []string{access.EndedEvent}}, audit.WebhookChanged, "of access.ended, was of access.requested, access.opened, access.ended, access.broke_glass", false},
		"that it is told":               {webhook.Wish{Enabled: ptr(false)}, audit.WebhookDisabled, "", false},
		"nothing":                       {webhook.Wish{}, "", "", false},
		"nothing, said again":           {webhook.Wish{Name: ptr("Pager "), URL: ptr(status().URL), Events: backward(access.Events), Enabled: ptr(true)}, "", "", false},
		"its name and whether it is on": {webhook.Wish{Name: ptr("Phone"), Enabled: ptr(false)}, audit.WebhookChanged, "was named Pager", false},
	} {
		h, c, err := webhook.Change(ada(noon), status(), tt.w)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		clean(t, c)
		if tt.act == "" {
			if !reflect.DeepEqual(c, change.Change{}) {
				t.Errorf("%s: %+v", name, c)
			}
			continue
		}
		if e := c.Entries[0]; e.Action != tt.act || e.Detail != tt.detail || e.ThingName != h.Name {
			t.Errorf("%s: on record: %+v", name, e)
		}
		if told := len(c.Notices) == 1 && c.Notices[0].Tie == webhook.MovedTie && c.Notices[0].To.Except != ""; told != tt.told || !told && len(c.Notices) > 0 {
			t.Errorf("%s: told %+v", name, c.Notices)
		}
		if now, ok := kept[webhook.Hook](c); !ok || !reflect.DeepEqual(now, h) || string(h.Secret) != "sealed" {
			t.Errorf("%s: kept %+v", name, now)
		}
	}
	_, c, err := webhook.Change(ada(noon), webhook.Hook{}, webhook.Wish{})
	refused(t, "none", c, err, fault.NotFound, "no such webhook")
}

func TestAnEnabledWebhookBeginsAnew(t *testing.T) {
	h := status()
	since, down := noon.Add(-webhook.Patience), noon.Add(-time.Minute)
	h.Failing, h.Disabled, h.Why = &since, &down, "every delivery failed"
	moved, _, err := webhook.Change(ada(noon), h, webhook.Wish{URL: ptr("https://other.example")})
	if err != nil || moved.Disabled == nil || moved.Failing != nil {
		t.Errorf("another address enables it, or fails from the start: %+v, %v", moved, err)
	}
	on, c, err := webhook.Change(ada(noon), h, webhook.Wish{Enabled: ptr(true)})
	if err != nil || on.Disabled != nil || on.Failing != nil || on.Why != "" || !on.On() {
		t.Errorf("%+v, %v", on, err)
	}
	if e := c.Entries[0]; len(c.Entries) != 1 || e.Action != audit.WebhookEnabled || e.Detail != "was disabled: every delivery failed" {
		t.Errorf("on record: %+v", c.Entries)
	}
	off, _, err := webhook.Change(ada(noon), on, webhook.Wish{Enabled: ptr(false)})
	if err != nil || off.Wants(access.OpenedEvent) || off.Why != "Ada disabled it" || !off.Disabled.Equal(noon) {
		t.Errorf("%+v, %v", off, err)
	}
}

func TestARotatedSecretLeavesTheOneBeforeSigningForADay(t *testing.T) {
	first, dropped, c, err := webhook.Rotate(ada(noon), status(), []byte("second"))
	if err != nil || dropped || string(first.Secret) != "second" || string(first.Old) != "sealed" || !first.OldUntil.Equal(noon.Add(webhook.Overlap)) {
		t.Errorf("%+v, dropped %v, %v", first, dropped, err)
	}
	if e := c.Entries[0]; e.Action != audit.WebhookRotated || len(c.Notices) != 0 {
		t.Errorf("%+v", c)
	}
	clean(t, c)
	for after, want := range map[time.Duration]bool{time.Minute: true, webhook.Overlap - 1: true, webhook.Overlap: false, 2 * webhook.Overlap: false} {
		again, dropped, _, err := webhook.Rotate(ada(noon.Add(after)), first, []byte("third"))
		if err != nil || dropped != want || string(again.Secret) != "third" || string(again.Old) != "second" || !again.OldUntil.Equal(noon.Add(after+webhook.Overlap)) {
			t.Errorf("after %s: %+v, dropped %v, %v", after, again, dropped, err)
		}
	}
	_, _, c, err = webhook.Rotate(ada(noon), webhook.Hook{}, nil)
	refused(t, "none", c, err, fault.NotFound, "no such webhook")
}

func TestARemovedWebhookMakesRoomForAnother(t *testing.T) {
	h := status()
	all := webhook.Hooks{Organization: blue.ID, IDs: []id.Webhook{"hook_1", h.ID, "hook_2"}, Version: 4}
	c, err := webhook.Remove(ada(noon), all, h)
	left, _ := kept[webhook.Hooks](c)
	if err != nil || !slices.Equal(left.IDs, []id.Webhook{"hook_1", "hook_2"}) || left.Version != 4 || len(all.IDs) != 3 || all.IDs[1] != h.ID {
		t.Errorf("left %+v, %v", left, err)
	}
	if len(c.Drops) != 1 || c.Drops[0].Seen() != h.Version || c.Entries[0].Detail != "was at status.example" || c.Entries[0].Action != audit.WebhookRemoved {
		t.Errorf("%+v", c)
	}
	clean(t, c)
	c, err = webhook.Remove(ada(noon), all, webhook.Hook{})
	refused(t, "none", c, err, fault.NotFound, "no such webhook")
}

func TestAWebhookIsTestedAtOnceAndNotAgainForTenSeconds(t *testing.T) {
	h := status()
	h.Events = []string{access.EndedEvent} // a test is told whatever it is told of else
	d, c, err := webhook.TryOut(ada(noon), h)
	if err != nil || d.Event != webhook.TestEvent || d.State != webhook.Waiting || !d.Awaits(noon) || !strings.Contains(d.Body, `"type":"webhook.test"`) {
		t.Fatalf("%+v, %v", d, err)
	}
	now, _ := kept[webhook.Hook](c)
	if sent, ok := kept[webhook.Delivery](c); !ok || sent.ID != d.ID || len(c.Orders) != 1 || c.Entries[0].Action != audit.WebhookTested || now.Tested == nil {
		t.Errorf("%+v", c)
	}
	clean(t, c)
	for after, want := range map[time.Duration]fault.Kind{0: fault.TooMany, webhook.TestPause - 1: fault.TooMany, webhook.TestPause: ""} {
		_, c, err := webhook.TryOut(ada(noon.Add(after)), now)
		if fault.Of(err) != want || want != "" && !reflect.DeepEqual(c, change.Change{}) {
			t.Errorf("after %s: %v, %+v", after, err, c)
		}
	}
	now.Disabled = &noon
	_, c, err = webhook.TryOut(ada(noon.Add(time.Hour)), now)
	refused(t, "disabled", c, err, fault.Conflict, "It is disabled: enable it first")
	_, c, err = webhook.TryOut(ada(noon), webhook.Hook{})
	refused(t, "none", c, err, fault.NotFound, "no such webhook")
}

func TestASecretIsAsStandardWebhooksWritesItAndNeverTheSame(t *testing.T) {
	one, other := webhook.NewSecret(), webhook.NewSecret()
	key, ok := webhook.Key(one)
	text, found := strings.CutPrefix(one.Reveal(), "whsec_")
	raw, err := base64.StdEncoding.DecodeString(text)
	if !ok || !found || err != nil || len(raw) != 32 || !slices.Equal(raw, key) || one == other {
		t.Errorf("%d bytes, %v, %v", len(raw), ok, err)
	}
	if got := fmt.Sprintf("%v %+v %#v", one, one, one); strings.Contains(got, text) {
		t.Error("it prints itself")
	}
	for _, s := range []string{"", "whsec_", text, "whsec_" + text[:40], "WHSEC_" + text, one.Reveal() + "=", "whsec_ " + text, one.Reveal() + "AAAA"} {
		if _, ok := webhook.Key(secret.Text(s)); ok {
			t.Errorf("%q is taken for a secret", s)
		}
	}
}

func backward(all []string) []string {
	out := slices.Clone(all)
	slices.Reverse(out)
	return out
}

func TestADisabledWebhookStillSaysSinceWhenItFailed(t *testing.T) {
	h := status()
	since := noon.Add(-webhook.Patience)
	h.Failing = &since
	d, _ := fresh(t, h)
	c := webhook.Attempted(h, d, webhook.Try{At: noon, Status: 502, Why: "answered 502"})
	if now, ok := kept[webhook.Hook](c); !ok || now.Disabled == nil || now.Failing == nil || !now.Failing.Equal(since) {
		t.Errorf("%+v", now)
	}
}
