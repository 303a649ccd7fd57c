// Package strength estimates how hard a secret is to guess, and says why in plain
// words. It quotes nothing of the secret, keeps nothing, and decides nothing.
//
// The estimate is zxcvbn's. It reads the lists of common words into memory when a
// function that uses it starts, about a tenth of a second: no other imports it.
package strength

import (
	"strings"

	"github.com/trustelem/zxcvbn"
	"github.com/trustelem/zxcvbn/match"

	"github.com/valetkey/valetkey/shared/secret"
)

// Estimating takes longer than in proportion to the length, and to the ways in
// which digits and signs can stand for letters: without bounds one secret of a
// hundred signs takes seconds. What is cut off only makes a secret look weaker
// than it is, and 32 characters that are hard to guess are enough for anybody.
const (
	longest = 32    // characters that are looked at
	shorter = 12    // and of those that could be read in too many ways
	work    = 4_000 // ways times characters times characters
)

// Best is the best there is: 0 is guessed at once, 4 by nobody.
const Best = 4

// Estimate is how strong a secret is.
type Estimate struct {
	Score  int    // 0 to Best
	Reason string // a sentence
}

// Of estimates a secret that stands beside words which whoever guesses knows too,
// such as its username.
func Of(s secret.Text, beside ...string) Estimate {
	if s == "" {
		return Estimate{Reason: "There is no password."}
	}
	text := cut(strings.ToValidUTF8(s.Reveal(), "\uFFFD"))
	r := zxcvbn.PasswordStrength(text, known(beside))
	return Estimate{Score: r.Score, Reason: reason(r.Score, weakest(r.Sequence))}
}

// cut is as much of a text as can be estimated in reasonable time.
func cut(text string) string {
	runes := []rune(text)
	runes = runes[:min(len(runes), longest)]
	for len(runes) > shorter && ways(runes)*len(runes)*len(runes) > work {
		runes = runes[:len(runes)-1]
	}
	return string(runes)
}

// stands are the signs that are taken for each letter.
var stands = []string{"4@", "8", "({[<", "3", "69", "1!|", "1|7", "0", "$5", "+7", "%", "2"}

// ways is in about how many ways the signs of a text could be taken for letters.
func ways(text []rune) int {
	n := 1
	for _, signs := range stands {
		there := 0
		for _, s := range signs {
			if strings.ContainsRune(string(text), s) {
				there++
			}
		}
		n *= max(there, 1)
	}
	return n
}

// known is each word that counts against the secret, whole and in its parts.
func known(beside []string) []string {
	const most = 20 // words
	var out []string
	for _, b := range beside {
		parts := strings.FieldsFunc(b, func(r rune) bool { return strings.ContainsRune(" \t\n.,;:@/\\_-()", r) })
		for _, w := range append([]string{b}, parts...) {
			if r := []rune(w); len(r) > 2 && len(r) <= longest && len(out) < most {
				out = append(out, w)
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
	case "user_inputs":
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
