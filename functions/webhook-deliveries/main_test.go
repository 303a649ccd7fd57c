package main

import (
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
	"github.com/valetkey/valetkey/shared/webhook"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "webhook-deliveries")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.deliveries)
	return w
}

func TestAnAdminSeesEachTryAndTheBodyNewestFirst(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		out := Read[api.DeliveryPage](w.Replay().Is(200, "The printer is on fire").Never("whsec_", HookToken))
		if len(out.Items) != 2 || out.Next != "" || out.Items[0].Event != "access.broke_glass" || out.Items[0].State != "waiting" || out.Items[0].Next == nil {
			t.Fatalf("%+v", out)
		}
		tries := out.Items[1].Tries
		if out.Items[1].State != "delivered" || len(tries) != 2 || tries[0].Status != 500 || tries[0].Why == "" || tries[1].Status != 204 {
			t.Errorf("%+v", out.Items[1])
		}
	})
}

func TestThereIsANextPage(t *testing.T) {
	w := told(t)
	first := Read[api.DeliveryPage](w.Replay(Query("limit", "1")))
	if len(first.Items) != 1 || first.Next == "" {
		t.Fatalf("%+v", first)
	}
	next := Read[api.DeliveryPage](w.Replay(func(e *events.APIGatewayV2HTTPRequest) {
		e.QueryStringParameters = map[string]string{"after": first.Next}
		e.RawQueryString = "after=" + first.Next
	}))
	if len(next.Items) != 1 || next.Items[0].ID == first.Items[0].ID || next.Next != "" {
		t.Errorf("%+v", next)
	}
	w.Replay(Query("after", "SE9PSyNob29r")).Is(400, "query.after") // HOOK#hook, of another list
	w.Replay(Query("limit", "101")).Is(400, "limit")
}

func TestAnAuditorSeesNoBodyAndNobodyElseAnything(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Cyd)).Is(200, `"delivered"`).Never("on fire", `"body"`, HookToken)
		w.Replay(As(Bob)).Is(403)
		w.Replay(As(Eve)).Is(404, "There is no such organization")
		w.Replay(As(Eve), Path("organization", Elsewhere)).Is(404, "There is no such webhook")
	})
}

func TestWhatIsOlderThanThirtyDaysIsNotShown(t *testing.T) {
	w := told(t)
	d := Read[api.DeliveryPage](w.Replay()).Items[1]
	old := webhook.Delivery{Organization: BlueHarbor, Hook: Pager, ID: d.ID}
	w.Read(&old)
	old.At = T0.Add(-webhook.Kept)
	w.Keep(change.Change{Records: []change.Record{old}}, "an old one")
	w.Replay().Is(200).Never(string(d.ID))
}
