package credential_test

import (
	"testing"

	"github.com/valetkey/valetkey/shared/credential"
)

// The right side is what a browser says: new URL(left).origin.
func TestAnOriginIsWhatABrowserCallsIt(t *testing.T) { // rule G6
	for address, want := range map[string]string{
		"https://fw.contoso.example/login?x=1#y":      "https://fw.contoso.example",
		"https://FW.Contoso.Example:443/":             "https://fw.contoso.example",
		"http://fw.contoso.example:80":                "http://fw.contoso.example",
		"https://fw.contoso.example:8443/a":           "https://fw.contoso.example:8443",
		"https://fw.contoso.example:80":               "https://fw.contoso.example:80",
		"http://fw.contoso.example":                   "http://fw.contoso.example",
		"fw.contoso.example/login":                    "https://fw.contoso.example",
		"https://bücher.example":                      "https://xn--bcher-kva.example",
		"https://xn--bcher-kva.example":               "https://xn--bcher-kva.example",
		"https://аpple.example":                       "https://xn--pple-43d.example", // the first letter is Cyrillic
		"https://straße.example":                      "https://xn--strae-oqa.example",
		"http://192.0.2.7:8080/":                      "http://192.0.2.7:8080",
		"https://[2001:DB8::1]:8443/":                 "https://[2001:db8::1]:8443",
		"http://localhost:8080":                       "http://localhost:8080",
		"https://my_host.example":                     "https://my_host.example",
		"":                                            "",
		"javascript://fw.contoso.example/%0aalert(1)": "",
		"ftp://fw.contoso.example":                    "",
		"https://fw.contoso.example@evil.example":     "",
		"https://":                     "",
		"https://fw.contoso.example:x": "",
	} {
		if got := credential.Origin(address); got != want {
			t.Errorf("the origin of %q is %q, not %q", address, got, want)
		}
	}
}
