package main

// locks are the mutants of locked organizations (rules S4 to S6, S9; promise 10).
var locks = []mutant{
	{"shared/identity/relocking.go", "const settled = 15 * time.Second", "const settled = 0 * time.Second", "the old keys go while something sealed to them may come in"},
	{"shared/identity/relocking.go", "if end && old.Walk.Since.Before(from) {", "if end && !old.Walk.Since.After(from) {", "a round that began late enough is one for nothing"},
	{"shared/identity/relocking.go", "|| old.Epoch != f.Pair.Epoch {", "{", "another old pair is kept than the one that was"},
	{"shared/identity/relocking.go", "o.Replaced, pair.Gone = nil, old.Epoch", "o.Replaced = nil", "what was sealed to destroyed keys seems to open"},
	{"shared/identity/locking.go", "\t\tc.Check(f.Tries)\n\t\treturn\n", "\t\treturn\n", "many keys are tried at once, and one is told yes"},
	{"shared/identity/locking.go", "\tc.Check(f.Lock) //", "\t_ = f.Lock //", "a key that was changed at that moment unlocks"},
	{"shared/identity/locking.go", "\tt.Count++\n", "", "a wrong organization key is not counted"},
	{"shared/identity/locking.go", "t.Count >= keyTries", "t.Count > keyTries", "an eleventh wrong organization key is looked at"},
	{"shared/identity/locking.go", "if m.Knows != 0 {", "if false {", "nobody is asked when who knew the key is gone"},
	{"shared/identity/locking.go", "m := by.member; m.Knows != epoch", "m := by.member; false", "nobody is known to know the key"},
	{"shared/identity/lock.go", "if epoch <= p.Gone || epoch > p.Epoch {", "if epoch > p.Epoch {", "what is gone seems to open"},
	{"shared/envelope/place.go", "string(u.Person), string(u.Session)}, u.Epoch)", "string(u.Person)}, u.Epoch)", "what one session unlocked is another's"},
	{"shared/envelope/place.go", "bind(\"valetkey lock part\", []string{string(p.organization), by}", "bind(\"valetkey lock part\", []string{string(p.organization)}", "the recovery code's wrap takes the place of the key's"},
	{"shared/envelope/locked.go", "half, err := sealBytes(p.bits, inside, private)", "half, err := sealBytes(make([]byte, 32), inside, private)", "a locked private key is not locked"},
	{"shared/envelope/lock.go", "if !u.Open(ring.Pair.Lock, c.At) {", "if u.Version == 0 {", "what was unlocked never ends"},
	{"shared/envelope/lock.go", "l.Cost.Memory > mostMemory || ", "", "the table has a function spend what it likes"},
}
