package main

// received are the mutants of what an organization has of another's (rules H6, G3, G7).
var received = []mutant{
	{"shared/access/refile.go", "\tif is == credential.FiledAs(c) {", "\tif true {", "what is received does not follow its folder"},
	{"shared/access/refile.go", "\tif found.Reader.Version != 0 {", "\tif false {", "filing what is received moves it at its home"},
	{"shared/access/refile.go", "\tcase f.Reader.Via != credential.Shared || !f.Shows(by):", "\tcase !f.Shows(by):", "a loan is put on a resource"},
	{"shared/access/refile.go", "r.Version == 0 || r.Organization != by.Organization", "r.Version == 0", "it is put on another's resource"},
	{"shared/access/refile.go", "\tcase r.Loan != nil:", "\tcase false:", "it is put on a resource that is lent"},
	{"shared/access/keep.go", "found.Reader.Via == credential.Shared && found.Shows(by)", "found.Shows(by)", "what is lent is moved"},
	{"shared/access/shared.go", "\tcase r.Share.Off != nil:", "\tcase false:", "what is disabled here opens"},
	{"shared/access/shared.go", "\t\tif site.Shut() != nil {", "\t\tif false {", "what is shared opens while the site is closed"},
	{"shared/access/enter.go", "\tcase shared && !f.Reader.Share.Holds(by) && by.Role != identity.Auditor:", "\tcase false:", "a resource opens what is shared with others"},
	{"shared/access/enter.go", "\t\treturn f.given(by)\n", "\t\treturn nil\n", "a resource opens what its site suspends"},
	{"shared/sharing/offer.go", "epoch == f.To.Epoch || ", "true || ", "what was received before a reset is not sealed again"},
	{"shared/sharing/stop.go", " || at.Before(*f.Reader.Ends)", "", "a share runs out before its date"},
	{"shared/sharing/stop.go", " || site.Relation == nil || site.Relation.Ended == nil", "", "what is shared ends with a relation that goes on"},
}
