package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/jsii-runtime-go"

	"github.com/valetkey/valetkey/shared/bus"
)

// addBus makes the event bus (rule J14). What happened to requests is put on it,
// for rules that an operator adds, and which deliveries are due. It is encrypted
// as EventBridge does by itself: what is on it is names and reasons, no secret.
func (h *house) addBus() {
	h.bus = awsevents.NewCfnEventBus(h.stack, jsii.String("Bus"), &awsevents.CfnEventBusProps{
		Name: jsii.String(h.set.Name), Description: jsii.String("What happened to requests, for machines"),
	})
	h.output("EventBus", "Where machines are told what happens: the bus to add rules to", h.bus.AttrName())
}

// addDeliveries calls a worker for each delivery that is due. One that fails is
// made again for a while and then kept with the dead letters; due-sweep orders
// it anew every quarter of an hour, so Lambda need not remember it for longer: a
// signature would be too old to be believed.
func (h *house) addDeliveries(f function) {
	fn := h.lambdas[f.name]
	rule := awsevents.NewCfnRule(h.stack, jsii.String(f.id()+"Rule"), &awsevents.CfnRuleProps{
		Name: jsii.String(h.deliveriesRule()), Description: jsii.String(f.summary), EventBusName: h.bus.AttrName(),
		EventPattern: document{"source": []string{bus.Source}, "detail-type": []string{bus.DeliveryDue}},
		Targets: []any{&awsevents.CfnRule_TargetProperty{
			Id: jsii.String(f.name), Arn: fn.AttrArn(),
			RetryPolicy: &awsevents.CfnRule_RetryPolicyProperty{MaximumRetryAttempts: jsii.Number(185), MaximumEventAgeInSeconds: jsii.Number(24 * 60 * 60)},
		}},
	})
	h.mayCall(f.id()+"RuleMay", f, rule)
	awslambda.NewCfnEventInvokeConfig(h.stack, jsii.String(f.id()+"Tries"), &awslambda.CfnEventInvokeConfigProps{
		FunctionName: fn.Ref(), Qualifier: jsii.String("$LATEST"),
		MaximumRetryAttempts: jsii.Number(2), MaximumEventAgeInSeconds: jsii.Number(15 * 60),
		DestinationConfig: &awslambda.CfnEventInvokeConfig_DestinationConfigProperty{
			OnFailure: &awslambda.CfnEventInvokeConfig_OnFailureProperty{Destination: h.letters.AttrArn()},
		},
	})
}

// busAlarms ring when the bus could not call who makes deliveries: nobody waits
// for it.
func (h *house) busAlarms() []alarm {
	var out []alarm
	for _, f := range h.rows.functions() {
		if f.worker.Hooks {
			out = append(out, alarm{
				id: "DeliveriesLost", says: "The event bus could not call " + f.name + ". The deliveries wait; due-sweep orders them again.",
				namespace: "AWS/Events", metric: "FailedInvocations", statistic: "Sum", at: 1, periods: 1,
				of: map[string]*string{"EventBusName": h.bus.AttrName(), "RuleName": jsii.String(h.deliveriesRule())},
			})
		}
	}
	return out
}

// deliveriesRule is the rule's name, which its metric is found by.
func (h *house) deliveriesRule() string { return h.set.Name + "-deliveries" }
