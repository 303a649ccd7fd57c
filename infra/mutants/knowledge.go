package main

// knowledge are the mutants of the report of who knows what, and of what is done to
// several credentials at once.
var knowledge = []mutant{
	{"shared/credential/knowledge.go", "c.somebodys() && c.Owner != by.Person && c.Home == by.Organization", "false", "an admin reads who knows a member's own"},
	{"shared/credential/knowledge.go", "		c.Home != by.Organization && reader.Version == 0:", "		false:", "a stranger reads who knows a secret"},
	{"shared/credential/knowledge.go", "return c.Home == by.Organization, nil", "return true, nil", "who it is lent to reads who knows it elsewhere"},
	{"shared/credential/knowledge.go", "!c.somebodys() || c.Owner == by.Person", "true", "what is a member's own is on the report"},
	{"shared/credential/knowledge.go", "(c.Home != by.Organization || !c.somebodys()", "(!c.somebodys()", "what a person lends is on no report"},
	{"shared/credential/knowledge.go", "k.Received.Lost == nil && k.Member.Version != 0 && !k.Member.Here()", "false", "who was removed a moment ago has not lost it"},
	{"shared/credential/knowledge.go", "k.Of.Client == s.Client && k.Of.Home == by.Organization", "k.Of.Client == s.Client", "one sees by whose client the lender has it"},
	{"shared/credential/knowledge.go", "(!s.Current || k.Received.MayKnow(k.Of))", "true", "who knows an older secret counts as knowing this one"},
	{"shared/credential/knowledge.go", "return []Known{here, there}", "return []Known{here}", "the home does not find who received what is its own"},
	{"shared/credential/knowledge.go", "	case c.somebodys():\n		return nil", "	case false:\n		return nil", "a list has what is somebody's own"},
	{"shared/credential/narrow.go", "(!n.Disabled || c.Disabled != nil)", "true", "a list of the disabled has the others"},
	{"shared/credential/narrow.go", "Tag(t) == Tag(n.Tag)", "t == n.Tag", "a tag is found only as it was written"},
	{"shared/credential/narrow.go", "case n.Tag != \"\" && whole:", "case n.Tag != \"\":", "a member is sent to the whole organization's list"},
	{"shared/credential/posts.go", "Origin(cmp.Or(c.URL, c.Address))", "Origin(c.URL)", "what has its resource's address is found at no site"},
	{"shared/credential/posts.go", "len(at) <= maxSite", "true", "an address is longer than a key may be"},
	{"shared/access/offer.go", " || credential.Origin(f.Address()) != origin", "", "what has another address by now is offered at a site"},
	{"shared/access/offer.go", "f.Credential.Owner != \"\" && !f.Credential.Own(by) || ", "", "a colleague's login is offered as one's own"},
	{"shared/access/refile.go", "	f.Reader.Address = r.Address", "	_ = r.Address", "what is shared is filled in nowhere, though it is a login here"},
	{"shared/credential/posts.go", "!slices.Contains(out, a) && len(out) < MaxTags", "len(out) < MaxTags", "two tags that are one are posted twice"},
	{"shared/access/tags.go", "		if !holdsTag(remove, t) {", "		if true || !holdsTag(remove, t) {", "a tag that is taken away stays"},
	{"shared/access/tags.go", "	if len(tags) > credential.MaxTags {\n		return c,", "	if false {\n		return c,", "several at once have eleven tags and are refused as badly asked"},
	{"shared/access/tags.go", "	case slices.ContainsFunc(add, func(t string) bool { return holdsTag(remove, t) }):", "	case false:", "a tag is added and taken away at once"},
	{"shared/access/keep.go", "	if len(c.Tags) > credential.MaxTags {", "	if false {", "a credential has eleven tags"},
	{"shared/bulk/bulk.go", "end.Add(-Reserve)", "end", "something is begun that there is no time for"},
	{"shared/bulk/bulk.go", "fmt.Sprintf(\"%s-%d\", c.ID, i)", "fmt.Sprintf(\"%s-%d\", c.ID, 0*i)", "two have the same entry on record"},
	{"shared/bulk/bulk.go", "fault.Of(err) != fault.Moved", "true", "one that moved meanwhile is not judged anew"},
	{"shared/bulk/bulk.go", "refused.Kind != fault.Unavailable", "true", "a table that is gone is said to refuse each"},
}
