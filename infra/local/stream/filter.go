package stream

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Filter is an event filter pattern as a Lambda event source mapping takes it:
// objects are looked into, lists hold the values that match. Of the operators
// only {"exists": bool} and {"prefix": string} are known.
type Filter struct{ pattern map[string]any }

// DoorFilter lets orders pass that are for the given door.
func DoorFilter(door string) Filter {
	f, err := ParseFilter(fmt.Sprintf(`{"dynamodb":{"NewImage":{"door":{"S":[%q]}}},"eventName":["INSERT","MODIFY"]}`, door))
	if err != nil {
		panic(err) // the pattern is a constant but for the door's name
	}
	return f
}

// ParseFilter reads a pattern.
func ParseFilter(pattern string) (Filter, error) {
	var f Filter
	if err := json.Unmarshal([]byte(pattern), &f.pattern); err != nil {
		return Filter{}, fmt.Errorf("event filter: %w", err)
	}
	return f, nil
}

// Matches reports whether a record passes. The empty filter lets all pass.
func (f Filter) Matches(record []byte) bool {
	var r map[string]any
	if json.Unmarshal(record, &r) != nil {
		return false
	}
	return object(f.pattern, r)
}

func object(pattern, value map[string]any) bool {
	for name, want := range pattern {
		got, there := value[name]
		switch w := want.(type) {
		case map[string]any:
			inner, _ := got.(map[string]any)
			if inner == nil || !object(w, inner) {
				return false
			}
		case []any:
			if !slices.ContainsFunc(w, func(one any) bool { return leaf(one, got, there) }) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

func leaf(want, got any, there bool) bool {
	operator, ok := want.(map[string]any)
	if !ok {
		return there && want == got
	}
	if exists, ok := operator["exists"].(bool); ok {
		return exists == there
	}
	prefix, ok := operator["prefix"].(string)
	text, isText := got.(string)
	return ok && isText && len(text) >= len(prefix) && text[:len(prefix)] == prefix
}
