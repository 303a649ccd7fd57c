package main

import (
	"slices"
	"strings"
	"testing"
)

func TestTheTableIsWhatTheFunctionsExpect(t *testing.T) {
	table := product().Resources["Table"].Properties
	want := map[string]string{
		"BillingMode": "PAY_PER_REQUEST", "DeletionProtectionEnabled": "true", "TableName": "",
		"StreamSpecification":              `{"StreamViewType":"NEW_IMAGE"}`,
		"TimeToLiveSpecification":          `{"AttributeName":"ttl","Enabled":true}`,
		"PointInTimeRecoverySpecification": `{"PointInTimeRecoveryEnabled":true}`,
	}
	for key, v := range want {
		if got := text(table[key]); got != v {
			t.Errorf("%s is %s, not %s", key, got, v)
		}
	}
	if got := text(at(table, "SSESpecification", "KMSMasterKeyId")); got != "${TableKey.Arn}" {
		t.Errorf("encrypted under %q", got)
	}
	got := []string{"table " + schema(table["KeySchema"])}
	indexes, _ := table["GlobalSecondaryIndexes"].([]any)
	for _, i := range indexes {
		got = append(got, text(at(i, "IndexName"))+" "+schema(at(i, "KeySchema"))+" "+text(at(i, "Projection", "ProjectionType")))
	}
	same(t, "the table", got, []string{
		"table HASH PK RANGE SK", "by-thing HASH thingPK RANGE thingSK ALL", "by-actor HASH actorPK RANGE actorSK ALL",
	})
}

func schema(v any) string {
	list, _ := v.([]any)
	var out []string
	for _, k := range list {
		out = append(out, text(at(k, "KeyType")), text(at(k, "AttributeName")))
	}
	return strings.Join(out, " ")
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
	for _, id := range product().of("AWS::SES::ConfigurationSetEventDestination") {
		for _, event := range texts(at(product().Resources[id].Properties, "EventDestination", "MatchingEventTypes")) {
			if e := strings.ToUpper(event); e == "OPEN" || e == "CLICK" {
				t.Errorf("%s listens for %s", id, e)
			}
		}
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
		"Errors ${OutboxMail}", "Errors ${OutboxDrive}", "Errors ${DueSweep}",
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

func TestSilenceOfTheSweepIsAnAlarm(t *testing.T) {
	a := product().Resources["DueSweepSilent"].Properties
	if text(a["TreatMissingData"]) != "breaching" || text(a["ComparisonOperator"]) != "LessThanThreshold" {
		t.Errorf("it would not ring: %v", a)
	}
}
