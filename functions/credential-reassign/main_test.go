package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "credential-reassign")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.reassign)
	return w
}

func TestAManagedLoginGetsAnotherOwnerAndBothAreTold(t *testing.T) { // rules C5, C12
	w := told(t)
	if a := Read[api.Credential](w.Replay()); a.Owner != Wyn.ID || !a.Managed {
		t.Errorf("answered %+v", a)
	}
	c := credential.Credential{ID: UgoLogin.ID}
	if w.Read(&c); c.Owner != Wyn.ID || !c.Managed {
		t.Errorf("kept %+v", c)
	}
	weighed := false
	for k, v := range w.Items() {
		weighed = weighed || strings.HasPrefix(k, "OUT#") && strings.Contains(v, `"`+credential.WeighChore+`"`) && strings.Contains(v, string(UgoLogin.ID))
	}
	if !weighed {
		t.Error("nobody looks who lost it")
	}
	kinds := map[change.Telling]string{}
	for _, n := range w.Waiting() {
		kinds[n.Kind] = string(n.To.Member)
	}
	if kinds[change.LoginTaken] != string(Ugo.ID) || kinds[change.LoginGiven] != string(Wyn.ID) || len(kinds) != 2 {
		t.Errorf("told %v", kinds)
	}
	if e := w.Record(SouthFen)[0]; e.Action != audit.CredentialReassigned || e.Detail != "to Wyn; was of Ugo" {
		t.Errorf("on record %+v", e.Entry)
	}
	for k := range w.Items() {
		if strings.Contains(k, "VAULT#"+string(SouthFen)+"#"+string(Ugo.ID)) && strings.Contains(k, string(UgoLogin.ID)) {
			t.Errorf("he finds it by %s", k)
		}
	}
}

func TestToTheOrganizationItIsACompanyCredential(t *testing.T) { // rule C5
	w := told(t)
	if a := Read[api.Credential](w.Replay(Set("to", nil))); a.Owner != "" || !a.Managed {
		t.Errorf("answered %+v", a)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.LoginTaken || n[0].To.Member != Ugo.ID {
		t.Errorf("told %+v", n)
	}
	w.Unchanged(func() { w.Replay().Is(409, "company credential already") })
}

func TestWhatIsUnmanagedIsNotTaken(t *testing.T) { // promise 9
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("credential", PipLogin.ID)).Is(403, "has not allowed admin access")
		w.Replay(Set("to", string(Eve.ID))).Is(400, "body.to")
		w.Replay(As(Pip)).Is(403, "Only an admin")
		w.Replay(As(Eve)).Is(404)
		w.Replay(Set("to", string(Ugo.ID))).Is(200) // it is his
	})
}
