package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/shared/table"
)

func TestTheTableIsTheOneTheCodeDefines(t *testing.T) {
	stack, code := product().Resources["Table"].Properties, table.Definition("any")
	got := []string{
		"billing " + text(stack["BillingMode"]), "stream " + text(at(stack, "StreamSpecification", "StreamViewType")),
		"ttl " + text(at(stack, "TimeToLiveSpecification", "AttributeName")), "table " + schema(stack["KeySchema"]),
	}
	want := []string{
		"billing " + string(code.BillingMode), "stream " + string(code.StreamSpecification.StreamViewType),
		"ttl " + table.TTLAttribute, "table " + defined(code.KeySchema),
	}
	indexes, _ := stack["GlobalSecondaryIndexes"].([]any)
	for _, i := range indexes {
		got = append(got, text(at(i, "IndexName"))+" "+schema(at(i, "KeySchema"))+" "+text(at(i, "Projection", "ProjectionType")))
	}
	for _, i := range code.GlobalSecondaryIndexes {
		want = append(want, *i.IndexName+" "+defined(i.KeySchema)+" "+string(i.Projection.ProjectionType))
	}
	attributes, _ := stack["AttributeDefinitions"].([]any)
	for _, a := range attributes {
		got = append(got, "attribute "+text(at(a, "AttributeName"))+" "+text(at(a, "AttributeType")))
	}
	for _, a := range code.AttributeDefinitions {
		want = append(want, "attribute "+*a.AttributeName+" "+string(a.AttributeType))
	}
	same(t, "the table", got, want)
}

func schema(v any) string {
	list, _ := v.([]any)
	var out []string
	for _, k := range list {
		out = append(out, text(at(k, "KeyType")), text(at(k, "AttributeName")))
	}
	return strings.Join(out, " ")
}

func defined(keys []types.KeySchemaElement) string {
	var out []string
	for _, k := range keys {
		out = append(out, string(k.KeyType), *k.AttributeName)
	}
	return strings.Join(out, " ")
}

func TestTheTableCanBeRecoveredAndNotReadFromItsDisks(t *testing.T) {
	table := product().Resources["Table"].Properties
	if table["DeletionProtectionEnabled"] != true || at(table, "TimeToLiveSpecification", "Enabled") != true ||
		at(table, "PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled") != true {
		t.Errorf("it can be lost: %v", table)
	}
	if at(table, "SSESpecification", "SSEEnabled") != true || text(at(table, "SSESpecification", "KMSMasterKeyId")) != "${TableKey.Arn}" {
		t.Errorf("encrypted by %v", table["SSESpecification"])
	}
}

func TestMailIsSentByTheMailerAloneAndWatchesNobody(t *testing.T) {
	for _, role := range product().of("AWS::IAM::Role") {
		for _, p := range permissions(product().roleStatements(role)) {
			if strings.Contains(p, "ses:") && role != "OutboxMailRole" {
				t.Errorf("%s: %s", role, p)
			}
		}
	}
	set := product().one(t, "AWS::SES::ConfigurationSet")
	if set["TrackingOptions"] != nil || at(set, "VdmOptions", "DashboardOptions", "EngagementMetrics") != "DISABLED" {
		t.Errorf("opens and clicks are watched: %v", set)
	}
	returns := product().one(t, "AWS::SES::ConfigurationSetEventDestination")
	same(t, "SES tells of", texts(at(returns, "EventDestination", "MatchingEventTypes")), []string{"BOUNCE", "COMPLAINT", "REJECT"})
	if text(returns["ConfigurationSetName"]) != "${MailSet}" || at(returns, "EventDestination", "Enabled") != true {
		t.Errorf("what comes back is not told of: %v", returns)
	}
	identity := product().one(t, "AWS::SES::EmailIdentity")
	if got := text(at(identity, "ConfigurationSetAttributes", "ConfigurationSetName")); got != "${MailSet}" {
		t.Errorf("mail goes out through %q", got)
	}
	if got := text(set["Name"]); got != "Valetkey" {
		t.Errorf("the set is named %q, and the mailer may use another", got)
	}
}

func TestEveryAlarmRingsAndSaysWhy(t *testing.T) {
	watched := map[string]bool{}
	for _, id := range product().of("AWS::CloudWatch::Alarm") {
		a := product().Resources[id].Properties
		if got := texts(a["AlarmActions"]); !slices.Equal(got, []string{"${Bell}"}) {
			t.Errorf("%s rings %v", id, got)
		}
		if text(a["AlarmDescription"]) == "" {
			t.Errorf("%s does not say why it rings", id)
		}
		list, _ := a["Dimensions"].([]any)
		of := ""
		for _, d := range list {
			of += " " + text(at(d, "Value"))
		}
		watched[text(a["MetricName"])+of] = true
	}
	for _, what := range []string{
		"5xx ${Api}", "Throttles", "ApproximateNumberOfMessagesVisible ${DeadLetters.QueueName}",
		"Errors ${OutboxMail}", "Errors ${OutboxDrive}", "Errors ${DueSweep}", "Errors ${MailBounced}",
		"ExecutionsFailed ${PeriodMachine}", "ExecutionsTimedOut ${PeriodMachine}", "ExecutionsAborted ${PeriodMachine}", "Errors ${PeriodWake}",
		"Errors ${WebhookSend}", "FailedInvocations ${Bus.Name} Valetkey-deliveries",
		"IteratorAge ${OutboxMail}", "IteratorAge ${OutboxDrive}", "Invocations ${DueSweep}",
	} {
		if !watched[what] {
			t.Errorf("nobody watches %s", what)
		}
	}
	if got := text(product().one(t, "AWS::SNS::Subscription")["Endpoint"]); got != "ops@valetkey.example" {
		t.Errorf("the bell is heard by %q", got)
	}
}

func TestAParkedOrderRings(t *testing.T) {
	sweep, err := os.ReadFile("../functions/due-sweep/main.go")
	if err != nil {
		t.Fatal(err)
	}
	filter, alarm := product().Resources["ParkedLines"].Properties, product().Resources["Parked"].Properties
	if text(filter["FilterPattern"]) != parkedLine || !strings.Contains(string(sweep), `slog.Error("parked",`) {
		t.Error("due-sweep does not log what the filter looks for")
	}
	for _, key := range []string{"MetricName", "Namespace"} {
		made, _ := at(filter, "MetricTransformations").([]any)
		if of := map[string]string{"MetricName": "MetricName", "Namespace": "MetricNamespace"}[key]; len(made) != 1 || text(at(made[0], of)) != text(alarm[key]) {
			t.Errorf("the alarm's %s is not the filter's", key)
		}
	}
}

func TestSilenceOfTheSweepIsAnAlarm(t *testing.T) {
	a := product().Resources["DueSweepSilent"].Properties
	if text(a["TreatMissingData"]) != "breaching" || text(a["ComparisonOperator"]) != "LessThanThreshold" {
		t.Errorf("it would not ring: %v", a)
	}
}
