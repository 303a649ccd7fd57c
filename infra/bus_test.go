package main

import (
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/bus"
)

func TestWhatIsDueOnTheBusCallsOneWorkerAndNothingElse(t *testing.T) {
	told := 0
	for _, w := range api.Workers {
		if !w.Hooks {
			continue
		}
		told++
		id := function{name: w.Name}.id()
		rule := product().Resources[id+"Rule"].Properties
		same(t, "the rule's source", texts(at(rule, "EventPattern", "source")), []string{bus.Source})
		same(t, "the rule's types", texts(at(rule, "EventPattern", "detail-type")), []string{bus.DeliveryDue})
		if text(rule["EventBusName"]) != "${Bus.Name}" {
			t.Errorf("it listens at %s", text(rule["EventBusName"]))
		}
		targets, _ := rule["Targets"].([]any)
		if len(targets) != 1 || text(at(targets, 0, "Arn")) != "${"+id+".Arn}" || text(at(targets, 0, "RetryPolicy", "MaximumEventAgeInSeconds")) != "86400" {
			t.Errorf("it calls %v", targets)
		}
		may := product().Resources[id+"RuleMay"].Properties
		if text(may["FunctionName"]) != "${"+id+"}" || text(may["SourceArn"]) != "${"+id+"Rule.Arn}" {
			t.Errorf("the rule may not call it: %v", may)
		}
		tries := product().Resources[id+"Tries"].Properties
		if text(tries["MaximumRetryAttempts"]) != "2" || text(at(tries, "DestinationConfig", "OnFailure", "Destination")) != "${DeadLetters.Arn}" {
			t.Errorf("what fails is lost: %v", tries)
		}
	}
	if told != 1 {
		t.Errorf("%d workers make deliveries", told)
	}
}

func TestTheBusIsTheStacksOwnAndOneFunctionPutsEventsOnIt(t *testing.T) {
	b := product().one(t, "AWS::Events::EventBus")
	if text(b["Name"]) != "Valetkey" || b["EventSourceName"] != nil || b["Policy"] != nil {
		t.Errorf("%v", b)
	}
	if len(product().of("AWS::Events::EventBusPolicy")) != 0 {
		t.Error("another account may put events on it")
	}
	for _, role := range product().of("AWS::IAM::Role") {
		for _, p := range permissions(product().roleStatements(role)) {
			if strings.Contains(p, "events:") && (role != "OutboxDriveRole" || p != "Allow events:PutEvents on ${Bus.Arn}") {
				t.Errorf("%s: %s", role, p)
			}
		}
	}
}

func TestWhoPostsToStrangersIsBounded(t *testing.T) {
	for _, atOnce := range []int{0, 25} {
		set := testSettings
		set.WebhooksAtOnce = atOnce
		h := &house{set: set}
		for _, f := range Product().functions() {
			n := h.atOnce(f)
			if bounded := n != nil; bounded != (f.worker.Hooks && atOnce != 0) || bounded && *n != float64(atOnce) {
				t.Errorf("%s: bounded %v", f.name, bounded)
			}
		}
	}
}
