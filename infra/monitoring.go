package main

import (
	"maps"
	"slices"

	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/jsii-runtime-go"
)

// alarm rings when the metric reaches at, in so many periods of five minutes in
// a row. All alarms are about things a person must look at.
type alarm struct {
	id, says          string
	namespace, metric string
	of                map[string]*string // the metric's dimensions
	statistic         string
	at                float64
	periods           int
	silence           bool // ring when it is below at, or nothing is heard
}

// alarms lists them all. Functions behind the API have none of their own: what
// goes wrong in one is a 5xx of the API's.
func (h *house) alarms() []alarm {
	out := []alarm{
		{
			id: "ApiFaults", says: "The API answered with faults (5xx). The log has them by request id.",
			namespace: "AWS/ApiGateway", metric: "5xx", of: map[string]*string{"ApiId": h.api.Ref()},
			statistic: "Sum", at: 3, periods: 1,
		},
		{
			id: "GivenUp", says: "Records of the stream were given up (due-sweep should deliver their orders), or an event about a mail that came back or a delivery to a webhook. Find out why, then purge the queue.",
			namespace: "AWS/SQS", metric: "ApproximateNumberOfMessagesVisible", of: map[string]*string{"QueueName": h.letters.AttrQueueName()},
			statistic: "Maximum", at: 1, periods: 1,
		},
		{
			id: "Parked", says: "An order was parked: it failed for days. The log says which, and why.",
			namespace: h.set.Name, metric: parkedMetric, statistic: "Sum", at: 1, periods: 1,
		},
		{
			// Functions share the account's concurrency, so the metric is the account's.
			id: "Throttles", says: "Functions were refused for lack of concurrency in this account and region.",
			namespace: "AWS/Lambda", metric: "Throttles", statistic: "Sum", at: 1, periods: 1,
		},
		{
			id: "Bounces", says: "5% of mail bounces; at 10% SES may stop sending.",
			namespace: "AWS/SES", metric: "Reputation.BounceRate", statistic: "Average", at: 0.05, periods: 1,
		},
		{
			id: "Complaints", says: "0.1% of mail is marked as spam; at 0.5% SES may stop sending.",
			namespace: "AWS/SES", metric: "Reputation.ComplaintRate", statistic: "Average", at: 0.001, periods: 1,
		},
	}
	out = append(out, h.machineAlarms()...)
	out = append(out, h.busAlarms()...)
	for _, f := range h.rows.functions() {
		if f.door == doorWorker {
			out = append(out, h.workerAlarms(f)...)
		}
	}
	return out
}

// workerAlarms are about one worker: nobody waits for its answer, so nobody
// else would notice.
func (h *house) workerAlarms(f function) []alarm {
	of := map[string]*string{"FunctionName": h.lambdas[f.name].Ref()}
	out := []alarm{{
		id: f.id() + "Errors", says: f.name + " failed: " + f.summary + ".",
		namespace: "AWS/Lambda", metric: "Errors", of: of, statistic: "Sum", at: 1, periods: 1,
	}}
	if f.worker.Stream != "" {
		out = append(out, alarm{
			id: f.id() + "Late", says: f.name + " is five minutes behind the stream.",
			namespace: "AWS/Lambda", metric: "IteratorAge", of: of, statistic: "Maximum", at: 300_000, periods: 2,
		})
	}
	if f.worker.Every > 0 {
		out = append(out, alarm{
			id: f.id() + "Silent", says: f.name + " was not called: nothing that is due is written down or told.",
			namespace: "AWS/Lambda", metric: "Invocations", of: of, statistic: "Sum", at: 1, periods: silence(f.worker.Every), silence: true,
		})
	}
	return out
}

// silence is how many periods of five minutes the clock may miss: twice its
// pace, and never only one.
func silence(minutes int) int { return max(2, (2*minutes+4)/5) }

// parkedMetric counts the lines by which due-sweep says that it parked an order.
const (
	parkedMetric = "Parked"
	parkedLine   = `"ERROR parked"` // as log/slog writes it
)

func (h *house) addAlarms() {
	awslogs.NewCfnMetricFilter(h.stack, jsii.String("ParkedLines"), &awslogs.CfnMetricFilterProps{
		LogGroupName: h.logs.Ref(), FilterPattern: jsii.String(parkedLine),
		MetricTransformations: []any{&awslogs.CfnMetricFilter_MetricTransformationProperty{
			MetricNamespace: jsii.String(h.set.Name), MetricName: jsii.String(parkedMetric), MetricValue: jsii.String("1"),
		}},
	})
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
			Statistic: jsii.String(a.statistic), Period: jsii.Number(300), EvaluationPeriods: jsii.Number(a.periods),
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
