package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/gate"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "gate-set")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table, origin: Origin}.set)
	return w
}

func TestTheKeyIsInThisOneAnswerAndNowhereElse(t *testing.T) { // rules J13, A1
	w := told(t)
	out := Read[api.GateKey](w.Replay().Is(200, `"on":true`, `"signsIn":true`, `"by":"Ira"`))
	key, g, ok := gate.ParseKey(out.Secret)
	w.Read(&g)
	if !ok || g.Resource != Switch.Resource || !key.Is(g.Hash) || g.Host != out.Host || !strings.HasSuffix(g.Host, ".northquay.example") || !g.Since.Equal(T0) {
		t.Errorf("%+v", g)
	}
	bits := out.Secret[strings.LastIndex(out.Secret, ".")+1:]
	for k, item := range w.Items() {
		if strings.Contains(item, bits) {
			t.Errorf("the key is in the clear at %s", k)
		}
	}
	if e := w.Record(NorthQuay)[0]; e.Action != audit.GateSet || e.Thing != string(Switch.Resource) || e.Detail != "at "+g.Host+", signs in" {
		t.Errorf("on record: %+v", e.Entry)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.OwnAccess || n[0].Tie != gate.SignsTie || n[0].To != (change.Audience{Organization: NorthQuay, Except: Ira.ID}) {
		t.Errorf("told %+v", n)
	}
	w.Replay(Set("signsIn", false), At(T0.Add(time.Minute))).Is(200, `"on":true`).Never(`"key"`, `"signsIn"`)
	was := g
	g = gate.Gate{Organization: g.Organization, Resource: g.Resource}
	if w.Read(&g); !bytes.Equal(g.Hash, was.Hash) || !g.Since.Equal(T0) || g.Basic {
		t.Errorf("its key changed with it: %+v", g)
	}
	w.Unchanged(func() { w.Replay(Set("signsIn", false)).Is(200).Never(`"key"`) })
}

func TestAGateNeedsAnAddressOfItsOwnByHTTPS(t *testing.T) {
	w := told(t)
	for address, why := range map[string]string{
		"http://switch.northquay.example": "does not begin with https://", Origin + "/x": "is our own", "https://a_b.example": "names a host that cannot be",
	} {
		r := access.Resource{Organization: NorthQuay, ID: Switch.Resource}
		w.Read(&r)
		r.Address = address
		w.Keep(change.Change{Records: []change.Record{r}}, address)
		w.Unchanged(func() { w.Replay().Is(409, "Switch", why) })
	}
}

func TestOnlyAnAdminOfItsOrganizationSwitchesAGateOn(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Jon)).Is(403, "Only an admin")
		w.Replay(As(Ann)).Is(404, "There is no such organization")
		w.Replay(As(Ann), Path("organization", BlueHarbor)).Is(404, "There is no such resource")
		w.Replay(As(Olga), Path("organization", OlgaHome)).Is(403, "personal account")
		w.Replay(Nobody).Is(401)
		w.Replay(Set("key", "mine")).Is(400, "key")
		w.Replay(Set("signsIn", "yes")).Is(400, "body.signsIn")
	})
	w.Keep(change.Change{Records: []change.Record{lockedUp(w)}}, "an organization key")
	w.Unchanged(func() { w.Replay().Is(409, "its gates sign nobody in") })
	w.Replay(Set("signsIn", false)).Is(200, `"key":"org_`)
}

func lockedUp(w *World) identity.Organization {
	o := identity.Organization{ID: NorthQuay}
	w.Read(&o)
	o.Locked = &identity.Locked{Since: T0, By: "Ira"}
	return o
}
