package main

import (
	"fmt"
	"slices"
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
		if contains(k, "VAULT#", string(got.ID)) && !contains(k, string(Tam.ID)) && !contains(k, "#sealed HOLDS#") { // that no list shows
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

func TestInputOfAnySizeAndScript(t *testing.T) { // promise 12
	w := told(t)
	long, many := strings.Repeat("长", 10_001), make([]string, 300)
	for i := range many {
		many[i] = fmt.Sprint("tag", i)
	}
	w.Unchanged(func() {
		for field, value := range map[string]any{
			"name": long, "username": long, "url": long, "type": long, "tags": many, "secret": long, "notes": long, "seed": long,
			"belongsTo": "everyone", "folder": 7,
		} {
			w.Replay(Set(field, value)).Is(400, "body."+field).Never("长长")
		}
		for _, seed := range []string{"1", "JBSWY3DP!HPK3PXQ", "otpauth://hotp/x?secret=JBSWY3DPEHPK3PXQ", "otpauth://totp/x", "=====", "JBSWY3DPEHPK3PX\u0000"} {
			w.Replay(Set("seed", seed)).Is(400, "body.seed").Never("JBSWY3DP")
		}
		for _, other := range []any{string(SocialTeam), "", nil} { // no folder of Ridge's: another kind of id, none
			if other != nil {
				w.Replay(Set("folder", other)).Is(400, "body.folder")
			}
		}
	})
	for _, name := range []string{"ルーター", "مُوَجِّه", "роутер", "נתב", "रूटर", "🔥🧱", "a\u0301\u0327", strings.Repeat("ﷺ", 120), "#", "-"} {
		got := Read[api.Filed](w.Replay(Set("name", name), Set("secret", strings.Repeat("界", 10_000))))
		if got.Name != name {
			t.Errorf("%q is kept as %q", name, got.Name)
		}
		if words := credential.Split(name); len(words) > 0 {
			found, _, err := w.Operator().SearchVault(t.Context(), Ridge, []credential.Audience{credential.Everything}, words)
			if err != nil || !slices.ContainsFunc(found, func(c credential.Credential) bool { return c.ID == got.ID }) {
				t.Errorf("%q is not found: %v", name, err)
			}
		}
	}
}
