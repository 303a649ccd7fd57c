package stream_test

import (
	"testing"

	"github.com/valetkey/valetkey/infra/local/stream"
)

func TestAFilterPassesOnlyWhatItNames(t *testing.T) {
	f, err := stream.ParseFilter(`{"a":{"b":["x",1]},"gone":[{"exists":false}],"p":[{"prefix":"ab"}]}`)
	if err != nil {
		t.Fatal(err)
	}
	for record, want := range map[string]bool{
		`{"a":{"b":"x"},"p":"abc"}`:           true,
		`{"a":{"b":1},"p":"ab"}`:              true,
		`{"a":{"b":"y"},"p":"abc"}`:           false,
		`{"a":"x","p":"abc"}`:                 false,
		`{"p":"abc"}`:                         false,
		`{"a":{"b":"x"},"p":"a"}`:             false,
		`{"a":{"b":"x"},"p":"abc","gone":""}`: false,
		`no`:                                  false,
	} {
		if f.Matches([]byte(record)) != want {
			t.Errorf("%s: %t", record, !want)
		}
	}
	if _, err := stream.ParseFilter(`[]`); err == nil {
		t.Error("a pattern that is no object")
	}
}
