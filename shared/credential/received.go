package credential

import (
	"cmp"
	"slices"
)

// maxSpans is how many spans of versions a record of what somebody received keeps.
// The two oldest become one beyond that: it says too much rather than too little.
const maxSpans = 50

// Span is versions in a row, both included.
type Span struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Having is the record with one more version received.
func (r Received) Having(number int) Received {
	if r.has(number) {
		return r
	}
	var out []Span
	for _, s := range slices.SortedFunc(slices.Values(append(r.spans(), Span{number, number})), func(a, b Span) int { return cmp.Compare(a.From, b.From) }) {
		if last := len(out) - 1; last >= 0 && s.From <= out[last].To+1 {
			out[last].To = max(out[last].To, s.To)
		} else {
			out = append(out, s)
		}
	}
	if len(out) > maxSpans {
		out[1].From = out[0].From
		out = out[1:]
	}
	r.Spans, r.Number = out, max(r.Number, number)
	return r
}

func (r Received) spans() []Span {
	if len(r.Spans) == 0 && r.Number > 0 {
		return []Span{{r.Number, r.Number}}
	}
	return slices.Clone(r.Spans)
}

func (r Received) has(number int) bool {
	return slices.ContainsFunc(r.spans(), func(s Span) bool { return s.From <= number && number <= s.To })
}

// MayKnow reports whether the person may still know the current secret: they
// received it, or the earlier version that it was restored from (promise 11). Of one
// that was destroyed only those are listed who may know what it said last.
func (r Received) MayKnow(c Credential) bool {
	return r.Of != "" || r.has(c.Number) || c.Same != 0 && r.has(c.Same)
}
