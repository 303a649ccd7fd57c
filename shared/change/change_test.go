package change_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"testing"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
)

type thing string

func (thing) Seen() int { return 0 }

func TestAddLosesNothingOfEitherChange(t *testing.T) {
	whole := change.Change{
		Records: []change.Record{thing("a")}, Drops: []change.Record{thing("b")}, Checks: []change.Record{thing("c")},
		Entries: make([]audit.Entry, 1), Notices: make([]change.Notice, 1), Due: make([]change.Due, 1), Orders: make([]change.Order, 1),
	}
	c := whole
	c.Add(whole)
	for i, v := 0, reflect.ValueOf(c); i < v.NumField(); i++ {
		if v.Field(i).Len() != 2 { // a field added to Change and forgotten in Add fails here
			t.Errorf("%s has %d of 2", v.Type().Field(i).Name, v.Field(i).Len())
		}
	}
}

func TestTellingsListsEveryTellingThereIs(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "change.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	stated := 0
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok {
			if kind, ok := v.Type.(*ast.Ident); ok && kind.Name == "Telling" {
				stated++
			}
		}
		return true
	})
	seen := map[change.Telling]bool{}
	for _, k := range change.Tellings {
		seen[k] = true
	}
	if stated != len(seen) || len(seen) != len(change.Tellings) {
		t.Errorf("%d tellings are stated, %d listed", stated, len(change.Tellings))
	}
}
