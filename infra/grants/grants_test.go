package grants_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/infra/grants"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/identity"
)

var writes = []string{"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"}

func of(t *testing.T, name string) []grants.Statement {
	t.Helper()
	s, err := grants.Of(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func every() []string {
	names := []string{api.Console.Name}
	for _, r := range api.Routes {
		names = append(names, r.Name)
	}
	for _, w := range api.Workers {
		names = append(names, w.Name)
	}
	return names
}

func TestEveryRouteAndWorkerHasStatements(t *testing.T) {
	for _, name := range every() {
		if got := of(t, name); len(got) == 0 && name != api.Console.Name {
			t.Errorf("%s may touch nothing", name)
		}
	}
}

func TestTheConsoleTouchesNothing(t *testing.T) {
	if got := of(t, api.Console.Name); len(got) != 0 {
		t.Errorf("the console has %v", got)
	}
}

func TestAnUnknownNameHasNoStatementsButAnError(t *testing.T) {
	if got, err := grants.Of("credential-steal"); err == nil || got != nil {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestAnIndexCanOnlyBeQueried(t *testing.T) {
	thing := []api.Partition{api.AtThing}
	for _, touch := range []api.Touch{{Get: thing}, {Write: thing}, {Check: thing}} {
		if _, err := grants.From(touch); err == nil {
			t.Errorf("%+v was accepted", touch)
		}
	}
}

func TestAnUnknownUseOfTheEnvelopeIsAnError(t *testing.T) {
	if _, err := grants.From(api.Touch{Envelope: []api.Envelope{"open-all"}}); err == nil {
		t.Error("it was accepted")
	}
}

func TestAReadingRouteMayWriteNothing(t *testing.T) {
	for _, r := range api.Routes {
		if r.Method != "GET" || r.Proxy { // which shows a key (shared/api)
			continue
		}
		for _, s := range of(t, r.Name) {
			if s.Enclosed || slices.ContainsFunc(s.Actions, func(a string) bool { return slices.Contains(writes, a) }) {
				t.Errorf("%s is a GET and may %v", r.Name, s.Actions)
			}
		}
	}
}

func TestEveryStatementIsAsNarrowAsItCanBe(t *testing.T) {
	for _, name := range every() {
		for _, s := range of(t, name) {
			keyed := s.On == grants.Table || s.On == grants.Index
			if keyed != (len(s.LeadingKeys) > 0) {
				t.Errorf("%s %s: leading keys %v on %s", name, s.Sid, s.LeadingKeys, s.On)
			}
			if (s.On == grants.EnvelopeKey) != (s.Purpose != "") {
				t.Errorf("%s %s: purpose %q on %s", name, s.Sid, s.Purpose, s.On)
			}
			if (s.On == grants.Index) != (s.Index != "") {
				t.Errorf("%s %s: index %q on %s", name, s.Sid, s.Index, s.On)
			}
			changes := slices.ContainsFunc(s.Actions, func(a string) bool {
				return slices.Contains(writes, a) || a == "dynamodb:ConditionCheckItem"
			})
			if changes != s.Enclosed {
				t.Errorf("%s %s: enclosed is %v for %v", name, s.Sid, s.Enclosed, s.Actions)
			}
			if strings.Contains(strings.Join(s.Actions, ""), "*") {
				t.Errorf("%s %s: a wildcard in %v", name, s.Sid, s.Actions)
			}
		}
	}
}

func TestOnlyRowsThatWriteSessionsMay(t *testing.T) {
	touches := map[string]api.Touch{}
	for _, r := range api.Routes {
		touches[r.Name] = r.Touch
	}
	for _, w := range api.Workers {
		touches[w.Name] = w.Touch
	}
	for name, touch := range touches {
		for _, action := range writes {
			ask := grants.Ask{Action: action, On: grants.Table, LeadingKey: "SESSION#person_1", Enclosing: grants.Enclosing}
			if got, want := grants.Allows(of(t, name), ask), slices.Contains(touch.Write, api.AtSession); got != want {
				t.Errorf("%s of a session by %s: allowed %v, its row says %v", action, name, got, want)
			}
		}
	}
}

func TestASignedInRouteMayReadTheCallersSession(t *testing.T) {
	ask := grants.Ask{Action: "dynamodb:GetItem", On: grants.Table, LeadingKey: "SESSION#person_1"}
	for _, r := range api.Routes {
		if r.Who != identity.Anyone && !grants.Allows(of(t, r.Name), ask) {
			t.Errorf("%s cannot find out who calls", r.Name)
		}
	}
}

func TestWhatIsNotNamedIsRefused(t *testing.T) {
	const in = grants.Enclosing
	tests := []struct {
		claim string
		who   string
		ask   grants.Ask
		want  bool
	}{
		{"a write in a transaction", "group-create", grants.Ask{"dynamodb:PutItem", grants.Table, "ORG#org_1", in, ""}, true},
		{"the same, alone", "group-create", grants.Ask{"dynamodb:PutItem", grants.Table, "ORG#org_1", "", ""}, false},
		{"the same, in a batch", "group-create", grants.Ask{"dynamodb:PutItem", grants.Table, "ORG#org_1", "BatchWriteItem", ""}, false},
		{"another partition", "group-create", grants.Ask{"dynamodb:PutItem", grants.Table, "KEY#org_1", in, ""}, false},
		{"a partition whose name begins alike", "group-create", grants.Ask{"dynamodb:PutItem", grants.Table, "ORGANIZATION#1", in, ""}, false},
		{"no partition", "group-create", grants.Ask{"dynamodb:PutItem", grants.Table, "", in, ""}, false},
		{"a check of the session", "group-create", grants.Ask{"dynamodb:ConditionCheckItem", grants.Table, "SESSION#p", in, ""}, true},
		{"a check outside a transaction", "group-create", grants.Ask{"dynamodb:ConditionCheckItem", grants.Table, "SESSION#p", "", ""}, false},
		{"a check is no write", "group-create", grants.Ask{"dynamodb:UpdateItem", grants.Table, "SESSION#p", in, ""}, false},
		{"a scan", "group-list", grants.Ask{"dynamodb:Scan", grants.Table, "ORG#org_1", "", ""}, false},
		{"a get is no query", "delegation-activity", grants.Ask{"dynamodb:Query", grants.Table, "DELEGATION#d", "", ""}, false},
		{"a query of the index", "delegation-activity", grants.Ask{"dynamodb:Query", grants.Index, "THING#d", "", ""}, true},
		{"the index's key on the table", "delegation-activity", grants.Ask{"dynamodb:Query", grants.Table, "THING#d", "", ""}, false},
		{"another index", "delegation-activity", grants.Ask{"dynamodb:Query", grants.Index, "ACTOR#p", "", ""}, false},
		{"opening a key", "credential-reveal", grants.Ask{"kms:Decrypt", grants.EnvelopeKey, "", "", "organization-key"}, true},
		{"another purpose", "credential-reveal", grants.Ask{"kms:Decrypt", grants.EnvelopeKey, "", "", "link"}, false},
		{"no purpose", "credential-reveal", grants.Ask{"kms:Decrypt", grants.EnvelopeKey, "", "", ""}, false},
		{"making a key", "credential-reveal", grants.Ask{"kms:GenerateDataKey", grants.EnvelopeKey, "", "", "organization-key"}, false},
		{"sealing is not opening", "member-invite", grants.Ask{"kms:Decrypt", grants.EnvelopeKey, "", "", "link"}, false},
		{"sealing", "member-invite", grants.Ask{"kms:Encrypt", grants.EnvelopeKey, "", "", "link"}, true},
		{"mail by the mailer", "outbox-mail", grants.Ask{"ses:SendEmail", grants.Mail, "", "", ""}, true},
		{"mail by another", "member-invite", grants.Ask{"ses:SendEmail", grants.Mail, "", "", ""}, false},
		{"raw mail by the mailer", "outbox-mail", grants.Ask{"ses:SendRawEmail", grants.Mail, "", "", ""}, true},
		{"an execution by the driver", "outbox-drive", grants.Ask{"states:StartExecution", grants.Machine, "", "", ""}, true},
		{"an execution by another", "request-approve", grants.Ask{"states:StartExecution", grants.Machine, "", "", ""}, false},
		{"stopping one", "outbox-drive", grants.Ask{"states:StopExecution", grants.Machine, "", "", ""}, false},
		{"an event by the driver", "outbox-drive", grants.Ask{"events:PutEvents", grants.Bus, "", "", ""}, true},
		{"an event by another", "request-approve", grants.Ask{"events:PutEvents", grants.Bus, "", "", ""}, false},
		{"an event by who posts", "webhook-send", grants.Ask{"events:PutEvents", grants.Bus, "", "", ""}, false},
		{"opening a webhook's secret", "webhook-send", grants.Ask{"kms:Decrypt", grants.EnvelopeKey, "", "", "webhook"}, true},
		{"opening an organization's key", "webhook-send", grants.Ask{"kms:Decrypt", grants.EnvelopeKey, "", "", "organization-key"}, false},
		{"another rule of the bus", "outbox-drive", grants.Ask{"events:PutRule", grants.Bus, "", "", ""}, false},
		{"anything by the console", "console", grants.Ask{"dynamodb:GetItem", grants.Table, "ORG#org_1", "", ""}, false},
	}
	for _, tt := range tests {
		if got := grants.Allows(of(t, tt.who), tt.ask); got != tt.want {
			t.Errorf("%s (%s): allowed %v", tt.claim, tt.who, got)
		}
	}
}
