package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
)

// code answers whose binary a function would run: what the test wrote in the
// folder that was staged for it.
func (t *template) code(tb testing.TB, id string) string {
	tb.Helper()
	hash := strings.TrimSuffix(text(at(t.Resources[id].Properties, "Code", "S3Key")), ".zip")
	var manifest struct {
		Files map[string]struct {
			Source struct{ Path, Packaging string }
		}
	}
	raw, err := os.ReadFile(filepath.Join(t.dir, testSettings.Name+".assets.json"))
	must(err)
	must(json.Unmarshal(raw, &manifest))
	asset, found := manifest.Files[hash]
	if !found || asset.Source.Packaging != "zip" {
		tb.Errorf("%s: no code is uploaded for it", id)
		return ""
	}
	name, err := os.ReadFile(filepath.Join(t.dir, asset.Source.Path, "bootstrap"))
	must(err)
	return string(name)
}

func TestEveryFunctionRunsItsOwnCode(t *testing.T) {
	for _, f := range Product().functions() {
		if got := product().code(t, f.id()); got != f.name {
			t.Errorf("%s runs %q", f.name, got)
		}
	}
}

func TestAFunctionIsAsItsRowSays(t *testing.T) {
	check := func(name string, megabytes, seconds int) {
		if megabytes == 0 {
			megabytes = 512
		}
		p := product().Resources[function{name: name}.id()].Properties
		for key, want := range map[string]string{
			"MemorySize": fmt.Sprint(megabytes), "Timeout": fmt.Sprint(seconds), "Runtime": "provided.al2023",
			"Handler": "bootstrap", "Architectures": "[arm64]",
		} {
			if got := fmt.Sprint(p[key]); got != want {
				t.Errorf("%s: %s is %s, not %s", name, key, got, want)
			}
		}
	}
	for _, r := range append([]api.Route{api.Console}, api.Routes...) {
		check(r.Name, r.Memory, api.Timeout)
	}
	for _, w := range api.Workers {
		check(w.Name, w.Memory, w.Timeout)
	}
	if got, want := len(product().of("AWS::Lambda::Function")), len(api.Routes)+len(api.Workers)+1; got != want {
		t.Errorf("%d functions for %d rows", got, want)
	}
}

func TestAFunctionIsToldWhatItNeedsAndNothingElse(t *testing.T) {
	for _, f := range Product().functions() {
		want := []string{"TABLE=${Table}", "ORIGIN=${Api.ApiEndpoint}"}
		if len(f.touch.Envelope) > 0 {
			want = append(want, "ENVELOPE_KEY=${EnvelopeKey.Arn}")
		}
		if f.touch.Mails {
			want = append(want, "MAIL_FROM=Valetkey <no-reply@valetkey.example>")
		}
		if f.touch.Starts {
			want = append(want, "PERIOD_MACHINE=arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:Valetkey-access-period")
		}
		if f.touch.Tells {
			want = append(want, "BUS=${Bus.Name}")
		}
		var got []string
		variables, _ := at(product().Resources[f.id()].Properties, "Environment", "Variables").(map[string]any)
		for name, value := range variables {
			got = append(got, name+"="+text(value))
		}
		same(t, f.name, got, want)
	}
}

// rule J14: no webhook leads into an operator's own networks unless they said so.
func TestNetworksThatWebhooksMayLeadToAreToldToWhoSendsThemAlone(t *testing.T) {
	set := testSettings
	set.WebhookNetworks = "10.1.0.0/16"
	own := synthesized(set, Rows{Routes: api.Routes[:1], Console: api.Console, Workers: api.Workers})
	for _, id := range own.of("AWS::Lambda::Function") {
		got := text(at(own.Resources[id].Properties, "Environment", "Variables", "WEBHOOK_NETWORKS"))
		if want := map[string]string{"WebhookSend": "10.1.0.0/16"}[id]; got != want {
			t.Errorf("%s is told %q", id, got)
		}
	}
}

func TestAllLogInOnePlaceThatForgets(t *testing.T) {
	logs := product().one(t, "AWS::Logs::LogGroup")
	if logs["RetentionInDays"] == nil {
		t.Error("the log is kept for ever")
	}
	for _, f := range Product().functions() {
		if got := text(at(product().Resources[f.id()].Properties, "LoggingConfig", "LogGroup")); got != "${Logs}" {
			t.Errorf("%s logs in %q", f.name, got)
		}
	}
}
