package caller_test

import (
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/shared/api"
)

func TestEveryFunctionIsKnownByItsAccessKey(t *testing.T) {
	names := []string{caller.Operator, api.Console.Name}
	for _, r := range api.Routes {
		names = append(names, r.Name)
	}
	for _, w := range api.Workers {
		names = append(names, w.Name)
	}
	for _, n := range names {
		key, err := caller.Key(n)
		if err != nil || !regexp.MustCompile(`^[A-Z0-9]+$`).MatchString(key) {
			t.Errorf("%s: %q %v", n, key, err)
		}
		r := &http.Request{Header: http.Header{
			"Authorization":        {"AWS4-HMAC-SHA256 Credential=" + key + "/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00"},
			"X-Amz-Security-Token": {n + ".7"},
		}}
		if c, err := caller.Of(r); err != nil || c != (caller.Caller{Function: n, Process: n + ".7"}) {
			t.Errorf("%s: %+v %v", n, c, err)
		}
	}
}

func TestWhoIsNoneOfOursIsUnknown(t *testing.T) {
	for _, a := range []string{"", "Bearer x", "AWS4-HMAC-SHA256 Credential=AKIAX/1", "Credential=LOCALa/", "Credential=LOCALA00B/", "Credential=LOCAL/"} {
		if _, err := caller.Of(&http.Request{Header: http.Header{"Authorization": {a}}}); !errors.Is(err, caller.ErrUnknown) {
			t.Errorf("%q: %v", a, err)
		}
	}
	for _, n := range []string{"", "A", "a-", "a1", "a--b", strings.Repeat("a", 3) + " "} {
		if _, err := caller.Key(n); err == nil {
			t.Errorf("%q has a key", n)
		}
	}
}
