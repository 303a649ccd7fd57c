package main

// consent are the mutants of consent to logins, of asking for them and of who may
// view them (rules C3 to C7, G1, G4).
var consent = []mutant{
	{"shared/access/enter.go", "case views && !f.Credential.Managed:", "case false:", "an unmanaged login is open to whom is named"},
	{"shared/access/enter.go", "case views && !f.Resource.Views(by):", "case false:", "any admin views a managed login"},
	{"shared/access/enter.go", "\t\treturn f.Resource.viewable(by, f.Standing)\n", "\t\treturn nil\n", "a viewer needs no period"},
	{"shared/access/viewing.go", "return by.IsAdmin() && r.Viewing.names(by.Person", "return r.Viewing.names(by.Person", "who is named and no admin views a login"},
	{"shared/access/viewing.go", "x.Person == p && !x.Since.Before(since)", "x.Person == p", "naming somebody outlives their membership"},
	{"shared/access/viewing.go", "return v != nil && (v.All ||", "return v == nil || (v.All ||", "with nobody named everybody views"},
	{"shared/access/viewing.go", "\t\tif r.defaults().JustInTime {", "\t\tif false {", "an admin without an assignment views on a just-in-time resource"},
	{"shared/access/viewing.go", "; !w.Open {\n\t\treturn w.locked(r)", "; false {\n\t\treturn w.locked(r)", "a locked assignment lets view"},
	{"shared/access/viewing.go", "own := r.Views(by) && !was.Views(by)", "own := false && was.Views(by)", "the viewing right given to oneself is not told"},
	{"shared/access/viewing.go", "\t\tcase !m.IsAdmin():", "\t\tcase m.Version == 0:", "a user is named to view"},
	{"shared/access/viewing.go", "c.Managed && m.Person != c.Owner &&", "c.Managed &&", "the owner is counted among what ends"},
	{"shared/credential/consent.go", "\tcase c.Managed:\n", "\tcase false:\n", "a managed login is asked for"},
	{"shared/credential/consent.go", "\tcase !f.Owner.Active():", "\tcase false:", "who is suspended is asked"},
	{"shared/credential/consent.go", "\tif q.Owner != by.Person {\n\t\treturn fault.New(fault.Forbidden, \"Only %s answers", "\tif q.Owner != by.Person && !by.IsAdmin() {\n\t\treturn fault.New(fault.Forbidden, \"Only %s answers", "an admin answers for the owner"},
	{"shared/credential/consent.go", "r.State == RequestPending && !at.Before(r.Lapses)", "r.State == RequestPending && at.After(r.Lapses)", "a request is answered at its lapse"},
	{"shared/credential/consent.go", "\treturn q.decided(by.At)\n}\n\n// decided", "\treturn nil\n}\n\n// decided", "a second answer wins"},
	{"shared/credential/consent.go", "\tcase r.AskedBy(by.Person):\n\t\treturn r, change.Change{}, nil", "\tcase false:\n\t\treturn r, change.Change{}, nil", "somebody joins what they ask for"},
	{"shared/credential/consent.go", "c.Version != 0 && c.Asked == q.ID {\n\t\tc.Asked = \"\"", "c.Version != 0 {\n\t\tc.Asked = \"\"", "a lapse forgets the request that came after it"},
	{"shared/credential/consent.go", "\tcase c.Disabled != nil:\n\t\treturn f.Request", "\tcase false:\n\t\treturn f.Request", "a disabled login is approved"},
	{"shared/credential/consent.go", "\tif len(q.Askers) > 1 {", "\tif false {", "one who asks ends it for the others"},
	{"shared/credential/consent_own.go", "\tc.Managed = false\n", "", "a login stays managed"},
	{"shared/credential/consent_own.go", "\tcase !by.IsAdmin() && by.Role != identity.Auditor:", "\tcase false:", "a stranger learns that a login exists"},
	{"shared/credential/consent_own.go", "\tcase !c.Managed:\n\t\treturn fault.New(fault.Forbidden, \"Its owner", "\tcase false:\n\t\treturn fault.New(fault.Forbidden, \"Its owner", "an unmanaged login is taken from its owner"},
	{"shared/credential/consent_own.go", "c.Owner != \"\" && c.Owner != by.Person {", "false {", "the owner is not told what an admin changed"},
}
