package main

// imports are the mutants of rule C13: files that are brought in.
var imports = []mutant{
	{"shared/importing/begin.go", "case im.Undone != nil:", "case false:", "a row is made of an import that was undone"},
	{"shared/importing/begin.go", "		if f.Closed && (", "		if (", "a row goes where others may look"},
	{"shared/importing/begin.go", "|| !im.Holds(p)", "", "a row goes into any folder"},
	{"shared/importing/begin.go", "case !by.IsAdmin():", "case false:", "anybody imports"},
	{"shared/importing/make.go", "ch.Check(im, home)", "ch.Check(home)", "a row is made as its import is undone"},
	{"shared/importing/make.go", "c.Disabled == nil && ", "", "what is disabled keeps a row out"},
	{"shared/importing/make.go", "c.ID != im.Credential(r.Number) && ", "", "a row is its own duplicate"},
	{"shared/importing/make.go", "f.Shows(by) && ", "", "a row tells of what its importer does not see"},
	{"shared/importing/make.go", "s.Place.Credential != im.Credential(r.Number)", "false", "a row is made under another's id"},
	{"shared/importing/undo.go", "	case im.Undone == nil:\n		return change.Change{}, fault", "	case false:\n		return change.Change{}, fault", "what was not undone is taken away"},
	{"shared/importing/undo.go", "	case k.Reader.LastUse != nil:", "	case false:", "what somebody received is taken away"},
	{"shared/importing/undo.go", "c.Number > 1 || c.Revision > 1", "c.Number > 1", "what was amended is taken away"},
	{"shared/importing/undo.go", "len(c.Readers) > 1", "false", "what is shared is taken away"},
	{"shared/importing/undo.go", "	case k.Later:", "	case false:", "what was moved is taken away"},
	{"shared/importing/undo.go", "k.Version, k.Current, k.Reader, k.Logged)", "k.Version, k.Current, k.Logged)", "the key of what was taken away is left"},
	{"shared/importing/undo.go", "	credential.Unpost(&ch, k.Credential)\n", "", "lists find what was taken away"},
	{"shared/importing/undo.go", "return p[0].ID == im.FolderOf(of, names)", "return true", "a folder that somebody made goes with the import"},
	{"shared/importing/reader.go", "len(out) == PageRows", "false", "a page has any number of rows"},
	{"shared/importing/reader.go", "page = strings.NewReplacer(", "_ = strings.NewReplacer(", "KeePass's backslashes become part of a password"},
	{"shared/importing/row.go", "	if len(cells) != len(im.Columns) {", "	if len(cells) < len(im.Columns) {", "a row with shifted columns is kept"},
	{"shared/importing/row.go", "return Row{Number: r.Number, Field: field, Why: why}", "r.Field, r.Why = field, why\n	return r", "a refused row tells what it says"},
	{"shared/importing/row.go", "		if im.Format == Valetkey {", "		if true {", "another's ' is taken away"},
	{"shared/importing/tally.go", "		if was == made { // that stays: the row is there", "		if false {", "a row that is made is not, when its page arrives again"},
}
