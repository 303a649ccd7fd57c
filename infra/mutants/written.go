package main

// written are wrong edits of what the other side of a share does with it: new versions,
// the change log, and what is told to whom.
var written = []mutant{
	{"shared/access/writing.go", "\tif err := May(by, f, credential.Read); err != nil {\n\t\treturn credential.Granted{}, err\n\t}\n", "", "who may not reveal it changes it"},
	{"shared/access/writing.go", "\tif !f.Reader.Share.Write {", "\tif false {", "what is shared to be read is changed"},
	{"shared/access/writing.go", "\t\tout.While = append(out.While, folder)\n", "\t\t_ = folder\n", "a folder closed meanwhile lets a change through"},
	{"shared/access/writing.go", "\tif f.Site.IsSiteOf(by.Organization) {\n\t\tout", "\tif false {\n\t\tout", "a site closed meanwhile lets a change through"},
	{"shared/access/writing.go", "\t\tcase !s.Holds(by):", "\t\tcase false:", "who is not on the list reads the change log"},
	{"shared/access/writing.go", "\t\tcase !s.Log:", "\t\tcase false:", "a change log that is not shared is read"},
	{"shared/access/writing.go", "case fault.Of(err) == fault.NotFound && f.Reader.Via == credential.Shared && f.Shows(by):", "case false:", "a receiver is told that it is not there"},
	{"shared/access/export.go", "f.Reader.Via == credential.Shared && May(by, f, credential.Read) == nil", "false", "what is shared is taken along"},
	{"shared/credential/restore.go", "\tif err := MayChange(by, c); err != nil {\n\t\treturn err\n\t}\n", "", "a receiver brings an earlier version back"},
	{"shared/credential/share.go", "r.Organization != by.Organization || ", "", "another's share lets them change it"},
	{"shared/credential/share.go", "r.Home != c.Home || r.Over(by.At)", "r.Home != c.Home", "a share that is over lets them change it"},
	{"shared/credential/share.go", "r.Share.Off != nil || !r.Share.Write", "!r.Share.Write", "a share that its receiver disabled lets them change it"},
	{"shared/credential/write.go", "\tch.Check(f.Granted.While...)\n", "", "a change does not hold while its way does"},
	{"shared/credential/log.go", "\tif of == \"\" || of == o || o == c.Home {", "\tif true {", "who has it is told who else has it"},
	{"shared/credential/log.go", " && (r.What == \"\" || r.Theirs != \"\")\n", "\n", "the home's own matters are on the other side's change log"},
	{"shared/credential/log.go", "(told || r.Kind == Created)", "(told || true)", "whose login it was is on the other side's change log"},
	{"shared/access/writing.go", "\t\tcase closed != nil:", "\t\tcase false:", "the change log of what is suspended is read"},
	{"shared/credential/log.go", "r.Organization != by.Organization && !r.Over(by.At) {", "!r.Over(by.At) {", "who did it is told twice"},
	{"shared/credential/log.go", "\t\t\tline.Told = others\n", "", "the many others are told of nothing"},
	{"shared/credential/told.go", "\t\tif r.ByOf != \"\" {", "\t\tif false {", "a third organization is told that the home did it"},
	{"shared/credential/had.go", "By: c.seen(c.By, c.ByOf, r.Organization)", "By: c.By", "who has it sees who else changed it"},
	{"functions/outbox-drive/told.go", "\tc.At, c.ID = line.At, \"told \"+o.Thing\n", "", "an order done twice is on record twice"},
	{"shared/table/save.go", "\tif reader, ok := r.(credential.Rekeyed); ok {", "\tif reader, ok := r.(credential.Rekeyed); ok && false {", "a use stops a new version"},
}
