package main

// health are the mutants of judging and exporting many secrets at once.
var health = []mutant{
	{"shared/access/health.go", "c.Resource != \"\" && c.Managed", "c.Resource != \"\"", "an unmanaged login is judged for an admin"},
	{"shared/access/health.go", "c.Resource != \"\" && c.Managed", "c.Managed", "a personal one is judged for an admin"},
	{"shared/access/health.go", "\t\treturn c.Own(by)\n", "\t\treturn true\n", "others' are judged as one's own"},
	{"shared/access/health.go", " || c.Disabled != nil", "", "what is disabled is opened"},
	{"shared/access/health.go", " || c.Home != by.Organization", "", "what another organization lends is judged"},
	{"shared/access/health.go", "!j.Own && !by.IsAdmin()", "false", "a member has the organization's judged"},
	{"shared/access/health.go", "by.PersonalEntry(audit.HealthComputed, string(by.Person), by.Name)", "by.Entry(audit.HealthComputed, string(by.Person), by.Name, \"\")", "others learn that one had one's own judged"},
	{"shared/access/export.go", "credential.Read, used", "credential.Use, used", "what may only be used is exported"},
	{"shared/access/export.go", "s.Picked = picked", "s.Picked, picked = f.Credential.ID, picked", "an export picks the login that somebody signs in with"},
	{"shared/access/export.go", "b.Resource == s.Resource", "(b.Resource != \"\" && s.Resource != \"\")", "the standing of a second resource is lost"},
	{"shared/envelope/mark.go", "private, nil, string(where)", "private[:0], nil, string(where)", "a mark is made from what is public"},
	{"shared/envelope/mark.go", "string(o.organization), scope}", "string(o.organization), \"all\"}", "marks of two scopes are compared"},
	{"shared/strength/strength.go", "patterns(cut, known(beside))", "patterns(cut, nil)", "a username is a good password"},
}
