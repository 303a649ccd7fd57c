package webhook

import (
	"net/netip"
	"slices"
)

// special are the blocks that are nobody's on the public internet, or lead past
// it: the IANA registries of special-purpose addresses (RFC 6890 and what followed
// it), multicast, and where clouds keep their metadata.
var special = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
	"192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
	"198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"168.63.129.16/32", // Azure's metadata and health, which is on the internet by its number only
)

// global is what of IPv6 is given out (RFC 4291, 2.4: 2000::/3), and within are the
// parts of it that are special.
var (
	global = netip.MustParsePrefix("2000::/3")
	within = prefixes(
		"2001::/23",         // protocol assignments: Teredo, ORCHID, benchmarking, AMT
		"2001:db8::/32",     // documentation
		"2002::/16",         // 6to4: an IPv4 address in disguise
		"2620:4f:8000::/48", // AS112
		"3fff::/20",         // documentation
	)
)

func prefixes(all ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(all))
	for i, s := range all {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

// Public reports whether something may be posted to an address: whether it is a
// global unicast one, given out on the public internet, and nobody's inside. An
// operator may allow networks of their own. An IPv4 address that is mapped into
// IPv6 is judged as what is connected to; what else carries one inside (NAT64,
// 6to4, Teredo) is not taken.
//
// It is for an address as it is connected to: a name may resolve to anything.
func Public(a netip.Addr, allowed ...netip.Prefix) bool {
	if a = a.Unmap(); !a.IsValid() || a.Zone() != "" {
		return false
	}
	in := func(p netip.Prefix) bool { return p.Contains(a) }
	switch {
	case slices.ContainsFunc(allowed, in):
		return true
	case a.Is4():
		return !slices.ContainsFunc(special, in)
	}
	return global.Contains(a) && !slices.ContainsFunc(within, in)
}
