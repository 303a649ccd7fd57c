package api

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/gate"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
)

// GateFrom is a gate as admins and auditors see it.
func GateFrom(g gate.Gate, at time.Time) Gate {
	if g.Hash == nil {
		return Gate{}
	}
	out := Gate{On: true, Host: g.Host, SignsIn: g.Basic, Since: &g.Since, By: g.By}
	if at.Before(g.OldUntil) {
		out.OldUntil = &g.OldUntil
	}
	return out
}

// GateWayFrom is the address at a gate's host that a one-time code is taken to.
func GateWayFrom(g gate.Gate, code identity.LinkToken, to string) GateWay {
	q := url.Values{"code": {code.Reveal()}, "to": {gate.SafeTo(to)}}
	return GateWay{Code: "https://" + g.Host + gate.Own + "enter?" + q.Encode()}
}

// Place is what the proxy says that was asked for.
func (f Forwarded) Place() gate.Place {
	if f.Proxy == "traefik" {
		return gate.Place{Host: f.ForwardedHost, To: f.ForwardedURI} // API Gateway overwrites X-Forwarded-Proto
	}
	return gate.Place{Scheme: f.OriginalProto, Host: f.OriginalHost, To: f.OriginalURI}
}

// By is the call as it is put on record: from the address that the browser had, which
// the proxy, whose key was right, says.
func (f Forwarded) By(c identity.Call) identity.Call {
	if a, err := netip.ParseAddr(f.From); err == nil {
		c.From = a.String()
	}
	return c
}

// cookie is one of the gate's host alone, for so many seconds.
func cookie(name, value string, seconds int) string {
	return fmt.Sprintf("__Host-valetkey-%s=%s; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=%d", name, value, seconds)
}

// GateIn lets somebody through: who they are, and what they are signed in with.
func GateIn(in gate.In, username string, password secret.Text) (Gated, error) {
	groups := make([]string, len(in.By.Groups))
	for i, g := range in.By.Groups {
		groups[i] = string(g)
	}
	out := Gated{Status: http.StatusOK, Headers: map[string]string{
		"x-valetkey-person": string(in.By.Person), "x-valetkey-email": inHeader(in.By.Email),
		"x-valetkey-name": inHeader(in.By.Name), "x-valetkey-groups": strings.Join(groups, ","),
	}}
	if in.Signs {
		if strings.Contains(username, ":") { // RFC 7617, 2
			return out, fault.New(fault.Forbidden, "A user name with a colon in it cannot sign in this way.")
		}
		out.Headers["authorization"] = "Basic " + base64.StdEncoding.EncodeToString([]byte(username+":"+password.Reveal()))
	}
	return out, nil
}

// inHeader is text as a header holds it: what is not plain is percent-encoded, in UTF-8.
func inHeader(s string) string {
	var out strings.Builder
	for _, b := range []byte(s) {
		if b < ' ' || b > '~' || b == '%' {
			fmt.Fprintf(&out, "%%%02X", b)
		} else {
			out.WriteByte(b)
		}
	}
	return out.String()
}

// GateOut turns somebody away: to the console's page that lets them in, to the page
// where they ask, or in words. origin is our own. Whatever is no answer for a proxy
// stays an error.
func GateOut(f Forwarded, origin string, o id.Organization, r id.Resource, why error) (Gated, error) {
	var fail *fault.Error
	if !errors.As(why, &fail) {
		return Gated{}, why
	}
	out := Gated{Headers: map[string]string{}, Text: fail.Message}
	switch fail.Kind {
	case fault.Unauthenticated:
		state := gate.NewState(f.State)
		q := url.Values{"organization": {string(o)}, "resource": {string(r)}, "state": {gate.Shown(state)}, "to": {gate.SafeTo(f.Place().To)}}
		out.Status, out.Cookies = http.StatusUnauthorized, []string{cookie("asked", state.Reveal(), 900)}
		out.Headers["location"] = origin + "/enter?" + q.Encode()
	case fault.NotOpen:
		out.Status = http.StatusForbidden
		out.Headers["location"] = fmt.Sprintf("%s/organizations/%s/resources/%s/request", origin, o, r)
	case fault.Forbidden, fault.Locked, fault.Conflict, fault.NotFound:
		out.Status, out.Headers["x-valetkey-why"] = http.StatusForbidden, inHeader(fail.Message)
		return out, nil
	default:
		return Gated{}, why
	}
	if f.Proxy == "traefik" {
		out.Status = http.StatusFound // it hands the answer to the browser as it is
	}
	return out, nil
}

// GateEntered gives the cookie and sends the browser on to where it wanted to be. It
// leaves the state: another tab may be on its way with a code for it.
func GateEntered(token identity.LinkToken, left time.Duration, to string) Gated {
	return Gated{
		Status: http.StatusSeeOther, Headers: map[string]string{"location": gate.SafeTo(to), "referrer-policy": "no-referrer"},
		Cookies: []string{cookie("gate", token.Reveal(), int(left.Seconds()))},
	}
}
