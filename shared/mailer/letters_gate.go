package mailer

import (
	"fmt"

	"github.com/valetkey/valetkey/shared/change"
)

// gateSigns is told of a gate that signs in, to whoever made it so or made its key.
func gateSigns(n change.Notice, a About, what, path string) (Told, bool) {
	words := fmt.Sprintf("%s made a key with which a proxy signs members in to %s.", n.By, what)
	return Told{Text: words, Path: path, Letter: Letter{
		Subject: fmt.Sprintf("The gate of %s signs members in", short(what)), Heading: words,
		Facts: []Fact{{"Organization", a.Organization.Name}, {"When", stamp(n.At)}},
		Lines: []string{
			"The proxy, and the page behind it, receive the password with each request of a member who is let in. Whoever runs them may know it.",
			"If it should not be, switch the gate off or give it another key.",
		},
		Button: "Look at it",
	}}, true
}
