package webhook_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/webhook"
)

// genuine reports whether Valetkey posted the body, within five minutes of now.
func genuine(secret string, h http.Header, body []byte, now time.Time) bool {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	stamp, notANumber := strconv.ParseInt(h.Get("webhook-timestamp"), 10, 64)
	if err != nil || notANumber != nil || now.Sub(time.Unix(stamp, 0)).Abs() > 5*time.Minute {
		return false
	}
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%d.%s", h.Get("webhook-id"), stamp, body)
	for _, s := range strings.Fields(h.Get("webhook-signature")) { // more than one after a rotation
		raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(s, "v1,"))
		if err == nil && hmac.Equal(raw, mac.Sum(nil)) {
			return true
		}
	}
	return false
}

func TestAReceiverAsTheREADMEHasItKnowsWhatIsGenuine(t *testing.T) {
	fresh, before, other := webhook.NewSecret(), webhook.NewSecret(), webhook.NewSecret()
	key, _ := webhook.Key(fresh)
	old, _ := webhook.Key(before)
	body := []byte(`{"v":1,"type":"access.opened"}`)
	head := http.Header{}
	for name, value := range webhook.Headers("event_1", noon, body, key, old) {
		head.Set(name, value)
	}
	edited := func(name, value string) http.Header {
		h := head.Clone()
		h.Set(name, value)
		return h
	}
	for name, tt := range map[string]struct {
		secret string
		head   http.Header
		body   string
		at     time.Time
		want   bool
	}{
		"as it came":                    {fresh.Reveal(), head, string(body), noon, true},
		"with the secret before":        {before.Reveal(), head, string(body), noon, true},
		"five minutes on the way":       {fresh.Reveal(), head, string(body), noon.Add(5 * time.Minute), true},
		"to a clock that is late":       {fresh.Reveal(), head, string(body), noon.Add(-5 * time.Minute), true},
		"with another's secret":         {other.Reveal(), head, string(body), noon, false},
		"with another body":             {fresh.Reveal(), head, string(body) + " ", noon, false},
		"under another id":              {fresh.Reveal(), edited("webhook-id", "event_2"), string(body), noon, false},
		"at another time":               {fresh.Reveal(), edited("webhook-timestamp", strconv.FormatInt(noon.Unix()+1, 10)), string(body), noon, false},
		"recorded, and posted again":    {fresh.Reveal(), head, string(body), noon.Add(5*time.Minute + time.Second), false},
		"unsigned":                      {fresh.Reveal(), edited("webhook-signature", ""), string(body), noon, false},
		"signed with nothing":           {fresh.Reveal(), edited("webhook-signature", "v1,"), string(body), noon, false},
		"without a time":                {fresh.Reveal(), edited("webhook-timestamp", ""), string(body), noon, false},
		"to who has no secret to check": {"whsec_?", head, string(body), noon, false},
	} {
		if got := genuine(tt.secret, tt.head, []byte(tt.body), tt.at); got != tt.want {
			t.Errorf("%s: genuine %v", name, got)
		}
	}
}

func TestTheREADMEHasThisReceiver(t *testing.T) {
	source, err := os.ReadFile("receiver_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(source), "// genuine reports")
	code, _, found := strings.Cut(after, "\n}\n")
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil || !found || !strings.Contains(string(readme), "// genuine reports"+code+"\n}\n") {
		t.Errorf("it has another: %v", err)
	}
}
