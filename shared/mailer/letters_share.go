package mailer

import (
	"fmt"
	"strings"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/sharing"
)

// shareSaid tells the admins of an organization that a partner shares something with
// it, while that is so, or shares it no more (rules H3, H5).
func shareSaid(n change.Notice, a About) (Told, bool) {
	r := a.Share
	name, path := oneLine(r.Shown(a.Now, a.Credential).Name), "/organizations/"+n.Home+"/credentials/"+n.About
	several := n.Tie == sharing.Several
	if several || n.Kind == change.ShareStopped {
		path = "/organizations/" + n.Home + "/vault"
	}
	if n.Kind == change.ShareStopped {
		words := fmt.Sprintf("%s of %s stopped sharing %s with %s.", n.By, r.Lender, name, r.Name)
		return Told{Text: words, Path: path, Letter: Letter{
			Subject: fmt.Sprintf("%s stopped sharing %s", short(r.Lender), short(name)), Heading: words,
			Lines:  among(several, "They may have stopped sharing others with it.", fmt.Sprintf("It is closed to everybody in %s. Who saw the password may remember it.", r.Name)),
			Button: "See what you have",
		}}, r.Via == credential.Shared && r.Ended != nil
	}
	if r.Via != credential.Shared || a.Credential.Version == 0 || r.Over(a.Now) {
		return Told{}, false
	}
	words := fmt.Sprintf("%s of %s shared %s with %s.", n.By, r.Lender, name, r.Name)
	return Told{Text: words, Path: path, Letter: Letter{
		Subject: fmt.Sprintf("%s shared %s with you", short(r.Lender), short(name)), Heading: words, Facts: shareFacts(r, a),
		Lines: among(several, "They may have shared others with it: you find them all in one place.",
			fmt.Sprintf("It stays theirs: they see who in %s uses it, and may stop sharing it at any time.", r.Name),
			"You may put it in a folder of yours, for groups of yours, and may disable it for everybody here."),
		Button: "See what is shared",
	}}, true
}

// among is what there is to say, with that this was one of several.
func among(several bool, others string, lines ...string) []string {
	if several {
		return append(lines, others)
	}
	return lines
}

func shareFacts(r credential.Reader, a About) []Fact {
	may := "sign in with it"
	switch {
	case r.Share.Write:
		may = "see and change it"
	case r.Mode == credential.Read:
		may = "see it"
	}
	whom := []string{"Everyone"}
	if !r.Share.Everyone {
		whom = nil
	}
	for _, g := range r.Share.Groups {
		whom = append(whom, oneLine(g.Name))
	}
	for _, p := range r.Share.People {
		whom = append(whom, oneLine(p.Name))
	}
	out := []Fact{{"For", strings.Join(whom, ", ")}, {"They may", may}}
	if r.Ends != nil {
		out = append(out, Fact{"Until", until(*r.Ends, a.Now)})
	}
	return out
}
