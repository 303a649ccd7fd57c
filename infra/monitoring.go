package main

import (
	"maps"
	"slices"

	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/jsii-runtime-go"
)

// alarm rings when the metric's statistic over five minutes reaches at, so many
// times in a row. All alarms are about things a person must look at.
type alarm struct {
	id, says          string
	namespace, metric string
	of                map[string]*string // the metric's dimensions
	statistic         string
	at                float64
	times             int
	silence           bool // ring when it is *below* at, or nothing is heard
}

// alarms lists them all. Functions behind the API have none of their own: what
// goes wrong in one is a 5xx of the API's.
func (h *house) alarms() []alarm {
	queue := map[string]*string{"QueueName": h.letters.AttrQueueName()}
	out := []alarm{
		{"ApiFaults", "The API answered with faults (5xx). The log has them by request id.",
			"AWS/ApiGateway", "5xx", map[string]*string{"ApiId": h.api.Ref()}, "Sum", 3, 1, false},
		{"GivenUp", "Records of the stream were given up; due-sweep should deliver their orders. Find out why, then purge the queue.",
			"AWS/SQS", "ApproximateNumberOfMessagesVisible", queue, "Maximum", 1, 1, false},
		// Functions share the account's concurrency, so the metric is the account's.
		{"Throttles", "Functions were refused for lack of concurrency in this account and region.",
			"AWS/Lambda", "Throttles", nil, "Sum", 1, 1, false},
		{"Bounces", "5% of mail bounces; at 10% SES may stop sending.",
			"AWS/SES", "Reputation.BounceRate", nil, "Average", 0.05, 1, false},
		{"Complaints", "0.1% of mail is marked as spam; at 0.5% SES may stop sending.",
			"AWS/SES", "Reputation.ComplaintRate", nil, "Average", 0.001, 1, false},
	}
	for _, f := range h.rows.functions() {
		if f.door != doorWorker {
			continue
		}
		of := map[string]*string{"FunctionName": h.lambdas[f.name].Ref()}
		out = append(out, alarm{f.id() + "Errors", f.name + " failed: " + f.summary + ".", "AWS/Lambda", "Errors", of, "Sum", 1, 1, false})
		if f.worker.Stream != "" {
			out = append(out, alarm{f.id() + "Late", f.name + " is five minutes behind the stream.",
				"AWS/Lambda", "IteratorAge", of, "Maximum", 300_000, 2, false})
		}
		if f.worker.Every > 0 {
			out = append(out, alarm{f.id() + "Silent", f.name + " was not called: nothing that is due is written down or told.",
				"AWS/Lambda", "Invocations", of, "Sum", 1, 2, true})
		}
	}
	return out
}

func (h *house) addAlarms() {
	topic := awssns.NewCfnTopic(h.stack, jsii.String("Bell"), &awssns.CfnTopicProps{DisplayName: jsii.String(h.set.Name + " alarms")})
	if h.set.AlarmMail != "" {
		awssns.NewCfnSubscription(h.stack, jsii.String("BellMail"), &awssns.CfnSubscriptionProps{
			TopicArn: topic.Ref(), Protocol: jsii.String("email"), Endpoint: jsii.String(h.set.AlarmMail),
		})
	}
	for _, a := range h.alarms() {
		comparison, missing := "GreaterThanOrEqualToThreshold", "notBreaching"
		if a.silence {
			comparison, missing = "LessThanThreshold", "breaching"
		}
		awscloudwatch.NewCfnAlarm(h.stack, jsii.String(a.id), &awscloudwatch.CfnAlarmProps{
			AlarmDescription: jsii.String(a.says), AlarmActions: &[]any{topic.Ref()},
			Namespace: jsii.String(a.namespace), MetricName: jsii.String(a.metric), Dimensions: dimensions(a.of),
			Statistic: jsii.String(a.statistic), Period: jsii.Number(300), EvaluationPeriods: jsii.Number(a.times),
			Threshold: jsii.Number(a.at), ComparisonOperator: jsii.String(comparison), TreatMissingData: jsii.String(missing),
		})
	}
	h.output("BellTopic", "Where alarms ring", topic.Ref())
}

func dimensions(of map[string]*string) any {
	var out []any
	for _, name := range slices.Sorted(maps.Keys(of)) {
		out = append(out, &awscloudwatch.CfnAlarm_DimensionProperty{Name: jsii.String(name), Value: of[name]})
	}
	if out == nil {
		return nil
	}
	return out
}
