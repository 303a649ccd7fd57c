package strength

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/trustelem/zxcvbn/adjacency"
	"github.com/trustelem/zxcvbn/match"
	"github.com/trustelem/zxcvbn/scoring"
)

// patterns finds everything in a text that somebody who guesses would try first.
func patterns(text string, beside map[string]ranked) []*match.Match {
	out := words(text, beside)
	out = append(out, rows(text)...)
	out = append(out, dates(text)...)
	for _, board := range []string{"qwerty", "keypad"} {
		out = append(out, neighbours(text, adjacency.Graphs[board])...)
	}
	return append(out, repeats(text, beside)...)
}

// repeats finds what says the same again and again: at each place the longest.
func repeats(text string, beside map[string]ranked) (out []*match.Match) {
	for i := 0; i < len(text); {
		period, times := 0, 0
		for p := 1; i+2*p <= len(text); p++ {
			n := 1
			for i+(n+1)*p <= len(text) && text[i+n*p:i+(n+1)*p] == text[i:i+p] {
				n++
			}
			if n > 1 && n*p > period*times {
				period, times = p, n
			}
		}
		if times == 0 {
			i++
			continue
		}
		base := text[i : i+period]
		out = append(out, &match.Match{
			Pattern: "repeat", I: i, J: i + period*times - 1, Token: text[i : i+period*times], BaseToken: base, RepeatCount: times,
			BaseGuesses: scoring.MostGuessableMatchSequence(base, patterns(base, beside), false).Guesses,
		})
		i += period * times
	}
	return out
}

// rows finds characters that follow each other by the same step, like abc or 97531.
func rows(text string) (out []*match.Match) {
	const farthest = 5
	for i := 0; i+1 < len(text); {
		step, j := int(text[i+1])-int(text[i]), i+1
		for j+1 < len(text) && int(text[j+1])-int(text[j]) == step {
			j++
		}
		if far := max(step, -step); far > 0 && far <= farthest && (j-i > 1 || far == 1) {
			out = append(out, &match.Match{Pattern: "sequence", I: i, J: j, Token: text[i : j+1], Ascending: step > 0})
		}
		i = j
	}
	return out
}

// neighbours finds keys that stand side by side: three at least.
func neighbours(text string, board *adjacency.Graph) (out []*match.Match) {
	const shifted = "~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?"
	for i := 0; i+1 < len(text); {
		m := &match.Match{Pattern: "spatial", I: i, Graph: board.Name}
		if board.Name == "qwerty" && strings.IndexByte(shifted, text[i]) >= 0 {
			m.ShiftedCount = 1
		}
		j, last := i+1, -1
		for ; j < len(text); j++ {
			way, shift := towards(board, text[j-1], text[j])
			if way < 0 {
				break
			}
			if m.ShiftedCount += shift; way != last {
				m.Turns, last = m.Turns+1, way
			}
		}
		if j-i > 2 {
			m.J, m.Token = j-1, text[i:j]
			out = append(out, m)
		}
		i = j
	}
	return out
}

// towards is in which direction a key stands beside another, and 1 if it is shifted;
// -1 for no direction.
func towards(board *adjacency.Graph, from, to byte) (way, shift int) {
	for way, keys := range board.Graph[string(rune(from))] {
		if at := strings.IndexByte(keys, to); at >= 0 {
			return way, at
		}
	}
	return -1, 0
}

var (
	years      = regexp.MustCompile(`(19|20)\d\d`)
	dateMarked = regexp.MustCompile(`\d{1,4}([./_ \\-])\d{1,2}[./_ \\-]\d{1,4}`)
	datePlain  = regexp.MustCompile(`(19|20)\d\d[01]?\d[0-3]?\d|[0-3]?\d[01]?\d(19|20)\d\d|[0-3]\d[01]\d\d\d`)
)

// dates finds years and dates.
func dates(text string) (out []*match.Match) {
	for _, at := range years.FindAllStringIndex(text, -1) {
		out = append(out, &match.Match{Pattern: "regex", RegexName: "recent_year", I: at[0], J: at[1] - 1, Token: text[at[0]:at[1]]})
	}
	for _, kind := range []*regexp.Regexp{dateMarked, datePlain} {
		for _, at := range kind.FindAllStringSubmatchIndex(text, -1) {
			m := &match.Match{Pattern: "date", I: at[0], J: at[1] - 1, Token: text[at[0]:at[1]]}
			if kind == dateMarked {
				m.Separator = text[at[2]:at[3]]
			}
			if y, err := strconv.Atoi(years.FindString(m.Token)); err == nil {
				m.Year = y
			}
			out = append(out, m)
		}
	}
	return out
}
