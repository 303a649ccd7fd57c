package bus_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/build"
	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/table"
	"github.com/valetkey/valetkey/shared/webhook"
)

// house is the part of the product that tells machines, with its real functions,
// and an organization's pager.
type house struct {
	*stack.Stack
	t     *testing.T
	table *table.Table
	team  identity.Organization
	key   secret.Text

	kill atomic.Bool // who posts next dies before it is answered
	mu   sync.Mutex
	got  []arrival
}

type arrival struct {
	id   string
	kind string
	q    id.Request
	at   time.Time
}

func open(t *testing.T) *house {
	t.Helper()
	root, err := stack.FindRoot()
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, key: webhook.NewSecret()}
	h.team = identity.Organization{ID: id.New[id.Organization](time.Now(), "team", 0), Name: "Team", Kind: identity.Provider}
	pager := httptest.NewTLSServer(http.HandlerFunc(h.answer))
	t.Cleanup(pager.Close)
	trusted := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(trusted, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: pager.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	names := []string{"outbox-drive", "period-wake", "due-sweep", "webhook-send"}
	bin := filepath.Join(root, "dist", "functions") // which other tests, and make, build into as well
	if _, err := build.All(t.Context(), root, bin, io.Discard, names...); err != nil {
		t.Fatal(err)
	}
	workers := slices.DeleteFunc(slices.Clone(api.Workers), func(w api.Worker) bool { return !slices.Contains(names, w.Name) })
	h.Stack, err = stack.Start(t.Context(), stack.Options{
		Dir: t.TempDir(), Bin: bin, InMemory: true, NoClock: true, Workers: workers,
		Env: []string{"WEBHOOK_NETWORKS=127.0.0.1/32", "SSL_CERT_FILE=" + trusted},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Stop)
	h.table = table.Open(h.Config(), stack.Table)
	h.hook("pager", pager.URL+"/in")
	return h
}

// hook registers one that is told of everything.
func (h *house) hook(name, url string) webhook.Hook {
	h.t.Helper()
	w := webhook.Hook{Organization: h.team.ID, ID: id.New[id.Webhook](time.Now(), name, 0), Name: name, URL: url, Events: access.Events, Since: time.Now()}
	var err error
	if w.Secret, err = h.Keys().SealHook(h.t.Context(), w.Organization, w.ID, h.key); err != nil {
		h.t.Fatal(err)
	}
	if err := h.table.Save(h.t.Context(), identity.Call{ID: name, At: time.Now()}, change.Change{Records: []change.Record{w}}, nil); err != nil {
		h.t.Fatal(err)
	}
	return w
}

// answer is the pager's: it believes nobody whose signature is wrong.
func (h *house) answer(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	key, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(h.key.Reveal(), "whsec_"))
	m := hmac.New(sha256.New, key)
	m.Write([]byte(r.Header.Get("webhook-id") + "." + r.Header.Get("webhook-timestamp") + "." + string(body)))
	if r.Header.Get("webhook-signature") != "v1,"+base64.StdEncoding.EncodeToString(m.Sum(nil)) {
		h.t.Errorf("no signature of ours: %v", r.Header)
	}
	var e struct {
		ID, Type string
		Data     webhook.Access
	}
	if err := json.Unmarshal(body, &e); err != nil || e.ID != r.Header.Get("webhook-id") {
		h.t.Errorf("%s: %v", body, err)
	}
	h.mu.Lock()
	h.got = append(h.got, arrival{e.ID, e.Type, e.Data.Request, time.Now()})
	h.mu.Unlock()
	if h.kill.CompareAndSwap(true, false) {
		for _, p := range h.Functions().Processes() {
			if p.Function == "webhook-send" {
				h.Functions().Kill(p.ID)
			}
		}
	}
}

// arrivals waits until so many of a request's are there.
func (h *house) arrivals(q access.Request, n int) []arrival {
	h.t.Helper()
	var all []arrival
	for range 600 {
		h.mu.Lock()
		all = slices.DeleteFunc(slices.Clone(h.got), func(a arrival) bool { return a.q != q.ID })
		h.mu.Unlock()
		if len(all) >= n {
			return all
		}
		time.Sleep(25 * time.Millisecond)
	}
	h.t.Fatalf("of %s only %+v arrived", q.ID, all)
	return nil
}

// told reports whether anything of a request has arrived.
func (h *house) told(q access.Request) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.ContainsFunc(h.got, func(a arrival) bool { return a.q == q.ID })
}

// lets lets Uma into a server for so many seconds, as the rule does.
func (h *house) lets(seconds int, name string) access.Request {
	h.t.Helper()
	uma := identitytest.Member(h.team, "Uma", identity.User)
	by := identitytest.Caller(uma, time.Now().UTC().Truncate(time.Millisecond))
	by.ID = name
	res := access.Resource{
		Organization: h.team.ID, ID: id.New[id.Resource](by.At, name, 0), Name: "Server", Since: by.At.Add(-time.Hour),
		Policy:      &access.Policy{JustInTime: true, Longest: 3600, Automatic: true},
		Assignments: []access.Assignment{{ID: id.New[id.Assignment](by.At, name, 0), Member: uma.Person, Credential: "cred_a", Since: by.At}},
		Version:     1,
	}
	q, c, err := access.AskIn(by, access.AskingIn{
		Resource: res, Standing: access.Standing{Resource: res.ID, Person: uma.Person}, Length: seconds, Reason: "A disk is full.",
	})
	if err != nil {
		h.t.Fatal(err)
	}
	c.Checks = nil // who asks and for what is none of this story's matter
	if err := h.table.Save(h.t.Context(), by.Call, c, nil); err != nil {
		h.t.Fatal(err)
	}
	return q
}

// settled waits until the newest delivery to a hook was tried, and answers it.
func (h *house) settled(w webhook.Hook) webhook.Delivery {
	h.t.Helper()
	for range 600 {
		all, _, err := h.table.DeliveriesOf(h.t.Context(), w.Organization, w.ID, table.Page{Limit: 1})
		if err != nil {
			h.t.Fatal(err)
		}
		if len(all) == 1 && len(all[0].Tried) > 0 {
			return all[0]
		}
		time.Sleep(25 * time.Millisecond)
	}
	h.t.Fatalf("no delivery to %s was tried", w.Name)
	return webhook.Delivery{}
}

// rule J14
func TestAPagerIsToldOfAPeriodAndOfWhatABadDayHeldUp(t *testing.T) {
	h := open(t)

	began := time.Now()
	q := h.lets(3, "a plain day")
	got := h.arrivals(q, 2)
	if got[0].kind != access.OpenedEvent || got[1].kind != access.EndedEvent || got[1].at.Before(q.Period.End) {
		t.Errorf("%+v", got)
	}
	t.Logf("told of the opening after %s, of the end %s after it", got[0].at.Sub(began), got[1].at.Sub(q.Period.End))
	if on := h.Bus().Events(access.OpenedEvent); len(on) != 1 || !strings.Contains(string(on[0].Detail), string(q.ID)) {
		t.Errorf("on the bus: %+v", on)
	}

	// Who dies after the post and before it is on record posts again, under the
	// same id.
	h.kill.Store(true)
	q = h.lets(600, "a crash")
	if got := h.arrivals(q, 2); got[0].id != got[1].id || got[0].kind != access.OpenedEvent || got[1].kind != access.OpenedEvent {
		t.Errorf("%+v", got)
	}

	// An address that takes all the time there is holds up nobody else's.
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	slow := h.hook("slow", "https://"+l.Addr().String())
	began = time.Now()
	q = h.lets(600, "a slow neighbour")
	if took := h.arrivals(q, 1)[0].at.Sub(began); took > 4*time.Second {
		t.Errorf("the pager waited for %s", took)
	}
	if d := h.settled(slow); d.State != webhook.Waiting || d.Tried[0].Why != "did not answer in time" {
		t.Errorf("%+v", d)
	}

	// Without the bus nothing is lost: the orders wait, and are told when it is back.
	h.Bus().Down()
	q = h.lets(600, "no bus")
	time.Sleep(2 * time.Second)
	if h.told(q) {
		t.Error("it was told without the bus")
	}
	if err := h.Bus().Up(); err != nil {
		t.Fatal(err)
	}
	for minutes := 6; minutes <= 30 && !h.told(q); minutes += 6 {
		at := time.Now().Add(time.Duration(minutes) * time.Minute)
		if r, err := h.Clock().Fire(context.Background(), "due-sweep", at); err != nil || r.Failed {
			t.Fatalf("the sweep: %v %s", err, r.Payload)
		}
		for range 60 {
			if h.told(q) {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
	}
	h.arrivals(q, 1)
}
