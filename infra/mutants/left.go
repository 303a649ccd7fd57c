package main

// left are the mutants of what a member leaves behind (rule C14).
var left = []mutant{
	{"shared/access/left.go", "\tcase m.Here():\n", "\tcase false:\n", "a member takes what opens for them anyway"},
	{"shared/access/left.go", "\tcase !m.Waits(by.At):", "\tcase false:", "what is to be destroyed is taken"},
	{"shared/access/left.go", "\tch.Check(f.Member, f.Home) //", "\tch.Check(f.Home) //", "who is back at that moment takes it away from there"},
	{"shared/access/left.go", "\tf.destroy(&ch, by.At)\n", "", "what is taken stays where it was"},
	{"shared/access/left.go", "if was.Resource != \"\" { // its admins", "if true { // its admins", "something personal is on the organization's record"},
	{"shared/access/left.go", "if !l.Over(at, f.Member) || ", "if ", "what is destroyed is so before its time"},
	{"shared/credential/left.go", "c.Owner != \"\" && !c.Managed }", "c.Owner != \"\" }", "a managed login goes with who leaves"},
	{"shared/credential/left.go", "!owns && x.MayKnow(was)", "owns && x.MayKnow(was)", "who may know a destroyed login is forgotten"},
	{"shared/credential/left.go", "\tif c.Listed {\n\t\tRepost(ch, c, Credential{})\n\t}\n", "", "what is destroyed is found still"},
	{"shared/identity/left.go", "return at.Before(m.WaitsUntil())", "return !at.After(m.WaitsUntil())", "something waits at its end"},
	{"shared/identity/left.go", "(!m.Here() || !m.Since.Before(r.Until))", "true", "who is back loses what is theirs"},
	{"shared/identity/left.go", "r.Version != 0 && !at.Before(r.Until) && ", "r.Version != 0 && ", "the sweep destroys early"},
	{"shared/identity/left.go", "p.Closed != nil || ", "", "the owner of a closed account is reminded"},
	{"shared/mailer/letters_left.go", "a.Waiting > 0 && ", "", "somebody is told of nothing"},
}
