package main

import (
	"context"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/lambdastream"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func driving(t *testing.T) (*World, func(...events.DynamoDBEventRecord) events.DynamoDBEventResponse) {
	w := New(t, "outbox-drive")
	h := lambdastream.Handle(w.Table, change.Drive, function{table: w.Table}.deliver)
	return w, func(more ...events.DynamoDBEventRecord) events.DynamoDBEventResponse {
		t.Helper()
		e, err := Recorded[events.DynamoDBEvent](w.Name)
		if err != nil {
			t.Fatal(err)
		}
		e.Records = append(more, e.Records...)
		out, err := h(context.Background(), e)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
}

func TestWhoLostTheWayToASecretIsWrittenDownAndTheOrderIsGone(t *testing.T) {
	w, deliver := driving(t)
	if out := deliver(); len(out.BatchItemFailures) != 0 {
		t.Errorf("not delivered: %+v", out)
	}
	r := credential.Received{Credential: Newsletter.Credential, Organization: BlueHarbor, Person: Bob.ID}
	o := table.Order{Order: ForgetOrder}
	if w.Read(&r, &o); r.Lost == nil || !r.Lost.Equal(Revoked.At) || o.Version != 0 {
		t.Errorf("Bob lost it at %v; the order is at version %d", r.Lost, o.Version)
	}
	w.Unchanged(func() { deliver() }) // a record may come again
}

func TestWhatIsLentAgainMeanwhileIsNotLost(t *testing.T) {
	w, deliver := driving(t)
	r := credential.Reader{Credential: Newsletter.Credential, Organization: BlueHarbor}
	w.Read(&r)
	r.Ended = nil
	w.Keep(change.Change{Records: []change.Record{r}}, "lent again")
	deliver()
	got := credential.Received{Credential: Newsletter.Credential, Organization: BlueHarbor, Person: Bob.ID}
	if w.Read(&got); got.Lost != nil {
		t.Errorf("Bob lost it at %v", got.Lost)
	}
}

func TestAPoisonedRecordFailsAloneAndSaysWhy(t *testing.T) {
	w, deliver := driving(t)
	bad := change.Order{Door: change.Drive, At: T0, Chore: "dance", Thing: "x"}
	w.Keep(change.Change{Orders: []change.Order{bad}}, "a poisoned order")
	bad.ID = id.New[id.Order](T0, "story a poisoned order", 0)
	poison := StreamEvent(change.Drive, bad).Records[0]
	poison.Change.SequenceNumber = "poison"
	out := deliver(poison)
	if len(out.BatchItemFailures) != 1 || out.BatchItemFailures[0].ItemIdentifier != "poison" {
		t.Errorf("failed: %+v", out)
	}
	why := table.Trouble{Order: table.Order{Order: bad}}
	o := table.Order{Order: ForgetOrder}
	if w.Read(&why, &o); o.Version != 0 || why.Reason != `no chore is named "dance"` {
		t.Errorf("the other is at version %d, the trouble is %q", o.Version, why.Reason)
	}
}
