package credential

import (
	"slices"
	"strings"
)

// Asked are the words that a search is for. One that another begins with says
// nothing more and is left out; so each finds a word of its own, and more than
// MaxWords find nothing.
func Asked(text string) []string {
	words := Split(text)
	slices.Sort(words)
	words = slices.Compact(words)
	var out []string
	for i, w := range words {
		if i+1 == len(words) || !strings.HasPrefix(words[i+1], w) { // in order, those that begin with it come next
			out = append(out, w)
		}
	}
	return out
}
