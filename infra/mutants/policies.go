package main

// policies are the mutants of policies, and of what lists say of them (rules G2, J1, J3).
var policies = []mutant{
	{"shared/access/policies.go", "was.defaults() == p", "false", "a policy that is set again is on record again"},
	{"shared/access/policies.go", "	if err := p.Valid(); err != nil {\n		return r, change.Change{}, err\n	}\n	was := r", "	was := r", "a policy that is none is set"},
	{"shared/access/policies.go", "	if err := p.Valid(); err != nil {\n		return r, change.Change{}, err\n	}\n	of :=", "	of :=", "a policy that is none overrides"},
	{"shared/access/policies.go", "case !g.Here():", "case false:", "a group that was deleted decides"},
	{"shared/access/policies.go", "c.Check(g) //", "_ = g //", "a group deleted meanwhile decides"},
	{"shared/access/policies.go", "		return a.Holds(by) && ", "		return ", "an admin is told on for what holds others"},
	{"shared/access/policies.go", "r.PolicyOf(now).eases(was.PolicyOf(a))", "now.Policy != nil && now.Policy.eases(was.PolicyOf(a))", "an admin clears what holds them, and nobody is told"},
	{"shared/access/policies.go", "		c.Notices = append(c.Notices, by.OwnAccess(string(r.ID)))\n", "", "an admin eases what holds them, and nobody is told"},
	{"shared/access/policies.go", "return p.Automatic && !was.Automatic ||", "return false ||", "a reason for approval is no easier"},
	{"shared/access/policies.go", "p.Needs < was.Needs", "p.Needs+1 < was.Needs", "one approval fewer is no easier"},
	{"shared/access/policies.go", "was.JustInTime && p.Longest > was.Longest", "false", "a longer period is no easier"},
	{"shared/access/policies.go", "p.BreakGlass && !was.BreakGlass", "false", "a glass to break is no easier"},
	{"shared/access/policies.go", "p.LockAfter > was.LockAfter", "false", "a later lock is no easier"},
	{"shared/access/void.go", "!r.PolicyOf(standing).JustInTime && ", "", "an assignment voids itself"},
	{"shared/access/void.go", "(standing.Mode == credential.Read || asked.Mode != credential.Read)", "(standing.Mode == credential.Read || true)", "reading is said to be void where it is asked for"},
	{"shared/access/void.go", "m.Active() && ", "", "somebody suspended is named"},
	{"shared/access/stance.go", "f.Pending.pending(by.At, by.Since) &&", "f.Pending.Version != 0 && f.Pending.State == RequestPending &&", "what has lapsed waits"},
	{"shared/access/stance.go", "s.Owed != \"\" && !at.Before(", "s.Owed != \"\" && at.After(", "the glass is broken three days on"},
	{"shared/access/stance.go", "r.Loan != nil && r.Loan.At(by.At) != Shared || ", "", "a list shows what was taken back"},
	{"shared/access/stance.go", "if a.Credential != \"\" && !r.way(a, s, by).Open {", "if false {", "a list says that what is locked opens"},
	{"shared/access/stance.go", "a.Credential != \"\" && r.PolicyOf(a).asks()", "false", "a list knows of no period"},
	{"shared/access/sees.go", "len(r.held(by)) > 0", "len(r.Openings(by, Standing{})) > 0", "what is locked is on no list"},
	{"shared/access/policy.go", "return p.Start.Before(member)", "return false", "who comes back has their old period again"},
	{"shared/access/policy.go", "s.LastUse, s.Regained, member}", "s.LastUse, s.Regained}", "a new member is locked out from the start"},
}
