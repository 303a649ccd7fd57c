package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "vault-create")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.create)
	return w
}

func TestACompanyCredentialIsFiledAndFound(t *testing.T) { // rules C2, S7, A1
	w := told(t)
	a := w.Replay()
	a.Is(201).Never("a switch's password")
	got := Read[api.Filed](a)
	if got.Folder != ContosoFolder || got.Client != Contoso || got.ClientName != "Contoso" || !got.Managed || got.Owner != "" || got.Type != "Switch" {
		t.Errorf("answered %+v", got)
	}
	c := credential.Credential{ID: got.ID}
	if w.Read(&c); c.Gate != ContosoFolder || c.Home != Ridge || !c.Finds([]string{"core", "conto", "switch"}) {
		t.Errorf("kept %+v", c)
	}
	if e := w.Record(Ridge)[0]; e.Action != audit.CredentialCreated || e.Actor != Rhea.ID || e.Detail != "in Contoso" {
		t.Errorf("on record: %+v", e.Entry)
	}
}

func TestOnesOwnIsNobodyElsesItsExistenceIncluded(t *testing.T) { // rule C1
	w := told(t)
	before := len(w.Record(Ridge))
	got := Read[api.Filed](w.Replay(As(Tam), Set("belongsTo", "me"), Set("folder", nil), Set("name", "My locker")))
	if got.Owner != Tam.ID || got.Managed {
		t.Errorf("answered %+v", got)
	}
	if after := w.Record(Ridge); len(after) != before {
		t.Errorf("the organization's record says: %+v", after[0])
	}
	for k, item := range w.Items() {
		if contains(k, "VAULT#", string(got.ID)) && !contains(k, string(Tam.ID)) {
			t.Errorf("others find it by %s: %s", k, item)
		}
	}
}

func contains(s string, parts ...string) bool {
	for _, p := range parts {
		if !strings.Contains(s, p) {
			return false
		}
	}
	return true
}

func TestACredentialIsRefusedByField(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("name", " ")).Is(400, "body.name")
		w.Replay(Set("type", "Spaceship")).Is(400, "body.type", "types")
		w.Replay(Set("folder", "folder_01KG9MFMM0N0S9D28GRDXJFKD1")).Is(400, "body.folder")
		w.Replay(Set("belongsTo", "me")).Is(400, "body.folder", "in none")
		w.Replay(Set("url", "javascript:alert(1)")).Is(400, "body.url")
		w.Replay(Set("seed", "not a seed")).Is(400, "body.seed")
		w.Replay(As(Sol)).Is(403, "Only an admin")
		w.Replay(As(Val)).Is(403)
		w.Replay(As(Eve)).Is(404)
	})
}
