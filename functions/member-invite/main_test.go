package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "member-invite")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table, keys: w.Keys}.invite)
	return w
}

func TestAnInvitationWaitsAndIsMailed(t *testing.T) {
	w := told(t)
	var got api.Member
	made := w.Made(func() { got = Read[api.Member](w.Replay()) })
	if made != "AUDIT INVITATION NOTICE OUT" || got.State != "pending" || got.Person != "" {
		t.Errorf("made %s, answered %+v", made, got)
	}
	if n := w.Waiting(); len(n) != 1 || n[0].Kind != change.MemberInvited || n[0].To.Address != "ida@blueharbor.example" {
		t.Errorf("told: %+v", n)
	}
}

func TestWhatCannotBeInvitedIsRefusedByName(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Set("email", "Ida <ida@blueharbor.example>")).Is(400, "body.email")
		w.Replay(Set("role", "owner")).Is(400, "body.role")
		w.Replay(Set("role", nil)).Is(400, "role")
		w.Replay(As(Olga), Path("organization", OlgaHome)).Is(403, "personal account")
	})
}

func TestWithoutKMSNobodyIsInvited(t *testing.T) {
	w := told(t)
	w.KMS.Fail(true)
	w.Unchanged(func() { w.Replay().Is(503) })
}
