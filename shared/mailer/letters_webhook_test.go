package mailer

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/webhook"
)

const inAddress = "Zq9inTheAddress"

func hooked() webhook.Hook {
	return webhook.Hook{
		Organization: "org_a", ID: "hook_a", Name: "Pager", URL: "https://hooks.fabrikam.example:8443/in/" + inAddress + "?key=" + inAddress,
		Events: []string{"access.opened", "access.broke_glass"}, Secret: []byte(inAddress), Old: []byte(inAddress), Version: 1,
	}
}

func TestALetterOfAWebhookShowsOfItsAddressWhatIsNoToken(t *testing.T) {
	for _, kind := range []change.Telling{change.WebhookRegistered, change.WebhookDisabled} {
		told, ok := Compose(notice(kind))
		p := parse(t, told.Letter)
		if whole := p.subject + p.text + p.html + told.Text + told.Path; !ok || strings.Contains(whole, inAddress) {
			t.Errorf("%s: %s", kind, p.text)
		}
		if !strings.Contains(p.text, "hooks.fabrikam.example:8443/in/…") {
			t.Errorf("%s does not say where it leads: %s", kind, p.text)
		}
	}
}

func TestAWebhookThatIsGoneByNowIsToldOfAllTheSame(t *testing.T) {
	n, a := notice(change.WebhookRegistered)
	a.Hook = webhook.Hook{}
	if told, ok := Compose(n, a); !ok || !strings.Contains(parse(t, told.Letter).text, "It is gone by now") {
		t.Errorf("told %v: %+v", ok, told)
	}
	n.Tie = webhook.MovedTie
	if told, ok := Compose(n, a); !ok || !strings.Contains(told.Text, "another address") {
		t.Errorf("told %v: %s", ok, told.Text)
	}
}

func TestADisabledWebhookIsToldOfOnlyWhileItIs(t *testing.T) {
	n, a := notice(change.WebhookDisabled)
	a.Hook.Disabled = nil
	if _, ok := Compose(n, a); ok {
		t.Error("told, of one that is enabled again")
	}
	n, a = notice(change.WebhookDisabled)
	a.Hook.Version = 0
	if _, ok := Compose(n, a); ok {
		t.Error("told, of one that was removed")
	}
}
