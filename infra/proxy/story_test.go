package proxy_test

import (
	"encoding/base64"
	"net/url"
	"strings"
	"testing"
	"time"

	. "github.com/valetkey/valetkey/shared/tabletest"
)

const org = "organizations/"

// Issue 8's story: locked, request, approve, in, ended, out.
func TestAPageBehindNginxIsOpenWhileItsResourceIs(t *testing.T) { // rules J13, J3; promise 2
	g := guard(t)
	jon := g.browser()
	here := org + string(NorthQuay)
	resource := here + "/resources/" + string(Gateway.Resource)
	asks := g.stack.URL() + "/" + resource + "/request"

	way := jon.see("/ports?up=1")
	if way.status != 302 || !strings.HasPrefix(way.location, g.stack.URL()+"/enter?") || g.reached() != nil {
		t.Fatalf("nobody known: %+v", way)
	}
	u, err := url.Parse(way.location)
	must(t, err)
	pass := g.api(Jon, "POST", resource+"/gate/passes", Fields{"state": u.Query().Get("state"), "to": u.Query().Get("to")})
	code, _ := pass["address"].(string)
	if in := jon.see(code); in.status != 303 || in.location != "/ports?up=1" || jon.cookies["__Host-valetkey-gate"] == "" {
		t.Fatalf("entering: %+v", in)
	}
	in := jon.see("/ports?up=1", "X-Valetkey-Person", "person_forged", "X-Valetkey-Groups", "admins", "X-Valetkey-Email", "forged@evil.example", "Authorization", "Basic Zm9yZ2Vk", "X-Valetkey-Gate", "mine")
	h := g.reached()
	if in.status != 200 || in.body != "the ports" || h.Get("X-Valetkey-Person") != string(Jon.ID) || h.Get("X-Valetkey-Email") != Jon.Email || h.Get("X-Valetkey-Name") != "Jon" {
		t.Fatalf("in: %+v, %v", in, h)
	}
	if h.Get("X-Valetkey-Gate") != "" || h.Get("X-Valetkey-Groups") != "" || strings.Contains(strings.Join(h.Values("X-Valetkey-Person"), ","), "forged") {
		t.Errorf("the page is told %v", h)
	}
	if raw, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(h.Get("Authorization"), "Basic ")); string(raw) != "root:"+Gateway.Secret.Reveal() {
		t.Errorf("signed in with %q", h.Get("Authorization"))
	}
	if again := g.browser().see(code); again.status != 403 || !strings.Contains(again.body, "used up") {
		t.Errorf("a second time: %+v", again)
	}

	g.api(Jon, "POST", here+"/requests/"+string(OpenRequest)+"/end", nil)
	if out := jon.see("/ports"); out.status != 302 || out.location != asks || g.reached() != nil {
		t.Fatalf("ended: %+v", out)
	}
	g.at(T0.Add(time.Minute))
	made := g.api(Jon, "POST", resource+"/requests", Fields{"assignment": string(Gateway.Assignment), "length": 600, "reason": "A port is down again."})
	if out := jon.see("/ports"); out.status != 302 || out.location != asks {
		t.Fatalf("asked: %+v", out)
	}
	request, _ := made["id"].(string)
	g.api(Ira, "POST", here+"/requests/"+request+"/approve", Fields{})
	if in := jon.see("/ports"); in.status != 200 || g.reached() == nil {
		t.Fatalf("approved: %+v", in)
	}
	g.at(T0.Add(12 * time.Minute)) // the period is over, and nobody wrote it down
	if out := jon.see("/ports"); out.status != 302 || out.location != asks || g.reached() != nil {
		t.Fatalf("over: %+v", out)
	}
	g.api(Jon, "DELETE", "session", nil)
	if out := jon.see("/ports"); out.status != 302 || !strings.Contains(out.location, "/enter?") {
		t.Errorf("signed out: %+v", out)
	}
}

func TestWhatABrowserSaysThroughNginxCountsForNothing(t *testing.T) {
	g := guard(t)
	eve := g.browser()
	for name, headers := range map[string][]string{
		"a forged identity":     {"X-Valetkey-Person", string(Jon.ID), "X-Valetkey-Email", Jon.Email},
		"another proxy":         {"X-Valetkey-Proxy", "traefik", "X-Forwarded-Host", GateHost},
		"a password":            {"Authorization", "Basic cm9vdDpyb290"},
		"another host":          {"X-Original-Host", "evil.example", "X-Forwarded-Host", "evil.example"},
		"a path that leads off": {"X-Original-URI", "//evil.example"},
	} {
		if out := eve.see("/ports", headers...); out.status != 302 || !strings.HasPrefix(out.location, g.stack.URL()+"/enter?") || g.reached() != nil || strings.Contains(out.location, "evil") {
			t.Errorf("%s: %+v", name, out)
		}
	}
	if out := eve.see("/.valetkey/check"); out.status != 404 || g.reached() != nil {
		t.Errorf("the check itself: %+v", out)
	}
	if out := eve.see("/.valetkey/enter?code=x&to=//evil.example"); out.status != 403 || out.location != "" {
		t.Errorf("no code: %+v", out)
	}
	if out := eve.see("//evil.example/%2e%2e/x"); out.status != 302 || strings.Contains(out.location, "to=%2F%2F") {
		t.Errorf("an address that leads off: %+v", out)
	}
}
