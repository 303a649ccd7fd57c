package webhook

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/fault"
)

func TestAnAddressIsKeptInOneSpelling(t *testing.T) {
	for typed, want := range map[string]string{
		"https://hooks.example.com/in":                   "https://hooks.example.com/in",
		"  https://hooks.example.com  ":                  "https://hooks.example.com",
		"HTTPS://Hooks.Example.COM/In?Key=A":             "https://hooks.example.com/In?Key=A",
		"https://hooks.example.com:443/":                 "https://hooks.example.com/",
		"https://hooks.example.com:00443/":               "https://hooks.example.com/",
		"https://hooks.example.com:8443/":                "https://hooks.example.com:8443/",
		"https://hooks.example.com:1024":                 "https://hooks.example.com:1024",
		"https://hooks.example.com:65535":                "https://hooks.example.com:65535",
		"https://hooks.example.com./":                    "https://hooks.example.com/",
		"https://bücher.example/":                        "https://xn--bcher-kva.example/",
		"https://bu\u0308cher.example/":                  "https://xn--bcher-kva.example/",
		"https://hooks。example。com/":                     "https://hooks.example.com/",
		"https://9.9.9.9/":                               "https://9.9.9.9/",
		"https://[2620:fe::FE]:8443/":                    "https://[2620:fe::fe]:8443/",
		"https://1.example.com/":                         "https://1.example.com/",
		"https://localhost.example.com/":                 "https://localhost.example.com/",
		"https://hooks.example.com/a%2Fb?c=d%20e&f":      "https://hooks.example.com/a%2Fb?c=d%20e&f",
		"https://h.example/" + strings.Repeat("a", 1982): "https://h.example/" + strings.Repeat("a", 1982),
	} {
		if got, err := ParseURL("body.url", typed); err != nil || got != want {
			t.Errorf("%.60q is kept as %.60q, %v", typed, got, err)
		}
		if again, err := ParseURL("body.url", want); err != nil || again != want {
			t.Errorf("%.60q is not the same again: %.60q, %v", want, again, err)
		}
	}
}

func TestWhatNothingMayBePostedToIsRefused(t *testing.T) {
	hosts := []string{
		"localhost", "LOCALHOST", "localhost.", "a.localhost", "printer.local", "vault.internal", "metadata.google.internal", "x.home.arpa",
		"nas.lan", "wiki.corp", "a.intranet", "localhost.localdomain", "router", "com", "com.", "ｌｏｃａｌｈｏｓｔ", "loc\u00adalhost",
		// addresses, in every spelling a resolver might take
		"127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0x7F.1", "0177.0.0.1", "017700000001", "127.0.0.1.", "127.000.000.001",
		"１２７.0.0.1", "127。0。0。1", "127.0.0.0x1", "127.0.0.01", "0x", "1.2.3.0x", "a.0x7f", "0", "0.0.0.0", "8.8.8.8.8", "256.256.256.256", "08.8.8.8", "134744072",
		"10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.192", "168.63.129.16", "224.0.0.1", "255.255.255.255",
		"[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:8.8.8.8]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::1]",
		"[2002:7f00:1::]", "[2001:0:4136:e378:8000:63bf:3fff:fdd2]", "[fc00::1]", "[fd00:ec2::254]", "[fe80::1]", "[fe80::1%25eth0]", "[2606:4700::1%25eth0]",
		"[2001:db8::1]", "[3fff::1]", "[ff02::1]", "[fec0::1]", "[100::1]", "[5f00::1]",
		// no hosts at all
		"", "a_b.example.com", "-a.example.com", "a..example.com", ".example.com", "a b.example.com", "a%20b.example.com", "a%00.example.com",
		strings.Repeat("a", 64) + ".example.com", strings.Repeat("a.", 127) + "example", "[", "[]", "[1.2.3.4]", "a,b.example.com", "xn--a.example.com", "*.example.com",
	}
	typed := []string{
		"", "hooks.example.com", "//hooks.example.com/", "http://hooks.example.com/", "ftp://hooks.example.com/", "https:hooks.example.com", "https:/hooks.example.com",
		"https:///in", "https://", "https://ann@hooks.example.com/", "https://ann:secret@hooks.example.com/", "https://@hooks.example.com/",
		"https://hooks.example.com#a", "https://hooks.example.com/#", "https://hooks.example.com\\@127.0.0.1/", "https://hooks.example.com/\r\nX: y",
		"https://hooks.example.com/a b", "https://hooks.example.com/\x00", "https://hooks.example.com/%zz", "javascript:alert(1)", "file:///etc/passwd", "data:,x",
		"https://hooks.example.com:0/", "https://hooks.example.com:22/", "https://hooks.example.com:80/", "https://hooks.example.com:442/", "https://hooks.example.com:444/",
		"https://hooks.example.com:1023/", "https://hooks.example.com:65536/", "https://hooks.example.com:99999999999999999999/", "https://hooks.example.com:-1/", "https://hooks.example.com:x/",
		"https://h.example/" + strings.Repeat("a", 1983), "https://bücher.example/" + strings.Repeat("a", 1976),
	}
	for _, h := range hosts {
		typed = append(typed, "https://"+h+"/", "https://"+h+":8443/in")
	}
	for _, s := range typed {
		got, err := ParseURL("body.url", s)
		f, ok := err.(*fault.Error)
		if got != "" || !ok || f.Kind != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Name != "body.url" {
			t.Errorf("%.80q is kept as %.80q, %v", s, got, err)
		}
	}
}

// The IANA registries of special-purpose addresses of 2026, block by block, with
// the first and last address of each, and what else is nobody's.
func TestEveryBlockThatIsNotPublicIsRefusedToItsLastAddress(t *testing.T) {
	for block, what := range map[string]string{
		"0.0.0.0/8": "this network", "10.0.0.0/8": "private", "100.64.0.0/10": "shared by carriers", "127.0.0.0/8": "loopback",
		"169.254.0.0/16": "link local, metadata", "172.16.0.0/12": "private", "192.0.0.0/24": "protocol assignments, metadata of some clouds", "192.0.0.0/29": "DS-Lite",
		"192.0.0.8/32": "dummy", "192.0.0.9/32": "PCP anycast", "192.0.0.10/32": "TURN anycast", "192.0.0.170/31": "NAT64 discovery",
		"192.0.2.0/24": "documentation", "192.31.196.0/24": "AS112", "192.52.193.0/24": "AMT", "192.88.99.0/24": "6to4 relays", "192.168.0.0/16": "private",
		"192.175.48.0/24": "AS112", "198.18.0.0/15": "benchmarks", "198.51.100.0/24": "documentation", "203.0.113.0/24": "documentation", "224.0.0.0/4": "multicast",
		"240.0.0.0/4": "reserved", "255.255.255.255/32": "broadcast", "168.63.129.16/32": "Azure's metadata", "100.100.100.200/32": "Alibaba's metadata",
		"::1/128": "loopback", "::/128": "unspecified", "::/96": "IPv4, the old way", "64:ff9b::/96": "NAT64", "64:ff9b:1::/48": "NAT64, local",
		"100::/64": "discard", "100:0:0:1::/64": "dummy", "2001::/23": "protocol assignments", "2001::/32": "Teredo", "2001:1::1/128": "PCP anycast",
		"2001:2::/48": "benchmarks", "2001:3::/32": "AMT", "2001:4:112::/48": "AS112", "2001:10::/28": "ORCHID", "2001:20::/28": "ORCHIDv2", "2001:30::/28": "drones",
		"2001:db8::/32": "documentation", "2002::/16": "6to4", "2620:4f:8000::/48": "AS112", "3fff::/20": "documentation", "5f00::/16": "segment routing",
		"fc00::/7": "unique local", "fd00:ec2::254/128": "Amazon's metadata", "fe80::/10": "link local", "fec0::/10": "site local", "ff00::/8": "multicast",
		"4000::/2": "given to nobody", "8000::/1": "given to nobody, and all above",
	} {
		p := netip.MustParsePrefix(block)
		for _, a := range []netip.Addr{p.Masked().Addr(), last(p)} {
			if Public(a) {
				t.Errorf("%s is public, of %s: %s", a, block, what)
			}
			if a.Is4() && Public(netip.AddrFrom16(a.As16())) {
				t.Errorf("%s is public when it is mapped", a)
			}
		}
	}
	if Public(netip.Addr{}) || Public(netip.MustParseAddr("2606:4700::1%eth0")) {
		t.Error("none, or one of a zone, is public")
	}
}

func TestTheNeighboursOfWhatIsNotPublicAre(t *testing.T) {
	for _, s := range []string{
		"1.0.0.0", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0",
		"172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.0.3.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
		"168.63.129.15", "2001:200::1", "2001:4860:4860::8888", "2001:db7::1", "2001:db9::1", "2003::1", "2606:4700::1111", "2a00:1450::1", "3ffe::1",
	} {
		if !Public(netip.MustParseAddr(s)) {
			t.Errorf("%s is not", s)
		}
	}
	if !Public(netip.MustParseAddr("::ffff:8.8.8.8")) {
		t.Error("what is connected to as 8.8.8.8 is not")
	}
}

func TestAnOperatorsOwnNetworksAreAllowedAndNoOthers(t *testing.T) {
	own := []netip.Prefix{netip.MustParsePrefix("10.20.0.0/16"), netip.MustParsePrefix("fd12:3456::/32")}
	for s, want := range map[string]bool{
		"10.20.0.0": true, "10.20.255.255": true, "::ffff:10.20.0.1": true, "fd12:3456::1": true, "8.8.8.8": true,
		"10.21.0.0": false, "10.19.255.255": false, "127.0.0.1": false, "fd12:3457::1": false, "169.254.169.254": false,
	} {
		if got := Public(netip.MustParseAddr(s), own...); got != want {
			t.Errorf("%s: %v", s, got)
		}
	}
}

func last(p netip.Prefix) netip.Addr {
	raw := p.Masked().Addr().AsSlice()
	for bit := p.Bits(); bit < len(raw)*8; bit++ {
		raw[bit/8] |= 0x80 >> (bit % 8)
	}
	a, _ := netip.AddrFromSlice(raw)
	return a
}

func TestOfAnAddressOnlyWhatIsNoTokenIsShown(t *testing.T) {
	for address, want := range map[string]string{
		"https://hooks.example.com":                               "https://hooks.example.com",
		"https://hooks.example.com/":                              "https://hooks.example.com",
		"https://hooks.example.com/in":                            "https://hooks.example.com/in",
		"https://hooks.example.com:8443/services/T0/B0/x?key=abc": "https://hooks.example.com:8443/services/…",
		"https://hooks.example.com/?key=abc":                      "https://hooks.example.com/…",
		"https://hooks.example.com/in?key=abc":                    "https://hooks.example.com/in/…",
		"https://hooks.example.com/Ab3xQ":                         "https://hooks.example.com/…",
		"https://hooks.example.com/abcdefghijklmnop":              "https://hooks.example.com/…",
		"https://hooks.example.com//secret":                       "https://hooks.example.com/…",
		"https://hooks.example.com/v%C3%BCx":                      "https://hooks.example.com/…",
	} {
		if got := Shown(address); got != want {
			t.Errorf("%s is shown as %s", address, got)
		}
	}
	if got := Host("https://hooks.example.com:8443/services?key=abc"); got != "hooks.example.com:8443" {
		t.Errorf("its host is %s", got)
	}
}

func FuzzAnAddressIsNeverPostedToAnybodysInside(f *testing.F) {
	for _, s := range []string{"https://hooks.example.com/", "https://127.1/", "https://[::1]/", "https://a@b/", "https://０x7f.1/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseURL("body.url", s)
		if err != nil {
			return
		}
		if again, err := ParseURL("body.url", got); err != nil || again != got {
			t.Errorf("%q is kept as %q, and that as %q, %v", s, got, again, err)
		}
		host := strings.Trim(strings.TrimPrefix(got, "https://"), "/")
		if i := strings.IndexAny(host, "/?"); i >= 0 {
			host = host[:i]
		}
		if strings.ContainsAny(host, "@\\ %") {
			t.Errorf("%q names the host %q", s, host)
		}
	})
}
