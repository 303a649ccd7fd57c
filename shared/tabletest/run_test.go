package tabletest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func TestARunTellsTheStoryOnceAndEveryBinaryFindsIt(t *testing.T) {
	folder := t.TempDir()
	breaks := func() (string, error) { return "half a story", errors.New("it broke off") }
	if _, err := onceInARun(folder, breaks); err == nil {
		t.Error("a story that broke off is one")
	}
	var told atomic.Int32
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			found, err := onceInARun(folder, func() (string, error) {
				told.Add(1)
				time.Sleep(50 * time.Millisecond) // the others have come meanwhile
				return "the story", nil
			})
			if err != nil || found != "the story" {
				t.Errorf("found %q, %v", found, err)
			}
		})
	}
	all.Wait()
	if told.Load() != 1 {
		t.Errorf("it was told %d times", told.Load())
	}
}

// TestATableTakenOverIsAsTheStoryHasIt: whatever the test before did to it.
func TestATableTakenOverIsAsTheStoryHasIt(t *testing.T) {
	ctx := context.Background()
	items, err := theStory()
	if err != nil {
		t.Fatal(err)
	}
	engine, err := engineURL()
	if err != nil {
		t.Fatal(err)
	}
	db := client(engine)
	name, err := takeTable(ctx, db, items)
	if err != nil {
		t.Fatal(err)
	}
	other := map[string]types.AttributeValue{"PK": items[0]["PK"], "SK": items[0]["SK"], "v": &types.AttributeValueMemberN{Value: "7"}}
	more := map[string]types.AttributeValue{"PK": &types.AttributeValueMemberS{Value: "more"}, "SK": &types.AttributeValueMemberS{Value: "more"}}
	if err := putAll(ctx, db, name, []map[string]types.AttributeValue{other, more}); err != nil {
		t.Fatal(err)
	}
	if err := writeBatch(ctx, db, name, []types.WriteRequest{{DeleteRequest: &types.DeleteRequest{
		Key: map[string]types.AttributeValue{"PK": items[1]["PK"], "SK": items[1]["SK"]},
	}}}); err != nil {
		t.Fatal(err)
	}
	handBack(db, name, len(items))
	again, err := takeTable(ctx, db, items)
	if err != nil {
		t.Fatal(err)
	}
	if again != name {
		t.Error("it was not taken over")
	}
	now, err := Stored(ctx, db, again)
	if err != nil || !reflect.DeepEqual(ByKey(now), ByKey(items)) {
		t.Error("it is not as the story has it: ", err)
	}
	for n := range mostLooked {
		note(again, place{"filled", fmt.Sprint(n)})
	}
	handBack(db, again, len(items))
	if third, err := takeTable(ctx, db, items); err != nil || third == name {
		t.Error("a filled table was taken over: ", err)
	}
}

// TestATableThatABinaryLeftIsTakenByOneOther: however many look for it at once.
func TestATableThatABinaryLeftIsTakenByOneOther(t *testing.T) {
	t.Setenv(StoryVariable, t.TempDir())
	if got := inherited(); got != "" {
		t.Errorf("nobody left %q", got)
	}
	if err := os.WriteFile(filepath.Join(os.Getenv(StoryVariable), spareFile+"test-1"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	var taken atomic.Int32
	for range 8 {
		all.Go(func() {
			if inherited() == "test-1" {
				taken.Add(1)
			}
		})
	}
	if all.Wait(); taken.Load() != 1 {
		t.Errorf("taken %d times", taken.Load())
	}
}
