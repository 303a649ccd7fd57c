package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/change"
	. "github.com/valetkey/valetkey/shared/tabletest"
	"github.com/valetkey/valetkey/shared/webhook"
)

// rules J14, G2
func TestAdminsAreToldOfAWebhookWithoutWhatItsAddressMayHoldOfAToken(t *testing.T) {
	w, deliver := posting(t)
	for _, n := range []change.Notice{
		{Kind: change.WebhookRegistered, About: string(Pager), Home: string(BlueHarbor), By: "Ann", Tie: webhook.NewTie, To: change.Audience{Organization: BlueHarbor, Except: Ann.ID}},
		{Kind: change.WebhookDisabled, About: string(Wiki), Home: string(BlueHarbor), To: change.Audience{Organization: BlueHarbor}},
	} {
		sent, text := tell(t, w, deliver, n, Dan.Email)
		if sent != 1 || strings.Contains(text, HookToken) || !strings.Contains(text, ".blueharbor.example") || !strings.Contains(text, "/record?thing="+n.About) {
			t.Errorf("%s: %d mails: %s", n.Kind, sent, text)
		}
	}
}
