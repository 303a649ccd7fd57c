package mailer

import (
	"fmt"
	"strings"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/webhook"
)

func webhookSaid(n change.Notice, a About) (Told, bool) {
	if n.Kind == change.WebhookDisabled {
		return webhookDisabled(n, a)
	}
	return webhookRegistered(n, a)
}

// webhookRegistered tells the other admins that what happens is told to a machine
// elsewhere, or to another one than before. It is told even if the webhook is gone
// by then, in the spirit of rule G2: something may have been told already.
func webhookRegistered(n change.Notice, a About) (Told, bool) {
	h := a.Hook
	t := Told{Path: hookPath(n)}
	t.Text = fmt.Sprintf("%s registered a webhook: an address that is told of what happens in %s.", n.By, a.Organization.Name)
	t.Letter.Subject = fmt.Sprintf("%s registered a webhook in %s", short(n.By), short(a.Organization.Name))
	if n.Tie == webhook.MovedTie {
		t.Text = fmt.Sprintf("%s gave a webhook of %s another address.", n.By, a.Organization.Name)
		t.Letter.Subject = fmt.Sprintf("%s gave a webhook in %s another address", short(n.By), short(a.Organization.Name))
	}
	t.Letter.Heading, t.Letter.Button = t.Text, "See its record"
	t.Letter.Facts = []Fact{{"Organization", a.Organization.Name}, {"When", stamp(n.At)}}
	if h.Version == 0 {
		t.Letter.Lines = []string{"It is gone by now: the record says where it led."}
	} else {
		t.Letter.Facts = append(t.Letter.Facts, hookFacts(h)...)
		t.Letter.Lines = []string{"What it is told has names and reasons in it, and leaves the organization. Every other admin is told of that."}
	}
	t.Letter.Small = []string{"If it should not be, remove it."}
	return t, true
}

// webhookDisabled tells all admins that an address is told nothing more.
func webhookDisabled(n change.Notice, a About) (Told, bool) {
	h := a.Hook
	words := fmt.Sprintf("The webhook %s of %s is disabled: %s.", h.Name, a.Organization.Name, h.Why)
	facts := hookFacts(h)
	if h.Failing != nil {
		facts = append(facts, Fact{"Failing since", stamp(*h.Failing)})
	}
	if h.Disabled != nil {
		facts = append(facts, Fact{"Disabled", stamp(*h.Disabled)})
	}
	return Told{Text: words, Path: hookPath(n), Letter: Letter{
		Subject: fmt.Sprintf("The webhook %s is disabled", short(h.Name)), Heading: words, Facts: facts,
		Lines: []string{
			"It is told nothing more until an admin enables it again. What happens meanwhile is not told later: it is on record, and mailed to people as always.",
		},
		Button: "See its record",
	}}, h.Version != 0 && h.Disabled != nil
}

// hookFacts say where a webhook leads, without what of its address may be a token.
func hookFacts(h webhook.Hook) []Fact {
	return []Fact{{"Webhook", h.Name}, {"Address", shown(webhook.Shown(h.URL))}, {"Told of", strings.Join(h.Events, ", ")}}
}

// hookPath is the record of what was done to a webhook.
func hookPath(n change.Notice) string { return "/organizations/" + n.Home + "/record?thing=" + n.About }
