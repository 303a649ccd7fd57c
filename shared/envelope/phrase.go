package envelope

import (
	"crypto/rand"
	"strings"

	"github.com/sethvargo/go-diceware/diceware"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/valetkey/valetkey/shared/secret"
)

// phraseWords is how many words a generated organization key has: of 7,776 each,
// that is 77 bits.
const phraseWords = 6

// NewPhrase makes an organization key: six words of the EFF's long list.
func NewPhrase() (secret.Text, error) {
	g, err := diceware.NewGenerator(&diceware.GeneratorInput{WordList: diceware.WordListEffLarge(), RandReader: rand.Reader})
	if err != nil {
		return "", err
	}
	words, err := g.Generate(phraseWords)
	if err != nil {
		return "", err
	}
	return secret.Text(strings.Join(words, " ")), nil
}

// normalKey is an organization key as it is meant, however it is typed: on a phone a
// word begins with a capital and ends with a space.
func normalKey(key secret.Text) string {
	folded := cases.Fold().String(norm.NFKC.String(key.Reveal()))
	return strings.Join(strings.Fields(norm.NFKC.String(folded)), " ")
}

// NewCode makes a recovery code of 130 bits, in groups that can be read out.
func NewCode() secret.Text {
	text := rand.Text() // 26 letters and digits of base32
	var groups []string
	for ; len(text) > 6; text = text[5:] {
		groups = append(groups, text[:5])
	}
	return secret.Text(strings.Join(append(groups, text), "-"))
}

// unread are the digits that base32 has not, as what they are mistaken for.
var unread = strings.NewReplacer("0", "O", "1", "I", "8", "B")

// normalCode is a recovery code as it was shown, however it is typed.
func normalCode(code secret.Text) string {
	return unread.Replace(strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToUpper(norm.NFKC.String(code.Reveal()))))
}
