// Package strength estimates how hard a secret is to guess, and says why in plain
// words. It quotes nothing of the secret, keeps nothing, and decides nothing.
//
// What somebody who guesses would try first is found here; how many guesses that
// takes is zxcvbn's estimate. Its own search is left out: it reads its lists when a
// function starts, and takes seconds for one secret that was made for that.
package strength

import (
	"strings"

	"github.com/trustelem/zxcvbn/match"
	"github.com/trustelem/zxcvbn/scoring"

	"github.com/valetkey/valetkey/shared/secret"
)

// longest is how many characters are looked at: the time it takes grows with the
// cube of them. What is cut off only makes a secret look weaker than it is.
const longest = 40

// Best is the best there is: 0 is guessed at once, 4 by nobody.
const Best = 4

// Estimate is how strong a secret is.
type Estimate struct {
	Score   int     // 0 to Best
	Guesses float64 // how many it takes
	Reason  string  // a sentence
}

// Of estimates a secret that stands beside words which whoever guesses knows too,
// such as its username.
func Of(s secret.Text, beside ...string) Estimate {
	if s == "" {
		return Estimate{Reason: "There is no password."}
	}
	text := []rune(strings.ToValidUTF8(s.Reveal(), "\uFFFD"))
	cut := string(text[:min(len(text), longest)])
	r := scoring.MostGuessableMatchSequence(cut, patterns(cut, known(beside)), false)
	score := scoreOf(r.Guesses)
	return Estimate{Score: score, Guesses: r.Guesses, Reason: reason(score, weakest(r.Sequence))}
}

// scoreOf is zxcvbn's score of so many guesses.
func scoreOf(guesses float64) int {
	score := 0
	for _, most := range []float64{1e3, 1e6, 1e8, 1e10} {
		if guesses >= most+5 {
			score++
		}
	}
	return score
}

// besides is the list of words that stand beside a secret.
const besides = "user_inputs"

// known is each word that counts against the secret, whole and in its parts.
func known(beside []string) map[string]ranked {
	const most = 20 // words
	out := map[string]ranked{}
	for _, b := range beside {
		parts := strings.FieldsFunc(b, func(r rune) bool { return strings.ContainsRune(" \t\n.,;:@/\\_-()", r) })
		for _, w := range append([]string{b}, parts...) {
			if r := []rune(w); len(r) > 2 && len(r) <= longest && len(out) < most {
				out[strings.ToLower(w)] = ranked{besides, len(out) + 1}
			}
		}
	}
	return out
}

// weakest is the pattern that takes up most of a secret: what it is made of.
func weakest(all []*match.Match) string {
	length, what := 0, ""
	for _, m := range all {
		if n := m.J - m.I + 1; n > length {
			length, what = n, m.Pattern
			if m.Pattern == "dictionary" {
				what = m.DictionaryName
			}
		}
	}
	return what
}

// reason says why a secret has its score, by what it is made of.
func reason(score int, what string) string {
	switch {
	case score == Best:
		return "It is hard to guess."
	case score == Best-1:
		return "It is good enough where wrong passwords are counted."
	}
	switch what {
	case besides:
		return "It is made from its own name, username or client."
	case "passwords":
		return "It is one of the passwords that are tried first, or close to one."
	case "female_names", "male_names", "surnames":
		return "It is made from a name."
	case "english_wikipedia", "us_tv_and_film":
		return "It is made from a common word."
	case "spatial":
		return "It is made of keys that stand side by side."
	case "repeat":
		return "It says the same again and again."
	case "sequence":
		return "It is made of characters in a row, like abc."
	case "regex", "regexp", "date":
		return "It is made from a date or a year."
	default:
		return "It is too short."
	}
}
