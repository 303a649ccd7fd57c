package main

import (
	"fmt"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
)

func TestTheStreamCallsEachConsumerForItsOwnOrders(t *testing.T) {
	consumers := 0
	for _, w := range api.Workers {
		id := function{name: w.Name}.id()
		m, mapped := product().Resources[id+"Stream"]
		if mapped != (w.Stream != "") {
			t.Errorf("%s: mapped to the stream %v", w.Name, mapped)
		}
		if !mapped {
			continue
		}
		consumers++
		want := map[string]string{
			"FunctionName": "${" + id + "}", "EventSourceArn": "${Table.StreamArn}", "StartingPosition": "TRIM_HORIZON",
			"BatchSize": "10", "MaximumRetryAttempts": "3", "BisectBatchOnFunctionError": "true",
			"MaximumRecordAgeInSeconds": "3600", "FunctionResponseTypes": "[ReportBatchItemFailures]",
		}
		for key, v := range want {
			if got := text(m.Properties[key]); got != v {
				t.Errorf("%s: %s is %s, not %s", w.Name, key, got, v)
			}
		}
		if got := text(at(m.Properties, "DestinationConfig", "OnFailure", "Destination")); got != "${DeadLetters.Arn}" {
			t.Errorf("%s: what is given up goes to %s", w.Name, got)
		}
		filters, _ := at(m.Properties, "FilterCriteria", "Filters").([]any)
		pattern := fmt.Sprintf(`{"dynamodb":{"NewImage":{"door":{"S":["%s"]}}},"eventName":["INSERT","MODIFY"]}`, w.Stream)
		if len(filters) != 1 || at(filters[0], "Pattern") != pattern {
			t.Errorf("%s: filters %v", w.Name, filters)
		}
		if d := change.Door(w.Stream); d != change.Mail && d != change.Drive {
			t.Errorf("%s: no order has the door %q", w.Name, d)
		}
	}
	if consumers > 2 {
		t.Errorf("%d readers: a stream takes two", consumers)
	}
}

func TestTheClockCallsWhoeverHasAPace(t *testing.T) {
	for _, w := range api.Workers {
		id := function{name: w.Name}.id()
		clock, found := product().Resources[id+"Clock"]
		if found != (w.Every > 0) {
			t.Errorf("%s: on the clock %v", w.Name, found)
		}
		if !found {
			continue
		}
		if got := text(clock.Properties["ScheduleExpression"]); got != rate(w.Every) {
			t.Errorf("%s: every %s", w.Name, got)
		}
		if got := text(at(clock.Properties, "Targets", 0, "Arn")); got != "${"+id+".Arn}" {
			t.Errorf("%s: the clock calls %s", w.Name, got)
		}
		may := product().Resources[id+"ClockMay"].Properties
		if text(may["FunctionName"]) != "${"+id+"}" || text(may["SourceArn"]) != "${"+id+"Clock.Arn}" {
			t.Errorf("%s: the clock may not call it: %v", w.Name, may)
		}
		if once := product().Resources[id+"ClockOnce"].Properties; text(once["MaximumRetryAttempts"]) != "0" {
			t.Errorf("%s: a failed call is repeated beside the next one", w.Name)
		}
	}
}

func TestWhatComesBackOfOurMailCallsOneWorkerAndNothingElse(t *testing.T) {
	told := 0
	for _, w := range api.Workers {
		if w.Hooks { // called by a rule of its own
			continue
		}
		id := function{name: w.Name}.id()
		rule, found := product().Resources[id+"Rule"]
		if found != w.Bounces {
			t.Errorf("%s: told of mail that came back %v", w.Name, found)
		}
		if !found {
			continue
		}
		told++
		want := map[string][]string{
			"source": {"aws.ses"}, "detail-type": {"Email Bounced", "Email Complaint Received", "Email Rejected"},
		}
		for key, values := range want {
			same(t, "the rule's "+key, texts(at(rule.Properties, "EventPattern", key)), values)
		}
		if got := text(at(rule.Properties, "EventPattern", "detail")); got != `{"mail":{"tags":{"ses:configuration-set":["Valetkey"]}}}` {
			t.Errorf("it hears of other mail than ours: %s", got)
		}
		targets, _ := rule.Properties["Targets"].([]any)
		if len(targets) != 1 || text(at(targets, 0, "Arn")) != "${"+id+".Arn}" || text(at(targets, 0, "RetryPolicy", "MaximumEventAgeInSeconds")) != "86400" {
			t.Errorf("it calls %v", targets)
		}
		may := product().Resources[id+"RuleMay"].Properties
		if text(may["FunctionName"]) != "${"+id+"}" || text(may["SourceArn"]) != "${"+id+"Rule.Arn}" {
			t.Errorf("%s: the rule may not call it: %v", w.Name, may)
		}
		tries := product().Resources[id+"Tries"].Properties
		if text(tries["MaximumRetryAttempts"]) != "2" || text(at(tries, "DestinationConfig", "OnFailure", "Destination")) != "${DeadLetters.Arn}" {
			t.Errorf("what fails is lost: %v", tries)
		}
	}
	if told != 1 {
		t.Errorf("%d workers are told of mail that came back", told)
	}
}

func TestARateIsWrittenAsEventBridgeWantsIt(t *testing.T) {
	for minutes, want := range map[int]string{1: "rate(1 minute)", 2: "rate(2 minutes)", 60: "rate(60 minutes)"} {
		if got := rate(minutes); got != want {
			t.Errorf("%d: %s", minutes, got)
		}
	}
}

func TestNothingReadsTheDeadLetters(t *testing.T) {
	for id, r := range product().Resources {
		if r.Type == "AWS::Lambda::EventSourceMapping" && text(r.Properties["EventSourceArn"]) == "${DeadLetters.Arn}" {
			t.Errorf("%s reads them", id)
		}
	}
}
