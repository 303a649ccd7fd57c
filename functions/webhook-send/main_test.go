package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/courier"
	"github.com/valetkey/valetkey/shared/id"
	. "github.com/valetkey/valetkey/shared/tabletest"
	"github.com/valetkey/valetkey/shared/webhook"
)

// The receivers' certificate is one of httptest's, which all of its servers have.
func TestMain(m *testing.M) {
	s := httptest.NewTLSServer(nil)
	file, err := os.CreateTemp("", "receivers-*.pem")
	if err == nil {
		err = pem.Encode(file, &pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	}
	if err == nil {
		err = os.Setenv("SSL_CERT_FILE", file.Name())
	}
	if err != nil {
		panic(err)
	}
	s.Close()
	Main(m, func() { _ = os.Remove(file.Name()) })
}

// sending is a delivery to a receiver on loopback, made by the real function.
type sending struct {
	*World
	function
	hook     webhook.Hook
	delivery webhook.Delivery

	mu    sync.Mutex
	posts []string // the ids and bodies that arrived
}

func receiving(t *testing.T, answer http.HandlerFunc) *sending {
	t.Helper()
	s := &sending{World: New(t, "webhook-send"), hook: webhook.Hook{Organization: BlueHarbor, ID: Pager}}
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		s.mu.Lock()
		s.posts = append(s.posts, r.Header.Get("webhook-id")+" "+string(body))
		s.mu.Unlock()
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	s.function = function{table: s.Table, open: s.Keys.OpenHook, post: courier.New(netip.MustParsePrefix("127.0.0.1/32")).Post}
	s.Read(&s.hook)
	s.hook.URL, s.hook.Failing = server.URL+"/in", nil
	var err error
	s.delivery, err = webhook.For(s.hook, webhook.Event{V: 1, ID: "event_of_today", Type: access.OpenedEvent, At: T0, Organization: BlueHarbor, Data: webhook.Access{Reason: "<&> ü"}})
	if err != nil {
		t.Fatal(err)
	}
	s.Keep(change.Change{Records: []change.Record{s.hook, s.delivery}}, "a delivery")
	s.look()
	return s
}

// look reads how the hook and the delivery are now.
func (s *sending) look() (webhook.Hook, webhook.Delivery) {
	s.T.Helper()
	s.hook = webhook.Hook{Organization: BlueHarbor, ID: s.hook.ID}
	s.delivery = webhook.Delivery{Organization: BlueHarbor, Hook: s.hook.ID, ID: s.delivery.ID}
	s.Read(&s.hook, &s.delivery)
	return s.hook, s.delivery
}

func (s *sending) try(n int, at time.Time) error {
	return s.send(s.T.Context(), DueEvent(BlueHarbor, s.hook.ID, s.delivery.ID, n, at))
}

func (s *sending) arrived(want int) {
	s.T.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.posts {
		if p != s.delivery.EventID+" "+s.delivery.Body {
			s.T.Errorf("another arrived: %s", p)
		}
	}
	if len(s.posts) != want {
		s.T.Errorf("%d arrived, not %d", len(s.posts), want)
	}
}

func says(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
}

// signs is how a receiver finds out whether a delivery is ours: by the words of
// Standard Webhooks, with none of our code.
func signs(r *http.Request, key string) bool {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(key, "whsec_"))
	body, _ := io.ReadAll(r.Body)
	m := hmac.New(sha256.New, raw)
	m.Write([]byte(r.Header.Get("webhook-id") + "." + r.Header.Get("webhook-timestamp") + "." + string(body)))
	want := "v1," + base64.StdEncoding.EncodeToString(m.Sum(nil))
	for s := range strings.SplitSeq(r.Header.Get("webhook-signature"), " ") {
		if err == nil && hmac.Equal([]byte(s), []byte(want)) {
			return true
		}
	}
	return false
}

// rule J14
func TestADeliveryArrivesSignedAndIsOnRecord(t *testing.T) {
	s := receiving(t, func(w http.ResponseWriter, r *http.Request) {
		if !signs(r, PagerSecret.Reveal()) || r.Header.Get("webhook-timestamp") != strconv.FormatInt(T0.Unix(), 10) || r.URL.Path != "/in" {
			t.Errorf("it cannot be believed: %v", r.Header)
		}
		w.WriteHeader(204)
	})
	if made := s.Made(func() {
		if err := s.try(1, T0); err != nil {
			t.Fatal(err)
		}
	}); made != "" {
		t.Errorf("made %s", made)
	}
	h, d := s.look()
	if s.arrived(1); d.State != webhook.Delivered || d.Next != nil || len(d.Tried) != 1 || d.Tried[0].Status != 204 || !d.Tried[0].At.Equal(T0) || h.Version != 3 {
		t.Errorf("%+v; the hook is at version %d", d, h.Version)
	}
	s.Unchanged(func() { // the event comes again
		if err := s.try(1, T0); err != nil {
			t.Error(err)
		}
	})
	s.arrived(1)
}

func TestForADayTheSecretBeforeSignsTooAndThenNoMore(t *testing.T) {
	for _, tt := range []struct {
		after time.Duration
		both  bool
	}{{webhook.Overlap - time.Second, true}, {webhook.Overlap, false}} {
		fresh := webhook.NewSecret()
		s := receiving(t, func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			again := func() *http.Request { r.Body = io.NopCloser(strings.NewReader(string(body))); return r }
			if !signs(again(), fresh.Reveal()) || signs(again(), PagerSecret.Reveal()) != tt.both {
				t.Errorf("after %s: %s", tt.after, r.Header.Get("webhook-signature"))
			}
		})
		sealed, err := s.KeysAs("webhook-rotate").SealHook(t.Context(), BlueHarbor, Pager, fresh)
		if err != nil {
			t.Fatal(err)
		}
		until := T0.Add(webhook.Overlap)
		s.hook.Old, s.hook.Secret, s.hook.OldUntil = s.hook.Secret, sealed, &until
		s.Keep(change.Change{Records: []change.Record{s.hook}}, "rotated")
		if err := s.try(1, T0.Add(tt.after)); err != nil {
			t.Error(err)
		}
		s.arrived(1)
	}
}

func TestAnAnswerThatIsNotGoodIsTriedAgainUntilItIsGivenUp(t *testing.T) {
	s := receiving(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
	})
	at := T0
	for n := 1; n <= webhook.Tries; n++ {
		if err := s.try(n, at); err != nil {
			t.Fatal(err)
		}
		_, d := s.look()
		if len(d.Tried) != n || d.Tried[n-1].Status != 302 || d.Tried[n-1].Why != "answered 302: redirects are not followed" {
			t.Fatalf("%+v", d)
		}
		if last := n == webhook.Tries; last != (d.State == webhook.GivenUp) || last != (d.Next == nil) {
			t.Fatalf("after try %d: %+v", n, d)
		}
		if d.Next != nil {
			at = *d.Next
		}
	}
	if h, _ := s.look(); h.Failing == nil || !h.Failing.Equal(T0) || h.Disabled != nil {
		t.Errorf("%+v", h)
	}
	s.arrived(webhook.Tries)
	s.Unchanged(func() {
		if err := s.try(webhook.Tries+1, at); err != nil {
			t.Error(err)
		}
	})
	s.arrived(webhook.Tries)
}

func TestAHookThatFailsForThreeDaysOrIsGoneIsDisabledAndItsAdminsAreTold(t *testing.T) {
	for status, failing := range map[int]time.Duration{503: webhook.Patience, 410: 0} {
		s := receiving(t, says(status))
		if failing != 0 {
			since := T0.Add(-failing)
			s.hook.Failing = &since
			s.Keep(change.Change{Records: []change.Record{s.hook}}, "failing")
		}
		if err := s.try(1, T0); err != nil {
			t.Fatal(err)
		}
		h, _ := s.look()
		told := 0
		for _, n := range s.Waiting() {
			if n.Kind == change.WebhookDisabled && n.About == string(Pager) && n.To.Organization == BlueHarbor {
				told++
			}
		}
		e := s.Record(BlueHarbor)[0]
		if h.Disabled == nil || !strings.Contains(h.Why, strconv.Itoa(status)) || told != 1 || e.Action != audit.WebhookDisabled || e.Thing != string(Pager) || e.Actor != "" {
			t.Errorf("%d: %+v; told %d times; on record %+v", status, h, told, e.Entry)
		}
	}
}

func TestNothingIsPostedForAHookThatIsGoneOrDisabledNorOfWhatIsDone(t *testing.T) {
	for name, change := range map[string]func(*sending) change.Change{
		"removed": func(s *sending) change.Change { return change.Change{Drops: []change.Record{s.hook}} },
		"disabled": func(s *sending) change.Change {
			s.hook.Disabled = &T0
			return change.Change{Records: []change.Record{s.hook}}
		},
		"delivered": func(s *sending) change.Change {
			s.delivery.State = webhook.Delivered
			return change.Change{Records: []change.Record{s.delivery}}
		},
		"given up": func(s *sending) change.Change {
			s.delivery.State = webhook.GivenUp
			return change.Change{Records: []change.Record{s.delivery}}
		},
		"garbage": func(s *sending) change.Change { return change.Change{Drops: []change.Record{s.delivery}} },
		"tried": func(s *sending) change.Change {
			s.delivery.Tried = []webhook.Try{{At: T0}}
			return change.Change{Records: []change.Record{s.delivery}}
		},
	} {
		s := receiving(t, says(200))
		s.Keep(change(s), name)
		s.Unchanged(func() {
			if err := s.try(1, T0); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		})
		s.arrived(0)
	}
}

func TestOfTwoThatPostAtOnceOneIsOnRecord(t *testing.T) {
	var both sync.WaitGroup
	both.Add(2)
	s := receiving(t, func(w http.ResponseWriter, _ *http.Request) { both.Done(); both.Wait(); w.WriteHeader(500) })
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if err := s.try(1, T0); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	h, d := s.look()
	if s.arrived(2); len(d.Tried) != 1 || d.State != webhook.Waiting || h.Failing == nil {
		t.Errorf("%+v", d)
	}
}

// Two deliveries that fail at once both find the hook well: the second writes its
// own down all the same, and posts no more for it.
func TestWhatAnotherDeliveryWroteOfTheHookLosesNothing(t *testing.T) {
	var s *sending
	s = receiving(t, func(w http.ResponseWriter, _ *http.Request) {
		h := webhook.Hook{Organization: BlueHarbor, ID: Pager}
		s.Read(&h)
		h.Failing = &T0
		s.Keep(change.Change{Records: []change.Record{h}}, "another failed")
		w.WriteHeader(500)
	})
	if err := s.try(1, T0.Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	h, d := s.look()
	if s.arrived(1); len(d.Tried) != 1 || !h.Failing.Equal(T0) {
		t.Errorf("%+v, %+v", h, d)
	}
}

func TestWhoDiesAfterThePostPostsAgainUnderTheSameId(t *testing.T) {
	s := receiving(t, says(200))
	remove := s.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" {
			return dynamo.Broken(r)
		}
		return nil
	})
	if err := s.try(1, T0); err == nil {
		t.Error("what is not on record is not made again")
	}
	remove()
	if err := s.try(1, T0); err != nil {
		t.Error(err)
	}
	_, d := s.look()
	if s.arrived(2); d.State != webhook.Delivered || len(d.Tried) != 1 {
		t.Errorf("%+v", d)
	}
}

func TestWithoutItsSecretNothingIsPosted(t *testing.T) {
	s := receiving(t, says(200))
	s.KMS.Fail(true)
	s.Unchanged(func() {
		if err := s.try(1, T0); err == nil {
			t.Error("it is made without")
		}
	})
	s.KMS.Fail(false)
	s.hook.Secret = []byte("another's")
	s.Keep(change.Change{Records: []change.Record{s.hook}}, "another's secret")
	if err := s.try(1, T0); err == nil {
		t.Error("it is signed by another's")
	}
	s.arrived(0)
}

func TestAnEventThatNamesNoDeliveryIsAnErrorOrNothing(t *testing.T) {
	s := receiving(t, says(200))
	good := DueEvent(BlueHarbor, s.hook.ID, s.delivery.ID, 1, T0)
	for _, detail := range []string{
		``, `null`, `{}`, strings.Replace(string(good.Detail), `"v":1`, `"v":2`, 1), strings.Replace(string(good.Detail), `"try":1`, `"try":0`, 1),
		strings.Replace(string(good.Detail), "hook_", "org_", 1), strings.Replace(string(good.Detail), "{", `{"url":"https://elsewhere.example",`, 1),
	} {
		e := good
		e.Detail = json.RawMessage(detail)
		if err := s.send(context.Background(), e); err == nil {
			t.Errorf("%s is a delivery", detail)
		}
	}
	recorded, err := Recorded[events.EventBridgeEvent](s.Name)
	if err != nil {
		t.Fatal(err)
	}
	s.Unchanged(func() {
		for _, e := range []events.EventBridgeEvent{recorded, DueEvent(NorthQuay, s.hook.ID, s.delivery.ID, 1, T0), DueEvent(BlueHarbor, id.New[id.Webhook](T0, "x", 0), s.delivery.ID, 1, T0)} {
			if err := s.send(context.Background(), e); err != nil {
				t.Error(err)
			}
		}
	})
	s.arrived(0)
}

func TestTheNetworksOfTheOperatorAreReadOrRefused(t *testing.T) {
	if got, err := networks("10.1.0.0/16, fd00::/8"); err != nil || len(got) != 2 {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := networks(""); err != nil || got != nil {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := networks("10.1.0.0"); err == nil {
		t.Error("an address is a network")
	}
}
