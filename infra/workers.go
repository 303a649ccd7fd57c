package main

import (
	"fmt"

	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/jsii-runtime-go"
)

// addLetters makes the dead-letter queue. It only rings the bell: a message
// says which records of the stream were given up, never what was in them, and
// due-sweep delivers the orders they carried. Or it is an event about a mail that
// came back, which nobody was told of: that one has the mail's address in it. Or
// it names a delivery, which due-sweep orders again.
func (h *house) addLetters() {
	h.letters = awssqs.NewCfnQueue(h.stack, jsii.String("DeadLetters"), &awssqs.CfnQueueProps{
		MessageRetentionPeriod: jsii.Number(14 * 24 * 60 * 60), SqsManagedSseEnabled: jsii.Bool(true),
	})
}

// addDoor opens a worker's door: the stream's, the clock's, the mail service's or
// the event bus's.
func (h *house) addDoor(f function) {
	if f.worker.Stream != "" {
		h.addStream(f)
	}
	if f.worker.Every > 0 {
		h.addClock(f)
	}
	if f.worker.Bounces {
		h.addBounces(f)
	}
	if f.worker.Hooks {
		h.addDeliveries(f)
	}
}

// orders is the filter for the outbox orders of one door. Lambda does not call
// (and AWS does not bill) for any other change.
const orders = `{"dynamodb":{"NewImage":{"door":{"S":["%s"]}}},"eventName":["INSERT","MODIFY"]}`

func (h *house) addStream(f function) {
	awslambda.NewCfnEventSourceMapping(h.stack, jsii.String(f.id()+"Stream"), &awslambda.CfnEventSourceMappingProps{
		FunctionName:     h.lambdas[f.name].Ref(),
		EventSourceArn:   h.table.AttrStreamArn(),
		StartingPosition: jsii.String("TRIM_HORIZON"), // an order from before the mapping is an order too
		BatchSize:        jsii.Number(10),
		FilterCriteria: &awslambda.CfnEventSourceMapping_FilterCriteriaProperty{Filters: []any{
			&awslambda.CfnEventSourceMapping_FilterProperty{Pattern: jsii.String(fmt.Sprintf(orders, f.worker.Stream))},
		}},
		// One poisoned record must not hold up its shard: what fails is tried alone,
		// three times more, and given up; the sweep has it from there.
		FunctionResponseTypes:      jsii.Strings("ReportBatchItemFailures"),
		BisectBatchOnFunctionError: jsii.Bool(true),
		MaximumRetryAttempts:       jsii.Number(3),
		MaximumRecordAgeInSeconds:  jsii.Number(60 * 60),
		DestinationConfig: &awslambda.CfnEventSourceMapping_DestinationConfigProperty{
			OnFailure: &awslambda.CfnEventSourceMapping_OnFailureProperty{Destination: h.letters.AttrArn()},
		},
	})
}

// streamStatements are what Lambda itself needs to read the stream in a
// function's name and to report what it gave up.
func (h *house) streamStatements() []any {
	return []any{
		document{
			"Sid": "Stream", "Effect": "Allow", "Resource": h.table.AttrStreamArn(),
			"Action": []string{"dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"},
		},
		document{
			"Sid": "Streams", "Effect": "Allow", "Action": "dynamodb:ListStreams",
			"Resource": *h.table.AttrArn() + "/stream/*", // a list has no single stream
		},
		h.giveUp(),
	}
}

// giveUp lets Lambda report in a function's name what it gave up.
func (h *house) giveUp() document {
	return document{"Sid": "GiveUp", "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": h.letters.AttrArn()}
}

// addClock calls a worker every few minutes. A call that fails is not repeated:
// the next minute is the repeat.
func (h *house) addClock(f function) {
	fn := h.lambdas[f.name]
	rule := awsevents.NewCfnRule(h.stack, jsii.String(f.id()+"Clock"), &awsevents.CfnRuleProps{
		Description:        jsii.String(f.summary),
		ScheduleExpression: jsii.String(rate(f.worker.Every)),
		Targets: []any{&awsevents.CfnRule_TargetProperty{
			Id: jsii.String(f.name), Arn: fn.AttrArn(),
			RetryPolicy: &awsevents.CfnRule_RetryPolicyProperty{MaximumRetryAttempts: jsii.Number(0), MaximumEventAgeInSeconds: jsii.Number(60)},
		}},
	})
	h.mayCall(f.id()+"ClockMay", f, rule)
	awslambda.NewCfnEventInvokeConfig(h.stack, jsii.String(f.id()+"ClockOnce"), &awslambda.CfnEventInvokeConfigProps{
		FunctionName: fn.Ref(), Qualifier: jsii.String("$LATEST"),
		MaximumRetryAttempts: jsii.Number(0), MaximumEventAgeInSeconds: jsii.Number(60),
	})
}

// mayCall lets one rule of EventBridge call a function.
func (h *house) mayCall(id string, f function, rule awsevents.CfnRule) {
	awslambda.NewCfnPermission(h.stack, jsii.String(id), &awslambda.CfnPermissionProps{
		Action: jsii.String("lambda:InvokeFunction"), FunctionName: h.lambdas[f.name].Ref(),
		Principal: jsii.String("events.amazonaws.com"), SourceArn: rule.AttrArn(),
	})
}

// addBounces calls a worker for each mail of this stack that came back. What
// fails is tried twice more and then kept with the dead letters: nothing else
// remembers it.
func (h *house) addBounces(f function) {
	fn := h.lambdas[f.name]
	rule := awsevents.NewCfnRule(h.stack, jsii.String(f.id()+"Rule"), &awsevents.CfnRuleProps{
		Description: jsii.String(f.summary),
		EventPattern: document{
			"source":      []string{"aws.ses"},
			"detail-type": []string{"Email Bounced", "Email Complaint Received", "Email Rejected"},
			"detail":      document{"mail": document{"tags": document{"ses:configuration-set": []string{h.set.Name}}}},
		},
		Targets: []any{&awsevents.CfnRule_TargetProperty{
			Id: jsii.String(f.name), Arn: fn.AttrArn(),
			RetryPolicy: &awsevents.CfnRule_RetryPolicyProperty{MaximumRetryAttempts: jsii.Number(185), MaximumEventAgeInSeconds: jsii.Number(24 * 60 * 60)},
		}},
	})
	h.mayCall(f.id()+"RuleMay", f, rule)
	awslambda.NewCfnEventInvokeConfig(h.stack, jsii.String(f.id()+"Tries"), &awslambda.CfnEventInvokeConfigProps{
		FunctionName: fn.Ref(), Qualifier: jsii.String("$LATEST"),
		MaximumRetryAttempts: jsii.Number(2), MaximumEventAgeInSeconds: jsii.Number(6 * 60 * 60),
		DestinationConfig: &awslambda.CfnEventInvokeConfig_DestinationConfigProperty{
			OnFailure: &awslambda.CfnEventInvokeConfig_OnFailureProperty{Destination: h.letters.AttrArn()},
		},
	})
}

func rate(minutes int) string {
	if minutes == 1 {
		return "rate(1 minute)" // EventBridge minds its grammar
	}
	return fmt.Sprintf("rate(%d minutes)", minutes)
}
