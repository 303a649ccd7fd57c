package mailer

import (
	"fmt"
	"strconv"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
)

// lockWords is what an admin did about the organization key, and what that means.
var lockWords = map[audit.Action][2]string{
	audit.LockSet:       {"set the organization key of %s", "Secrets open only after it was typed, once a session. Have it from who set it: it is in no mail."},
	audit.LockChanged:   {"changed the organization key of %s", "Whoever unlocks from now on needs the new one."},
	audit.LockRecovered: {"set another organization key of %s with the recovery code", "Whoever unlocks from now on needs the new one. The recovery code that was used is good no more."},
	audit.KeysReplaced:  {"replaced the keys of %s", "Everybody unlocks again, with the new organization key."},
	audit.LockReset:     {"reset the lock of %s", "What only the organization could open is gone. What it shared stays open to those it was shared with, and what it received waits to be shared again."},
}

// lockTold tells admins of the organization key. It never says the key.
func lockTold(n change.Notice, a About) (Told, bool) {
	o, path := a.Organization, "/organizations/"+n.Home+"/lock"
	if n.Kind == change.KeyKnown {
		m := a.Member
		words := fmt.Sprintf("%s knew the organization key of %s, and is no member any more. Replace the keys?", m.Name, o.Name)
		return Told{Text: words, Path: path + "/replace", Letter: Letter{
			Subject: fmt.Sprintf("%s knew the organization key of %s", short(m.Name), short(o.Name)), Heading: words,
			Lines: []string{
				"They cannot get into the organization any more, and the key by itself opens nothing. Together with a copy of what is stored, it could.",
				"Replacing the keys gives another organization key, and everybody unlocks again. Any admin can do it.",
			},
			Button: "Replace the keys",
		}}, m.Removed != nil && o.Locked != nil && strconv.Itoa(o.Epoch) == n.Tie
	}
	did, known := lockWords[audit.Action(n.Tie)]
	if !known {
		return Told{}, false
	}
	words := fmt.Sprintf("%s "+did[0]+".", n.By, o.Name)
	return Told{Text: words, Path: path, Letter: Letter{
		Subject: fmt.Sprintf("%s "+did[0], short(n.By), short(o.Name)), Heading: words,
		Facts: []Fact{{"When", stamp(n.At)}}, Lines: []string{did[1], "If you did not expect this, ask them, and look at the record."},
		Button: "Open " + short(o.Name),
	}}, o.Version != 0
}
