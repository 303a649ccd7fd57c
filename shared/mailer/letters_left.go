package mailer

import (
	"fmt"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
)

// LeftCounted is how many of what somebody left behind are counted at most.
const LeftCounted = 100

// leftWaiting tells somebody what waits for them of an organization they are no
// member of any more, and reminds them in its last days (rule C14). It says how
// many and none of their names: their mailbox may be another's to read.
func leftWaiting(n change.Notice, a About) (Told, bool) {
	l, m := a.Left, a.Member
	what, them, wait := "1 credential", "it", "waits"
	if a.Waiting > 1 {
		what, them, wait = fmt.Sprintf("%d credentials", a.Waiting), "them", "wait"
	}
	if a.Waiting >= LeftCounted {
		what = fmt.Sprintf("%d or more credentials", LeftCounted)
	}
	words := fmt.Sprintf("%s of yours %s for you until %s: you are no member of %s any more.", what, wait, stamp(l.Until), m.OrganizationName)
	subject := fmt.Sprintf("What is yours at %s waits for you", short(m.OrganizationName))
	heading := fmt.Sprintf("%s of yours at %s %s for you.", what, m.OrganizationName, wait)
	if n.Kind == change.LeftReminder {
		subject = fmt.Sprintf("What is yours at %s will be destroyed", short(m.OrganizationName))
		heading = fmt.Sprintf("%s of yours at %s will be destroyed.", what, m.OrganizationName)
	}
	there := l.Version != 0 && a.Waiting > 0 && m.Waits(a.Now) && l.Until.UTC().Format(time.RFC3339Nano) == n.Tie
	return Told{Text: words, Path: "/left", Letter: Letter{
		Subject: subject, Heading: heading,
		Facts: []Fact{{"Organization", m.OrganizationName}, {"How many", what}, {"Left", stamp(l.Until.Add(-identity.LeftFor))}, {"Waits until", until(l.Until, a.Now)}},
		Lines: []string{
			fmt.Sprintf("You are no member of %s any more, and kept %s to yourself there. Nobody opens %s now: not you, and no admin.", m.OrganizationName, them, them),
			fmt.Sprintf("Sign in and take %s into your personal account. After that date %s destroyed, and nobody can bring %s back.", them, are(a.Waiting), them),
		},
		Button: "Take what is yours",
		Small:  []string{"If you become a member there again before then, you need do nothing. Taking needs your Valetkey account: if you close it first, nothing can be taken."},
	}}, there
}

func are(n int) string {
	if n == 1 {
		return "it is"
	}
	return "they are"
}
