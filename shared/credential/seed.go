package credential

import (
	"encoding/base32"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/secret"
)

// What a seed may say (RFC 6238): a key of seedBytes at least, codes of 6 to 8
// digits that change every 10 to 300 seconds. A key that is shorter is a code
// somebody pasted into the wrong field.
const (
	seedBytes              = 8
	seedDigits, seedPeriod = 6, 30 // where nothing is said
	minDigits, maxDigits   = 6, 8
	minPeriod, maxPeriod   = 10, 300
)

var seedAlgorithms = []string{"SHA1", "SHA256", "SHA512"}

// ParseSeed reads the set-up key for sign-in codes as people have it: base32,
// blanks and hyphens and small letters allowed, or the otpauth address of a
// square code. It answers the one spelling that CodeAt reads; "" stays "". field
// names the input, for whoever typed it.
func ParseSeed(field string, typed secret.Text) (secret.Text, error) {
	text := strings.TrimSpace(typed.Reveal())
	if text == "" {
		return "", nil
	}
	seed := url.Values{"secret": {text}}
	if strings.Contains(text, ":") {
		u, err := url.Parse(text)
		if err != nil || !strings.EqualFold(u.Scheme, "otpauth") { // the error holds what was typed: it goes nowhere
			return "", fault.BadField(field, "is neither base32 nor an otpauth address")
		}
		if !strings.EqualFold(u.Host, "totp") {
			return "", fault.BadField(field, "is for codes that are counted, not timed: they cannot be lent")
		}
		if seed, err = url.ParseQuery(u.RawQuery); err != nil {
			return "", fault.BadField(field, "is no otpauth address that can be read")
		}
	}
	key := strings.ToUpper(strings.TrimRight(strings.NewReplacer(" ", "", "-", "", "\t", "", "\u00a0", "").Replace(seed.Get("secret")), "="))
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(key)
	switch {
	case err != nil || strings.ContainsAny(key, "\r\n") || slices.Contains([]int{1, 3, 6}, len(key)%8): // no bytes have such a length
		return "", fault.BadField(field, "is not a set-up key: that has the letters A to Z and the digits 2 to 7")
	case len(raw) < seedBytes:
		return "", fault.BadField(field, "is too short to be a set-up key")
	}
	return spelled(field, key, seed)
}

// spelled writes a seed in its one spelling, with what the address said of it.
func spelled(field, key string, said url.Values) (secret.Text, error) {
	digits, err := number(said, "digits", seedDigits, minDigits, maxDigits)
	if err != nil {
		return "", fault.BadField(field, "is for codes of another length: %d to %d digits are known", minDigits, maxDigits)
	}
	period, err := number(said, "period", seedPeriod, minPeriod, maxPeriod)
	if err != nil {
		return "", fault.BadField(field, "is for codes of another period: %d to %d seconds are known", minPeriod, maxPeriod)
	}
	algorithm := strings.ToUpper(said.Get("algorithm"))
	if algorithm == "" {
		algorithm = seedAlgorithms[0]
	}
	if !slices.Contains(seedAlgorithms, algorithm) {
		return "", fault.BadField(field, "is for an algorithm that is not known: SHA1, SHA256 and SHA512 are")
	}
	out := url.Values{"secret": {key}, "digits": {strconv.Itoa(digits)}, "period": {strconv.Itoa(period)}, "algorithm": {algorithm}}
	return secret.Text("otpauth://totp/?" + out.Encode()), nil
}

func number(said url.Values, name string, missing, least, most int) (int, error) {
	text := said.Get(name)
	if text == "" {
		return missing, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		return 0, errors.New("credential: out of range")
	}
	return n, nil
}

// errSeed is all that is said of a seed that cannot be used: the library's own
// errors may hold it.
var errSeed = errors.New("credential: a stored seed makes no code")

// CodeAt is the sign-in code of a seed at an instant, and how many seconds it is
// good from then on.
func CodeAt(seed secret.Text, at time.Time) (code string, left int, err error) {
	key, err := otp.NewKeyFromURL(seed.Reveal())
	if err != nil || key.Period() == 0 {
		return "", 0, errSeed
	}
	period := key.Period()
	code, err = totp.GenerateCodeCustom(key.Secret(), at, totp.ValidateOpts{
		Period: uint(period), Digits: key.Digits(), Algorithm: key.Algorithm(),
	})
	if err != nil {
		return "", 0, errSeed
	}
	return code, int(period - uint64(at.Unix())%period), nil
}
