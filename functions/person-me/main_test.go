package main

import (
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "person-me")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.me)
	return w
}

func TestItSaysWhoIsSignedInAndWhere(t *testing.T) {
	w := told(t)
	got := Read[api.Me](w.Replay())
	if got.Person.ID != Ann.ID || len(got.Memberships) != 1 || got.Memberships[0].Organization != BlueHarbor ||
		got.Memberships[0].Role != "admin" || got.Memberships[0].Kind != "provider" {
		t.Errorf("answered %+v", got)
	}
	if got := Read[api.Me](w.Replay(As(Olga))); got.Memberships[0].Kind != "personal" {
		t.Errorf("answered %+v", got)
	}
}

func TestASessionComesByCookieOrHeaderNeverBoth(t *testing.T) {
	w := told(t)
	cookie := func(e *events.APIGatewayV2HTTPRequest) {
		e.Cookies = []string{"theme=dark", "__Host-valetkey=" + Ann.Token()}
	}
	w.Replay(Nobody, cookie).Is(200)
	w.Replay(cookie).Is(400, "header.authorization")
	w.Replay(Nobody, cookie, func(e *events.APIGatewayV2HTTPRequest) { e.Cookies = append(e.Cookies, e.Cookies[1]) }).Is(400, "header.cookie")
	w.Replay(Header("authorization", "Basic "+Ann.Token())).Is(401)
}

func TestASuspendedMembershipIsSaidToBeAndARemovedOneIsNotThere(t *testing.T) {
	w := told(t)
	if got := Read[api.Me](w.Replay(As(Sal))); len(got.Memberships) != 1 || !got.Memberships[0].Suspended {
		t.Errorf("answered %+v", got)
	}
	if got := Read[api.Me](w.Replay(As(Rex))); len(got.Memberships) != 0 {
		t.Errorf("answered %+v", got)
	}
}
