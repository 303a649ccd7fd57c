package identity

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// NameWaits says why an organization of this name waits for an operator before it
// mails anybody outside, or "" if it need not (rule D9). A name that reads like a
// well-known service would open doors that its sender could not.
func NameWaits(name string) string {
	switch {
	case hides(name):
		return "it holds characters that do not show"
	case mixes(name):
		return "one of its words has letters of more than one script"
	case passesFor(name), passesFor(strings.ReplaceAll(name, "@", " ")):
		return "it is like that of a well-known service or of somebody official"
	}
	return ""
}

// hides reports characters that nobody sees, or that turn the direction of what
// follows. The joiners of Arabic, Persian and Indian scripts, and those between the
// parts of one picture, are writing.
func hides(name string) bool {
	before := ' ' // the last one that is no mark
	for _, r := range strings.TrimSpace(name) {
		joiner := (r == '\u200c' || r == '\u200d') && scriptOf(before) == "" && (unicode.IsLetter(before) || unicode.IsSymbol(before))
		switch {
		case joiner || strings.ContainsRune("\t\r\n", r):
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co) || slices.Contains(blanks, r) || r == unicode.ReplacementChar:
			return true
		case !unicode.IsMark(r):
			before = r
		}
	}
	return false
}

// blanks are letters, marks and symbols that show nothing.
var blanks = []rune{'\u034f', '\u115f', '\u1160', '\u17b4', '\u17b5', '\u2800', '\u3164', '\uffa0', '\u2028', '\u2029'}

// scripts are those whose letters pass for one another.
var scripts = map[string]*unicode.RangeTable{
	"Latin": unicode.Latin, "Cyrillic": unicode.Cyrillic, "Greek": unicode.Greek,
	"Armenian": unicode.Armenian, "Cherokee": unicode.Cherokee, "Coptic": unicode.Coptic, "Lisu": unicode.Lisu,
}

// scriptOf is which of scripts a letter is of, or "".
func scriptOf(r rune) string {
	for name, s := range scripts {
		if unicode.Is(s, r) {
			return name
		}
	}
	return ""
}

// mixes reports a word with letters of two scripts that pass for one another.
// Latin letters within a Japanese or Arabic word pass for nothing.
func mixes(name string) bool {
	for _, w := range words(norm.NFKC.String(name)) {
		first := ""
		for _, r := range w {
			switch s := scriptOf(r); {
			case s == "" || s == first:
			case first == "":
				first = s
			default:
				return true
			}
		}
	}
	return false
}

// words splits a name at whatever is no letter, mark or digit.
func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '$' && r != '@'
	})
}

// passesFor reports a name that reads like one that is known: whole, spelled
// apart, or with nothing but words around it that any name could have.
func passesFor(name string) bool {
	whole, rest, official := "", "", false
	for _, w := range words(norm.NFKC.String(name)) {
		s := skeleton(w)
		whole += s
		switch {
		case strings.Trim(w, "0123456789") == "": // a year
		case officials[s]:
			official = true
		case !generic[s]:
			rest += s
		}
	}
	if rest == "" {
		return official || known[whole] // "Security team"; "Office", a word like any other, is nobody's
	}
	return known[rest] || known[whole] || glued(whole)
}

// glued reports a known name with a word that any name could have grown onto it.
func glued(whole string) bool {
	for k := range known {
		before, isEnd := strings.CutSuffix(whole, k)
		after, isBegin := strings.CutPrefix(whole, k)
		if len(k) >= 5 && (isEnd && (generic[before] || officials[before]) || isBegin && (generic[after] || officials[after])) {
			return true
		}
	}
	return false
}

// skeleton is a word as the eye takes it in: small, without accents, each letter
// replaced by the one it passes for. Digits that pass for none are left out.
func skeleton(word string) string {
	var out strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(norm.NFKC.String(word))) {
		if like, ok := looksLike[r]; ok {
			r = like
		}
		if unicode.IsLetter(r) {
			out.WriteRune(r)
		}
	}
	return strings.NewReplacer("rn", "m", "vv", "w").Replace(out.String())
}

// looksLike says which small Latin letter a character passes for; i and l are one.
var looksLike = pairs(
	"0o 1l 3e 4a 5s 7t 8b $s @a il ıl ɩl ɪl ʟl ɑa ɡg øo đd ħh łl ŧt ʋv ᴏo ᴀa ᴇe ꜱs" + // Latin and digits
		" аa вb еe кk мm нh оo рp сc тt уy хx ьb ѕs іl јj ԁd һh ӏl ԛq ԝw ѵv" + // Cyrillic
		" αa βb γy εe ηn ιl κk μu νv οo ρp σo τt υu χx ωw ςs ϲc ϳj" + // Greek
		" օo ոn սu հh յj զq ցg ւl") // Armenian

func pairs(all string) map[rune]rune {
	out := map[rune]rune{}
	for _, p := range strings.Fields(all) {
		r := []rune(p)
		out[r[0]] = r[1]
	}
	return out
}

// set is the skeletons of words.
func set(all string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(all) {
		out[skeleton(w)] = true
	}
	return out
}
