package main

// shares are the mutants of what organizations share with each other (rules H1 to H8).
var shares = []mutant{
	{"shared/sharing/offer.go", "\tcase site.Shut() != nil:", "\tcase false:", "it is shared with a closed site"},
	{"shared/sharing/offer.go", "\tcase site.Locked == nil:", "\tcase false:", "it is shared with a site that has no organization key"},
	{"shared/sharing/offer.go", "\t_, err = f.terms(by, o)\n\treturn err\n", "\treturn nil\n", "bad options are refused one by one"},
	{"shared/sharing/offer.go", "\t_, err := SiteOf(by, to)\n\treturn err\n", "\treturn nil\n", "anybody is a partner, to stop"},
	{"shared/sharing/offer.go", "\tcase err != nil:\n\t\treturn err\n\tcase site", "\tcase false:\n\t\treturn err\n\tcase site", "it is shared with anybody"},
	{"shared/sharing/share.go", "\tcase c.Home != by.Organization:", "\tcase false:", "it is shared on"},
	{"shared/sharing/share.go", "f.Before.Via != credential.Shared && !f.Before.Over(by.At)", "false", "a delegation is shared over"},
	{"shared/sharing/share.go", " && len(c.Readers) >= credential.MaxReaders", " && false", "more than fifty have it"},
	{"shared/sharing/share.go", "\tif err := access.May(by, f.Way, credential.Read); err != nil {\n\t\treturn err\n\t}\n", "", "who may not reveal it shares it"},
	{"shared/sharing/terms.go", "\t\tif !m.Here() {", "\t\tif false {", "it is shared with who is gone"},
	{"shared/sharing/terms.go", "\t\tif !g.Here() {", "\t\tif false {", "it is shared with a group that is not"},
	{"shared/sharing/terms.go", "o.Write && o.Mode != credential.Read", "false", "who may not see it writes it"},
	{"shared/sharing/share.go", "by.EntryFor(f.To.ID, act", "by.Entry(act", "it is on one record of two"},
	{"shared/sharing/stop.go", "!own && !at.Keeps(by)", "false", "who does not see it stops it"},
	{"shared/sharing/stop.go", "\tcase !by.IsAdmin() && !own:", "\tcase false:", "anybody stops it"},
	{"shared/sharing/stop.go", "\tcase r.Ended != nil:", "\tcase false:", "it is stopped twice"},
	{"shared/sharing/stop.go", "r.Organization != by.Organization || r.Over(by.At)", "r.Over(by.At)", "the side that shares it disables it there"},
	{"shared/sharing/stop.go", "last != nil && !last.Before(end)", "false", "a use is on record after the end"},
}
