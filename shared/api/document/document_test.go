package document

import (
	"bytes"
	"testing"
)

func TestTheCheckedInDocumentIsTheOneTheRouteTableMakes(t *testing.T) {
	now, err := Build()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(now, JSON) {
		t.Error("openapi.json is not what the route table says today: run go generate ./shared/api/document")
	}
}
