package main

// lives are the mutants of what happens to a credential after it is made (rules C9 to C12, G4).
var lives = []mutant{
	{"shared/credential/write.go", "	case others && c.Resource == \"\": // nobody else knows that there is one (rule C1)\n		return fault.Absent(\"credential\")\n", "", "an admin learns of what is somebody's own"},
	{"shared/credential/write.go", "	if f.Seen != c.Number {\n", "	if false {\n", "who saw an older version changes it"},
	{"shared/credential/write.go", "	if c.Disabled != nil {\n", "	if false {\n", "a disabled one is changed"},
	{"shared/credential/write.go", "	v.Same, v.Since = c.Same, c.Since\n", "	v.Since = c.Since\n", "what was restored is forgotten"},
	{"shared/credential/write.go", "cmp.Or(of.Same, of.Number)", "cmp.Or(of.Same, 0)", "who received what is restored is said not to know it"},
	{"shared/credential/amend.go", "f.Seen != was.Revision", "false", "who saw an older one amends it"},
	{"shared/credential/amend.go", "	if len(what) == 0 {\n", "	if false {\n", "what changes nothing is on record"},
	{"shared/credential/state.go", "err != nil || c.Disabled != nil", "err != nil", "disabling twice is done twice"},
	{"shared/credential/restore.go", "of.Stored == 0 || of.Credential != c.ID", "of.Stored == 0", "another credential's version is restored"},
	{"shared/credential/received.go", `	return r.Of != "" || r.has(c.Number) || c.Same != 0 && r.has(c.Same)`, `	return r.Of != "" || r.has(c.Number)`, "a restored secret is not known to who received it"},
	{"shared/credential/received.go", "out[1].From = out[0].From", "out[1].From = out[1].From", "what was received long ago is forgotten"},
	{"shared/credential/received.go", "max(r.Number, number)", "number", "an older version takes the newer away"},
	{"shared/access/writing.go", "err == nil && !f.Credential.Codes", "false", "there is a code without a seed"},
	{"shared/access/writing.go", "	if err := credential.MayChange(by, f.Credential); err != nil {\n		return change.Change{}, Found", "	if err := error(nil); err != nil {\n		return change.Change{}, Found", "who may not write sees an earlier version"},
	{"shared/access/writing.go", "f.enter(by, credential.Read, used{", "f.enter(by, credential.Use, used{", "an earlier version is seen by who may only sign in"},
	{"shared/access/writing.go", "|| !f.Keeps(by) ||", "||", "a stranger is told that there is one"},
	{"shared/access/writing.go", "(c.Owner == \"\" || c.Managed || c.Own(by))", "true", "an auditor reads the change log of what is unmanaged"},
	{"shared/access/amend.go", "	if err := credential.MayChange(by, f.Credential); err != nil { // what is wrong with it is for whoever may\n		return f.Credential, change.Change{}, err\n	}\n", "", "what is wrong is said to who may not"},
	{"shared/access/amend.go", "c.Type != f.Credential.Type && ", "", "a type that is no longer offered cannot stay"},
}
