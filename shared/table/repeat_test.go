package table_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// adding is a World whose handler adds a resource.
func adding(t *testing.T) *World {
	w := New(t, "resource-create")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, func(ctx context.Context, c identity.Call, in api.ResourceCreate) (api.Resource, error) {
		by, err := w.Table.Find(ctx, c, in.Organization)
		if err != nil {
			return api.Resource{}, err
		}
		r, ch, err := access.NewResource(by, in.Name, in.Address)
		if err != nil {
			return api.Resource{}, err
		}
		out := api.ResourceFrom(r, by, access.Stood{})
		return out, w.Table.Save(ctx, c, ch, out)
	})
	return w
}

func TestTwoOfOneIdempotencyKeyAtOnceAreOneChangeAndOneAnswer(t *testing.T) {
	w := adding(t)
	var both sync.WaitGroup
	both.Add(2)
	var mu sync.Mutex
	writes := 0
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation != "TransactWriteItems" {
			return nil
		}
		mu.Lock()
		writes++
		first := writes <= 2
		mu.Unlock()
		if first { // neither writes before both have read
			both.Done()
			both.Wait()
		}
		return nil
	})()
	e, err := Recorded[events.APIGatewayV2HTTPRequest](w.Name)
	if err != nil {
		t.Fatal(err)
	}
	e.Headers["idempotency-key"] = "k1"
	answers := make([]events.APIGatewayV2HTTPResponse, 2)
	made := w.Made(func() {
		var all sync.WaitGroup
		for i := range answers {
			mine := e
			mine.RequestContext.RequestID = strings.Repeat("x", i+1)
			all.Go(func() { answers[i], _ = w.Handler(context.Background(), mine) })
		}
		all.Wait()
	})
	if made != "AUDIT IDEM RESOURCE" || answers[0].StatusCode != 201 || answers[0].Body != answers[1].Body {
		t.Errorf("made %s; answered %+v", made, answers)
	}
}

func TestAKeyIsOfOnePersonAndRoute(t *testing.T) {
	w := adding(t)
	first := w.Replay(Header("idempotency-key", "k1")).Is(201)
	if other := w.Replay(Header("idempotency-key", "k1"), As(Dan)).Is(201); other.Body == first.Body {
		t.Error("Dan got Ann's answer")
	}
	w.Unchanged(func() {
		w.Replay(Header("idempotency-key", "k1"), Path("organization", Elsewhere)).Is(404) // before anything else, who asks
		w.Replay(Header("idempotency-key", "k1"), Nobody).Is(401)
		w.Replay(Header("idempotency-key", "k1"), Set("name", "Plotter")).Is(422, "used for another request")
	})
}
