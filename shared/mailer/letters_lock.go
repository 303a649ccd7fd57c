package mailer

import (
	"fmt"
	"strconv"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
)

// lockWords is what an admin did about the organization key, and what that means.
var lockWords = map[audit.Action][2]string{
	audit.LockSet:       {"set the organization key", "Secrets open only after it was typed, once a session. Have it from who set it: it is in no mail."},
	audit.LockChanged:   {"changed the organization key", "Whoever unlocks from now on needs the new one."},
	audit.LockRecovered: {"set another organization key with the recovery code", "Whoever unlocks from now on needs the new one. The recovery code that was used is good no more."},
	audit.KeysReplaced:  {"replaced the keys", "Everybody unlocks again, with the new organization key."},
	audit.LockReset:     {"reset the lock", "What only the organization could open is gone. What it shared stays open to those it was shared with, and what it received waits to be shared again."},
}

// lockTold tells admins of the organization key. It never says the key.
func lockTold(n change.Notice, a About) (Told, bool) {
	o, path := a.Organization, "/organizations/"+n.Home
	if n.Kind == change.KeyKnown {
		m := a.Member
		words := fmt.Sprintf("%s knew the organization key of %s, and is no member any more. Replace the keys?", m.Name, o.Name)
		return Told{Text: words, Path: path, Letter: Letter{
			Subject: fmt.Sprintf("%s knew the organization key", short(m.Name)), Heading: words,
			Lines: []string{
				"The organization is closed to them, and the key alone opens nothing. Who also gets a copy of what is stored could use it.",
				"Replacing the keys gives another organization key, and everybody unlocks again. An admin decides.",
			},
			Button: "Open " + short(o.Name),
		}}, m.Removed != nil && o.Locked != nil && strconv.Itoa(o.Epoch) == n.Tie
	}
	did, known := lockWords[audit.Action(n.Tie)]
	words := fmt.Sprintf("%s %s of %s.", n.By, did[0], o.Name)
	return Told{Text: words, Path: path, Letter: Letter{
		Subject: fmt.Sprintf("%s %s", short(n.By), did[0]), Heading: words,
		Facts: []Fact{{"When", stamp(n.At)}}, Lines: []string{did[1], "If it should not be, ask them, and look at the record."},
		Button: "Open " + short(o.Name),
	}}, known && o.Version != 0
}
