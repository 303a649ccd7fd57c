package main

// gates are the mutants of what a reverse proxy is told (rule J13).
var gates = []mutant{
	{"shared/gate/check.go", "\tif !f.Gate.at(at) {", "\tif false {", "a gate answers for any host"},
	{"shared/gate/check.go", "if err != nil || !f.ours() || ", "if err != nil || ", "a cookie is good at every gate"},
	{"shared/gate/check.go", "f.Use.Credential.ID != f.Pass.Credential || ", "", "a cookie names another password"},
	{"shared/gate/check.go", "\tcase len(open) == 0:", "\tcase false:", "a gate is open to whom it is locked"},
	{"shared/gate/check.go", "\tif host, _ := HostOf(use.Address()); host != f.Gate.Host {", "\tif false {", "a password goes to another address than its own"},
	{"shared/gate/check.go", "\tif f.Home.Locked != nil {", "\tif false {", "a locked organization's gate signs in"},
	{"shared/gate/check.go", "\tif on {\n\t\treturn In{By: by, Signs: true}", "\tif on || !on {\n\t\treturn In{By: by, Signs: true}", "nothing is on record of who is signed in"},
	{"shared/gate/check.go", "\tif s.Gated.Covers(by.At, with, number) {", "\tif true {", "nothing is on record of who comes through"},
	{"shared/gate/check.go", "use.Credential.ID, use.Credential.Number)\n\tuse", "use.Credential.ID, 0)\n\tuse", "every request is a use of its own"},
	{"shared/gate/pass.go", "\tcase len(f.Pass.Hash) != 0:", "\tcase false:", "a code is used twice"},
	{"shared/gate/pass.go", "\tcase !c.At.Before(f.Pass.Expires):", "\tcase c.At.After(f.Pass.Expires):", "a code is good at its end"},
	{"shared/gate/pass.go", "\tcase subtle.ConstantTimeCompare(sum, f.Pass.State) != 1:", "\tcase subtle.ConstantTimeCompare(sum, f.Pass.State) > 1:", "a stolen code is good in another browser"},
	{"shared/gate/pass.go", "\tcase !f.ours() || !f.Gate.at(at):", "\tcase false:", "a code is good at another gate"},
	{"shared/gate/pass.go", " && f.Pass.Gate.Equal(f.Gate.Since)", "", "a gate that was switched off lets in when it is on again"},
	{"shared/gate/address.go", "|| strings.HasPrefix(to, \"//\") ", "", "a browser is sent to another host"},
	{"shared/gate/address.go", " || r == '\\\\' }", " }", "a browser is sent to another host by a backslash"},
	{"shared/gate/address.go", "return (p.Scheme == \"\" || p.Scheme == \"https\") && host == r.Host", "return strings.HasPrefix(host, r.Host)", "a host that begins alike is the gate's"},
	{"shared/access/through.go", "at.Before(g.At.Add(time.Minute))", "!at.After(g.At.Add(time.Minute))", "a minute is longer than one"},
	{"shared/identity/pass.go", "p.Version != 0 && t.Is(p.Hash)", "p.Version != 0", "any token is a pass"},
	{"shared/identity/pass.go", " || !s.Open(c.At) ||", " ||", "a pass outlives its session"},
	{"shared/identity/pass.go", "s.ID != p.Session ||", "", "a pass is of another session"},
	{"shared/gate/pass.go", "\t\t\tgood = 2\n", "\t\t\tgood = 0\n", "a browser goes round and round"},
	{"shared/gate/check.go", "if use.Reader.Mode != credential.Read {", "if false {", "a proxy has what its owner shows nobody"},
}
