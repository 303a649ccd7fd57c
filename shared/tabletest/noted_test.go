package tabletest

import (
	"context"
	"maps"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
)

// TestWhatIsNotedIsAllThatWasWritten: in every way there is to write, through the
// proxy and past it, and whatever was answered.
func TestWhatIsNotedIsAllThatWasWritten(t *testing.T) {
	w, ctx := New(t, ""), context.Background()
	bob, eve := identity.Member{Organization: BlueHarbor, Person: Bob.ID}, identity.Member{Organization: Elsewhere, Person: Eve.ID}
	w.Read(&bob, &eve)
	bob.Name = "Robert"
	w.Keep(change.Change{Records: []change.Record{bob}, Drops: []change.Record{eve}}, "a transaction")
	key := place{"one", "by one"}.key()
	for _, p := range []place{{"put", "1"}, {"gone", "1"}} {
		if _, err := w.db.PutItem(ctx, &dynamodb.PutItemInput{TableName: &w.table, Item: p.key()}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.db.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: &w.table, Key: key, UpdateExpression: aws.String("SET v = :v"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":v": &types.AttributeValueMemberN{Value: "1"}},
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &w.table, Key: place{"gone", "1"}.key()}); err != nil {
		t.Fatal(err)
	}
	if err := putAll(ctx, w.db, w.table, []map[string]types.AttributeValue{place{"batch", "1"}.key()}); err != nil {
		t.Fatal(err)
	}
	remove := w.Dynamo.After(dynamo.Lost)
	tries := identity.KeyTries{Person: Eve.ID, Organization: Elsewhere, Count: 1}
	if err := w.TableAs("operator").Save(ctx, calling(T0, "lost"), change.Change{Records: []change.Record{tries}}, nil); err == nil {
		t.Error("it was answered")
	}
	remove()
	all, err := Stored(ctx, w.db, w.table)
	if err != nil {
		t.Fatal(err)
	}
	if now := w.Items(); !maps.Equal(now, ByKey(all)) {
		t.Errorf("%d items are known, %d are stored", len(now), len(all))
	}
	if n := len(notedOf(w.table)); n != 8 { // with how Bob stood before
		t.Errorf("%d places are noted", n)
	}
}
