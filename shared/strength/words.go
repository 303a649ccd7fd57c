package strength

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"

	"github.com/trustelem/zxcvbn/match"
)

//go:generate go run ./write

// packed are zxcvbn's lists of common passwords, words and names, the most common
// first (words.LICENSE.txt): one list a line, its name first.
//
//go:embed words.gz
var packed []byte

// ranked is a word's place in the list that it is in.
type ranked struct {
	list string
	rank int
}

// common is every common word, read when the first secret is estimated: it takes a
// function tens of milliseconds, which no start should.
var common = sync.OnceValue(func() map[string]ranked {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(err) // what is built in is whole
	}
	text, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	out := make(map[string]ranked, 100_000)
	for line := range strings.Lines(string(text)) {
		list, words, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		rank := 0
		for w := range strings.SplitSeq(words, " ") {
			if rank++; out[w].rank == 0 || rank < out[w].rank {
				out[w] = ranked{list, rank}
			}
		}
	}
	return out
})

// letters is what signs are taken for, in the two readings there are of some.
var letters = []map[rune]rune{
	{'4': 'a', '@': 'a', '8': 'b', '(': 'c', '{': 'c', '[': 'c', '<': 'c', '3': 'e', '6': 'g', '9': 'g', '1': 'i', '!': 'i', '|': 'i', '0': 'o', '$': 's', '5': 's', '+': 't', '7': 't', '%': 'x', '2': 'z'},
	{'4': 'a', '@': 'a', '8': 'b', '3': 'e', '1': 'l', '|': 'l', '7': 'l', '!': 'i', '0': 'o', '$': 's', '5': 's'},
}

// words finds words in a text: as they are, backwards, and with signs for letters.
func words(text string, beside map[string]ranked) (out []*match.Match) {
	low := strings.ToLower(text)
	if len(low) != len(text) {
		low = text // a letter whose small form is longer: its places would not be those of the text
	}
	out = lookUp(text, low, beside, func(m *match.Match) bool { return true })
	for _, as := range letters {
		read := strings.Map(func(r rune) rune {
			if l, ok := as[r]; ok {
				return l
			}
			return r
		}, low)
		if read == low {
			continue
		}
		out = append(out, lookUp(text, read, beside, func(m *match.Match) bool {
			m.L33t, m.Sub = true, map[string]string{}
			for _, r := range strings.ToLower(m.Token) {
				if l, ok := as[r]; ok {
					m.Sub[string(r)] = string(l)
				}
			}
			return len(m.Sub) > 0 && m.J > m.I
		})...)
	}
	if back := reversed(low); isASCII(low) {
		out = append(out, lookUp(text, back, beside, func(m *match.Match) bool {
			m.I, m.J, m.Reversed = len(text)-1-m.J, len(text)-1-m.I, true
			m.Token = text[m.I : m.J+1]
			return m.J > m.I
		})...)
	}
	return out
}

// lookUp finds the words in a reading of a text, which is as long as the text.
func lookUp(text, reading string, beside map[string]ranked, is func(*match.Match) bool) (out []*match.Match) {
	all := common()
	for i := range reading {
		for j := i + 1; j <= len(reading); j++ {
			at, found := beside[reading[i:j]]
			if !found {
				at, found = all[reading[i:j]]
			}
			if !found {
				continue
			}
			m := &match.Match{Pattern: "dictionary", I: i, J: j - 1, Token: text[i:j], MatchedWord: reading[i:j], Rank: at.rank, DictionaryName: at.list}
			if is(m) {
				out = append(out, m)
			}
		}
	}
	return out
}

func reversed(s string) string {
	out := make([]byte, len(s))
	for i := range s {
		out[len(s)-1-i] = s[i]
	}
	return string(out)
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 127 }) < 0
}
