package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/jsii-runtime-go"
)

// addDashboard makes the page to look at when the bell rang: from the door
// inwards. Functions are found by name, so that a new route needs no line here.
func (h *house) addDashboard() {
	api := []any{"ApiId", h.api.Ref()}
	table := []any{"TableName", h.table.Ref()}
	bus := []any{"EventBusName", h.bus.AttrName(), "RuleName", h.deliveriesRule()}
	ages := []any{}
	for _, f := range h.rows.functions() {
		if f.worker.Stream != "" {
			ages = append(ages, []any{"AWS/Lambda", "IteratorAge", "FunctionName", h.lambdas[f.name].Ref()})
		}
	}
	charts := []document{
		h.chart("Requests and faults", "Sum", metric("AWS/ApiGateway", "Count", api), metric("AWS/ApiGateway", "4xx", api), metric("AWS/ApiGateway", "5xx", api)),
		h.chart("Answers, ms (99 of 100)", "p99", metric("AWS/ApiGateway", "Latency", api), metric("AWS/ApiGateway", "IntegrationLatency", api)),
		h.chart("Function errors", "Sum", h.functionsBy("Errors", "Sum")),
		h.chart("Function time, ms (99 of 100)", "p99", h.functionsBy("Duration", "p99")),
		h.chart("Stream: how far behind, ms", "Maximum", ages...),
		h.chart("Given up", "Maximum", []any{"AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", h.letters.AttrQueueName()}),
		h.chart("Table: units", "Sum", metric("AWS/DynamoDB", "ConsumedReadCapacityUnits", table), metric("AWS/DynamoDB", "ConsumedWriteCapacityUnits", table)),
		h.chart("Event bus", "Sum", metric("AWS/Events", "MatchedEvents", bus), metric("AWS/Events", "Invocations", bus), metric("AWS/Events", "FailedInvocations", bus)),
		h.chart("Mail", "Sum", []any{"AWS/SES", "Send"}, []any{"AWS/SES", "Bounce"}, []any{"AWS/SES", "Complaint"}),
	}
	widgets := make([]document, len(charts))
	for i, c := range charts {
		widgets[i] = document{"type": "metric", "width": 12, "height": 6, "x": 12 * (i % 2), "y": 6 * (i / 2), "properties": c}
	}
	awscloudwatch.NewCfnDashboard(h.stack, jsii.String("Dashboard"), &awscloudwatch.CfnDashboardProps{
		DashboardName: jsii.String(h.set.Name),
		DashboardBody: h.stack.ToJsonString(document{"widgets": widgets}, nil),
	})
}

func (h *house) chart(title, statistic string, metrics ...any) document {
	return document{
		"title": title, "stat": statistic, "period": 300, "region": h.stack.Region(), "view": "timeSeries", "metrics": metrics,
	}
}

func metric(namespace, name string, of []any) []any { return append([]any{namespace, name}, of...) }

// functionsBy charts one metric of every function of the stack.
func (h *house) functionsBy(name, statistic string) []any {
	return []any{document{"expression": `SEARCH('{AWS/Lambda,FunctionName} MetricName="` + name + `" "` + h.set.Name + `-"', '` + statistic + `', 300)`}}
}
