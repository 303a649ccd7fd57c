package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"

	"github.com/valetkey/valetkey/shared/api"
)

func TestWrongSettingsAreRefusedByName(t *testing.T) {
	for field, wrong := range map[string]func(*Settings){
		"name":        func(s *Settings) { s.Name = "valet-key" },
		"domain":      func(s *Settings) { s.Domain = "localhost" },
		"mailFrom":    func(s *Settings) { s.MailFrom = "no-reply@elsewhere.example" },
		"certificate": func(s *Settings) { s.Certificate = "mine" },

		"webhookNetworks": func(s *Settings) { s.WebhookNetworks = "10.0.0.0/8, 0.0.0.0/0" },
		"webhooksAtOnce":  func(s *Settings) { s.WebhooksAtOnce = -1 },
	} {
		s := testSettings
		wrong(&s)
		if err := s.valid(); err == nil || !strings.HasPrefix(err.Error(), field) {
			t.Errorf("%s: %v", field, err)
		}
	}
	if err := testSettings.valid(); err != nil {
		t.Error(err)
	}
}

func TestTheSettingsInTheRepositoryAreGood(t *testing.T) {
	context, err := cdkContext(filepath.Join("..", "cdk.json"))
	if err != nil {
		t.Fatal(err)
	}
	app := awscdk.NewApp(&awscdk.AppProps{Context: context})
	set, err := fromContext(app.Node())
	if err != nil {
		t.Fatal(err)
	}
	if !set.reserved() || set.Account != "" || set.Certificate != "" || set.WebhookNetworks != "" || set.WebhooksAtOnce != 10 {
		t.Errorf("the repository names somebody's account or domain: %+v", set)
	}
}

func TestARowTheStackCannotExpressIsAnError(t *testing.T) {
	long := api.Routes[0]
	long.Name = strings.Repeat("a-very-long-name-", 3)
	indexed := api.Routes[0]
	indexed.Touch = api.Touch{Get: []api.Partition{api.AtThing}}
	for _, r := range []api.Route{long, indexed} {
		err := Build(awscdk.NewApp(nil), testSettings, Rows{Routes: []api.Route{r}, Console: api.Console}, func(string) string { return t.TempDir() })
		if err == nil || !strings.Contains(err.Error(), r.Name) {
			t.Errorf("%s: %v", r.Name, err)
		}
	}
}
