package credential_test

import (
	"encoding/base32"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/secret"
)

// The vectors of RFC 6238, appendix B: keys of 20, 32 and 64 bytes, 8 digits.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	for algorithm, bytes := range map[string]int{"SHA1": 20, "SHA256": 32, "SHA512": 64} {
		ascii := strings.Repeat("1234567890", 7)[:bytes]
		seed, err := credential.ParseSeed("body.seed", secret.Text(
			"otpauth://totp/Example:olga?secret="+base32.StdEncoding.EncodeToString([]byte(ascii))+"&digits=8&algorithm="+algorithm))
		if err != nil {
			t.Fatal(err)
		}
		for unix, want := range map[int64]map[string]string{
			59:          {"SHA1": "94287082", "SHA256": "46119246", "SHA512": "90693936"},
			1111111109:  {"SHA1": "07081804", "SHA256": "68084774", "SHA512": "25091201"},
			20000000000: {"SHA1": "65353130", "SHA256": "77737706", "SHA512": "47863826"},
		} {
			code, left, err := credential.CodeAt(seed, time.Unix(unix, 0))
			if err != nil || code != want[algorithm] || left != 30-int(unix%30) {
				t.Errorf("%s at %d: %s for %d s, %v", algorithm, unix, code, left, err)
			}
		}
	}
}

func TestASeedIsReadAsPeopleHaveIt(t *testing.T) {
	at := time.Unix(1_700_000_009, 999e6)
	want, _, err := credential.CodeAt("otpauth://totp/?secret=JBSWY3DPEHPK3PXP", at)
	if err != nil || len(want) != 6 {
		t.Fatal(want, err)
	}
	for _, typed := range []secret.Text{
		"JBSWY3DPEHPK3PXP", "jbsw y3dp ehpk 3pxp", " JBSW-Y3DP-EHPK-3PXP\t", "JBSWY3DPEHPK3PXP======",
		"otpauth://totp/Shop:olga@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Shop",
		"OTPAUTH://TOTP/Shop?secret=jbswy3dpehpk3pxp&algorithm=sha1&digits=6&period=30",
	} {
		seed, err := credential.ParseSeed("body.seed", typed)
		if err != nil {
			t.Errorf("%q: %v", typed.Reveal(), err)
			continue
		}
		code, left, err := credential.CodeAt(seed, at)
		if err != nil || code != want || left != 30-29 {
			t.Errorf("%q: %s for %d s, %v", typed.Reveal(), code, left, err)
		}
		if again, err := credential.ParseSeed("body.seed", seed); err != nil || again != seed {
			t.Errorf("%q has two spellings: %q, %v", typed.Reveal(), again.Reveal(), err)
		}
	}
	if seed, err := credential.ParseSeed("body.seed", " \n"); seed != "" || err != nil {
		t.Errorf("no seed is %q, %v", seed.Reveal(), err)
	}
	seed, err := credential.ParseSeed("body.seed", "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=7&period=60")
	if code, left, _ := credential.CodeAt(seed, at); err != nil || len(code) != 7 || left != 31 {
		t.Errorf("seven digits a minute: %q for %d s, %v", code, left, err)
	}
}

func TestWhatIsNoSeedIsRefusedByNameAndNeverRepeated(t *testing.T) {
	for _, typed := range []string{
		"123456", "234567", "2345 6723", "JBSWY3D1EHPK3PXP", "Jörg", "hunter2 is my password", "https://shop.example?secret=JBSWY3DPEHPK3PXP",
		"otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP&counter=1", "otpauth://totp/x", "otpauth://totp/x?secret=", "otpauth://totp/x?secret=%zz",
		"otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=9", "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=six",
		"otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=0", "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=-30",
		"otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&algorithm=MD5", "JBSWY3DP\nEHPK3PXP", "otpauth://\x7f/", ":", strings.Repeat("?", 500),
		"JBSWY3DPEHPK3\x00XP", "JBSWY3DPEHPK3PXP=A",
	} {
		seed, err := credential.ParseSeed("body.seed", secret.Text(typed))
		if fault.Of(err) != fault.Invalid || seed != "" {
			t.Errorf("%q: %q, %v", typed, seed.Reveal(), err)
			continue
		}
		f := err.(*fault.Error)
		if f.Fields[0].Name != "body.seed" || strings.Contains(f.Fields[0].Reason, typed) && len(typed) > 2 {
			t.Errorf("%q: %+v", typed, f.Fields)
		}
	}
	if _, _, err := credential.CodeAt("otpauth://totp/?secret=!", time.Unix(0, 0)); err == nil || strings.Contains(err.Error(), "!") {
		t.Errorf("a broken one makes a code: %v", err)
	}
	if _, _, err := credential.CodeAt("otpauth://totp/?secret=JBSWY3DPEHPK3PXP&period=0", time.Unix(0, 0)); err == nil {
		t.Error("a period of nothing")
	}
}
