package access

import (
	"fmt"
	"strings"
)

// length says a number of seconds as people do: 4 hours, 1 hour 30 minutes, 3 days.
// A single day is 24 hours, as in the presets.
func length(seconds int) string {
	var parts []string
	for _, unit := range []struct {
		name    string
		seconds int
		least   int // fewer of it are said in the next smaller one
	}{{"day", 24 * 60 * 60, 2}, {"hour", 60 * 60, 1}, {"minute", 60, 1}, {"second", 1, 1}} {
		n := seconds / unit.seconds
		if n < unit.least {
			continue
		}
		if seconds -= n * unit.seconds; n == 1 {
			parts = append(parts, "1 "+unit.name)
		} else {
			parts = append(parts, fmt.Sprintf("%d %ss", n, unit.name))
		}
	}
	return strings.Join(parts, " ")
}
