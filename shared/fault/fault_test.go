package fault_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/fault"
)

func TestKindsListsEveryKindThereIs(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "fault.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	stated := 0
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok {
			if kind, ok := v.Type.(*ast.Ident); ok && kind.Name == "Kind" {
				stated++
			}
		}
		return true
	})
	seen := map[fault.Kind]bool{}
	for _, k := range fault.Kinds {
		if seen[k] || k == "" {
			t.Errorf("%q is listed twice or empty", k)
		}
		seen[k] = true
	}
	if stated != len(seen) || stated == 0 {
		t.Errorf("%d kinds are stated, %d listed", stated, len(seen))
	}
}

func TestAFaultIsFoundThroughWhateverWrapsIt(t *testing.T) {
	f := fault.New(fault.Conflict, "%s was first", "Ann")
	for _, err := range []error{f, fmt.Errorf("save: %w", f), errors.Join(errors.New("x"), f)} {
		if fault.Of(err) != fault.Conflict {
			t.Errorf("%v is of kind %q", err, fault.Of(err))
		}
	}
	for _, err := range []error{nil, errors.New("conflict")} {
		if fault.Of(err) != "" {
			t.Errorf("%v is of kind %q", err, fault.Of(err))
		}
	}
}

func TestTheCauseIsForTheLogAndNotInTheMessage(t *testing.T) {
	cause := errors.New("connection refused")
	f := &fault.Error{Kind: fault.Unavailable, Message: "Try again.", Cause: cause}
	if !errors.Is(f, cause) || !strings.Contains(f.Error(), "connection refused") || strings.Contains(f.Message, "refused") {
		t.Errorf("%v", f)
	}
}

func TestAnAbsentThingNeverSaysWhetherItExists(t *testing.T) {
	if f := fault.Absent("credential"); f.Kind != fault.NotFound || f.Message != "There is no such credential." || f.Fields != nil {
		t.Errorf("%+v", f)
	}
}

func TestABadFieldNamesFieldAndReason(t *testing.T) {
	f := fault.BadField("body.email", "is %d characters too long", 3)
	if f.Kind != fault.Invalid || len(f.Fields) != 1 || f.Fields[0] != (fault.Field{Name: "body.email", Reason: "is 3 characters too long"}) {
		t.Errorf("%+v", f)
	}
}
